"""Working days by the State Council's calendar, and deadlines in calendar months: rules.md, section 5, as a table."""

from datetime import date

import pytest

from pbcli.domain.months import add_months
from pbcli.domain.workdays import WorkingCalendar, WorkingDay, WorkingYear
from pbcli.services.rulebook import working_calendar

OFF = (
    "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07"
)
WORKED = "01-04 02-14 02-28 05-09 09-20 10-10"


@pytest.mark.parametrize(
    ("count", "start", "day"),
    [
        (5, "2026-09-28", "2026-10-09"),
        (5, "2026-02-12", "2026-02-25"),
        (1, "2026-09-28", "2026-09-28"),
        (1, "2026-10-01", "2026-10-08"),
        (1, "2026-02-14", "2026-02-14"),
        (3, "2026-10-08", "2026-10-10"),
        (2, "2026-01-03", "2026-01-05"),
        (5, "2026-04-03", "2026-04-10"),
    ],
)
def test_the_nth_working_day_counts_the_first(count: int, start: str, day: str) -> None:
    counted = working_calendar().nth(count, date.fromisoformat(start))
    assert counted == WorkingDay(date.fromisoformat(day), is_provisional=False)


@pytest.mark.parametrize(
    ("start", "day", "provisional"),
    [
        ("2026-12-28", "2027-01-01", True),
        ("2027-10-01", "2027-10-07", True),
        ("2026-12-25", "2026-12-31", False),
    ],
)
def test_a_missing_year_makes_the_result_provisional(start: str, day: str, provisional: bool) -> None:
    counted = working_calendar().nth(5, date.fromisoformat(start))
    assert counted == WorkingDay(date.fromisoformat(day), is_provisional=provisional)


def test_every_day_of_2026_is_as_the_calendar_says() -> None:
    calendar = working_calendar()
    for number in range(365):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        named = f"{day:%m-%d}"
        assert calendar.is_working(day) is (
            named in WORKED.split() or (day.weekday() < 5 and named not in OFF.split())
        ), day


def test_without_any_calendar_weekdays_are_worked() -> None:
    empty = WorkingCalendar({})
    assert empty.is_working(date(2026, 10, 1))
    assert not empty.is_working(date(2026, 10, 3))
    assert WorkingYear() == WorkingYear(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-06-01", 12, "2028-06-01"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2026-10-31", -1, "2026-09-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-10-31", 36, "2026-10-31"),
    ],
)
def test_months_are_calendar_months_clamped(start: str, months: int, day: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(day)
