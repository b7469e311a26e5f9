"""School terms: the unit's own, and the default ones where it has none."""

from datetime import date

import pytest

from pbcli.domain.terms import Term, TermCalendar, default_term, numbered_term

AUTUMN = Term("秋季", date(2026, 8, 31), date(2027, 1, 22))
SPRING = Term("春季", date(2026, 2, 27), date(2026, 7, 10))
OWN = TermCalendar((SPRING, AUTUMN))


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        ("2026-09-01", "2026-2027学年第一学期", "2026-09-01", "2027-02-28"),
        ("2027-02-28", "2026-2027学年第一学期", "2026-09-01", "2027-02-28"),
        ("2028-02-29", "2027-2028学年第一学期", "2027-09-01", "2028-02-29"),
        ("2027-03-01", "2026-2027学年第二学期", "2027-03-01", "2027-08-31"),
        ("2027-08-31", "2026-2027学年第二学期", "2027-03-01", "2027-08-31"),
        ("2026-01-01", "2025-2026学年第一学期", "2025-09-01", "2026-02-28"),
    ],
)
def test_default_terms_begin_in_september_and_march(day: str, name: str, first: str, last: str) -> None:
    assert default_term(date.fromisoformat(day)) == Term(name, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2026-10-15", AUTUMN),
        ("2026-08-31", AUTUMN),
        ("2026-07-20", SPRING),
        ("2027-01-25", AUTUMN),
        ("2027-04-01", numbered_term(2026, 2)),
    ],
)
def test_the_term_of_a_day(day: str, term: Term) -> None:
    assert OWN.current(date.fromisoformat(day)) == term


@pytest.mark.parametrize(
    ("calendar", "day", "term"),
    [
        (OWN, "2026-10-15", SPRING),
        (OWN, "2026-04-01", numbered_term(2025, 1)),
        (OWN, "2027-04-01", AUTUMN),
        (TermCalendar(), "2026-10-15", numbered_term(2025, 2)),
        (TermCalendar(), "2027-04-01", numbered_term(2026, 1)),
    ],
)
def test_the_term_before(calendar: TermCalendar, day: str, term: Term) -> None:
    assert calendar.previous(date.fromisoformat(day)) == term


def test_which_terms_are_the_units_own() -> None:
    assert OWN.has(AUTUMN)
    assert not OWN.has(numbered_term(2026, 1))
    assert OWN.standing_for(numbered_term(2026, 1)) == AUTUMN
    assert OWN.standing_for(numbered_term(2030, 1)) == numbered_term(2030, 1)
    assert AUTUMN.middle == date(2026, 11, 11)
