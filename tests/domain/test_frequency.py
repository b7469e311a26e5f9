"""How many meetings the rules demand in a month: rules.md, OL-01 to OL-06."""

from datetime import date

import pytest

from pbcli.domain.frequency import (
    Body,
    BranchBodies,
    Every,
    MeetingRule,
    lacking_in_groups,
    quarter_start,
    required_in_month,
)

MONTHLY = MeetingRule("OL-06", "主题党日", Every.MONTH, Body.BRANCH)
QUARTERLY = MeetingRule("OL-01", "支部党员大会", Every.QUARTER, Body.BRANCH)
COMMITTEE = MeetingRule("OL-02", "支委会", Every.MONTH, Body.COMMITTEE)
GROUPS = MeetingRule("OL-03", "党小组会", Every.MONTH, Body.GROUP)
OFTEN = MeetingRule("OL-04", "党课", Every.QUARTER, Body.BRANCH, times=3)
TWICE = MeetingRule("X", "学习", Every.MONTH, Body.GROUP, times=2)

PLAIN = BranchBodies(has_committee=False, groups=0)
FULL = BranchBodies(has_committee=True, groups=3)


@pytest.mark.parametrize(
    ("rule", "month", "bodies", "held_earlier", "required"),
    [
        (MONTHLY, 10, PLAIN, 0, 1),
        (MONTHLY, 10, PLAIN, 1, 1),
        (QUARTERLY, 10, PLAIN, 0, 0),
        (QUARTERLY, 11, PLAIN, 0, 0),
        (QUARTERLY, 12, PLAIN, 0, 1),
        (QUARTERLY, 12, PLAIN, 1, 0),
        (QUARTERLY, 12, PLAIN, 2, 0),
        (OFTEN, 12, PLAIN, 1, 2),
        (OFTEN, 11, PLAIN, 1, 0),
        (QUARTERLY, 3, FULL, 0, 1),
        (COMMITTEE, 10, PLAIN, 0, 0),
        (COMMITTEE, 10, FULL, 0, 1),
        (GROUPS, 10, PLAIN, 0, 0),
        (GROUPS, 10, FULL, 0, 3),
        (TWICE, 10, FULL, 0, 6),
    ],
)
def test_what_a_month_demands(
    rule: MeetingRule, month: int, bodies: BranchBodies, held_earlier: int, required: int
) -> None:
    assert required_in_month(rule, date(2026, month, 15), bodies, held_earlier=held_earlier) == required


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2026-01-31", "2026-01-01"),
        ("2026-06-30", "2026-04-01"),
        ("2026-07-01", "2026-07-01"),
        ("2026-12-31", "2026-10-01"),
    ],
)
def test_where_a_quarter_starts(day: str, start: str) -> None:
    assert quarter_start(date.fromisoformat(day)) == date.fromisoformat(start)


@pytest.mark.parametrize(
    ("times", "held", "unnamed", "lacking"),
    [(1, [1, 1], 0, 0), (1, [2, 0], 0, 1), (1, [2, 0], 1, 0), (1, [0, 0, 0], 1, 2), (2, [3, 1], 0, 1), (1, [], 3, 0)],
)
def test_what_groups_owe(times: int, held: list[int], unnamed: int, lacking: int) -> None:
    assert lacking_in_groups(times, held, unnamed) == lacking
