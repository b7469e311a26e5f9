"""How often each class was contacted, week by week or month by month, with the holidays marked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pbcli.domain.months import Month
from pbcli.services.liaison_counts import days_of, list_assignments
from pbcli.services.term_time import term_time
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader
    from pbcli.domain.periods import Period
    from pbcli.domain.term_time import TermTime


class Every(StrEnum):
    """What the columns of the matrix are."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Slot:
    """A week (its key is its Monday) or a month ("2026-10"), cut off where the period begins or ends."""

    key: str
    start: date
    end: date
    week: int | None = None
    """Which week of its term it is."""
    is_holiday: bool = False
    """No day of it lies in term."""

    @property
    def short(self) -> str:
        """The month, or of a week month and day of its beginning."""
        return self.key if len(self.key) == len("2026-10") else f"{self.start:%m-%d}"


@dataclass(frozen=True)
class Matrix:
    """The columns, and a row for each class with the number of contacts under each column's key."""

    slots: list[Slot]
    rows: list[dict[str, Any]]


def class_matrix(
    reader: Reader, period: Period, *, today: date, every: Every = Every.MONTH, branch_id: int | None = None
) -> Matrix:
    """Count the contacts of each class in school by week or month, up to today's.

    For one branch: the classes that its members look after at the end, or contacted.
    """
    days = days_of(period, today)
    start, end = (date.fromisoformat(days[side]) for side in ("start", "end"))
    slots = list(_slots(term_time(reader), start, max(start, end), every))
    classes = {row["id"]: row["class"] for row in reader.iterate("liaison_class", **days)}
    if branch_id is not None:
        classes = {row["class_id"]: row["class"] for row in list_assignments(reader, day=end, branch_id=branch_id)}
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys((slot.key for slot in slots), 0))
    for row in reader.iterate("contact_matrix", **days, branch_id=branch_id):
        classes[row["class_id"]] = row["class"]
        counts[row["class_id"]][_key(date.fromisoformat(row["day"]), every)] += row["contacts"]
    return Matrix(
        slots,
        [
            {"id": class_id, "class": name, **counts[class_id], "contacts": sum(counts[class_id].values())}
            for class_id, name in sorted(classes.items())
        ],
    )


def _key(day: date, every: Every) -> str:
    return str(Month.of(day)) if every is Every.MONTH else _monday(day).isoformat()


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _slots(time: TermTime, start: date, end: date, every: Every) -> Iterator[Slot]:
    """Give the weeks or months from a day to another."""
    first = start
    while first <= end:
        last = min(end, Month.of(first).last_day if every is Every.MONTH else _monday(first) + timedelta(6))
        days = [first + timedelta(number) for number in range((last - first).days + 1)]
        in_term = next((day for day in days if time.holds(day)), None)
        week = None
        if in_term is not None and every is Every.WEEK:
            week = (_monday(in_term) - _monday(time.calendar.current(in_term).starts_on)).days // 7 + 1
        yield Slot(_key(first, every), first, last, week, in_term is None)
        first = last + timedelta(1)
