"""Classes and their head teachers. Pupils are counted, never named."""

from datetime import date

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    name_column,
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
