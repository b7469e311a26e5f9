"""Events of organizational life: one event may be of several kinds; attendance is kept by exception; resolutions."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from pbcli.db.models.base import (
    TEXT_LENGTH,
    Record,
    day_column,
    flag_column,
    link_column,
    moment_column,
    name_column,
    recorded_column,
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
    __table_args__ = (
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= occurred_on", name="order"),
        sa.Index("ix_event_occurred_on", "occurred_on", "branch_id"),
    )

    branch_id: int | None = link_column("branch.id", nullable=True, title="主办党组织")
    party_group_id: int | None = link_column("party_group.id", nullable=True, title="党小组")
    occurred_on: date = day_column(title="日期")
    ended_on: date | None = day_column(nullable=True, title="结束日期")
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
    __table_args__ = (
        sa.UniqueConstraint("event_id", "member_id"),
        sa.Index("ix_attendance_made_up_on", "made_up_on", sqlite_where=sa.text("made_up_on IS NOT NULL")),
    )

    event_id: int = link_column("event.id", index=False, title="活动")
    member_id: int = link_column("member.id", title="党员")
    state: AttendanceState = term_column(AttendanceState, title="出勤")
    reason: str | None = text_column(title="事由")
    made_up_on: date | None = day_column(nullable=True, title="补课日期")
    made_up_how: str | None = text_column(title="补课方式")
    made_up_recorded_at: datetime | None = recorded_column(title="补课记录时间")


class EventBranch(Record, table=True):
    """Another branch that holds an event together with its organizer; its own share of the frozen attendance."""

    __tablename__ = "event_branch"
    __table_args__ = (sa.UniqueConstraint("event_id", "branch_id"),)

    event_id: int = link_column("event.id", index=False, title="活动")
    branch_id: int = link_column("branch.id", title="党支部")
    entitled: int | None = whole_column(most=100_000, title="应到")
    present: int | None = whole_column(most=100_000, title="实到")


class Resolution(Record, table=True):
    """What an event resolved: its vote in totals only, and who does what by when."""

    __tablename__ = "resolution"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "place"),
        sa.CheckConstraint("closed_on IS NULL OR task IS NOT NULL", name="task_closed"),
        sa.Index("ix_resolution_due_on", "due_on"),
    )

    event_id: int = link_column("event.id", index=False, title="活动")
    place: int = whole_column(nullable=False, least=1, most=1000, title="次序")
    text: str = Field(min_length=1, max_length=TEXT_LENGTH, sa_type=sa.Text, nullable=False, title="决议")
    voters_entitled: int | None = whole_column(most=100_000, title="应到有表决权")
    voters_present: int | None = whole_column(most=100_000, title="实到有表决权")
    votes_for: int | None = whole_column(most=100_000, title="赞成")
    votes_against: int | None = whole_column(most=100_000, title="反对")
    votes_abstained: int | None = whole_column(most=100_000, title="弃权")
    task: str | None = text_column(title="落实事项")
    responsible: str | None = name_column(nullable=True, title="落实责任人")
    due_on: date | None = day_column(nullable=True, title="落实期限")
    result: str | None = text_column(title="落实结果")
    closed_on: date | None = day_column(nullable=True, title="落实日期")
    closed_recorded_at: datetime | None = recorded_column(title="落实记录时间")
