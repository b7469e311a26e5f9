"""Dates in every form that the contract names; a day that doesn't exist is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.date_forms import parse_month
from pbcli.domain.dates import parse_day, read_date
from pbcli.domain.errors import UsageFault
from pbcli.domain.months import Month, add_months, month_end
from pbcli.domain.unreadable import Unreadable

SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-31", "2026-10-31"),
        ("2026-1-5", "2026-01-05"),
        ("2026.10.31", "2026-10-31"),
        ("2026/10/31", "2026-10-31"),
        ("20261031", "2026-10-31"),
        ("2026年10月31日", "2026-10-31"),
        (" 2026 年 10 月 31 号 ", "2026-10-31"),
        ("２０２６－１０－３１", "2026-10-31"),
        ("二〇二六年十月三十一日", "2026-10-31"),
        ("二○二六年十二月二十日", "2026-12-20"),
        ("2026-10-31 00:00:00", "2026-10-31"),
        ("2026-10-31T09:30", "2026-10-31"),
        ("10-31", "2026-10-31"),
        ("12/1", "2026-12-01"),
        ("10月31日", "2026-10-31"),
        ("去年10月31日", "2025-10-31"),
        ("今年二月三日", "2026-02-03"),
        ("8日", "2026-11-08"),
        ("上月5日", "2026-10-05"),
        ("上个月31号", "2026-10-31"),
        ("今天", "2026-11-22"),
        ("昨天", "2026-11-21"),
        ("前天", "2026-11-20"),
        ("大前天", "2026-11-19"),
        ("明天", "2026-11-23"),
        ("后天", "2026-11-24"),
        ("上周三", "2026-11-11"),
        ("上上周三", "2026-11-04"),
        ("本周五", "2026-11-20"),
        ("这周日", "2026-11-22"),
        ("周一", "2026-11-16"),
        ("星期天", "2026-11-22"),
        ("下周一", "2026-11-23"),
        ("上个星期2", "2026-11-10"),
        ("月底", "2026-11-30"),
        ("月初", "2026-11-01"),
        ("本月末", "2026-11-30"),
        ("上月底", "2026-10-31"),
        ("上个月初", "2026-10-01"),
        ("下月初", "2026-12-01"),
        ("年初", "2026-01-01"),
        ("去年底", "2025-12-31"),
        ("12-31", "2026-12-31"),
        ("1月5日", "2026-01-05"),
        ("三天前", "2026-11-19"),
        ("十二天后", "2026-12-04"),
        ("2周后", "2026-12-06"),
        ("1个月前", "2026-10-22"),
        ("today", "2026-11-22"),
        ("Yesterday", "2026-11-21"),
        ("TOMORROW", "2026-11-23"),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert read_date(text, today=SUNDAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "20260230",
        "2026年2月29日",
        "02-30",
        "2-29",
        "31日",
        "本月31日",
        "2026-00-10",
        "1026-10-31",
        "2926-10-31",
        "9999年后",
        "二〇二六年十月三十二日",
        "二〇二六年三三月一日",
        "9999个月前",
    ],
)
def test_an_impossible_day_is_refused_by_name(text):
    with pytest.raises(UsageFault) as fault:
        read_date(f" {text} ", today=SUNDAY)
    assert text in str(fault.value)
    assert fault.value.exit_code == 2
    assert fault.value.hint.startswith("2026-10-31")


@pytest.mark.parametrize(
    "text", ["", "abc", "2026-10", "26-10-31-1", "2026-10/31", "本年初月", "底", "上月年底", "周八"]
)
def test_what_is_no_date_is_said_to_be_none(text):
    with pytest.raises(UsageFault, match="不是日期"):
        read_date(text, today=SUNDAY)


@given(DAYS, DAYS)
def test_every_written_form_reads_back(day, today):
    forms = (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    assert {read_date(form, today=today) for form in forms} == {day}
    assert {parse_day(form) for form in forms} == {day}


@given(st.dates(date(1901, 1, 1), date(2198, 1, 1)), st.integers(-300, 300))
def test_days_away_are_counted(today, days):
    word = f"{abs(days)}天{'前' if days < 0 else '后'}"
    assert read_date(word, today=today) == today + timedelta(days)


@given(st.text())
def test_any_text_is_a_day_or_a_refusal(text):
    try:
        read_date(text, today=SUNDAY)
    except UsageFault as fault:
        sentence = str(fault)
        assert sentence


def test_papers_hold_whole_dates_only():
    assert parse_day("今天") is None
    assert parse_day("10-31") is None
    assert parse_day("2016年7月") is None
    with pytest.raises(Unreadable, match="没有“2026-02-30”这一天"):
        parse_day("2026-02-30")
    with pytest.raises(Unreadable, match="没有“二十十六年十月一日”这一天"):
        parse_day("二十十六年十月一日")


@pytest.mark.parametrize("text", ["2016年7月", "2016年7月份", "2016.07", "2016-7", "201607", "二〇一六年七月"])
def test_papers_hold_months(text):
    assert parse_month(text) == Month(2016, 7)


def test_what_is_no_month():
    assert parse_month("7月") is None
    with pytest.raises(Unreadable):
        parse_month("2016-13")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-06-01", 12, "2028-06-01"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_are_calendar_months(day, months, then):
    assert add_months(date.fromisoformat(day), months).isoformat() == then


@given(DAYS, st.integers(-120, 120))
def test_adding_months_keeps_the_day_or_the_end(day, months):
    then = add_months(day, months)
    assert Month.of(then) == Month.of(day).plus(months)
    assert then.day == day.day or then == month_end(then)
