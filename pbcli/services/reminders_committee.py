"""What the unit's own Party committee has to hold: its central group's studies, and its secretary's lectures.

A unit that has written nothing of its own down, neither an event nor who sits in its committee, has none as far as
anybody knows. What is over is missed only where its records had begun by then.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pbcli.domain.enums import EventKind
from pbcli.domain.frequency import quarter_start
from pbcli.messages import _
from pbcli.services.reminders import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader, Row
    from pbcli.services.reminders import Item, Seen

COMMITTEE = "党委"
LAST_YEAR_UNTIL_MONTH = 3
"""Of the year before somebody is reminded as long as its last quarter's meetings are spoken of."""


def committee(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the studies of the central group (OL-14) and the secretary's lectures (OL-05) that are still to come."""
    known = reader.one("due_committee", day=seen.today.isoformat())
    assert known is not None
    if not known["has_members"] and (known["since"] or "9") > seen.today.isoformat():
        return
    first = date(seen.today.year - 1, 1, 1)
    held = reader.rows("due_committee_event", start=first.isoformat(), end=seen.today.isoformat())
    yield from _studies(seen, _days(held, EventKind.CENTRAL_GROUP), known["since"] or "9")
    yield from _lectures(seen, _days(held, EventKind.LECTURE), known["since"] or "9", known["secretary"])


def _studies(seen: Seen, held: list[str], since: str) -> Iterator[Item]:
    start = quarter_start(seen.today)
    for first in (quarter_start(start - timedelta(1)), start):
        last = quarter_start(first + timedelta(100)) - timedelta(1)
        lacking = seen.book.figure("OL-14", "quarterly") - _between(held, first, last)
        if lacking > 0 and (last >= seen.today or since <= last.isoformat()):
            kind, label = EventKind.CENTRAL_GROUP.value, _("第{quarter}季度", quarter=(first.month + 2) // 3)
            said = kind if lacking == 1 else _("{kind} {n} 次", kind=kind, n=lacking)
            yield from seen.item(
                "central_group",
                1,
                subject=COMMITTEE,
                due_on=last,
                what=_("{branch}{label}还没有开：{kinds}", branch=COMMITTEE, label=label, kinds=said),
                command=command("event", "add", COMMITTEE, kind),
            )


def _lectures(seen: Seen, held: list[str], since: str, secretary: str | None) -> Iterator[Item]:
    years = [seen.today.year, *([seen.today.year - 1] if seen.today.month <= LAST_YEAR_UNTIL_MONTH else [])]
    for year in years:
        first, last = date(year, 1, 1), date(year, 12, 31)
        lacking = seen.book.figure("OL-05", "yearly") - _between(held, first, last)
        if lacking > 0 and (last >= seen.today or since <= last.isoformat()):
            who = COMMITTEE + (_("书记{name}", name=secretary) if secretary else _("书记"))
            yield from seen.item(
                "secretary_lecture",
                1,
                subject=COMMITTEE,
                due_on=last,
                what=_("{who}{year}年还要讲党课 {n} 次", who=who, year=year, n=lacking),
                command=command("event", "add", COMMITTEE, EventKind.LECTURE.value, "--host", secretary or "NAME"),
            )


def _days(rows: list[Row], kind: EventKind) -> list[str]:
    return [row["occurred_on"] for row in rows if row["kind"] == kind]


def _between(days: list[str], first: date, last: date) -> int:
    return sum(first.isoformat() <= day <= last.isoformat() for day in days)
