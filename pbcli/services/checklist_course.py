"""What happens to an item of a checklist: progress, a postponement, handing in, the strike-off (销号).

Only somebody else than the one responsible may strike an item off, and never without evidence (records.md, section 2).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.checklists import is_responsible, reopened_on, reopening
from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name, clean_text
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.checklists import label
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.privacy_entry import refuse_numbers
from pbcli.services.stored import stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import ChecklistItem


def note_progress(work: Work, item_id: int, *, text: str, on: date, today: date) -> Changed:
    """Write down what was done on an item on a day. Raises RuleForbids for one that is struck off, or a day to come."""
    from pbcli.db.models import ChecklistProgress

    record = _living(work, item_id)
    _check_day(record, on, today)
    facts = {"occurred_on": on, "text": _reason(text, "整改进展"), "recorded_at": work.now}
    work.add(ChecklistProgress.make(item_id=item_id, **facts))
    return Changed(item_id, label(record), said_of_entry(on, today))


def submit_item(work: Work, item_id: int, *, on: date, today: date, evidence: str | None = None) -> Changed:
    """Hand an item in to be accepted (待验收). Raises RuleForbids where it was handed in already."""
    record = _living(work, item_id)
    if record.submitted_on is not None:
        raise RuleForbids(
            "{item}已于 {day} 提请验收。",
            item=label(record),
            day=record.submitted_on,
            id=item_id,
            hint="pbcli checklist strike {id} --by NAME",
        )
    _check_day(record, on, today)
    _keep(record, submitted_on=on, evidence=evidence)
    work.add(record)
    notes = [] if _has_evidence(work, record) else [_("还没有佐证，销号之前要补上。")]
    return Changed(item_id, label(record), notes)


def strike_off(work: Work, item_id: int, *, by: str, on: date, today: date, evidence: str | None = None) -> Changed:
    """Strike an item off, as somebody has accepted it.

    Raises RuleForbids for whoever is responsible, without evidence, and for an item that goes on for ever.
    """
    record = _living(work, item_id)
    person = clean_name(by, field="验收人")
    if record.is_long_term:
        raise RuleForbids(
            "{item}是长期坚持的，不销号。",
            item=label(record),
            id=item_id,
            hint="pbcli checklist edit {id} --no-long-term",
        )
    if record.responsible is None:
        raise RuleForbids(
            "{item}没有登记责任人，看不出验收人是不是另一个人。",
            item=label(record),
            id=item_id,
            hint="pbcli checklist edit {id} --responsible NAME",
        )
    if is_responsible(person, record.responsible):
        raise RuleForbids(
            "{item}的责任人是{responsible}，要由别人验收销号。",
            item=label(record),
            responsible=record.responsible,
            id=item_id,
            hint="pbcli checklist strike {id} --by NAME",
        )
    _check_day(record, on, today)
    if record.submitted_on is not None and on < record.submitted_on:
        raise RuleForbids("销号日期 {day} 早于提请验收日期 {submitted}。", day=on, submitted=record.submitted_on)
    _keep(record, evidence=evidence)
    if not _has_evidence(work, record):
        raise RuleForbids(
            "{item}没有佐证，不能销号。",
            item=label(record),
            id=item_id,
            hint="pbcli checklist strike {id} --by NAME --evidence TEXT",
        )
    work.add(record.revise(struck_off_on=on, accepted_by=person))
    return Changed(item_id, label(record), said_of_entry(on, today))


def reopen_item(work: Work, item_id: int, *, reason: str, on: date, today: date) -> Changed:
    """Take a strike-off back; who had accepted the item, when and on what evidence, stays in its progress.

    Raises RuleForbids for an item that isn't struck off, and for a day before the strike-off.
    """
    from pbcli.db.models import ChecklistItem, ChecklistProgress

    record = stored(work, ChecklistItem, item_id)
    if record.struck_off_on is None:
        raise RuleForbids(
            "{item}没有销号，不用重新打开。", item=label(record), id=item_id, hint="pbcli checklist show {id}"
        )
    _check_day(record, on, today)
    if on < record.struck_off_on:
        raise RuleForbids("{day} 早于销号日期 {struck}。", day=on, struck=record.struck_off_on)
    text = reopening(
        struck_off_on=record.struck_off_on.isoformat(),
        accepted_by=str(record.accepted_by),
        evidence=record.evidence,
        reason=_reason(reason, "重新打开的原因"),
    )
    facts = {"occurred_on": on, "text": text, "recorded_at": work.now}
    work.add(ChecklistProgress.make(item_id=item_id, **facts))
    notes = [_("再销号要有新的佐证；原来的验收人、日期、佐证记在进展里。")]
    if (month := record.struck_off_on.isoformat()[:7]) < today.isoformat()[:7]:
        notes.append(_("{month} 的月报原来把它算作已销号，现在不算了。", month=month))
    work.add(record.revise(struck_off_on=None, accepted_by=None, submitted_on=None, evidence=None))
    return Changed(item_id, label(record), [*notes, *said_of_entry(on, today)])


def postpone_item(work: Work, item_id: int, *, to: date, reason: str, on: date, today: date) -> tuple[int, Changed]:
    """Postpone an item to a later day, as was decided on another; return how many times it has been now.

    Raises RuleForbids where there is no day to postpone, or the new one isn't later.
    """
    from pbcli.db.models import ChecklistPostponement

    record = _living(work, item_id)
    _check_day(record, on, today)
    earlier = work.reader.rows("checklist_postponement_of", item_id=item_id)
    if earlier and on.isoformat() < earlier[-1]["decided_on"]:
        raise RuleForbids("批准日期 {day} 早于上一次延期的批准日期 {last}。", day=on, last=earlier[-1]["decided_on"])
    due_on = date.fromisoformat(earlier[-1]["to_on"]) if earlier else record.due_on
    if due_on is None or record.is_long_term:
        raise RuleForbids(
            "{item}没有完成时限，谈不上延期。",
            item=label(record),
            id=item_id,
            hint="pbcli checklist edit {id} --due DATE",
        )
    if to <= due_on:
        raise RuleForbids("延期到 {to}，不晚于现在的时限 {due}。", to=to, due=due_on)
    facts = {"decided_on": on, "from_on": due_on, "to_on": to, "reason": _reason(reason, "延期原因")}
    work.add(ChecklistPostponement.make(item_id=item_id, **facts))
    notes = [_("批准延期时已经逾期 {days} 天。", days=(on - due_on).days)] if on > due_on else []
    return len(earlier) + 1, Changed(item_id, label(record), [*notes, *said_of_entry(on, today)])


def _living(work: Work, item_id: int) -> ChecklistItem:
    """Return an item that isn't struck off. Raises RuleForbids."""
    from pbcli.db.models import ChecklistItem

    record = stored(work, ChecklistItem, item_id)
    if record.struck_off_on is not None:
        raise RuleForbids(
            "{item}已于 {day} 由{person}销号。",
            item=label(record),
            day=record.struck_off_on,
            person=record.accepted_by,
            id=item_id,
            hint="pbcli checklist show {id}",
        )
    return record


def _check_day(record: ChecklistItem, on: date, today: date) -> None:
    if on > today:
        raise RuleForbids("{day} 还没有到。", day=on)
    if record.raised_on is not None and on < record.raised_on:
        raise RuleForbids("{day} 早于提出日期 {raised}。", day=on, raised=record.raised_on)


def _keep(record: ChecklistItem, *, submitted_on: date | None = None, evidence: str | None = None) -> None:
    """Write down the day of handing in and the evidence, where they are given."""
    from pbcli.db.models import ChecklistItem

    facts = {"submitted_on": submitted_on, "evidence": evidence}
    record.revise(**clean_facts(ChecklistItem, {name: value for name, value in facts.items() if value is not None}))


def _has_evidence(work: Work, record: ChecklistItem) -> bool:
    """Tell whether an item has evidence: a text, or a file, which came after it was opened again where it was."""
    if record.evidence is not None:
        return True
    since = reopened_on(work.reader.rows("checklist_progress_of", item_id=record.id)) or ""
    return any(row["attached_on"] >= since for row in work.reader.rows("checklist_evidence_of", item_id=record.id))


def _reason(text: str, field: str) -> str:
    cleaned = clean_text(text, field=field)
    refuse_numbers(cleaned, field)
    return cleaned
