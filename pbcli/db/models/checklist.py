"""Checklists (清单): duties, problems and corrections, their progress, postponements and strike-off (销号)."""

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
)
from pbcli.domain.enums import ChecklistKind, ChecklistSource


class ChecklistItem(Record, table=True):
    """An item of a checklist; where it stands follows from its days and is never stored."""

    __tablename__ = "checklist_item"
    __table_args__ = (
        sa.UniqueConstraint("kind", "number"),
        sa.CheckConstraint("(struck_off_on IS NULL) = (accepted_by IS NULL)", name="accepted"),
        sa.CheckConstraint("accepted_by IS NULL OR responsible IS NULL OR accepted_by <> responsible", name="other"),
        sa.Index("ix_checklist_item_due_on", "due_on"),
    )

    kind: ChecklistKind = term_column(ChecklistKind, title="清单")
    number: str = name_column(title="序号")
    source: ChecklistSource | None = term_column(ChecklistSource, nullable=True, title="问题来源")
    item: str = Field(min_length=1, max_length=TEXT_LENGTH, sa_type=sa.Text, nullable=False, title="问题表现")
    standard: str | None = text_column(title="整改标准")
    measure: str | None = text_column(title="整改措施")
    lead: str | None = name_column(nullable=True, title="责任领导")
    responsible: str | None = name_column(nullable=True, title="责任人")
    branch_id: int | None = link_column("branch.id", nullable=True, title="党支部")
    raised_on: date | None = day_column(nullable=True, title="提出日期")
    due_on: date | None = day_column(nullable=True, title="完成时限")
    is_long_term: bool = flag_column(title="长期坚持")
    submitted_on: date | None = day_column(nullable=True, title="提请验收日期")
    accepted_by: str | None = name_column(nullable=True, title="验收人")
    struck_off_on: date | None = day_column(nullable=True, title="销号日期")
    evidence: str | None = text_column(title="佐证")
    note: str | None = text_column(title="备注")
    recorded_at: datetime = moment_column(title="记录时间")
    recorded_by: str | None = name_column(nullable=True, title="记录人账号")
    struck_off_recorded_at: datetime | None = recorded_column(title="销号记录时间")


class ChecklistProgress(Record, table=True):
    """What was done on an item on a day."""

    __tablename__ = "checklist_progress"

    item_id: int = link_column("checklist_item.id", title="清单项")
    occurred_on: date = day_column(title="日期")
    text: str = Field(min_length=1, max_length=TEXT_LENGTH, sa_type=sa.Text, nullable=False, title="整改进展")
    recorded_at: datetime = moment_column(title="记录时间")


class ChecklistPostponement(Record, table=True):
    """A postponement of an item, counted, with its reason."""

    __tablename__ = "checklist_postponement"
    __table_args__ = (sa.CheckConstraint("to_on > from_on", name="order"),)

    item_id: int = link_column("checklist_item.id", title="清单项")
    decided_on: date = day_column(title="批准日期")
    from_on: date = day_column(title="原时限")
    to_on: date = day_column(title="延期至")
    reason: str = Field(min_length=1, max_length=TEXT_LENGTH, sa_type=sa.Text, nullable=False, title="延期原因")
    recorded_at: datetime | None = recorded_column(title="记录时间")
