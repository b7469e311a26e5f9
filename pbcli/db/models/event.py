"""Events of organizational life: one event may be of several kinds; attendance is kept by exception."""

from datetime import date, datetime

import sqlalchemy as sa

from pbcli.db.models.base import (
    Record,
    day_column,
    flag_column,
    link_column,
    moment_column,
    name_column,
    term_column,
    text_column,
    time_column,
    whole_column,
)
from pbcli.domain.enums import AttendanceState


class EventKindName(Record, table=True):
    """A kind of event: those that ship with the program, and the unit's own."""

    __tablename__ = "event_kind"

    name: str = name_column(unique=True, title="类型")
    is_builtin: bool = flag_column(title="内置")


class Event(Record, table=True):
    """A meeting, a themed Party day, a lecture …; `entitled` and `present` are frozen, the paper's own if it has them.

    An event without a branch is the unit's own (党委专题会议, 中心组学习).
    """

    __tablename__ = "event"
    __table_args__ = (sa.Index("ix_event_occurred_on", "occurred_on", "branch_id"),)

    branch_id: int | None = link_column("branch.id", nullable=True, title="主办党组织")
    occurred_on: date = day_column(title="日期")
    start_time: str | None = time_column(title="开始")
    end_time: str | None = time_column(title="结束")
    hours_hundredths: int | None = whole_column(most=100_000, title="学时")
    title: str | None = name_column(nullable=True, title="会议名称")
    place: str | None = name_column(nullable=True, title="地点")
    host_id: int | None = link_column("member.id", nullable=True, index=False, title="主持人")
    recorder_id: int | None = link_column("member.id", nullable=True, index=False, title="记录人")
    entitled: int | None = whole_column(most=100_000, title="应到")
    present: int | None = whole_column(most=100_000, title="实到")
    topics: str | None = text_column(title="议题")
    summary: str | None = text_column(title="内容摘要")
    resolutions: str | None = text_column(title="决议")
    attending: str | None = text_column(title="列席")
    evidence: str | None = text_column(title="佐证材料")
    note: str | None = text_column(title="备注")
    recorded_at: datetime = moment_column(title="记录时间")
    recorded_by: str | None = name_column(nullable=True, title="记录人账号")


class EventHasKind(Record, table=True):
    """A kind that an event is of."""

    __tablename__ = "event_has_kind"
    __table_args__ = (sa.UniqueConstraint("event_id", "event_kind_id"),)

    event_id: int = link_column("event.id", index=False, title="活动")
    event_kind_id: int = link_column("event_kind.id", title="类型")


class Attendance(Record, table=True):
    """An exception of attendance: on leave, absent. Whoever is entitled and has no row was present."""

    __tablename__ = "attendance"
    __table_args__ = (sa.UniqueConstraint("event_id", "member_id"),)

    event_id: int = link_column("event.id", index=False, title="活动")
    member_id: int = link_column("member.id", title="党员")
    state: AttendanceState = term_column(AttendanceState, title="出勤")
    reason: str | None = text_column(title="事由")
