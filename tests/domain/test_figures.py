"""Figures as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.figures import chinese_number, hundredths, narrow, whole


@pytest.mark.parametrize(
    ("text", "folded"),
    [("２０２６　年", "2026年"), (" Ｑ４ ", "q4"), ("A B\tC", "abc"), ("", ""), ("第 8 周", "第8周")],
)
def test_narrow(text: str, folded: str) -> None:
    assert narrow(text) == folded


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("007", 7),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("九十九", 99),
        ("两", 2),
        ("〇", 0),
        ("二〇二六", 2026),
        ("二零二六", 2026),
        ("二○二六", 2026),
    ],
)
def test_whole(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "百", "十百", "二十十", "abc", "-", "１", "二十〇一", "一2"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        whole(text)


@given(st.integers(0, 99))
def test_every_number_below_a_hundred(number: int) -> None:
    digits = "〇一二三四五六七八九"
    tens, units = divmod(number, 10)
    written = (
        digits[units] if not tens else ("" if tens == 1 else digits[tens]) + "十" + (digits[units] if units else "")
    )
    assert whole(written) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一"), (99, "九十九")],
)
def test_numbers_are_written_in_chinese(number, text):
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("8", 800), ("0.5", 50), ("1.50", 150), ("0.05", 5), ("0.20", 20), ("012.3", 1230)]
)
def test_hundredths(text: str, number: int) -> None:
    assert hundredths(text) == number


@pytest.mark.parametrize("text", ["", ".", ".5", "1.", "1.234", "-1", "1,5", "1.5.2", "²", "１", "1e3", " 1"])
def test_what_has_no_hundredths(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        hundredths(text)
