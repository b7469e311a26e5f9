"""Meetings that the rules demand and that nobody has written down yet: a line for each branch and stretch of time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pbcli.db.read import Reader
from pbcli.domain.enums import EventKind
from pbcli.domain.frequency import BranchBodies, Every, quarter_start
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.rulebook import national
from pbcli.values import dataclass

YEARLY = (EventKind.LIFE_MEETING.value, EventKind.REVIEW.value)
"""What OL-07 and OL-08 demand once a year."""


@dataclass(frozen=True)
class Stretch:
    """A month, a quarter or a year: its days, what it is called, and the reminder that speaks of it."""

    reminder: str
    start: date
    end: date
    label: str

    @property
    def days(self) -> dict[str, str]:
        """The two days as parameters of queries."""
        return {"start": self.start.isoformat(), "as_of": self.end.isoformat()}


def meetings(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find what each branch has to hold in this month, quarter and year, and didn't in the last month and quarter.

    An event of several branches was held by each of them. Of a branch without any event by then the last ones aren't
    missed: its records begin later.
    """
    bodies = {
        row["branch_id"]: BranchBodies(bool(row["has_committee"]), row["party_groups"])
        for row in reader.rows("report_branch_bodies", as_of=seen.today.isoformat())
    }
    names = {row["branch_id"]: row["branch"] for row in reader.rows("branch_named_all")}
    for stretch in _stretches(seen.today):
        held = {(row["branch_id"], row["kind"]): row["done"] for row in reader.rows("report_events", **stretch.days)}
        begun = _begun(reader, stretch.end) if stretch.end < seen.today else set(bodies)
        for branch_id in sorted(begun & set(bodies)):
            lacking = [
                kind if count == 1 else _("{kind} {n} 次", kind=kind, n=count)
                for kind, required in _required(stretch, bodies[branch_id]).items()
                if (count := required - held.get((branch_id, kind), 0)) > 0
            ]
            if lacking:
                what = _("{branch}{label}还没有开：{kinds}", branch=names[branch_id], label=stretch.label,
                         kinds="、".join(lacking))  # fmt: skip
                yield from seen.item(
                    stretch.reminder,
                    branch_id,
                    subject=names[branch_id],
                    due_on=stretch.end,
                    what=what,
                    command=command("event", "add", names[branch_id], lacking[0].split(" ")[0]),
                )


def _stretches(today: date) -> Iterator[Stretch]:
    """Give this month, quarter and year, and the month and the quarter before."""
    for day in (Month.of(today).first_day - timedelta(1), today):
        month = Month.of(day)
        yield Stretch("meetings_month", month.first_day, month.last_day, _("{month}月", month=month.number))
    start = quarter_start(today)
    for first in (quarter_start(start - timedelta(1)), start):
        quarter = (first.month + 2) // 3
        end = quarter_start(first + timedelta(100)) - timedelta(1)
        yield Stretch("meetings_quarter", first, end, _("第{quarter}季度", quarter=quarter))
    yield Stretch("meetings_year", date(today.year, 1, 1), date(today.year, 12, 31), _("{year}年", year=today.year))


def _required(stretch: Stretch, bodies: BranchBodies) -> Mapping[str, int]:
    """Return how often a branch holds each kind in a stretch (OL-01 to OL-08)."""
    if stretch.reminder == "meetings_year":
        return dict.fromkeys(YEARLY, 1)
    every = Every.MONTH if stretch.reminder == "meetings_month" else Every.QUARTER
    required: dict[str, int] = defaultdict(int)
    for rule in national().meetings:
        if rule.every is every:
            required[rule.event_kind] += rule.times * bodies.count(rule.body)
    return required


def _begun(reader: Reader, day: date) -> set[int]:
    """Return the branches that had held anything by a day."""
    rows = reader.rows("report_events_held", start="0001-01-01", before=(day + timedelta(1)).isoformat())
    return {row["branch_id"] for row in rows}
