"""When a day is spoken of, how pressing it is, and how a span of days is typed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.errors import UsageFault
from pbcli.domain.reminders import OVERDUE_OFFSET, Severity, offsets, reached, read_span, severity

DUE = date(2027, 3, 20)
TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("due_on", "months", "days", "expected"),
    [
        (DUE, [6, 4, 2, 1], [], [181, 120, 59, 28]),
        (date(2026, 8, 31), [6], [], [184]),  # six months before it is 28 February: clamped, never 30 days each
        (DUE, [], [90, 30, 14, 7], [90, 30, 14, 7]),
        (DUE, [1], [3, 0], [28, 3, 0]),
        (DUE, [], [], []),
    ],
)
def test_offsets_are_days_before_and_months_are_calendar_months(due_on, months, days, expected):
    assert offsets(due_on, months_before=months, days_before=days) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 19), None),
        (date(2026, 12, 20), 90),
        (date(2027, 2, 17), 90),
        (date(2027, 2, 18), 30),
        (date(2027, 3, 6), 14),
        (date(2027, 3, 13), 7),
        (DUE, 7),
        (date(2027, 3, 21), OVERDUE_OFFSET),
        (date(2028, 1, 1), OVERDUE_OFFSET),
    ],
)
def test_an_offset_holds_from_its_day_until_the_next_one(today, expected):
    assert reached(DUE, today, [90, 30, 14, 7]) == expected


def test_without_offsets_only_what_is_overdue_is_reached():
    assert reached(DUE, DUE, []) is None
    assert reached(DUE, date(2027, 3, 21), []) == OVERDUE_OFFSET


@pytest.mark.parametrize(
    ("today", "days", "expected"),
    [
        (date(2027, 3, 21), [7], Severity.OVERDUE),
        (DUE, [7], Severity.DUE),
        (DUE, [0], Severity.DUE),
        (date(2027, 3, 13), [90, 7], Severity.SOON),
        (date(2027, 3, 12), [90, 7], Severity.NOTICE),
        (date(2027, 3, 17), [3, 0], Severity.SOON),
        (date(2027, 3, 19), [0], Severity.NOTICE),
    ],
)
def test_severity_rises_towards_the_day(today, days, expected):
    assert severity(DUE, today, days) is expected


def test_severities_stand_in_the_order_of_the_digest():
    assert [one.value for one in Severity] == ["overdue", "due", "soon", "notice"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14d", date(2026, 11, 15)),
        ("14", date(2026, 11, 15)),
        ("0", TODAY),
        ("14天", date(2026, 11, 15)),
        ("十四天", date(2026, 11, 15)),
        ("14日", date(2026, 11, 15)),
        ("１４Ｄ", date(2026, 11, 15)),
        (" 2 w ", date(2026, 11, 15)),
        ("两周", date(2026, 11, 15)),
        ("两", date(2026, 11, 3)),
        ("1m", date(2026, 12, 1)),
        ("3个月", date(2027, 2, 1)),
    ],
)
def test_a_span_is_read_as_people_type_it(text, expected):
    assert read_span(text, today=TODAY) == expected


@pytest.mark.parametrize("text", ["", "d", "-3", "14x", "1.5", "soon", "99999999d", "9999999m", "一一十"])
def test_what_is_no_span_is_refused_with_what_was_typed(text):
    with pytest.raises(UsageFault) as refused:
        read_span(text, today=TODAY)
    assert refused.value.exit_code == 2
    assert refused.value.values["text"] == text


@given(st.text(max_size=12))
def test_any_text_is_a_day_ahead_or_refused(text):
    with suppress(UsageFault):
        assert read_span(text, today=TODAY) >= TODAY


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.lists(st.integers(0, 200), max_size=5), st.integers(-300, 300))
def test_what_is_reached_is_the_smallest_offset_that_has_come(due_on, days, left):
    today = date.fromordinal(due_on.toordinal() - left)
    found = reached(due_on, today, days)
    if left < 0:
        assert found == OVERDUE_OFFSET
    else:
        assert found == (min(come) if (come := [day for day in days if day >= left]) else None)
