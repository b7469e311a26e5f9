"""Events, reading: the events of a period with their kinds and whoever was away."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pbcli.services.lateness import lateness, record_days
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.stored import unknown
from pbcli.services.unit import unit_name

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period

EVER = {"start": "0001-01-01", "end": "9999-12-31"}


def list_events(
    reader: Reader, period: Period, *, organizer: Row | None = None, kind: str | None = None
) -> list[dict[str, Any]]:
    """List the events of a period, oldest first; those of one organizer or one kind where these are given.

    A reason for being away that speaks of private circumstances is covered.
    """
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    is_own = organizer is not None and organizer["id"] is None
    rows = reader.rows(
        "event_list", **days, id=None, branch_id=organizer and organizer["id"], kind=kind, is_own=int(is_own)
    )
    return [cover_notes(row, {"reason"}) for row in _completed(reader, rows, days, None)]


def find_event(reader: Reader, event_id: int) -> dict[str, Any]:
    """Return one event. Raises UnknownName."""
    rows = reader.rows("event_list", **EVER, id=event_id, branch_id=None, kind=None, is_own=0)
    if not rows:
        raise unknown("event", event_id)
    return _completed(reader, rows, EVER, event_id)[0]


def _completed(reader: Reader, rows: list[Row], days: dict[str, str], event_id: int | None) -> list[dict[str, Any]]:
    """Add to the rows their kinds, who was away, the attendance, the hours as text and how late each was recorded.

    The unit's own events, which are of no branch, bear the unit's name there.
    """
    # A listing writes all that it has of whoever was away into one cell: there the lesson's day is enough.
    left_out = {"event_id"} if event_id is not None else {"event_id", "made_up_recorded_at"}
    kinds, away, partners = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in reader.iterate("event_kinds_of", **days, id=event_id):
        kinds[row["event_id"]].append(row["kind"])
    for row in reader.iterate("event_exception", **days, id=event_id):
        away[row["event_id"]].append({key: value for key, value in row.items() if key not in left_out})
    for row in reader.iterate("event_partner", **days, id=event_id):
        partners[row["event_id"]].append({key: value for key, value in row.items() if key != "event_id"})
    unit, given = unit_name(reader), record_days(reader)
    return [
        _complete(row, unit, {"kinds": kinds[row["id"]], "away": away[row["id"]], "partners": partners[row["id"]]})
        | lateness(row["occurred_on"], row["recorded_at"], working_days=given)
        for row in rows
    ]


def _complete(row: Row, unit: str, parts: dict[str, list[Any]]) -> dict[str, Any]:
    """Complete a row with its parts; attendance is that of all branches that held it."""
    hours = row["hours_hundredths"]
    shares = [(share["present"], share["entitled"]) for share in (row, *parts["partners"])]
    is_known = all(None not in share for share in shares)
    return {key: value for key, value in row.items() if key != "hours_hundredths"} | {
        "branch": row["branch"] or unit,
        **parts,
        "attendance": (sum(share[0] for share in shares), sum(share[1] for share in shares)) if is_known else None,
        "hours": None if hours is None else f"{hours // 100}.{hours % 100:02d}".rstrip("0").rstrip("."),
    }
