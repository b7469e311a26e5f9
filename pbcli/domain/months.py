"""Calendar months: what a month is called, its days, and arithmetic that stays within them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Self

from pbcli.domain.unreadable import Unreadable
from pbcli.values import dataclass

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; written "2026-10"."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-10", as it is stored. Raises Unreadable."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise Unreadable("“{text}”不是月份。", text=text)
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        """The month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The month's last day."""
        is_leap = self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)
        return date(self.year, self.number, 29 if self.number == 2 and is_leap else _DAYS[self.number - 1])

    @property
    def quarter(self) -> int:
        """The quarter of the year that the month lies in, 1 to 4."""
        return (self.number + 2) // 3

    @property
    def ends_quarter(self) -> bool:
        """Whether this is the last month of its quarter."""
        return self.number % 3 == 0

    def plus(self, months: int) -> Self:
        """Return the month so many months later; earlier where the number is negative."""
        years, number = divmod(self.number - 1 + months, 12)
        return type(self)(self.year + years, number + 1)

    def months_since(self, earlier: Self) -> int:
        """Count the months from an earlier month to this one."""
        return (self.year - earlier.year) * 12 + self.number - earlier.number

    def through(self, last: Self) -> Iterator[Self]:
        """Give this month and those that follow, up to and including the last."""
        for step in range(last.months_since(self) + 1):
            yield self.plus(step)


def add_months(day: date, months: int) -> date:
    """Return the same day so many calendar months later, clamped to the month's end, never 30 days each."""
    month = Month.of(day).plus(months)
    return date(month.year, month.number, min(day.day, month.last_day.day))


def month_end(day: date) -> date:
    """Return the last day of the month that a day lies in."""
    return Month.of(day).last_day
