"""Events of organizational life, writing: what was held, by whom, who was away, the figures frozen with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import EventKind
from pbcli.domain.errors import RuleForbids
from pbcli.services import event_checks as checks
from pbcli.services import event_records as records
from pbcli.services import event_shares as shares
from pbcli.services.changed import Changed
from pbcli.services.event_attendance import Excused, Gathering, count_entitled, find_away, find_participant
from pbcli.services.event_figures import Figures, froze, moved
from pbcli.services.event_organizers import find_group
from pbcli.services.free_text import clean_facts
from pbcli.services.resolutions import of_event
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


def record_event(
    work: Work,
    *,
    organizer: Row,
    kinds: Sequence[Row],
    today: date,
    group: Row | None = None,
    partners: Sequence[Row] = (),
    leave: Iterable[Excused] = (),
    absent: Iterable[str] = (),
    **facts: Any,
) -> Changed:
    """Write down an event; those entitled are counted as of its day, unless the facts bring a figure.

    `host` and `recorder` are names as typed. Raises RuleForbids for a day to come, for whoever is named and wasn't
    entitled, and for texts that hold an ID, mobile or card number.
    """
    from pbcli.db.models import Event

    gathering = Gathering(
        organizer, facts["occurred_on"], tuple(kind["name"] for kind in kinds), group, tuple(partners)
    )
    checks.refuse_day(gathering.day, today)
    checks.refuse_span(gathering.day, facts.get("ended_on"))
    shares.refuse_partners(gathering, partners)
    facts = checks.named_after_group(gathering, facts)
    facts = clean_facts(Event, checks.with_people(work.reader, gathering, facts))
    away = find_away(work.reader, gathering, leave=leave, absent=absent)
    own, *theirs = shares.away_of_each(work.reader, gathering, [one.member_id for one in away])
    counted = count_entitled(work.reader, gathering)
    figures, notes = froze(counted, facts.pop("entitled", None), facts.pop("present", None), own)
    event = Event.make(
        **facts,
        **asdict(figures),
        branch_id=organizer["id"],
        party_group_id=None if group is None else group["id"],
        recorded_at=work.now,
        recorded_by=work.actor,
    )
    checks.check_times(event)
    checks.check_people(work, event, gathering)
    work.add(event)
    records.put_kinds(work, event, kinds)
    together = shares.put_partners(work, event, gathering, theirs)
    for one in away:
        records.put_away(work, event, one)
    said = checks.said_of_new(work.reader, gathering, event, [one.member_id for one in away], today)
    return Changed(
        id_of(event),
        records.described(gathering),
        [*notes, *checks.said_of_figures(work.reader, gathering, figures), *together, *said],
    )


def edit_event(
    work: Work,
    event_id: int,
    *,
    today: date,
    organizer: Row | None = None,
    kinds: Sequence[Row] | None = None,
    group: Row | None = None,
    **changes: Any,
) -> Changed:
    """Change what an event says; whoever was away must be entitled then too.

    A new day, organizer or kind counts those entitled anew, unless they had a figure of their own. What isn't changed
    isn't checked, since a paper may have brought what a command would refuse.
    """
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    before = records.gathering_of(work.reader, event_id)
    gathering = _gathering_after(before, organizer, kinds, group, changes.get("occurred_on", before.day))
    if "occurred_on" in changes:
        checks.refuse_day(gathering.day, today)
    checks.refuse_span(gathering.day, changes.get("ended_on", event.ended_on))
    changes = clean_facts(Event, checks.with_people(work.reader, gathering, changes))
    away = records.rows_of_away(work, event_id)
    counts = [shares.away_of_each(work.reader, one, [row.member_id for row in away]) for one in (before, gathering)]
    old = Figures(event.entitled, event.present)
    figures, notes = shares.figures_after(work.reader, old, (before, gathering), counts[1][0], changes)
    whose = {"branch_id": gathering.organizer["id"], "party_group_id": gathering.group and gathering.group["id"]}
    event.revise(**changes | asdict(figures) | whose)
    shares.move_partners(work, event_id, (before, gathering), (counts[0][1:], counts[1][1:]))
    if changes.keys() & {"start_time", "end_time", "ended_on", "occurred_on"}:
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


def find_group_of(reader: Reader, event_id: int, organizer: Row | None, text: str | None) -> Row | None:
    """Return the group that is meant, of the event's organizer or of a new one. Raises UnknownName, RuleForbids."""
    return find_group(reader, organizer or records.gathering_of(reader, event_id).organizer, text)


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

    Those entitled stay frozen; those present follow where they did so before, for each branch that held it. Where it
    isn't known which group met, all members of the branch may be named.
    """
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    gathering = records.gathering_of(work.reader, event_id)
    kept = {row.member_id: row for row in records.rows_of_away(work, event_id)}
    before = shares.away_of_each(work.reader, gathering, kept)
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
    after = shares.away_of_each(work.reader, gathering, kept)
    figures, notes = moved(Figures(event.entitled, event.present), before[0], event.entitled, after[0])
    shares.move_partners(work, event_id, (gathering, gathering), (before[1:], after[1:]))
    changes: dict[str, Any] = {"present": figures.present}
    if attending is not None:
        changes |= clean_facts(Event, {"attending": attending})
    work.add(event.revise(**changes))
    return Changed(event_id, records.described(gathering), [*notes, *checks.said_of_people(event, named)])


def remove_event(work: Work, event_id: int) -> Changed:
    """Remove an event with its kinds, its exceptions of attendance, its partners and what it resolved."""
    from pbcli.db.models import Event

    event = stored(work, Event, event_id)
    gathering = records.gathering_of(work.reader, event_id)
    parts = (records.rows_of_away, records.rows_of_kinds, records.rows_of_partners, of_event)
    for row in (row for part in parts for row in part(work, event_id)):
        work.remove(row)
    work.remove(event)
    return Changed(event_id, records.described(gathering))


def _gathering_after(
    before: Gathering, organizer: Row | None, kinds: Sequence[Row] | None, group: Row | None, day: date
) -> Gathering:
    """Return who is called together after an edit. Raises RuleForbids for a group where no group meets."""
    names = before.kinds if kinds is None else tuple(kind["name"] for kind in kinds)
    whose = before.organizer if organizer is None else organizer
    if group is None and whose == before.organizer and EventKind.GROUP_MEETING.value in names:
        group = before.group
    after = Gathering(whose, day, names, group, before.partners)
    checks.refuse_group(after)
    shares.refuse_partners(after, after.partners)
    return after
