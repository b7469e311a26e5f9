"""Members, the branches that they belonged to, and their standing, each with its history.

Histories are half-open: a row holds from `from_on` on, and no more from `to_on` on.
"""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import Record, day_column, link_column, name_column, term_column, text_column
from pbcli.domain.enums import JoinReason, LeaveReason, PartyStatus, Sex


class Member(Record, table=True):
    """A Party member. The ID number is kept as its last four and a keyed digest (see docs/privacy.md)."""

    __tablename__ = "member"

    name: str = name_column(index=True, title="姓名")
    pinyin: str = name_column(title="拼音")
    initials: str = name_column(index=True, title="拼音首字母")
    sex: Sex | None = term_column(Sex, nullable=True, title="性别")
    ethnicity: str | None = name_column(nullable=True, title="民族")
    birth_date: date | None = day_column(nullable=True, title="出生日期")
    id_last4: str | None = Field(
        default=None, min_length=4, max_length=4, sa_type=sa.Text, nullable=True, title="身份证号后四位"
    )
    id_digest: str | None = Field(
        default=None, min_length=64, max_length=64, sa_type=sa.Text, nullable=True, unique=True, title="身份证号摘要"
    )
    education: str | None = name_column(nullable=True, title="学历")
    degree: str | None = name_column(nullable=True, title="学位")
    school: str | None = name_column(nullable=True, title="毕业院校及专业")
    native_place: str | None = name_column(nullable=True, title="籍贯")
    work_started_on: date | None = day_column(nullable=True, title="参加工作日期")
    position: str | None = name_column(nullable=True, title="工作岗位/职称")
    duty: str | None = name_column(nullable=True, title="行政职务")
    party_duty: str | None = name_column(nullable=True, title="党内职务")
    phone: str | None = name_column(nullable=True, title="联系电话")
    mobility: str | None = name_column(nullable=True, title="是否流动/失联")
    note: str | None = text_column(title="备注")


class IdNumber(Record, table=True):
    """A member's whole ID number; only where the unit turned it on."""

    __tablename__ = "id_number"

    member_id: int = Field(sa_type=sa.Integer, foreign_key="member.id", ondelete="RESTRICT", unique=True, title="党员")
    number: str = Field(sa_type=sa.Text, nullable=False, min_length=15, max_length=18, title="公民身份证号")


class Membership(Record, table=True):
    """A member in a branch: one branch at a time."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="order"),
        sa.Index("uq_membership_open", "member_id", unique=True, sqlite_where=sa.text("to_on IS NULL")),
        sa.Index("ix_membership_member", "member_id", "from_on", "to_on", "branch_id"),
    )

    member_id: int = link_column("member.id", index=False, title="党员")
    branch_id: int = link_column("branch.id", title="党支部")
    party_group_id: int | None = link_column("party_group.id", nullable=True, index=False, title="党小组")
    from_on: date = day_column(title="起")
    to_on: date | None = day_column(nullable=True, title="止")
    join_reason: JoinReason = term_column(JoinReason, title="加入方式")
    leave_reason: LeaveReason | None = term_column(LeaveReason, nullable=True, title="离开原因")
    counterpart: str | None = name_column(nullable=True, title="来自/去往")


class PartyStatusPeriod(Record, table=True):
    """A member's standing: probationary from joining, full from conversion."""

    __tablename__ = "party_status"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="order"),
        sa.Index("ix_party_status_member", "member_id", "from_on", "to_on", "status"),
    )

    member_id: int = link_column("member.id", index=False, title="党员")
    status: PartyStatus = term_column(PartyStatus, title="人员类别")
    from_on: date = day_column(title="起")
    to_on: date | None = day_column(nullable=True, title="止")
