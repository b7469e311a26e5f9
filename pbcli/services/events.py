"""Events of organizational life, writing: what was held, by whom, who was away, the figures frozen with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services import event_checks as checks
from pbcli.services import event_records as records
from pbcli.services.changed import Changed
from pbcli.services.event_attendance import Excused, Gathering, count_entitled, find_away, find_participant
from pbcli.services.event_figures import Figures, froze, moved, refuse_too_many, said_of_change, said_of_present
from pbcli.services.free_text import clean_facts
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Event
    from pbcli.db.read import Reader, Row


def record_event(
    work: Work,
    *,
    organizer: Row,
    kinds: Sequence[Row],
    today: date,
    group: Row | None = None,
    leave: Iterable[Excused] = (),
    absent: Iterable[str] = (),
    **facts: Any,
) -> Changed:
    """Write down an event; those entitled are counted as of its day, unless the facts bring a figure.

    `host` and `recorder` are names as typed. Raises RuleForbids for a day to come, for whoever is named and wasn't
    entitled, and for texts that hold an ID, mobile or card number.
    """
    from pbcli.db.models import Event

    gathering = Gathering(organizer, facts["occurred_on"], tuple(kind["name"] for kind in kinds), group)
    checks.refuse_day(gathering.day, today)
    facts = checks.named_after_group(gathering, facts)
    facts = clean_facts(Event, checks.with_people(work.reader, gathering, facts))
    away = find_away(work.reader, gathering, leave=leave, absent=absent)
    counted = count_entitled(work.reader, gathering)
    figures, notes = froze(counted, facts.pop("entitled", None), facts.pop("present", None), len(away))
    event = Event.make(
        **facts,
        **asdict(figures),
        branch_id=organizer["id"],
        recorded_at=work.now,
        recorded_by=work.actor,
    )
    checks.check_times(event)
    checks.check_people(work, event, gathering)
    work.add(event)
    records.put_kinds(work, event, kinds)
    for one in away:
        records.put_away(work, event, one)
    said = checks.said_of_new(work.reader, gathering, event, [one.member_id for one in away], today)
    return Changed(id_of(event), records.described(gathering), [*notes, *said])


def edit_event(
    work: Work,
    event_id: int,
    *,
    today: date,
    organizer: Row | None = None,
    kinds: Sequence[Row] | None = None,
    **changes: Any,
) -> Changed:
    """Change what an event says; whoever was away must be entitled then too.

    A new day, organizer or kind counts those entitled anew, unless they had a figure of their own. What isn't changed
    isn't checked, since a paper may have brought what a command would refuse.
    """
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    before = records.gathering_of(work.reader, event_id)
    gathering = _gathering_after(before, organizer, kinds, changes.get("occurred_on", before.day))
    if "occurred_on" in changes:
        checks.refuse_day(gathering.day, today)
    changes = clean_facts(Event, checks.with_people(work.reader, gathering, changes))
    away = records.rows_of_away(work, event_id)
    figures, notes = _figures_after(work.reader, event, (before, gathering), len(away), changes)
    event.revise(**changes | asdict(figures) | {"branch_id": gathering.organizer["id"]})
    if changes.keys() & {"start_time", "end_time"}:
        checks.check_times(event)
    has_moved = (gathering.organizer, gathering.day) != (before.organizer, before.day)
    if has_moved or changes.keys() & checks.PEOPLE_IDS:
        checks.check_people(work, event, gathering)
        notes = [*notes, *checks.said_of_people(event, (row.member_id for row in away))]
    if gathering != before:
        checks.check_away(work, event, gathering, away)
    work.add(event)
    if kinds is not None:
        records.put_kinds(work, event, kinds)
    return Changed(event_id, records.described(gathering), notes)


def mark_attendance(
    work: Work,
    event_id: int,
    *,
    leave: Iterable[Excused] = (),
    absent: Iterable[str] = (),
    came: Iterable[str] = (),
    attending: str | None = None,
) -> Changed:
    """Write down who was away from an event, who came after all, and who attended without a vote.

    Those entitled stay frozen; those present follow where they did so before. Of a group's meeting it isn't kept which
    group met, so that all members of the branch may be named.
    """
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    gathering = records.gathering_of(work.reader, event_id)
    kept = {row.member_id: row for row in records.rows_of_away(work, event_id)}
    away_before = len(kept)
    named = {one.member_id: one for one in find_away(work.reader, gathering, leave=leave, absent=absent)}
    for text in came:
        member = find_participant(work.reader, gathering, text)
        if member["id"] in named:
            raise RuleForbids("“{name}”又是到会又是请假或缺席。", name=member["name"])
        if member["id"] not in kept:
            raise RuleForbids(
                "{name}没有记请假或缺席，本来就算到会。", name=member["name"], hint=f"pbcli event show {event_id}"
            )
        work.remove(kept.pop(member["id"]))
    for member_id, one in named.items():
        kept[member_id] = records.put_away(work, event, one, kept.get(member_id))
    figures, notes = moved(Figures(event.entitled, event.present), away_before, event.entitled, len(kept))
    changes: dict[str, Any] = {"present": figures.present}
    if attending is not None:
        changes |= clean_facts(Event, {"attending": attending})
    work.add(event.revise(**changes))
    return Changed(event_id, records.described(gathering), [*notes, *checks.said_of_people(event, named)])


def remove_event(work: Work, event_id: int) -> Changed:
    """Remove an event with its kinds and its exceptions of attendance."""
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    gathering = records.gathering_of(work.reader, event_id)
    for row in (*records.rows_of_away(work, event_id), *records.rows_of_kinds(work, event_id)):
        work.remove(row)
    work.remove(event)
    return Changed(event_id, records.described(gathering))


def _gathering_after(before: Gathering, organizer: Row | None, kinds: Sequence[Row] | None, day: date) -> Gathering:
    names = before.kinds if kinds is None else tuple(kind["name"] for kind in kinds)
    return Gathering(before.organizer if organizer is None else organizer, day, names)


def _figures_after(
    reader: Reader, event: Event, gatherings: tuple[Gathering, Gathering], away: int, changes: dict[str, Any]
) -> tuple[Figures, Sequence[str]]:
    """Return the figures after an edit, and what to say of them: typed ones count, others follow where they did."""
    before, after = gatherings
    old = Figures(event.entitled, event.present)
    entitled, notes = old.entitled, list[str]()
    if "entitled" in changes:
        entitled = changes["entitled"]
    elif after != before:
        entitled, notes = _entitled_after(old.entitled, count_entitled(reader, before), count_entitled(reader, after))
    if "present" in changes:
        figures = Figures(entitled, changes["present"])
        refuse_too_many(figures, away)
        return figures, [*notes, *said_of_present(figures, away)]
    if entitled == old.entitled:
        return old, notes
    figures, said = moved(old, away, entitled, away)
    return figures, [*notes, *said]


def _entitled_after(kept: int | None, counted_before: int | None, counted: int | None) -> tuple[int | None, list[str]]:
    """Return those entitled after a change of day, organizer or kinds: counted anew where the figure was counted."""
    if kept == counted_before:
        return counted, said_of_change(_("应到"), kept, counted)
    if counted in {None, kept}:
        return kept, []
    return kept, [_("应到仍是 {kept} 人，按当天名册是 {counted} 人；要改用 --entitled。", kept=kept, counted=counted)]
