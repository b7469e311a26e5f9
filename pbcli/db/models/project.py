"""Research projects: people, steps with planned and actual dates, extensions."""

from datetime import date

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    name_column,
    term_column,
    text_column,
    whole_column,
)
from pbcli.domain.enums import Grade, ProjectLevel, ProjectRole, ProjectStep


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


class ProjectExtension(Record, table=True):
    """An extension of a project's term, granted on a day."""

    __tablename__ = "project_extension"
    __table_args__ = (sa.CheckConstraint("extended_to > granted_on", name="order"),)

    project_id: int = link_column("project.id", title="课题")
    granted_on: date = day_column(title="批准日期")
    extended_to: date = day_column(title="延期至")
    reason: str | None = text_column(title="原因")
