"""The unit itself, its settings, its school terms, and the small memories of the program."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import Record, day_column, flag_column, moment_column, name_column, text_column


class Unit(Record, table=True):
    """The school's Party committee: one row."""

    __tablename__ = "unit"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)

    name: str = name_column(title="单位名称")
    digest_key: str = Field(sa_type=sa.Text, nullable=False, min_length=64, max_length=64, title="摘要密钥")
    keeps_id_numbers: bool = flag_column(title="保存完整身份证号")
    created_at: datetime = moment_column(title="建库时间")


class Setting(Record, table=True):
    """A setting of the unit that travels with its records; what is missing has its default in the program."""

    __tablename__ = "setting"

    name: str = name_column(unique=True, title="设置项")
    value: str | None = text_column(title="值")


class SchoolTerm(Record, table=True):
    """A school term; without one, terms begin on 1 September and 1 March."""

    __tablename__ = "school_term"
    __table_args__ = (sa.CheckConstraint("ends_on > starts_on", name="order"),)

    name: str = name_column(unique=True, title="学期")
    starts_on: date = day_column(title="开学日期")
    ends_on: date = day_column(title="结束日期")


class ColumnMap(Record, table=True):
    """A mapping of a paper's columns that the user named and keeps (JSON: column header to field)."""

    __tablename__ = "column_map"

    name: str = name_column(unique=True, title="对照名")
    mapping: str | None = text_column(title="对照")


class ReminderSaid(Record, table=True):
    """What `remind send` has said already: rule, subject and period make the key, with the last offset said."""

    __tablename__ = "reminder_said"

    key: str = name_column(unique=True, title="提醒")
    offset_days: int = Field(sa_type=sa.Integer, nullable=False, title="提前天数")
    said_on: date = day_column(title="提醒日期")
