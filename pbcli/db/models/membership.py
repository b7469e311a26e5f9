"""The branches that members belonged to, and their standing, each with its history.

Histories are half-open: a row holds from `from_on` on, and no more from `to_on` on.
"""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import Record, day_column, link_column, name_column, recorded_column, term_column
from pbcli.domain.enums import JoinReason, LeaveReason, PartyStatus


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
    recorded_at: datetime | None = recorded_column(title="记录时间")
    end_recorded_at: datetime | None = recorded_column(title="终止记录时间")


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
    recorded_at: datetime | None = recorded_column(title="记录时间")
