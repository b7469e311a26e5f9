"""Study hours: what an event gives, and which part of it lies in a year. Hours are whole hundredths."""

from collections.abc import Collection
from datetime import date

from pbcli.values import dataclass


@dataclass(frozen=True)
class Conversion:
    """How the kinds of events become hours: trainings and themed activities by half days, study by the hour."""

    training_kinds: frozenset[str]
    themed_kinds: frozenset[str]
    hourly_kinds: frozenset[str]
    full_day: int
    half_day: int
    per_hour: int
    themed_half_day: int
    half_day_minutes: int

    def hours(self, kinds: Collection[str], *, days: int, minutes: int | None) -> int | None:
        """Return the hours of an event of so many days, each of so many minutes where that is known.

        Of several kinds the one that gives most counts, once. A training without times is of whole days, a themed
        activity of half a day, or of whole days where there are several. None where no kind gives hours, or none can
        without times.
        """
        is_whole = minutes > self.half_day_minutes if minutes is not None else None
        found = []
        if self.training_kinds.intersection(kinds):
            found.append(self.half_day if is_whole is False else self.full_day)
        if self.themed_kinds.intersection(kinds):
            halves = 2 if is_whole or (is_whole is None and days > 1) else 1
            found.append(halves * self.themed_half_day)
        if self.hourly_kinds.intersection(kinds) and minutes is not None:
            found.append(minutes * self.per_hour // 60)
        return days * max(found) if found else None


def days_between(first: date, last: date) -> int:
    """Count the days from the first to the last, both included."""
    return (last - first).days + 1


def minutes_between(start: str | None, end: str | None) -> int | None:
    """Count the minutes from one time of day to another; None where one is missing or the end isn't later."""
    if start is None or end is None or end <= start:
        return None
    (hour, minute), (to_hour, to_minute) = (map(int, text.split(":")) for text in (start, end))
    return 60 * (to_hour - hour) + to_minute - minute


def share_within(hours: int, first: date, last: date, start: date, end: date) -> int:
    """Return the part of an activity's hours that lies between two days, each of its days counting alike.

    Parts that meet add up to the whole: what can't be divided evenly falls to the later days.
    """
    if start <= first and last <= end:
        return hours
    days = days_between(first, last)
    before = min(max((start - first).days, 0), days)
    until = min(max((end - first).days + 1, 0), days)
    return hours * until // days - hours * before // days if until > before else 0


def hours_text(hundredths: int) -> str:
    """Write hours without needless zeros: 8, 1.5."""
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
