"""Make-up lessons: an absence opens one, and it closes when the lesson is recorded (rule book, OL-17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import AttendanceState, MakeUpState
from pbcli.domain.errors import RuleForbids
from pbcli.domain.periods import Period, span
from pbcli.messages import _
from pbcli.services import event_records as records
from pbcli.services.changed import Changed
from pbcli.services.event_attendance import find_participant
from pbcli.services.free_text import clean_facts
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.rulebook import national

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Attendance
    from pbcli.db.read import Reader

EVER = span(date.min, date.max)


def record_make_ups(
    work: Work, event_id: int, *, members: Iterable[str], on: date, how: str | None, today: date
) -> list[Changed]:
    """Write down that members, who are names as typed, made up for their absence from an event.

    Raises RuleForbids for whoever isn't written down as away, for a day to come, and for one before the event.
    """
    from pbcli.db.models import Attendance

    gathering = records.gathering_of(work.reader, event_id)
    if on > today:
        raise RuleForbids("补课日期 {day} 还没有到。", day=on)
    if on < gathering.day:
        raise RuleForbids("补课日期 {day} 早于活动日期 {held}。", day=on, held=gathering.day)
    changed = []
    for member, row in _away(work, event_id, members):
        before = row.made_up_on
        facts = clean_facts(Attendance, {"made_up_on": on, **({} if how is None else {"made_up_how": how})})
        work.add(row.revise(**facts))
        notes = [] if before in {None, on} else [_("{name}的补课原来记在 {day}。", name=member, day=before)]
        changed.append(Changed(event_id, member, notes))
    return changed


def reopen_make_ups(work: Work, event_id: int, *, members: Iterable[str]) -> list[Changed]:
    """Take back that members made up for their absence. Raises RuleForbids where no lesson is recorded."""
    changed = []
    for member, row in _away(work, event_id, members):
        if row.made_up_on is None:
            raise RuleForbids("{name}没有记过补课。", name=member, hint=f"pbcli event show {event_id}")
        work.add(row.revise(made_up_on=None, made_up_how=None))
        changed.append(Changed(event_id, member))
    return changed


def list_make_ups(
    reader: Reader,
    *,
    today: date,
    period: Period = EVER,
    branch_id: int | None = None,
    every: bool = False,
    only_members: bool = False,
) -> list[dict[str, Any]]:
    """List the absences of a period that aren't made up yet, oldest first; with `every` those that are as well."""
    rows = reader.rows(
        "make_up_list",
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        day=today.isoformat(),
        is_open=int(not every),
        only_members=int(only_members),
        branch_id=branch_id,
    )
    kinds = _kinds(reader, period)
    return [cover_notes(_completed(row, kinds[row["event_id"]], today), {"reason", "made_up_how"}) for row in rows]


def due_day(ended_on: date) -> date:
    """Return the day by which an absence is to be made up: OL-17 gives a week after the event."""
    return ended_on + timedelta(national().figure("OL-17", "days"))


def make_up_figures(reader: Reader, *, start: date, as_of: date) -> dict[str, int]:
    """Count the absences of a month, the lessons held in it, and what is open and overdue at its end."""
    week = timedelta(national().figure("OL-17", "days"))
    days = {"start": start.isoformat(), "as_of": as_of.isoformat()}
    return dict(reader.one("report_make_ups", **days, overdue_before=(as_of - week).isoformat()) or {})


def _away(work: Work, event_id: int, members: Iterable[str]) -> list[tuple[str, Attendance]]:
    """Return the members with their rows of absence. Raises RuleForbids for whoever was there."""
    gathering = records.gathering_of(work.reader, event_id)
    rows = {
        row.member_id: row for row in records.rows_of_away(work, event_id) if row.state != AttendanceState.ATTENDING
    }
    found: dict[int, tuple[str, Attendance]] = {}
    for text in members:
        member = find_participant(work.reader, gathering, text)
        if member["id"] not in rows:
            raise RuleForbids(
                "{name}没有记请假或缺席，不用补课。", name=member["name"], hint=f"pbcli event show {event_id}"
            )
        found[member["id"]] = (member["name"], rows[member["id"]])
    return list(found.values())


def _kinds(reader: Reader, period: Period) -> Mapping[int, list[str]]:
    kinds = defaultdict(list)
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    for row in reader.iterate("event_kinds_of", **days, id=None):
        kinds[row["event_id"]].append(row["kind"])
    return kinds


def _completed(row: Mapping[str, Any], kinds: list[str], today: date) -> dict[str, Any]:
    """Add the event's kinds, the day by which it is to be made up, and how it stands."""
    due_on = due_day(date.fromisoformat(row["ended_on"]))
    if row["made_up_on"] is not None:
        state = MakeUpState.MADE_UP
    else:
        state = MakeUpState.OVERDUE if due_on < today else MakeUpState.OPEN
    return {
        **row,
        "made_up_how": row["made_up_how"] if row["made_up_on"] else None,
        "kinds": kinds,
        "due_on": due_on.isoformat(),
        "make_up": state.value,
    }
