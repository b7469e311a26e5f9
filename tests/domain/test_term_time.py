"""Days in term: by the terms that were entered, else by the usual holidays."""

from datetime import date

import pytest

from pbcli.domain.term_time import TermTime
from pbcli.domain.terms import Term, TermCalendar

HOLIDAYS = (("01-21", "02-29"), ("07-11", "08-31"))
ENTERED = TermCalendar(
    [
        Term("2025-2026学年第二学期", date(2026, 3, 2), date(2026, 7, 10)),
        Term("2026-2027学年第一学期", date(2026, 9, 1), date(2027, 1, 22)),
    ]
)
USUAL = TermTime(TermCalendar(), HOLIDAYS)
OWN = TermTime(ENTERED, HOLIDAYS)


@pytest.mark.parametrize(
    ("time", "day", "expected"),
    [
        (OWN, date(2026, 3, 1), False),
        (OWN, date(2026, 3, 2), True),
        (OWN, date(2026, 7, 10), True),
        (OWN, date(2026, 7, 11), False),
        (OWN, date(2026, 8, 31), False),
        (OWN, date(2026, 9, 1), True),
        (OWN, date(2027, 1, 22), True),
        (OWN, date(2027, 1, 23), False),
        (OWN, date(2025, 10, 10), True),  # a term that nobody entered: all but the usual holidays
        (OWN, date(2026, 2, 10), False),
        (USUAL, date(2026, 1, 20), True),
        (USUAL, date(2026, 1, 21), False),
        (USUAL, date(2028, 2, 29), False),
        (USUAL, date(2026, 3, 1), True),
        (USUAL, date(2026, 7, 10), True),
        (USUAL, date(2026, 7, 11), False),
        (USUAL, date(2026, 8, 31), False),
        (USUAL, date(2026, 9, 1), True),
        (TermTime(TermCalendar()), date(2026, 8, 1), True),
    ],
)
def test_a_day_lies_in_term_or_in_the_holidays(time, day, expected):
    assert time.holds(day) is expected


@pytest.mark.parametrize(
    ("start", "days", "until", "expected"),
    [
        (date(2026, 10, 1), 30, date(2026, 10, 31), date(2026, 10, 31)),
        (date(2026, 10, 1), 30, date(2026, 10, 30), None),
        (date(2026, 10, 1), 30, date(2026, 12, 1), date(2026, 10, 31)),
        (date(2026, 7, 5), 30, date(2026, 9, 30), date(2026, 9, 25)),  # five days in July, 25 in September
        (date(2026, 7, 5), 30, date(2026, 9, 24), None),
        (date(2026, 10, 1), 0, date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 12, 1), 30, date(2026, 11, 1), None),
    ],
)
def test_days_in_the_holidays_do_not_count(start, days, until, expected):
    assert OWN.after(start, days, until) == expected
    assert USUAL.after(start, days, until) == expected
