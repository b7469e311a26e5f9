"""Study from outside the school's own events, and heart-to-heart talks."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import Record, day_column, link_column, moment_column, name_column, text_column, whole_column


class Study(Record, table=True):
    """Hours of study from outside: a course, a platform as source. What events give follows from attendance."""

    __tablename__ = "study"
    __table_args__ = (
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= occurred_on", name="order"),
        sa.Index("ix_study_occurred_on", "occurred_on", "member_id"),
    )

    member_id: int = link_column("member.id", title="党员")
    occurred_on: date = day_column(title="日期")
    ended_on: date | None = day_column(nullable=True, title="结束日期")
    hours_hundredths: int = whole_column(nullable=False, least=1, most=100_000, title="学时")
    source: str = name_column(title="学习来源")
    title: str | None = name_column(nullable=True, title="学习内容")
    note: str | None = text_column(title="备注")
    recorded_at: datetime = moment_column(title="记录时间")
    recorded_by: str | None = name_column(nullable=True, title="记录人账号")


class Talk(Record, table=True):
    """A heart-to-heart talk: who with whom, when and where; never what was said."""

    __tablename__ = "talk"
    __table_args__ = (
        sa.CheckConstraint("first_id <> second_id", name="two"),
        sa.Index("ix_talk_occurred_on", "occurred_on"),
    )

    occurred_on: date = day_column(title="日期")
    first_id: int = link_column("member.id", title="谈话人")
    second_id: int = link_column("member.id", title="谈话对象")
    place: str | None = name_column(nullable=True, title="地点")
    note: str | None = text_column(title="备注")
    recorded_at: datetime = moment_column(title="记录时间")
    recorded_by: str | None = name_column(nullable=True, title="记录人账号")
