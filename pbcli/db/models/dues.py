"""Dues: the base that a member pays on, and what was paid for which month. Money is whole fen."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    month_column,
    name_column,
    recorded_column,
    term_column,
    whole_column,
)
from pbcli.domain.enums import PayerGroup


class DuesBase(Record, table=True):
    """A member's base from a month on, with the group whose rate applies.

    Once a purge has taken the base, its rate and what was owed a month by it stand in its place.
    """

    __tablename__ = "dues_base"
    __table_args__ = (
        sa.UniqueConstraint("member_id", "from_month"),
        sa.CheckConstraint("(base_fen IS NULL) = (owed_fen IS NOT NULL)", name="kept"),
    )

    member_id: int = link_column("member.id", index=False, title="党员")
    from_month: str = month_column(title="起始月份")
    base_fen: int | None = whole_column(title="缴纳基数(元)")
    payer_group: PayerGroup = term_column(PayerGroup, title="人员类别")
    rate_basis_points: int | None = whole_column(most=10_000, title="原比例(万分之)")
    owed_fen: int | None = whole_column(title="原每月应缴(元)")


class DuesPayment(Record, table=True):
    """A payment for a month, whenever it was made."""

    __tablename__ = "dues_payment"
    __table_args__ = (
        sa.Index("ix_dues_payment_month", "month", "member_id", "amount_fen"),
        sa.Index("ix_dues_payment_paid_on", "paid_on", sqlite_where=sa.text("paid_on IS NOT NULL")),
        sa.Index("ix_dues_payment_member", "member_id", "month", "amount_fen"),
    )

    member_id: int = link_column("member.id", index=False, title="党员")
    month: str = month_column(title="月份")
    amount_fen: int = whole_column(nullable=False, title="实缴(元)")
    paid_on: date | None = day_column(nullable=True, title="缴纳日期")
    method: str | None = name_column(nullable=True, title="方式")
    collector: str | None = name_column(nullable=True, title="经办人")
    note: str | None = name_column(nullable=True, title="备注")
    recorded_at: datetime | None = recorded_column(title="记录时间")
