"""What an event gives in study hours, and how they are split at New Year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.study import days_between, hours_text, minutes_between, share_within
from pbcli.rulebook.study import conversion, named_kinds, share_behind

USUAL = conversion(800, 400, 100, 400)


@pytest.mark.parametrize(
    ("kinds", "days", "minutes", "hours"),
    [
        (["集中培训"], 1, None, 800),
        (["集中培训"], 2, None, 1600),
        (["集中培训"], 1, 240, 400),
        (["集中培训"], 3, 420, 2400),
        (["主题党日"], 1, None, 400),
        (["主题党日"], 1, 90, 400),
        (["红色教育"], 1, 300, 800),
        (["红色教育"], 2, None, 1600),
        (["党课"], 1, 90, 150),
        (["党课"], 2, 60, 200),
        (["党课"], 1, None, None),
        (["主题党日", "党课"], 1, 90, 400),
        (["党课", "主题党日"], 1, None, 400),
        (["支委会"], 1, 90, None),
        ([], 1, 90, None),
    ],
)
def test_the_units_conversion(kinds, days, minutes, hours):
    assert USUAL.hours(kinds, days=days, minutes=minutes) == hours


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [("09:00", "11:30", 150), ("09:00", None, None), (None, "09:00", None), ("11:00", "09:00", None)],
)
def test_minutes(start, end, minutes):
    assert minutes_between(start, end) == minutes


def test_days_across_new_year_are_split():
    first, last = date(2026, 12, 30), date(2027, 1, 2)
    assert days_between(first, last) == 4
    assert share_within(1600, first, last, date(2026, 1, 1), date(2026, 12, 31)) == 800
    assert share_within(1600, first, last, date(2027, 1, 1), date(2027, 12, 31)) == 800
    assert share_within(1600, first, last, date(2025, 1, 1), date(2025, 12, 31)) == 0
    assert share_within(1600, first, last, date(2028, 1, 1), date(2028, 12, 31)) == 0


@given(hours=st.integers(1, 100_000), first=st.dates(date(2026, 11, 1), date(2027, 1, 31)), length=st.integers(0, 80))
def test_the_parts_add_up_to_the_whole(hours, first, length):
    last = first + timedelta(length)
    parts = [share_within(hours, first, last, date(year, 1, 1), date(year, 12, 31)) for year in (2026, 2027)]
    assert sum(parts) == hours
    assert min(parts) >= 0


@pytest.mark.parametrize(("hundredths", "text"), [(800, "8"), (150, "1.5"), (25, "0.25"), (0, "0"), (1000, "10")])
def test_hours_as_text(hundredths, text):
    assert hours_text(hundredths) == text


@pytest.mark.parametrize(
    ("days_left", "share"), [(184, 0), (183, 50), (92, 50), (91, 75), (31, 75), (30, 100), (0, 100)]
)
def test_who_is_behind_in_the_course_of_the_year(days_left, share):
    assert share_behind(days_left) == share


def test_bodies_whose_members_nobody_knows():
    assert "中心组学习" in named_kinds()
