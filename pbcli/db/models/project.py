"""Research projects: people, steps with planned and actual dates, extensions, changes, outcomes, money, materials."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    name_column,
    recorded_column,
    term_column,
    text_column,
    whole_column,
)
from pbcli.domain.enums import (
    Grade,
    MoneyKind,
    OutcomeForm,
    ProjectChangeKind,
    ProjectLevel,
    ProjectRole,
    ProjectStep,
)


class Project(Record, table=True):
    """A research project. Its state follows from the dates of its steps and is never stored."""

    __tablename__ = "project"

    number: str | None = name_column(nullable=True, unique=True, title="课题编号")
    title: str = name_column(title="课题名称")
    level: ProjectLevel | None = term_column(ProjectLevel, nullable=True, title="级别")
    category: str | None = name_column(nullable=True, title="类别")
    office: str | None = name_column(nullable=True, title="立项单位")
    notice_number: str | None = name_column(nullable=True, title="立项文号")
    branch_id: int = link_column("branch.id", title="所属支部")
    starts_on: date | None = day_column(nullable=True, title="开始日期")
    ends_on: date | None = day_column(nullable=True, title="计划结束日期")
    withdrawn_on: date | None = day_column(nullable=True, title="撤项日期")
    withdrawal_reason: str | None = text_column(title="撤项原因")
    midterm_result: str | None = name_column(nullable=True, title="中期结论")
    appraisal_mode: str | None = name_column(nullable=True, title="鉴定方式")
    grade: Grade | None = term_column(Grade, nullable=True, title="鉴定等级")
    certificate_number: str | None = name_column(nullable=True, title="证书编号")
    outcomes: str | None = text_column(title="成果形式及数量")
    funds_fen: int | None = whole_column(title="经费(元)")
    changes: str | None = text_column(title="变更事项")
    note: str | None = text_column(title="备注")
    withdrawn_recorded_at: datetime | None = recorded_column(title="撤项记录时间")


class ProjectPerson(Record, table=True):
    """A member's part in a project."""

    __tablename__ = "project_person"
    __table_args__ = (sa.UniqueConstraint("project_id", "member_id", "role"),)

    project_id: int = link_column("project.id", index=False, title="课题")
    member_id: int = link_column("member.id", title="姓名")
    role: ProjectRole = term_column(ProjectRole, title="角色")
    place: int = whole_column(nullable=False, most=1000, title="次序")


class ProjectStepDate(Record, table=True):
    """A step of a project: when it was planned, and when it was done."""

    __tablename__ = "project_step"
    __table_args__ = (
        sa.UniqueConstraint("project_id", "step"),
        sa.CheckConstraint("planned_on IS NOT NULL OR actual_on IS NOT NULL", name="dated"),
        sa.Index("ix_project_step_planned_on", "planned_on"),
    )

    project_id: int = link_column("project.id", index=False, title="课题")
    step: ProjectStep = term_column(ProjectStep, title="环节")
    planned_on: date | None = day_column(nullable=True, title="计划日期")
    actual_on: date | None = day_column(nullable=True, title="完成日期")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class ProjectExtension(Record, table=True):
    """An extension of a project's term, granted on a day."""

    __tablename__ = "project_extension"
    __table_args__ = (sa.CheckConstraint("extended_to > granted_on", name="order"),)

    project_id: int = link_column("project.id", title="课题")
    granted_on: date = day_column(title="批准日期")
    extended_to: date = day_column(title="延期至")
    reason: str | None = text_column(title="原因")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class IssuingOffice(Record, table=True):
    """An office that issues projects, with its limits; what is missing has its default in the rule book."""

    __tablename__ = "issuing_office"

    name: str = name_column(unique=True, title="立项单位")
    extensions_most: int | None = whole_column(most=100, title="最多延期次数")
    extension_months_most: int | None = whole_column(least=1, most=240, title="每次最多延期(月)")
    extension_notice_months: int | None = whole_column(most=240, title="延期须提前申请(月)")
    term_months_most: int | None = whole_column(least=1, most=240, title="最长研究期限(月)")
    opening_months_most: int | None = whole_column(least=1, most=240, title="立项后开题期限(月)")
    main_most: int | None = whole_column(least=1, most=100, title="主研人数上限")
    others_most: int | None = whole_column(most=100, title="参研人数上限")
    note: str | None = text_column(title="备注")
    midterm_percent: int | None = whole_column(most=99, title="研究期过百分之几中期检查")


class ProjectChange(Record, table=True):
    """A dated change of a project: what it was and what it became, and by which paper it was granted."""

    __tablename__ = "project_change"

    project_id: int = link_column("project.id", title="课题")
    changed_on: date = day_column(title="变更日期")
    kind: ProjectChangeKind = term_column(ProjectChangeKind, title="变更事项")
    before: str | None = text_column(title="变更前")
    after: str | None = text_column(title="变更后")
    reason: str | None = text_column(title="原因")
    approval: str | None = name_column(nullable=True, title="批复文号")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class ProjectExpert(Record, table=True):
    """An expert who judges a project at a step; no member of the school's."""

    __tablename__ = "project_expert"
    __table_args__ = (sa.UniqueConstraint("project_id", "step", "name"),)

    project_id: int = link_column("project.id", index=False, title="课题")
    step: ProjectStep = term_column(ProjectStep, title="环节")
    name: str = name_column(title="专家")
    affiliation: str | None = name_column(nullable=True, title="单位")
    level: str | None = name_column(nullable=True, title="职称/级别")


class ProjectOutcome(Record, table=True):
    """An outcome of a project, with where it was published."""

    __tablename__ = "project_outcome"

    project_id: int = link_column("project.id", title="课题")
    form: OutcomeForm = term_column(OutcomeForm, title="成果形式")
    title: str = name_column(title="成果名称")
    authors: str | None = name_column(nullable=True, title="作者")
    publication: str | None = name_column(nullable=True, title="刊物/出版社")
    issue: str | None = name_column(nullable=True, title="刊期/书号")
    published_on: date | None = day_column(nullable=True, title="发表日期")
    note: str | None = text_column(title="备注")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class ProjectMoney(Record, table=True):
    """Money granted to a project or spent on it, in fen."""

    __tablename__ = "project_money"

    project_id: int = link_column("project.id", title="课题")
    occurred_on: date = day_column(title="日期")
    kind: MoneyKind = term_column(MoneyKind, title="收支")
    amount_fen: int = whole_column(nullable=False, least=1, title="金额(元)")
    purpose: str | None = name_column(nullable=True, title="用途")
    note: str | None = text_column(title="备注")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class ProjectMaterial(Record, table=True):
    """A paper of a step that is there: since when, and where it lies."""

    __tablename__ = "project_material"
    __table_args__ = (sa.UniqueConstraint("project_id", "name"),)

    project_id: int = link_column("project.id", index=False, title="课题")
    name: str = name_column(title="材料")
    received_on: date = day_column(title="收到日期")
    place: str | None = name_column(nullable=True, title="存放处")
    recorded_at: datetime | None = recorded_column(title="记录时间")
