"""Heart-to-heart talks, reading: those of a period, and what a year still lacks (支部条例; rule book, OL-09)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pbcli.domain.talks import Circle, Pair, Wanted, fewest_talks, missing_pairs
from pbcli.services.event_listing import EVER
from pbcli.services.lateness import with_lateness
from pbcli.services.stored import unknown
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period


@dataclass(frozen=True)
class BranchCircle:
    """A branch, who may talk with whom in it, and what they are called."""

    branch_id: int
    branch: str
    circle: Circle
    names: Mapping[int, str]

    def row(self, wanted: Wanted) -> dict[str, Any]:
        """Write a talk that is missing under the machine keys."""
        return {
            "branch": self.branch,
            "relation": wanted.relation.value,
            "first": self.names[wanted.first],
            "second": self.names[wanted.second],
        }


def list_talks(
    reader: Reader, period: Period, *, member_id: int | None = None, branch_id: int | None = None
) -> list[dict[str, Any]]:
    """List the talks of a period, oldest first; those of a member or a branch where these are given."""
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    rows = reader.rows("talk_list", **days, id=None, member_id=member_id, branch_id=branch_id)
    return [_dated(row) for row in rows]


def find_talk(reader: Reader, talk_id: int) -> dict[str, Any]:
    """Return one talk. Raises UnknownName."""
    rows = reader.rows("talk_list", **EVER, id=talk_id, member_id=None, branch_id=None)
    if not rows:
        raise unknown("talk", talk_id)
    return _dated(rows[0])


def talks_missing(
    reader: Reader, year: int, *, today: date, branch_id: int | None = None, each: bool = False
) -> dict[str, Any]:
    """Return which pairs of each branch have no talk in a year, and the fewest talks that would satisfy the rule.

    Members and committee are those of the year's end, or of today where that is earlier. With `each` every member is to
    talk with each of the committee, else with one of it.
    """
    as_of = min(date(year, 12, 31), today)
    branches, pairs, smallest = [], list[dict[str, Any]](), list[dict[str, Any]]()
    held = held_pairs(reader, year, as_of)
    for one in circles(reader, as_of, branch_id=branch_id):
        missing, fewest = missing_pairs(one.circle, held), fewest_talks(one.circle, held, each=each)
        branches.append(
            {
                "branch": one.branch,
                "committee": len(one.circle.committee),
                "members": len(one.circle.others),
                "missing": len(missing),
                "smallest": len(fewest),
            }
        )
        pairs += [one.row(wanted) for wanted in missing]
        smallest += [one.row(wanted) for wanted in fewest]
    return {
        "report": "talks_missing",
        "year": year,
        "as_of": as_of.isoformat(),
        "branches": branches,
        "smallest": smallest,
        "pairs": pairs,
    }


def held_pairs(reader: Reader, year: int, as_of: date) -> set[Pair]:
    """Return the pairs who talked with one another in a year up to a day."""
    rows = reader.rows("talk_pair", start=f"{year:04d}-01-01", end=as_of.isoformat())
    return {frozenset((row["first_id"], row["second_id"])) for row in rows}


def circles(reader: Reader, day: date, *, branch_id: int | None = None) -> list[BranchCircle]:
    """Return each branch with its committee and its other members on a day."""
    found = []
    rows = reader.rows("talk_circle", day=day.isoformat(), branch_id=branch_id)
    for (number, branch), grouped in groupby(rows, key=lambda row: (row["branch_id"], row["branch"])):
        people = list(grouped)
        committee = tuple(row["id"] for row in people if row["in_committee"])
        others = tuple(row["id"] for row in people if not row["in_committee"])
        names = {row["id"]: row["name"] for row in people}
        found.append(BranchCircle(number, branch, Circle(committee, others), names))
    return found


def _dated(row: Row) -> dict[str, Any]:
    """Add how late a talk was recorded."""
    return with_lateness(row, "occurred_on")
