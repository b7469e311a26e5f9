"""Brands (一支一品): the plan of a branch for a year, its goals with numbers, milestones, people, states and links."""

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
from pbcli.domain.enums import BrandMeasure, BrandState, LinkedKind


class Brand(Record, table=True):
    """A branch's brand for a year."""

    __tablename__ = "brand"
    __table_args__ = (sa.UniqueConstraint("branch_id", "year"),)

    branch_id: int = link_column("branch.id", index=False, title="党支部")
    year: int = whole_column(nullable=False, least=1949, most=9999, title="年度")
    name: str = name_column(title="品牌名称")
    slogan: str | None = name_column(nullable=True, title="口号")
    focus: str | None = name_column(nullable=True, title="特色方向")
    meaning: str | None = text_column(title="内涵")
    carriers: str | None = text_column(title="载体")
    served: str | None = text_column(title="服务对象")
    schedule: str | None = text_column(title="实施步骤")
    leader_id: int | None = link_column("member.id", nullable=True, title="负责人")
    results: str | None = text_column(title="成效")
    honours: str | None = text_column(title="荣誉")
    media: str | None = text_column(title="媒体报道")
    self_score: int | None = whole_column(most=100, title="自评分")
    note: str | None = text_column(title="备注")


class BrandGoal(Record, table=True):
    """A goal of a brand, with its number and what it is counted in; `reached` only where it is counted by hand."""

    __tablename__ = "brand_goal"
    __table_args__ = (
        sa.UniqueConstraint("brand_id", "place"),
        sa.CheckConstraint("reached IS NULL OR measure = '其他'", name="by_hand"),
    )

    brand_id: int = link_column("brand.id", index=False, title="品牌")
    place: int = whole_column(nullable=False, least=1, most=1000, title="次序")
    goal: str = name_column(title="目标")
    measure: BrandMeasure = term_column(BrandMeasure, title="计数项")
    target: int = whole_column(nullable=False, least=1, most=1_000_000, title="目标数")
    reached: int | None = whole_column(most=1_000_000, title="已完成数")


class BrandMilestone(Record, table=True):
    """A date that a brand's plan has promised."""

    __tablename__ = "brand_milestone"
    __table_args__ = (sa.UniqueConstraint("brand_id", "name"), sa.Index("ix_brand_milestone_planned_on", "planned_on"))

    brand_id: int = link_column("brand.id", index=False, title="品牌")
    name: str = name_column(title="节点")
    planned_on: date = day_column(title="计划日期")
    done_on: date | None = day_column(nullable=True, title="完成日期")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class BrandPerson(Record, table=True):
    """A member who works on a brand."""

    __tablename__ = "brand_person"
    __table_args__ = (sa.UniqueConstraint("brand_id", "member_id"),)

    brand_id: int = link_column("brand.id", index=False, title="品牌")
    member_id: int = link_column("member.id", title="党员")
    duty: str | None = name_column(nullable=True, title="分工")


class BrandStep(Record, table=True):
    """The day on which a brand came to a state."""

    __tablename__ = "brand_step"
    __table_args__ = (sa.UniqueConstraint("brand_id", "state"),)

    brand_id: int = link_column("brand.id", index=False, title="品牌")
    state: BrandState = term_column(BrandState, title="状态")
    on_day: date = day_column(title="日期")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class BrandLink(Record, table=True):
    """A record that counts for a brand: an event, a contact, a project."""

    __tablename__ = "brand_link"
    __table_args__ = (
        sa.UniqueConstraint("brand_id", "record_kind", "record_id"),
        sa.Index("ix_brand_link_record", "record_kind", "record_id"),
    )

    brand_id: int = link_column("brand.id", index=False, title="品牌")
    record_kind: LinkedKind = term_column(LinkedKind, title="记录种类")
    record_id: int = whole_column(nullable=False, least=1, title="记录编号")
