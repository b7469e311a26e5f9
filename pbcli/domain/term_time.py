"""Which days are school days of a term: holidays mute what is due to pupils, and count for nothing."""

from collections.abc import Sequence
from datetime import date, timedelta

from pbcli.domain.terms import TermCalendar
from pbcli.values import dataclass


@dataclass(frozen=True)
class TermTime:
    """The days in term: by the terms that the unit entered; where it entered none, all but the usual holidays."""

    calendar: TermCalendar
    holidays: Sequence[tuple[str, str]] = ()
    """First and last day ("07-11", "08-31") of each of the usual holidays."""

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in term."""
        term = self.calendar.current(day)
        if self.calendar.has(term):
            return term.starts_on <= day <= term.ends_on
        return not any(first <= f"{day:%m-%d}" <= last for first, last in self.holidays)

    def after(self, start: date, days: int, until: date) -> date | None:
        """Return the day on which so many days in term have gone by since a day; None where that comes after until."""
        if days > max((until - start).days, 0):
            return None  # even if all of them were in term, which is what most are asked about
        day = start
        while days and day < until:
            day += timedelta(1)
            days -= self.holds(day)
        return None if days else day
