"""Branches: their brand, terms of office, posts and groups."""

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
from pbcli.domain.enums import PostKind


class Branch(Record, table=True):
    """A Party branch, with the name and focus of its brand (一支一品)."""

    __tablename__ = "branch"
    __table_args__ = (sa.CheckConstraint("dissolved_on IS NULL OR dissolved_on >= founded_on", name="order"),)

    name: str = name_column(unique=True, title="党支部")
    pinyin: str = name_column(title="拼音")
    initials: str = name_column(index=True, title="拼音首字母")
    founded_on: date | None = day_column(nullable=True, title="成立日期")
    dissolved_on: date | None = day_column(nullable=True, title="撤销日期")
    brand_name: str | None = name_column(nullable=True, title="品牌名称")
    brand_focus: str | None = name_column(nullable=True, title="特色方向")
    note: str | None = text_column(title="备注")


class BranchTerm(Record, table=True):
    """A term of office, from one election to the next (BR-05: usually three years)."""

    __tablename__ = "branch_term"
    __table_args__ = (
        sa.UniqueConstraint("branch_id", "elected_on"),
        sa.CheckConstraint("extended_to IS NULL OR extended_to > elected_on", name="order"),
    )

    branch_id: int = link_column("branch.id", index=False, title="党支部")
    elected_on: date = day_column(title="本届选举日期")
    years: int = whole_column(nullable=False, least=1, most=10, title="任期(年)")
    extended_to: date | None = day_column(nullable=True, title="延期至")
    approval: str | None = text_column(title="请示/批复文号")
    recorded_at: datetime | None = recorded_column(title="记录时间")


class PartyGroup(Record, table=True):
    """A Party group within a branch. From `to_on` on it is no more."""

    __tablename__ = "party_group"
    __table_args__ = (sa.UniqueConstraint("branch_id", "name"),)

    branch_id: int = link_column("branch.id", index=False, title="党支部")
    name: str = name_column(title="党小组")
    from_on: date | None = day_column(nullable=True, title="起")
    to_on: date | None = day_column(nullable=True, title="止")


class Post(Record, table=True):
    """Someone in a post of a branch. A holder whom nobody is yet is kept by name, until a member of the branch has it.

    A post without a branch is one of the unit's own committee (党委), and a member of the school holds it. Without
    `from_on` the post is held since before the records begin; from `to_on` on it is held no more.
    """

    __tablename__ = "post"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),
        sa.CheckConstraint("branch_id IS NOT NULL OR member_id IS NOT NULL", name="committee"),
    )

    branch_id: int | None = link_column("branch.id", nullable=True, title="党支部")
    kind: PostKind = term_column(PostKind, title="职务")
    member_id: int | None = link_column("member.id", nullable=True, title="党员")
    holder_name: str = name_column(title="姓名")
    from_on: date | None = day_column(nullable=True, title="起")
    to_on: date | None = day_column(nullable=True, title="止")
    recorded_at: datetime | None = recorded_column(title="记录时间")
    end_recorded_at: datetime | None = recorded_column(title="终止记录时间")
