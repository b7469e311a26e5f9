"""Calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.months import Month, month_end
from pbcli.domain.unreadable import Unreadable

MONTHS = st.builds(Month, st.integers(1950, 2150), st.integers(1, 12))


@given(MONTHS)
def test_a_month_reads_back(month):
    assert Month.parse(str(month)) == month
    assert Month.of(month.first_day) == Month.of(month.last_day) == month
    assert month_end(month.first_day) == month.last_day


@given(MONTHS, st.integers(-500, 500))
def test_months_add_up(month, count):
    assert month.plus(count).months_since(month) == count
    assert (month.plus(count) > month) == (count > 0)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "x"])
def test_what_is_stored_is_strict(text):
    with pytest.raises(Unreadable, match=f"“{text}”不是月份"):
        Month.parse(text)


def test_quarters():
    assert [Month(2026, number).quarter for number in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert [number for number in range(1, 13) if Month(2026, number).ends_quarter] == [3, 6, 9, 12]


def test_through_gives_both_ends():
    months = Month(2026, 11).through(Month(2027, 1))
    assert [str(month) for month in months] == ["2026-11", "2026-12", "2027-01"]
    assert list(Month(2026, 2).through(Month(2026, 1))) == []


def test_a_month_knows_its_days():
    assert Month(2028, 2).last_day == date(2028, 2, 29)
