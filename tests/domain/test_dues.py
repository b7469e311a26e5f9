"""What is owed on a base (rules.md, sections 4 and 5), how a month stands, and how payments are shared out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.dues import (
    Bracket,
    DuesState,
    DuesTable,
    GroupDues,
    MonthDues,
    months_unpaid,
    owed_fen,
    percent,
    rate,
    spread,
    together,
)
from pbcli.domain.money import read_yuan, yuan
from pbcli.services.rulebook import national

TABLE = national().dues


@pytest.mark.parametrize(
    ("group", "base", "owed"),
    [
        ("在职", "3000", "15.00"),
        ("在职", "3000.01", "30.00"),
        ("在职", "5000", "50.00"),
        ("在职", "5000.01", "75.00"),
        ("在职", "10000", "150.00"),
        ("在职", "10000.01", "200.00"),
        ("在职", "0.01", "0.00"),
        ("在职", "6903.33", "103.55"),
        ("年薪制", "10000.01", "200.00"),
        ("不固定收入", "3000.01", "30.00"),
        ("离退休", "5000", "25.00"),
        ("离退休", "5000.01", "50.00"),
        ("离退休", "20000", "200.00"),
        ("农民", "0", "0.20"),
        ("学生", "123456", "0.20"),
        ("下岗失业", "0", "0.20"),
        ("免缴", "9999", "0.00"),
    ],
)
def test_the_rate_is_on_the_whole_base(group, base, owed):
    assert yuan(owed_fen(TABLE, group, read_yuan(base))) == owed


@pytest.mark.parametrize(
    ("base", "cent", "jiao", "whole"),
    [
        ("5003.33", "75.05", "75.00", "75.00"),
        ("5003.34", "75.05", "75.10", "75.00"),
        ("5033.33", "75.50", "75.50", "75.00"),
        ("5033.34", "75.50", "75.50", "76.00"),
        ("1001", "5.01", "5.00", "5.00"),
        ("1100", "5.50", "5.50", "6.00"),
    ],
)
def test_halves_are_rounded_up_to_the_sum_that_the_unit_counts_in(base, cent, jiao, whole):
    for rounding, owed in ((1, cent), (10, jiao), (100, whole)):
        assert yuan(owed_fen(DuesTable(TABLE.groups, rounding), "在职", read_yuan(base))) == owed, rounding


def test_a_base_above_every_bracket_has_no_rate():
    assert rate(GroupDues(brackets=(Bracket(100, 50),)), 101) == 0
    assert rate(GroupDues(fixed_fen=20), 101) == 0


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_more_base_never_owes_less(one, other):
    low, high = sorted((one, other))
    for group in ("在职", "离退休"):
        assert owed_fen(TABLE, group, low) <= owed_fen(TABLE, group, high)


@pytest.mark.parametrize(
    ("points", "shown"), [(50, "0.5%"), (100, "1%"), (150, "1.5%"), (200, "2%"), (1, "0.01%"), (1000, "10%"), (0, "0%")]
)
def test_a_rate_as_people_read_it(points, shown):
    assert percent(points) == shown


def month(name, owed, paid=0, paid_on=None):
    return MonthDues(name, 500000, "在职", owed, paid, paid_on)


@pytest.mark.parametrize(
    ("entry", "state", "still_open"),
    [
        (MonthDues("2026-10"), DuesState.UNKNOWN, 0),
        (month("2026-10", 0), DuesState.EXEMPT, 0),
        (month("2026-10", 5000), DuesState.UNPAID, 5000),
        (month("2026-10", 5000, 4999), DuesState.IN_PART, 1),
        (month("2026-10", 5000, 5000, "2026-10-31"), DuesState.PAID, 0),
        (month("2026-10", 5000, 5000, "2026-09-30"), DuesState.PAID, 0),
        (month("2026-10", 5000, 6000), DuesState.PAID, 0),
        (month("2026-10", 5000, 5000, "2026-11-01"), DuesState.MADE_UP, 0),
    ],
)
def test_how_a_month_stands(entry, state, still_open):
    assert (entry.state, entry.open_fen) == (state, still_open)


def test_several_months_as_one():
    months = [MonthDues("2026-08"), month("2026-09", 5000, 5000, "2026-10-05"), month("2026-10", 7500, 100)]
    whole = together(months)
    assert (whole.month, whole.owed_fen, whole.paid_fen, whole.paid_on) == ("2026-10", 12500, 5100, None)
    assert together(months[:1]).owed_fen is None
    assert together(months[1:2]).state is DuesState.MADE_UP


@pytest.mark.parametrize(
    ("months", "unpaid"),
    [
        ([], 0),
        ([month("2026-08", 5000), month("2026-09", 5000), month("2026-10", 5000)], 3),
        ([month("2026-08", 5000), month("2026-09", 5000, 1), month("2026-10", 5000)], 1),
        ([month("2026-08", 5000), month("2026-09", 0), month("2026-10", 5000)], 1),
        ([month("2026-08", 5000), MonthDues("2026-09")], 0),
    ],
)
def test_months_in_a_row_without_dues(months, unpaid):
    assert months_unpaid(months) == unpaid


@pytest.mark.parametrize(
    ("amount", "shares"),
    [
        (15000, {"2026-08": 5000, "2026-09": 4000, "2026-10": 6000}),
        (14000, {"2026-08": 5000, "2026-09": 4000, "2026-10": 5000}),
        (6000, {"2026-08": 5000, "2026-09": 1000}),
        (0, {}),
    ],
)
def test_a_payment_is_shared_out_oldest_month_first(amount, shares):
    months = [month("2026-08", 5000), month("2026-09", 5000, 1000), month("2026-10", 5000)]
    assert spread(amount, months) == shares


@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=1, max_size=9))
def test_nothing_of_a_payment_is_lost(amount, owed_and_paid):
    months = [month(f"2026-0{place}", *pair) for place, pair in enumerate(owed_and_paid, 1)]
    assert sum(spread(amount, months).values()) == amount
