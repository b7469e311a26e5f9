"""What events resolved, reading: each with its vote in totals, and how far it is carried out on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ResolutionState
from pbcli.domain.periods import Period, span
from pbcli.domain.votes import Vote
from pbcli.services.lateness import lateness
from pbcli.services.stored import unknown
from pbcli.services.unit import unit_name

if TYPE_CHECKING:
    from pbcli.db.read import Reader

EVER = span(date.min, date.max)

VOTE_COLUMNS = ("voters_entitled", "voters_present", "votes_for", "votes_against", "votes_abstained")


def states_wanted(*, overdue: bool, every: bool) -> tuple[ResolutionState | None, ...]:
    """Return the states that a listing was asked for; those to be carried out where nothing is said."""
    if every:
        return (*ResolutionState, None)
    return (ResolutionState.OVERDUE,) if overdue else (ResolutionState.OPEN, ResolutionState.OVERDUE)


def list_resolutions(
    reader: Reader,
    *,
    today: date,
    period: Period = EVER,
    states: tuple[ResolutionState | None, ...] = (*ResolutionState, None),
    branch_id: int | None = None,
    event_id: int | None = None,
) -> list[dict[str, Any]]:
    """List the resolutions of a period that are in one of some states today, in the order of their events."""
    rows = reader.rows(
        "resolution_list",
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        day=today.isoformat(),
        id=None,
        event_id=event_id,
        branch_id=branch_id,
        has_task=int(None not in states),
    )
    unit = unit_name(reader)
    found = [_completed(row, unit, today) for row in rows]
    return [row for row in found if row["state"] in states]


def find_resolution(reader: Reader, resolution_id: int, *, today: date) -> dict[str, Any]:
    """Return one resolution. Raises UnknownName."""
    row = reader.one(
        "resolution_list",
        start=EVER.start.isoformat(),
        end=EVER.end.isoformat(),
        day=EVER.end.isoformat(),
        id=resolution_id,
        event_id=None,
        branch_id=None,
        has_task=0,
    )
    if row is None:
        raise unknown("resolution", resolution_id)
    return _completed(row, unit_name(reader), today)


def _completed(row: Mapping[str, Any], unit: str, today: date) -> dict[str, Any]:
    """Add the vote as text, whether it was passed, and where the resolution stands; the unit's own bear its name."""
    vote = Vote(*(row[column] for column in VOTE_COLUMNS))
    state = None
    if row["task"] is not None:
        state = ResolutionState.OPEN
        if row["closed_on"] is not None:
            state = ResolutionState.CLOSED
        elif row["due_on"] is not None and row["due_on"] < today.isoformat():
            state = ResolutionState.OVERDUE
    shown = {"branch": row["branch"] or unit, "vote": vote.text, "passed": vote.is_passed}
    closing = lateness(row["closed_on"], row["closed_recorded_at"], prefix="closed_")
    return {**row, **shown, **closing, "state": None if state is None else state.value}
