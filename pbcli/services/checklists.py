"""Checklists (清单): duties, problems and corrections. What happens to an item is in `checklist_course`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.checklists import is_responsible
from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name, clean_text
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.privacy_entry import refuse_numbers
from pbcli.services.stored import actor_of, id_of, stored

if TYPE_CHECKING:
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import ChecklistItem
    from pbcli.db.read import Reader
    from pbcli.domain.enums import ChecklistKind

MOST_DIGITS = 9
"""A number of more digits isn't one of a list, and the next is not counted from it."""


def add_item(
    work: Work, *, kind: ChecklistKind, item: str, today: date, number: str | None = None, **facts: Any
) -> Changed:
    """Add an item to a checklist, under the next number where none is given. Raises RuleForbids for one in use."""
    from pbcli.db.models import ChecklistItem

    facts = clean_facts(ChecklistItem, facts)
    facts.setdefault("raised_on", today)
    _check_days(facts.get("raised_on"), facts.get("due_on"), today)
    number = next_number(work.reader, kind) if number is None else _free_number(work.reader, kind, number)
    own = {"kind": kind, "number": number, "item": _item_text(item)}
    record = ChecklistItem.make(**own, recorded_at=work.now, recorded_by=actor_of(work), **facts)
    notes = [*_unsettled(record), *said_of_entry(record.raised_on, today)]
    return Changed(id_of(work.add(record)), label(record), notes)


def edit_item(work: Work, item_id: int, *, today: date, **changes: Any) -> Changed:
    """Change what an item says, or mend its days. Raises RuleForbids for what contradicts a strike-off."""
    from pbcli.db.models import ChecklistItem

    record = stored(work, ChecklistItem, item_id)
    item = changes.pop("item", None)
    number, kind = changes.pop("number", None), changes.get("kind", record.kind)
    changes = clean_facts(ChecklistItem, changes)
    if item is not None:
        changes["item"] = _item_text(item)
    if number is not None or kind != record.kind:
        changes["number"] = _free_number(work.reader, kind, number or record.number, item_id)
    raised_on, due_on = (changes.get(key, getattr(record, key)) for key in ("raised_on", "due_on"))
    _check_days(raised_on, due_on, today)
    _check_struck_off(record, changes)
    if changes.get("due_on") is not None and work.reader.rows("checklist_postponement_of", item_id=item_id):
        raise RuleForbids(
            "{item}已经延期，时限按延期后的算，不能再改原时限。",
            item=label(record),
            id=item_id,
            hint="pbcli checklist postpone {id} --to DATE --reason REASON",
        )
    work.add(record.revise(**changes))
    return Changed(item_id, label(record))


def remove_item(work: Work, item_id: int) -> Changed:
    """Remove an item entered by mistake, with its progress and postponements; one that is settled is struck off."""
    from sqlmodel import select

    from pbcli.db.models import ChecklistItem, ChecklistPostponement, ChecklistProgress, Evidence
    from pbcli.domain.enums import RecordKind

    record = stored(work, ChecklistItem, item_id)
    for table in (ChecklistProgress, ChecklistPostponement):
        for row in work.session.exec(select(table).where(table.item_id == item_id)).all():
            work.remove(row)
    attached = select(Evidence).where(Evidence.record_kind == RecordKind.CHECKLIST, Evidence.record_id == item_id)
    for file in work.session.exec(attached).all():
        work.remove(file)
    work.remove(record)
    return Changed(item_id, label(record))


def label(record: ChecklistItem) -> str:
    """Return what an item is called, as it can be typed: its list and its number there."""
    return f"{record.kind}/{record.number}"


def next_number(reader: Reader, kind: ChecklistKind) -> str:
    """Return the number after the greatest of a kind of checklist."""
    numbers = [row["number"] for row in reader.rows("checklist_numbers", kind=kind)]
    counted = [int(number) for number in numbers if number.isdecimal() and len(number) <= MOST_DIGITS]
    return str(max(counted, default=0) + 1)


def _free_number(reader: Reader, kind: ChecklistKind, number: str, item_id: int | None = None) -> str:
    """Return a number as it is kept. Raises RuleForbids where another item of the kind bears it."""
    number = clean_name(number, field="序号")
    for row in reader.rows("checklist_named", id=None, kind=kind, number=number):
        if row["id"] != item_id:
            raise RuleForbids(
                "{kind}里已经有序号 {number}：“{item}”。",
                kind=kind,
                number=number,
                item=row["item"],
                id=row["id"],
                hint="pbcli checklist show {id}",
            )
    return number


def _item_text(item: str) -> str:
    text = clean_text(item, field="问题表现")
    refuse_numbers(text, "问题表现")
    return text


def _check_days(raised_on: date | None, due_on: date | None, today: date) -> None:
    if raised_on is not None and raised_on > today:
        raise RuleForbids("提出日期 {day} 还没有到。", day=raised_on)
    if raised_on is not None and due_on is not None and due_on < raised_on:
        raise RuleForbids(
            "完成时限 {due} 早于提出日期 {raised}。", due=due_on, raised=raised_on, hint="--raised-on DATE"
        )


def _check_struck_off(record: ChecklistItem, changes: dict[str, Any]) -> None:
    """Refuse to make whoever struck an item off responsible for it, or to take its evidence away (records.md)."""
    if record.struck_off_on is None:
        return
    if "responsible" in changes and (
        changes["responsible"] is None or is_responsible(str(record.accepted_by), changes["responsible"])
    ):
        raise RuleForbids(
            "{item}是{person}销号的，责任人要另有其人。",
            item=label(record),
            person=record.accepted_by,
            hint="pbcli history",
        )
    if changes.get("is_long_term"):
        raise RuleForbids("{item}已于 {day} 销号，不能改为长期坚持。", item=label(record), day=record.struck_off_on)


def _unsettled(record: ChecklistItem) -> list[str]:
    """Say what a correction should name and doesn't: 责任主体 and 办结时限 of the five clear things (records.md)."""
    missing = [] if record.responsible else [_("责任人")]
    if record.due_on is None and not record.is_long_term:
        missing.append(_("完成时限"))
    return [_("还没有登记：{fields}。", fields="、".join(missing))] if missing else []
