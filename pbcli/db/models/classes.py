"""Classes and their head teachers. Pupils are counted, never named."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    link_column,
    name_column,
    recorded_column,
    text_column,
    whole_column,
)


class Class(Record, table=True):
    """A class; `graduated_on` is its last day in school, planned or past."""

    __tablename__ = "class"
    __table_args__ = (
        sa.CheckConstraint("graduated_on IS NULL OR graduated_on >= started_on", name="order"),
        sa.Index("ix_class_started_on", "started_on", "graduated_on"),
    )

    name: str = name_column(unique=True, title="班级名称")
    pinyin: str = name_column(title="拼音")
    initials: str = name_column(index=True, title="拼音首字母")
    cohort: str | None = name_column(nullable=True, title="年级")
    department: str | None = name_column(nullable=True, title="专业部")
    major: str | None = name_column(nullable=True, title="专业")
    pupils: int | None = whole_column(most=10_000, title="人数")
    started_on: date | None = day_column(nullable=True, title="入学时间")
    graduated_on: date | None = day_column(nullable=True, title="毕业时间")
    note: str | None = text_column(title="备注")


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
