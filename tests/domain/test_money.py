"""Money as people and papers write it: whole fen inside, never a float in between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.errors import UsageFault
from pbcli.domain.money import MOST_FEN, parse_yuan, read_yuan, yuan
from pbcli.domain.unreadable import Unreadable


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.5", 1250),
        ("12.50元", 1250),
        ("￥1,234.50", 123450),
        ("¥1,234,567圆整", 123456700),
        ("１２．３４", 1234),
        (" 50 元整 ", 5000),
        ("0.20", 20),
        ("12.500", 1250),
        ("10000000000", MOST_FEN),
    ],
)
def test_amounts_that_people_type(typed, fen):
    assert read_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "不是金额"),
        ("一百", "不是金额"),
        ("12.3.4", "不是金额"),
        ("1,23", "不是金额"),
        (".5", "不是金额"),
        ("-5", "金额不能小于零"),
        ("￥-5", "金额不能小于零"),
        ("(5.00)", "金额不能小于零"),
        ("1.234", "金额最多到分"),
        ("10000000000.01", "金额太大"),
        ("9" * 40, "金额太大"),
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(typed, said):
    with pytest.raises(UsageFault, match=said) as refused:
        read_yuan(typed)
    assert refused.value.hint == "1234.50"


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (12, 1200),
        (12.5, 1250),
        (0.1 + 0.2, 30),
        (1234.5600000000001, 123456),
        (Decimal("97.50"), 9750),
        ("97.5", 9750),
    ],
)
def test_amounts_in_cells(cell, fen):
    assert parse_yuan(cell) == fen


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (-1.0, "金额不能小于零"),
        (float("nan"), "不是金额"),
        (float("inf"), "不是金额"),
        (1.001, "金额最多到分"),
        (1e18, "金额太大"),
        (Decimal("NaN"), "不是金额"),
    ],
)
def test_cells_that_are_no_amount(cell, said):
    with pytest.raises(Unreadable, match=said):
        parse_yuan(cell)


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "0.00"), (5, "0.05"), (123450, "1234.50"), (-5, "-0.05"), (-100, "-1.00")]
)
def test_fen_as_yuan(fen, shown):
    assert yuan(fen) == shown


@given(st.integers(0, MOST_FEN))
def test_what_is_written_can_be_read_again(fen):
    assert read_yuan(yuan(fen)) == fen
    assert parse_yuan(float(yuan(fen))) == fen
