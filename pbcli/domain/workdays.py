"""Working days: Monday to Friday, but for the State Council's holidays and the weekends that are worked for them."""

from collections.abc import Mapping
from datetime import date, timedelta

from pbcli.values import dataclass


@dataclass(frozen=True)
class WorkingYear:
    """A year's holidays on weekdays, and its working days on weekends."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True)
class WorkingDay:
    """A day that was counted to; provisional where the calendar of a year on the way is missing (暂算)."""

    day: date
    is_provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendars of the years that are known."""

    years: Mapping[int, WorkingYear]

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked; by the weekday alone in a year that is missing."""
        year = self.years.get(day.year, WorkingYear())
        return day in year.worked or (day.weekday() < 5 and day not in year.off)

    def nth(self, count: int, start: date) -> WorkingDay:
        """Return the count-th working day, the first day counted with (a public notice counts its first day)."""
        day, left = start, count - self.is_working(start)
        provisional = start.year not in self.years
        while left > 0:
            day += timedelta(1)
            left -= self.is_working(day)
            provisional = provisional or day.year not in self.years
        return WorkingDay(day, provisional)
