"""Every goal of endurance on a small budget, with a fixed seed; the full ones are tried by `python -m tests.endurance`."""

import pytest

from tests.endurance.goal import Goal, bench, goals


@pytest.mark.parametrize("goal", goals(), ids=lambda goal: goal.name)
def test_goal(goal: Goal) -> None:
    with bench(is_small=True) as own:
        finding = goal.run(own)
    if finding.not_run is not None:
        pytest.skip(finding.not_run)
    assert list(finding.problems) == []
    assert finding.has_fired, f"the control did not fire: {finding.control}"
    assert finding.verdict == "met"


def test_the_goals_are_those_that_were_set() -> None:
    assert [goal.name for goal in goals()] == [f"G{number}" for number in range(1, 19)]
