"""Make-up lessons, reading: which absences are still open, and by when each is to be made up (rule book, OL-17)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import MakeUpState
from pbcli.domain.periods import Period, span
from pbcli.services.lateness import lateness
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pbcli.db.read import Reader

EVER = span(date.min, date.max)


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
    kinds, days = _kinds(reader, period), _days_given(reader)
    return [
        cover_notes(_completed(row, kinds[row["event_id"]], days, today), {"reason", "made_up_how"}) for row in rows
    ]


def make_up_figures(reader: Reader, *, start: date, as_of: date) -> dict[str, int]:
    """Count the absences of a month, the lessons held in it, and what is open and overdue at its end."""
    given = _days_given(reader)
    days = {"start": start.isoformat(), "as_of": as_of.isoformat()}
    return dict(reader.one("report_make_ups", **days, overdue_before=(as_of - given).isoformat()) or {})


def _days_given(reader: Reader) -> timedelta:
    """Return how long after an event an absence is to be made up: OL-17 gives a week, or the unit what it set."""
    return timedelta(read_rulebook(reader).figure("OL-17", "days"))


def _kinds(reader: Reader, period: Period) -> Mapping[int, list[str]]:
    kinds = defaultdict(list)
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    for row in reader.iterate("event_kinds_of", **days, id=None):
        kinds[row["event_id"]].append(row["kind"])
    return kinds


def _completed(row: Mapping[str, Any], kinds: list[str], days: timedelta, today: date) -> dict[str, Any]:
    """Add the event's kinds, the day by which it is to be made up, and how it stands."""
    due_on = date.fromisoformat(row["ended_on"]) + days
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
        **lateness(row["made_up_on"], row["made_up_recorded_at"], prefix="made_up_"),
    }
