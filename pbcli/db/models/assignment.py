"""Who looks after which class."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    recorded_column,
    term_column,
)
from pbcli.domain.enums import LiaisonRole


class Assignment(Record, table=True):
    """A member looks after a class, from `from_on` on, no more from `to_on` on."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="order"),
        sa.Index("ix_assignment_class", "class_id", "from_on", "to_on", "member_id"),
    )

    member_id: int = link_column("member.id", title="联系人")
    class_id: int = link_column("class.id", index=False, title="班级")
    role: LiaisonRole = term_column(LiaisonRole, title="身份")
    from_on: date = day_column(title="起始日期")
    to_on: date | None = day_column(nullable=True, title="止")
    recorded_at: datetime | None = recorded_column(title="记录时间")
    end_recorded_at: datetime | None = recorded_column(title="终止记录时间")
