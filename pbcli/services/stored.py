"""Fetching the record that an id names, for a change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pbcli.domain.errors import UnknownName

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Record

Kept = TypeVar("Kept", bound="Record")

LISTINGS = {
    "contact": ("没有编号为 {id} 的联系记录。", "pbcli liaison contacts"),
    "follow_up": ("没有编号为 {id} 的跟进事项。", "pbcli liaison followups --all"),
    "event": ("没有编号为 {id} 的活动。", "pbcli event list"),
    "resolution": ("没有编号为 {id} 的决议。", "pbcli event resolution list --all"),
    "study": ("没有编号为 {id} 的学习。", "pbcli study list 2000..2099"),
    "talk": ("没有编号为 {id} 的谈话。", "pbcli talk list 2000..2099"),
    "project": ("没有编号为 {id} 的课题。", "pbcli project list"),
    "evidence": ("没有编号为 {id} 的佐证。", "pbcli evidence list"),
    "brand": ("没有编号为 {id} 的品牌。", "pbcli brand list"),
    "checklist_item": ("没有编号为 {id} 的清单事项。", "pbcli checklist list"),
    "project_outcome": ("没有编号为 {id} 的课题成果。", "pbcli project outcome list"),
    "project_money": ("没有编号为 {id} 的课题经费记录。", "pbcli project money list"),
    "dues_payment": ("没有编号为 {id} 的党费缴纳记录。", "pbcli dues show MEMBER"),
}
"""What is said of an id that nothing has, and the listing that tells the ids there are."""


def stored(work: Work, model: type[Kept], record_id: int) -> Kept:
    """Return the record with this id. Raises UnknownName."""
    record = work.session.get(model, record_id)
    if record is None:
        raise unknown(str(model.__tablename__), record_id)
    return record


def unknown(table: str, record_id: int) -> UnknownName:
    """Return what is said of an id that nothing in a table has."""
    sentence, listing = LISTINGS[table]
    return UnknownName(sentence, id=record_id, hint=listing)


def id_of(record: Record) -> int:
    """Return the id of a record that has been written."""
    if record.id is None:  # pragma: no cover  Work.add flushes
        raise RuntimeError
    return record.id


def actor_of(work: Work) -> str:
    """Tell who is at the keyboard: the one whom the operation names."""
    from pbcli.db.models import Operation

    return work.session.get_one(Operation, work.operation_id).actor
