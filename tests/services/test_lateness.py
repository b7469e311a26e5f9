"""Late entry (补录): the one rule by which every ledger tells it."""

from datetime import date

import pytest

from pbcli.services.lateness import (
    is_late,
    late_columns,
    lateness,
    said_of_entry,
    said_of_lateness,
    with_lateness,
    with_span_lateness,
)


@pytest.mark.parametrize(
    ("on", "recorded", "late"),
    [
        ("2026-10-30", "2026-10-30", False),
        # A Friday: three working days later is Wednesday.
        ("2026-10-30", "2026-11-04", False),
        ("2026-10-30", "2026-11-05", True),
        # Before the holidays of the National Day: 1 to 7 October are off, the Saturday behind them is worked.
        ("2026-09-30", "2026-10-10", False),
        ("2026-09-30", "2026-10-12", True),
        ("2026-10-30", "2026-10-01", False),
    ],
)
def test_working_days_are_counted_by_the_official_calendar(on: str, recorded: str, late: bool) -> None:
    assert is_late(date.fromisoformat(on), date.fromisoformat(recorded)) is late
    assert bool(said_of_entry(date.fromisoformat(on), date.fromisoformat(recorded))) is late
    assert lateness(on, f"{recorded}T04:00:00Z")["late"] is late


def test_the_day_is_the_one_on_the_schools_wall() -> None:
    assert lateness("2026-10-30", "2026-11-04T15:59:59Z") == {"late": False, "days_late": 5}
    assert lateness("2026-10-30", "2026-11-04T16:00:00Z") == {"late": True, "days_late": 6}


def test_of_what_nobody_knows_nothing_is_said() -> None:
    assert lateness(None, "2026-11-04T15:59:59Z") == {"late": None, "days_late": None}
    assert lateness("2026-10-30", None, prefix="end_") == {"end_late": None, "end_days_late": None}
    assert said_of_entry(None, date(2026, 11, 1)) == []


def test_a_row_keeps_what_it_has() -> None:
    span = {"from_on": "2026-10-01", "to_on": None, "recorded_at": "2026-10-01T04:00:00Z", "end_recorded_at": None}
    assert with_span_lateness(span) == {
        **span,
        "late": False,
        "days_late": 0,
        "end_late": None,
        "end_days_late": None,
    }
    assert with_lateness({"on": "2026-10-01", "at": None}, "on", "at")["late"] is None


def test_a_page_says_it_in_words() -> None:
    assert said_of_lateness({"late": True, "days_late": 12}) == "12 天（补录）"
    assert said_of_lateness({"late": False, "days_late": 2}) == "2 天"
    assert said_of_lateness({"late": False, "days_late": 0}) is None
    assert said_of_lateness({"late": None, "days_late": None}) is None


def test_people_see_the_columns_only_where_something_is_late() -> None:
    def hidden(*late: bool | None) -> set[bool]:
        return {column.hidden for column in late_columns([{"late": one} for one in late])}

    assert hidden(False, None) == {True}
    assert hidden(False, True) == {False}
    assert {column.hidden for column in late_columns()} == {False}
    assert [column.key for column in late_columns([], prefix="end_")] == ["end_days_late", "end_late"]
