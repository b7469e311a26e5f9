"""The rows that make up an event, for a change of it: its kinds and its exceptions of attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pbcli.services.event_attendance import Away, Gathering
from pbcli.services.event_listing import find_event
from pbcli.services.free_text import clean_facts
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Attendance, Event, EventBranch, EventHasKind
    from pbcli.db.read import Reader, Row


def gathering_of(reader: Reader, event_id: int) -> Gathering:
    """Return who was called together at an event. Raises UnknownName."""
    row = find_event(reader, event_id)
    organizer = {"id": row["branch_id"], "name": row["branch"]}
    group = None if row["party_group_id"] is None else {"id": row["party_group_id"], "name": row["party_group"]}
    partners = tuple({"id": share["branch_id"], "name": share["branch"]} for share in row["partners"])
    return Gathering(organizer, date.fromisoformat(row["occurred_on"]), tuple(row["kinds"]), group, partners)


def described(gathering: Gathering) -> str:
    """Name an event by its day, its organizer and its kinds."""
    names = "、".join(branch["name"] for branch in (gathering.organizer, *gathering.partners))
    return f"{gathering.day} {names} {'、'.join(gathering.kinds)}"


def rows_of_kinds(work: Work, event_id: int) -> Sequence[EventHasKind]:
    """Return the rows that say of what kinds an event is."""
    from sqlmodel import select

    from pbcli.db.models import EventHasKind

    return work.session.exec(select(EventHasKind).where(EventHasKind.event_id == event_id)).all()


def rows_of_away(work: Work, event_id: int) -> Sequence[Attendance]:
    """Return the rows that say who was away from an event."""
    from sqlmodel import select

    from pbcli.db.models import Attendance

    return work.session.exec(select(Attendance).where(Attendance.event_id == event_id)).all()


def rows_of_partners(work: Work, event_id: int) -> Sequence[EventBranch]:
    """Return the rows of the branches that held an event with its organizer, in their order."""
    from sqlmodel import col, select

    from pbcli.db.models import EventBranch

    rows = select(EventBranch).where(EventBranch.event_id == event_id).order_by(col(EventBranch.id))
    return work.session.exec(rows).all()


def put_kinds(work: Work, event: Event, kinds: Sequence[Row]) -> None:
    """Make these the kinds of an event."""
    from pbcli.db.models import EventHasKind

    wanted = [kind["id"] for kind in kinds]
    kept = {row.event_kind_id: row for row in rows_of_kinds(work, id_of(event))}
    for kind_id, row in kept.items():
        if kind_id not in wanted:
            work.remove(row)
    for kind_id in wanted:
        if kind_id not in kept:
            work.add(EventHasKind.make(event_id=event.id, event_kind_id=kind_id))


def put_away(work: Work, event: Event, away: Away, kept: Attendance | None = None) -> Attendance:
    """Write down that someone was away; what is kept of them is brought up to it. Raises RuleForbids for the reason."""
    from pbcli.db.models import Attendance

    facts = clean_facts(Attendance, {"state": away.state, "reason": away.reason})
    if kept is not None:
        return work.add(kept.revise(**facts))
    return work.add(Attendance.make(event_id=event.id, member_id=away.member_id, **facts))
