"""Periods in every form that the contract names, with the unit's terms and without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.errors import UsageFault
from pbcli.domain.months import Month
from pbcli.domain.periods import Period, Term, default_term, month_period, read_period, span

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1910, 1, 1), date(2190, 12, 31))
ENTERED = (
    Term("2025-2026学年第二学期", date(2026, 2, 23), date(2026, 7, 10)),
    Term("2026秋", date(2026, 8, 31), date(2027, 1, 22)),
)


def read(text, today=TODAY, terms=()):
    found = read_period(text, today=today, terms=terms)
    return f"{found.start} {found.end} {found.label}"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-10", "2026-10-01 2026-10-31 2026-10"),
        ("2026.2", "2026-02-01 2026-02-28 2026-02"),
        ("202610", "2026-10-01 2026-10-31 2026-10"),
        ("2026年10月", "2026-10-01 2026-10-31 2026-10"),
        ("２０２６年１０月份", "2026-10-01 2026-10-31 2026-10"),
        ("二〇二六年十月", "2026-10-01 2026-10-31 2026-10"),
        ("10月", "2026-10-01 2026-10-31 2026-10"),
        ("去年9月", "2025-09-01 2025-09-30 2025-09"),
        ("本月", "2026-11-01 2026-11-30 2026-11"),
        ("上月", "2026-10-01 2026-10-31 2026-10"),
        ("上个月", "2026-10-01 2026-10-31 2026-10"),
        ("下月", "2026-12-01 2026-12-31 2026-12"),
        ("2026Q4", "2026-10-01 2026-12-31 2026Q4"),
        ("2026-q1", "2026-01-01 2026-03-31 2026Q1"),
        ("2026年第四季度", "2026-10-01 2026-12-31 2026Q4"),
        ("去年四季度", "2025-10-01 2025-12-31 2025Q4"),
        ("第2季度", "2026-04-01 2026-06-30 2026Q2"),
        ("本季度", "2026-10-01 2026-12-31 2026Q4"),
        ("上季度", "2026-07-01 2026-09-30 2026Q3"),
        ("上半年", "2026-01-01 2026-06-30 2026上半年"),
        ("下半年", "2026-07-01 2026-12-31 2026下半年"),
        ("2026上半年", "2026-01-01 2026-06-30 2026上半年"),
        ("2025年下半年", "2025-07-01 2025-12-31 2025下半年"),
        ("2025H1", "2025-01-01 2025-06-30 2025上半年"),
        ("2026", "2026-01-01 2026-12-31 2026"),
        ("2026年", "2026-01-01 2026-12-31 2026"),
        ("2025年度", "2025-01-01 2025-12-31 2025"),
        ("今年", "2026-01-01 2026-12-31 2026"),
        ("去年", "2025-01-01 2025-12-31 2025"),
        ("去年全年", "2025-01-01 2025-12-31 2025"),
        ("本学期", "2026-09-01 2027-02-28 2026-2027学年第一学期"),
        ("上学期", "2026-03-01 2026-08-31 2025-2026学年第二学期"),
        ("2025-2026学年第二学期", "2026-03-01 2026-08-31 2025-2026学年第二学期"),
        ("2025—2026学年度第1学期", "2025-09-01 2026-02-28 2025-2026学年第一学期"),
        ("2027-2028学年上学期", "2027-09-01 2028-02-29 2027-2028学年第一学期"),
        ("本学年", "2026-09-01 2027-08-31 2026-2027学年"),
        ("上学年", "2025-09-01 2026-08-31 2025-2026学年"),
        ("2025-2026学年", "2025-09-01 2026-08-31 2025-2026学年"),
        ("第8周", "2026-10-19 2026-10-25 2026-2027学年第一学期第8周"),
        ("第一周", "2026-08-31 2026-09-06 2026-2027学年第一学期第1周"),
        ("上学期第二周", "2026-03-02 2026-03-08 2025-2026学年第二学期第2周"),
        ("本周", "2026-11-16 2026-11-22 2026-11-16..2026-11-22"),
        ("上周", "2026-11-09 2026-11-15 2026-11-09..2026-11-15"),
        ("今天", "2026-11-22 2026-11-22 2026-11-22"),
        ("昨天", "2026-11-21 2026-11-21 2026-11-21"),
        ("2026-10-31", "2026-10-31 2026-10-31 2026-10-31"),
        ("2026-09..2026-10", "2026-09-01 2026-10-31 2026-09..2026-10"),
        ("2026-09-01..2026-10-15", "2026-09-01 2026-10-15 2026-09-01..2026-10-15"),
        ("2026年9月至10月", "2026-09-01 2026-10-31 2026-09..2026-10"),
        ("9月到上月", "2026-09-01 2026-10-31 2026-09..2026-10"),
        ("2026-09~2026-10", "2026-09-01 2026-10-31 2026-09..2026-10"),
        ("2026-10-01..2026-10-31", "2026-10-01 2026-10-31 2026-10"),
        ("2025..2026", "2025-01-01 2026-12-31 2025-01..2026-12"),
        ("本学期..今天", "2026-09-01 2026-11-22 2026-09-01..2026-11-22"),
        ("today", "2026-11-22 2026-11-22 2026-11-22"),
        ("yesterday", "2026-11-21 2026-11-21 2026-11-21"),
        ("this-month", "2026-11-01 2026-11-30 2026-11"),
        ("last month", "2026-10-01 2026-10-31 2026-10"),
        ("Last_Quarter", "2026-07-01 2026-09-30 2026Q3"),
        ("this-year", "2026-01-01 2026-12-31 2026"),
        ("last-year", "2025-01-01 2025-12-31 2025"),
        ("this-term", "2026-09-01 2027-02-28 2026-2027学年第一学期"),
        ("last-term", "2026-03-01 2026-08-31 2025-2026学年第二学期"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, period):
    assert read(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-02-30",
        "13月",
        "第99周",
        "第0周",
        "2025-2027学年",
        "2025-2027学年第一学期",
        "2026-10..2026-09",
        "2026-02..2026-02-31",
        "1026",
        "2926",
        "〇〇〇〇年",
    ],
)
def test_a_period_that_cannot_be_is_refused(text):
    with pytest.raises(UsageFault) as fault:
        read(text)
    assert str(fault.value) == f"没有“{text}”这个时段。"
    assert "2026Q4" in fault.value.hint


@pytest.mark.parametrize("text", ["", "x", "..", "2026-10..", "2026-10..x", "x第8周", "第三学期", "2026-10 x"])
def test_what_is_no_period_is_said_to_be_none(text):
    with pytest.raises(UsageFault, match="不是时段"):
        read(text)


def test_the_default_terms_are_owned_up_to():
    for text in ("本学期", "上学年", "第8周", "2025-2026学年第一学期", "本学期..今天"):
        assert read_period(text, today=TODAY).used_default_terms
    assert not read_period("2026-10", today=TODAY).used_default_terms
    assert not read_period("本学期", today=TODAY, terms=ENTERED).used_default_terms
    assert read_period("2025-2026学年第一学期", today=TODAY, terms=ENTERED).used_default_terms


@pytest.mark.parametrize(
    ("text", "today", "period"),
    [
        ("本学期", "2026-11-22", "2026-08-31 2027-01-22 2026秋"),
        ("上学期", "2026-11-22", "2026-02-23 2026-07-10 2025-2026学年第二学期"),
        ("本学期", "2026-08-10", "2026-02-23 2026-07-10 2025-2026学年第二学期"),
        ("本学期", "2027-02-10", "2026-08-31 2027-01-22 2026秋"),
        ("上学期", "2027-02-10", "2026-02-23 2026-07-10 2025-2026学年第二学期"),
        ("上学期", "2026-03-10", "2025-09-01 2026-02-28 2025-2026学年第一学期"),
        ("本学期", "2027-04-01", "2027-03-01 2027-08-31 2026-2027学年第二学期"),
        ("上学期", "2027-04-01", "2026-08-31 2027-01-22 2026秋"),
        ("2026秋", "2027-04-01", "2026-08-31 2027-01-22 2026秋"),
        ("2026秋第1周", "2027-04-01", "2026-08-31 2026-09-06 2026秋第1周"),
        ("2026-2027学年第一学期", "2026-11-22", "2026-08-31 2027-01-22 2026秋"),
        ("第1周", "2026-11-22", "2026-08-31 2026-09-06 2026秋第1周"),
        ("本学年", "2026-11-22", "2026-08-31 2027-08-31 2026-2027学年"),
        ("本学年", "2026-08-31", "2026-08-31 2027-08-31 2026-2027学年"),
        ("上学年", "2026-11-22", "2025-09-01 2026-07-10 2025-2026学年"),
    ],
)
def test_the_terms_of_the_unit_come_first(text, today, period):
    assert read(text, date.fromisoformat(today), ENTERED) == period


def test_default_terms_follow_one_another():
    assert default_term(date(2026, 9, 1)) == Term("2026-2027学年第一学期", date(2026, 9, 1), date(2027, 2, 28))
    assert default_term(date(2028, 2, 29)).ends_on == date(2028, 2, 29)
    assert default_term(date(2026, 3, 1)).starts_on == date(2026, 3, 1)
    assert default_term(date(2026, 8, 31)).name == "2025-2026学年第二学期"


def test_a_period_knows_whether_it_is_a_month():
    assert read_period("上月", today=TODAY).is_month
    assert read_period("上月", today=TODAY).month == "2026-10"
    assert not read_period("2026-10-01..2026-10-30", today=TODAY).is_month
    assert not read_period("2026Q4", today=TODAY).is_month
    assert month_period(Month(2026, 2)) == Period(date(2026, 2, 1), date(2026, 2, 28), "2026-02")


@given(DAYS, DAYS, DAYS)
def test_a_span_reads_back_by_its_label(one, other, today):
    period = span(min(one, other), max(one, other))
    assert read_period(period.label, today=today) == period


@given(
    DAYS,
    DAYS,
    st.sampled_from(["本月", "上季度", "上半年", "今年", "本学期", "上学期", "本学年", "第8周", "本周", "今天"]),
    st.sampled_from([(), ENTERED]),
)
def test_what_was_read_reads_back_by_its_label_on_any_day(today, later, word, terms):
    period = read_period(word, today=today, terms=terms)
    assert read_period(period.label, today=later, terms=terms) == period


@given(DAYS, st.sampled_from([(), ENTERED]))
def test_the_previous_term_ends_before_the_current_one_begins(today, terms):
    current = read_period("本学期", today=today, terms=terms)
    previous = read_period("上学期", today=today, terms=terms)
    assert previous.end < current.start or (previous.used_default_terms and not current.used_default_terms)


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_a_refusal(text):
    try:
        assert read_period(text, today=TODAY).label
    except UsageFault as fault:
        sentence = str(fault)
        assert sentence
