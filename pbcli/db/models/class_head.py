"""The head teachers of classes."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    name_column,
    recorded_column,
)


class ClassHead(Record, table=True):
    """A head teacher of a class, who need not be a member. Half-open: no more from `to_on` on."""

    __tablename__ = "class_head"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),
        sa.Index("ix_class_head_class", "class_id", "from_on"),
    )

    class_id: int = link_column("class.id", index=False, title="班级")
    teacher_name: str = name_column(title="班主任")
    from_on: date | None = day_column(nullable=True, title="起")
    to_on: date | None = day_column(nullable=True, title="止")
    recorded_at: datetime | None = recorded_column(title="记录时间")
