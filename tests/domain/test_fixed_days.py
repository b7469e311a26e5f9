"""The day of each month that is fixed for something."""

from datetime import date

import pytest

from pbcli.domain.fixed_days import read_fixed_day
from pbcli.domain.months import Month


@pytest.mark.parametrize(
    ("text", "written", "in_october", "in_february"),
    [
        ("15", "15日", date(2026, 10, 15), date(2026, 2, 15)),
        ("每月15日", "15日", date(2026, 10, 15), date(2026, 2, 15)),
        ("２０号", "20日", date(2026, 10, 20), date(2026, 2, 20)),
        ("二十五日", "25日", date(2026, 10, 25), date(2026, 2, 25)),
        ("31", "31日", date(2026, 10, 31), date(2026, 2, 28)),
        ("月底", "31日", date(2026, 10, 31), date(2026, 2, 28)),
        ("第一个星期四", "第一个星期四", date(2026, 10, 1), date(2026, 2, 5)),
        ("第2个周五", "第二个星期五", date(2026, 10, 9), date(2026, 2, 13)),
        ("每月第四个星期日", "第四个星期日", date(2026, 10, 25), date(2026, 2, 22)),
        ("第四个礼拜天", "第四个星期日", date(2026, 10, 25), date(2026, 2, 22)),
        ("最后一个星期五", "最后一个星期五", date(2026, 10, 30), date(2026, 2, 27)),
    ],
)
def test_a_fixed_day(text: str, written: str, in_october: date, in_february: date) -> None:
    day = read_fixed_day(text)
    assert str(day) == written
    assert read_fixed_day(written) == day
    assert day.in_month(Month(2026, 10)) == in_october
    assert day.in_month(Month(2026, 2)) == in_february


@pytest.mark.parametrize("text", ["", "0", "32", "周五", "第五个星期五", "第二个星期八", "每天", "十五十五"])
def test_what_is_no_day_of_a_month(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_fixed_day(text)
