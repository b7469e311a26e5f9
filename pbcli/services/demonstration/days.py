"""The school's days: terms, the weeks in them, days without school."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pbcli.domain.clock import SCHOOL_TIME
from pbcli.services.demonstration.draft import Draft, last_day, material

_SCHOOL_DAYS = 5


def invent_terms(draft: Draft) -> None:
    """Write down the school's terms."""
    for term in material()["terms"]:
        draft.add("SchoolTerm", **term)


def weeks() -> Iterator[list[date]]:
    """Give the school days of each week of the terms, up to the last day of the records."""
    for term in material()["terms"]:
        first, last = term["starts_on"], min(term["ends_on"], last_day())
        monday = first - timedelta(first.weekday())
        weeks_of_term = range((last - monday).days // 7 + 1)
        yield from filter(None, (_school_days(monday + timedelta(7 * number), first, last) for number in weeks_of_term))


def _school_days(monday: date, first: date, last: date) -> list[date]:
    week = (monday + timedelta(offset) for offset in range(_SCHOOL_DAYS))
    return [day for day in week if first <= day <= last and is_school_day(day)]


def is_school_day(day: date) -> bool:
    """Tell whether a day is neither of a weekend nor of a holiday."""
    return day.weekday() < _SCHOOL_DAYS and not any(
        holiday["first"] <= day <= holiday["last"] for holiday in material()["holidays"]
    )


def school_day(day: date) -> date:
    """Return this day or the next school day after it."""
    while not is_school_day(day):
        day += timedelta(1)
    return day


def recorded(day: date, *, days_late: int = 0) -> datetime:
    """Return the moment at which something of a day was written down, at the latest on the records' last day."""
    on = min(day + timedelta(days_late), last_day())
    return datetime(on.year, on.month, on.day, 21, 30, tzinfo=SCHOOL_TIME)
