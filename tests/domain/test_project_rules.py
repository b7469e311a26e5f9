"""What an office forbids of a project, rule by rule. Today is 2026-11-01."""

from datetime import date

import pytest

from pbcli.domain.enums import ProjectRole, ProjectStep
from pbcli.domain.project_rules import (
    Limit,
    course_faults,
    double_faults,
    extension_faults,
    number_fault,
    opening_fault,
    step_faults,
    withdrawal_fault,
)

TODAY = date(2026, 11, 1)
S = ProjectStep
LIMITS = {
    "main_most": Limit(6, "PR-05"),
    "others_most": Limit(6, "PR-05"),
    "extensions_most": Limit(1, "PR-04"),
    "extension_months_most": Limit(12, "PR-04"),
}


def days(**texts: str) -> dict[ProjectStep, date]:
    return {ProjectStep.__members__[name]: date.fromisoformat(text) for name, text in texts.items()}


@pytest.mark.parametrize(
    ("done", "step", "said"),
    [
        (days(OPENING="2026-11-01"), S.OPENING, []),
        (days(OPENING="2026-11-02"), S.OPENING, ["开题日期 2026-11-02 还没有到。"]),
        (
            days(APPROVAL="2026-03-01", OPENING="2026-02-28"),
            S.OPENING,
            ["开题日期 2026-02-28 早于立项（2026-03-01）。"],
        ),
        (
            days(APPROVAL="2026-03-01", OPENING="2026-02-28"),
            S.APPROVAL,
            ["立项日期 2026-03-01 晚于开题（2026-02-28）。"],
        ),
        (days(CLOSING="2026-10-01"), S.CLOSING, ["还没有开题，不能结题。"]),
        (days(CLOSING_APPLICATION="2026-10-01"), S.CLOSING_APPLICATION, ["还没有开题，不能结题申请。"]),
        (days(APPRAISAL="2026-11-02"), S.APPRAISAL, ["鉴定日期 2026-11-02 还没有到。", "还没有开题，不能鉴定。"]),
        (days(OPENING="2026-01-01", CLOSING="2026-10-01"), S.CLOSING, []),
        (days(CERTIFICATE="2026-10-01"), S.CERTIFICATE, []),
    ],
)
def test_a_step(done: dict[ProjectStep, date], step: ProjectStep, said: list[str]) -> None:
    assert [str(fault) for fault in step_faults(done, step, today=TODAY)] == said


def test_two_steps_out_of_their_order_are_told_of_once() -> None:
    done = days(CLOSING="2026-10-01", OPENING="2026-10-02", MIDTERM="2026-05-01")
    assert [(step, str(fault)) for step, fault in course_faults(done, today=TODAY)] == [
        (S.MIDTERM, "中期检查日期 2026-05-01 早于开题（2026-10-02）。"),
        (S.CLOSING, "结题日期 2026-10-01 早于开题（2026-10-02）。"),
    ]


def test_an_opening_stays_where_a_later_step_needs_it() -> None:
    assert opening_fault(days(MIDTERM="2026-05-01")) is None
    assert str(opening_fault(days(APPRAISAL="2026-05-01"))) == "已于 2026-05-01 鉴定，不能没有开题。"


def test_a_withdrawal_is_no_earlier_than_the_latest_step() -> None:
    assert withdrawal_fault({}, TODAY) is None
    done = days(APPROVAL="2026-03-01", OPENING="2026-05-01")
    assert withdrawal_fault(done, date(2026, 5, 1)) is None
    assert str(withdrawal_fault(done, date(2026, 4, 30))) == "撤项日期 2026-04-30 早于开题（2026-05-01）。"


def test_the_number_of_people() -> None:
    assert number_fault(ProjectRole.MAIN, 6, LIMITS) is None
    assert number_fault(ProjectRole.LEADER, 7, LIMITS) is None
    assert str(number_fault(ProjectRole.OTHER, 7, LIMITS)) == "参研最多 6 人，写了 7 人（PR-05）。"


def test_one_person_in_two_roles() -> None:
    team = {ProjectRole.LEADER: [1], ProjectRole.MAIN: [2, 3], ProjectRole.OTHER: [3, 1]}
    names = {1: "张三", 2: "李四", 3: "王五"}
    assert [(role, str(fault)) for role, fault in double_faults(team, names)] == [
        (ProjectRole.OTHER, "王五已是主研，不能又是参研。"),
        (ProjectRole.OTHER, "张三已是负责人，不能又是参研。"),
    ]


@pytest.mark.parametrize(
    ("ends_on", "to", "times", "said"),
    [
        ("2026-02-28", "2027-02-28", 0, []),
        ("2026-02-28", "2027-03-01", 0, ["原期限 2026-02-28，最多延到 2027-02-28（PR-04）。"]),
        (None, "2040-01-01", 0, []),
        (None, "2040-01-01", 1, ["已经延期 1 次，最多 1 次（PR-04）。"]),
        ("2026-02-28", "2028-02-28", 2, ["已经延期 2 次，最多 1 次（PR-04）。", "原期限 2026-02-28，最多延到 2027-02-28（PR-04）。"]),
    ],
)  # fmt: skip
def test_an_extension(ends_on: str | None, to: str, times: int, said: list[str]) -> None:
    end = None if ends_on is None else date.fromisoformat(ends_on)
    faults = extension_faults(end, date.fromisoformat(to), times=times, limits=LIMITS)
    assert [str(fault) for fault in faults] == said
