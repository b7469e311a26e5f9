"""Rules on the names and days of school terms."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.domain.errors import RuleForbids
from pbcli.services.school_terms import add_term, edit_term, list_terms, remove_term

TODAY = date(2026, 11, 1)


def add(opened, name, start, end):
    return add_term(
        opened, name=name, starts_on=date.fromisoformat(start), ends_on=date.fromisoformat(end), today=TODAY
    )


@pytest.mark.parametrize(
    ("name", "is_said"),
    [
        ("2026-2027学年第一学期", False),
        ("2026-2027学年度第1学期", False),
        ("2026-2027学年上学期", False),
        ("2026秋", False),
        ("2026年秋季学期", False),
        ("高一上", False),
        ("2026-2027学年第二学期", True),
        ("2024-2025学年第一学期", True),
    ],
)
def test_names_that_a_term_may_have(work, name, is_said):
    with work() as opened:
        changed = add(opened, name, "2026-09-01", "2027-01-22")
        assert changed.name == name
        assert bool(changed.notes) is is_said


@pytest.mark.parametrize(
    "name",
    ["本学期", "上学期", "last-term", "2026", "2026-10", "本月", "2026Q4", "上半年", "第8周", "2026-2027学年", "昨天",
     "2026-2027学年第一学期第8周", "2026-09..2026-10"],
)  # fmt: skip
def test_names_that_mean_a_period_already(work, name):
    with work() as opened, pytest.raises(RuleForbids, match="本来就是一个时段的说法"):
        add(opened, name, "2026-09-01", "2027-01-22")


@pytest.mark.parametrize(
    ("start", "end", "weeks"),
    [
        ("2026-08-31", "2026-09-06", 1),
        ("2026-09-06", "2026-09-07", 2),
        ("2026-08-31", "2026-09-07", 2),
        ("2026-09-01", "2027-01-22", 21),
    ],
)
def test_weeks_begin_on_monday(work, start, end, weeks):
    with work() as opened:
        add(opened, "2026秋", start, end)
        assert [row["weeks"] for row in list_terms(opened.reader, today=TODAY)] == [weeks]


@pytest.mark.parametrize(
    ("day", "current"), [("2026-08-31", False), ("2026-09-01", True), ("2027-01-22", True), ("2027-01-23", False)]
)
def test_both_days_belong_to_the_term(work, day, current):
    with work() as opened:
        add(opened, "2026秋", "2026-09-01", "2027-01-22")
        assert list_terms(opened.reader, today=date.fromisoformat(day))[0]["current"] is current


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200)), min_size=2, max_size=4))
def test_no_day_ever_lies_in_two_terms(work, spans):
    with work() as opened:
        for row in list_terms(opened.reader, today=TODAY):
            remove_term(opened, row["id"])
        for number, (start, length) in enumerate(spans):
            first = date(2026, 1, 1) + timedelta(start)
            with suppress(RuleForbids):
                add_term(opened, name=f"学期{number}", starts_on=first, ends_on=first + timedelta(length), today=TODAY)
        rows = list_terms(opened.reader, today=TODAY)
        assert rows
        for before, after in pairwise(rows):
            assert before["ends_on"] < after["starts_on"]


def test_a_term_does_not_overlap_itself(work):
    with work() as opened:
        term_id = add(opened, "2026秋", "2026-09-01", "2027-01-22").id
        assert edit_term(opened, term_id, today=TODAY, starts_on=date(2026, 8, 31)).notes == []
        assert edit_term(opened, term_id, today=TODAY, name="2026秋").name == "2026秋"
