"""Where a project stands, which step comes next, and which days contradict one another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.enums import ProjectState, ProjectStep
from pbcli.domain.stages import (
    STEP_FIELDS,
    StepDates,
    clashing_step,
    furthest_step,
    is_extended,
    is_over,
    next_step,
    project_state,
    skipped_steps,
)

STEPS = list(ProjectStep)
DAY = date(2026, 6, 1)


def dates(**days: str) -> StepDates:
    return StepDates.from_iso(days)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, None),
        ({"applied_on": "2026-06-02"}, None),
        ({"applied_on": "2026-06-01"}, ProjectState.APPLIED),
        ({"applied_on": "2026-01-01", "approved_on": "2026-02-01"}, ProjectState.APPROVED),
        ({"approved_on": "2026-02-01", "opened_on": "2026-03-01"}, ProjectState.OPENED),
        ({"opened_on": "2026-03-01", "midterm_on": "2026-05-01"}, ProjectState.UNDER_WAY),
        ({"midterm_on": "2026-05-01", "closing_applied_on": "2026-05-20"}, ProjectState.UNDER_WAY),
        ({"midterm_on": "2026-05-01", "closed_on": "2026-06-02"}, ProjectState.UNDER_WAY),
        ({"closed_on": "2026-06-01"}, ProjectState.CLOSED),
        ({"opened_on": "2026-03-01", "withdrawn_on": "2026-05-31"}, ProjectState.WITHDRAWN),
        ({"opened_on": "2026-03-01", "withdrawn_on": "2026-06-02"}, ProjectState.OPENED),
    ],
)
def test_the_state_is_that_of_the_furthest_step_done_by_the_day(days, state):
    assert project_state(dates(**days), DAY) is state
    assert is_over(dates(**days), DAY) is (state in {ProjectState.CLOSED, ProjectState.WITHDRAWN})


@pytest.mark.parametrize(
    ("days", "extended"),
    [
        ({"opened_on": "2026-01-01"}, False),
        ({"opened_on": "2026-01-01", "extended_to": "2026-06-01"}, True),
        ({"opened_on": "2026-01-01", "extended_to": "2026-05-31"}, False),
        ({"closed_on": "2026-05-01", "extended_to": "2026-12-31"}, False),
        ({"withdrawn_on": "2026-05-01", "extended_to": "2026-12-31"}, False),
    ],
)
def test_an_extension_counts_until_its_end_unless_the_project_is_over(days, extended):
    assert is_extended(dates(**days), DAY) is extended


def test_the_steps_done_by_a_day_have_their_days():
    known = dates(applied_on="2026-01-01", opened_on="2026-06-01", closed_on="2026-07-01")
    assert known.done_by(DAY) == {ProjectStep.APPLICATION: date(2026, 1, 1), ProjectStep.OPENING: DAY}


def test_every_step_has_a_field():
    assert list(STEP_FIELDS) == STEPS
    assert set(STEP_FIELDS.values()) <= set(StepDates.__dataclass_fields__)


@pytest.mark.parametrize(
    ("done", "following", "skipped"),
    [
        ((), ProjectStep.APPLICATION, []),
        ((ProjectStep.APPLICATION,), ProjectStep.APPROVAL, []),
        ((ProjectStep.OPENING,), ProjectStep.MIDTERM, [ProjectStep.APPLICATION, ProjectStep.APPROVAL]),
        (
            (ProjectStep.CLOSING, ProjectStep.OPENING),
            None,
            [ProjectStep.APPLICATION, ProjectStep.APPROVAL, ProjectStep.MIDTERM, ProjectStep.CLOSING_APPLICATION],
        ),
        (tuple(STEPS), None, []),
    ],
)
def test_what_comes_next_and_what_was_passed_over(done, following, skipped):
    assert next_step(done) is following
    assert skipped_steps(done) == skipped


@given(st.sets(st.sampled_from(STEPS)))
def test_the_next_step_follows_all_that_are_done(done):
    following = next_step(done)
    furthest = furthest_step(done)
    assert (furthest is None) is (not done)
    if following is not None:
        assert all(STEPS.index(step) < STEPS.index(following) for step in done)
    assert not set(skipped_steps(done)) & done


@pytest.mark.parametrize(
    ("step", "on", "clash"),
    [
        (ProjectStep.OPENING, date(2026, 2, 1), None),
        (ProjectStep.OPENING, date(2026, 1, 31), ProjectStep.APPROVAL),
        (ProjectStep.OPENING, date(2026, 5, 1), None),
        (ProjectStep.OPENING, date(2026, 5, 2), ProjectStep.MIDTERM),
        (ProjectStep.CLOSING, date(2026, 4, 30), ProjectStep.MIDTERM),
        (ProjectStep.APPLICATION, date(2026, 2, 2), ProjectStep.APPROVAL),
        (ProjectStep.APPROVAL, date(2027, 1, 1), ProjectStep.MIDTERM),
        (ProjectStep.MIDTERM, date(2030, 1, 1), None),
    ],
)
def test_a_day_against_the_order_of_the_steps(step, on, clash):
    known = {ProjectStep.APPROVAL: date(2026, 2, 1), ProjectStep.MIDTERM: date(2026, 5, 1)}
    assert clashing_step(known, step, on) is clash
