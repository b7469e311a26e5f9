"""How far a brand has come, and what its goals are counted in."""

import pytest

from pbcli.domain.brands import clashing, goal_done, next_state, progress, read_focus, skipped, state_on
from pbcli.domain.enums import BrandMeasure, BrandState

STEPS = {BrandState.PLANNED: "2026-01-10", BrandState.APPROVED: "2026-03-01"}


@pytest.mark.parametrize(("typed", "focus"), [("困难", "帮扶困难学生"), ("学生", "学生"), ("别的", "别的")])
def test_a_part_of_one_focus_is_that_focus(typed: str, focus: str) -> None:
    assert read_focus(typed) == focus


@pytest.mark.parametrize(
    ("day", "state"), [("2026-01-09", None), ("2026-01-10", "策划"), ("2026-02-28", "策划"), ("2026-03-01", "立项")]
)
def test_the_state_is_the_furthest_by_a_day(day: str, state: str | None) -> None:
    assert state_on(STEPS, day) == state


def test_the_next_state_follows_the_furthest() -> None:
    assert next_state({}) == "策划"
    assert next_state(STEPS) == "创建中"
    assert next_state({BrandState.DEEPENED: "2026-01-01"}) is None
    assert skipped(STEPS, BrandState.BUILDING) == [BrandState.APPLIED]


@pytest.mark.parametrize(
    ("state", "day", "other"),
    [
        (BrandState.APPLIED, "2026-02-01", None),
        (BrandState.APPLIED, "2026-01-09", "策划"),
        (BrandState.APPLIED, "2026-03-02", "立项"),
        (BrandState.BUILDING, "2026-02-01", "立项"),
    ],
)
def test_days_that_contradict_one_another(state: BrandState, day: str, other: str | None) -> None:
    assert clashing(STEPS, state, day) == other


def test_a_goal_is_counted_or_entered() -> None:
    assert goal_done({"measure": BrandMeasure.EVENTS, "reached": None}, {"events": 3}) == 3
    assert goal_done({"measure": BrandMeasure.BY_HAND, "reached": 5}, {}) == 5
    assert goal_done({"measure": BrandMeasure.BY_HAND, "reached": None}, {}) == 0


def test_no_goal_makes_up_for_another() -> None:
    assert progress([{"done": 30, "target": 10}, {"done": 1, "target": 4}]) == 62
    assert progress([]) is None
