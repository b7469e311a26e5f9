"""What the project services write and read, row by row."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.db.models import Project, ProjectExtension, ProjectStepDate
from pbcli.domain.enums import ProjectRole, ProjectState, ProjectStep
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.domain.project_rules import NEED_OPENING
from pbcli.domain.stages import STEP_FIELDS
from pbcli.services.forced import refuse_unless_forced
from pbcli.services.lookup import find_project
from pbcli.services.project_course import advance_stage, extend_project, plan_step, remove_extension, withdraw_project
from pbcli.services.project_people import change_people
from pbcli.services.project_steps import keep_day
from pbcli.services.projects import add_project, edit_project, find_row, list_projects, remove_project
from tests.invented_school import fill
from tests.once import once

TODAY = date(2026, 11, 1)


@pytest.fixture
@once
def school(work: Any) -> Any:
    with work() as opened:
        fill(opened)
    return work


def make(opened: Any, **facts: Any) -> int:
    return add_project(opened, title="甲", branch_id=1, today=TODAY, people={}, **facts).id


def rows_of(opened: Any, table: str) -> list[tuple[Any, ...]]:
    opened.session.flush()
    return list(opened.connection.execute(f'SELECT * FROM "{table}" ORDER BY id'))


@pytest.mark.parametrize(
    "change",
    [
        lambda opened: advance_stage(opened, 99, step=None, on=TODAY, today=TODAY),
        lambda opened: plan_step(opened, 99, ProjectStep.OPENING, TODAY),
        lambda opened: extend_project(opened, 99, to=date(2027, 1, 1), on=TODAY, today=TODAY),
        lambda opened: withdraw_project(opened, 99, on=TODAY, today=TODAY),
        lambda opened: change_people(opened, 99, {}, today=TODAY),
        lambda opened: edit_project(opened, 99, today=TODAY, note="x"),
        lambda opened: remove_project(opened, 99),
        lambda opened: find_row(opened.reader, 99, day=TODAY),
    ],
)
def test_a_project_that_is_not_there_is_said(school: Any, change: Any) -> None:
    with school() as opened, pytest.raises(UnknownName, match="没有编号为 99 的课题"):
        change(opened)


def test_a_step_has_a_row_while_it_has_a_day(school: Any) -> None:
    with school() as opened:
        project = make(opened)
        keep_day(opened, project, ProjectStep.OPENING, actual_on=None)
        assert rows_of(opened, "project_step") == []
        keep_day(opened, project, ProjectStep.OPENING, planned_on=TODAY)
        keep_day(opened, project, ProjectStep.OPENING, actual_on=TODAY)
        keep_day(opened, project, ProjectStep.OPENING, planned_on=None)
        assert [row[2:5] for row in rows_of(opened, "project_step")] == [("开题", None, "2026-11-01")]
        keep_day(opened, project, ProjectStep.OPENING, actual_on=None)
        assert rows_of(opened, "project_step") == []


def test_clearing_the_day_of_a_step_that_has_none_changes_nothing(school: Any) -> None:
    with school() as opened:
        project = make(opened, applied_on=date(2026, 1, 1))
        before = rows_of(opened, "project_step")
        changed = edit_project(opened, project, today=TODAY, opened_on=None)
        assert rows_of(opened, "project_step") == before
        assert not changed.notes


def test_people_keep_their_rows_and_their_order(school: Any) -> None:
    with school() as opened:
        project = make(opened)
        change_people(opened, project, {ProjectRole.MAIN: ("张三丰", "王五", "张三丰")}, today=TODAY)
        first = rows_of(opened, "project_person")
        assert [row[2:] for row in first] == [(1, "主研", 1), (3, "主研", 2)]
        change_people(opened, project, {ProjectRole.MAIN: ("王五", "张三丰")}, today=TODAY)
        assert [row[0] for row in rows_of(opened, "project_person")] == [row[0] for row in first]
        assert [row[2:] for row in rows_of(opened, "project_person")] == [(1, "主研", 2), (3, "主研", 1)]
        change_people(opened, project, {ProjectRole.MAIN: (), ProjectRole.LEADER: ("王五",)}, today=TODAY)
        assert [row[2:] for row in rows_of(opened, "project_person")] == [(3, "负责人", 1)]


def test_who_has_left_the_branch_may_have_had_a_part(school: Any) -> None:
    with school() as opened:
        project = add_project(opened, title="乙", branch_id=2, today=TODAY, people={ProjectRole.LEADER: ("钱七",)}).id
        assert find_row(opened.reader, project, day=TODAY)["leader"] == "钱七"


def test_removing_leaves_no_row_behind(school: Any) -> None:
    with school() as opened:
        project = make(opened, applied_on=date(2026, 1, 1))
        change_people(opened, project, {ProjectRole.LEADER: ("王五",)}, today=TODAY)
        extend_project(opened, project, to=date(2027, 1, 1), on=TODAY, today=TODAY)
        remove_project(opened, project)
        for table in ("project", "project_step", "project_person", "project_extension"):
            assert rows_of(opened, table) == []


def test_the_latest_extension_is_the_one_removed(school: Any) -> None:
    with school() as opened:
        project = make(opened)
        for day in ("2027-01-01", "2027-06-01"):
            extend_project(opened, project, to=date.fromisoformat(day), on=TODAY, today=TODAY, force="特批")
        assert remove_extension(opened, {"id": project, "name": "甲"}).id == project
        assert find_row(opened.reader, project, day=TODAY)["extended_to"] == "2027-01-01"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.dictionaries(st.sampled_from(list(ProjectStep)), st.dates(date(2024, 1, 1), date(2026, 12, 31))))
def test_days_are_taken_in_their_order_or_not_at_all(school: Any, days: dict[ProjectStep, date]) -> None:
    """What was kept without force is in order, up to today, and read as it was written."""
    facts = {STEP_FIELDS[step]: day for step, day in days.items()}
    in_order = [days[step] for step in ProjectStep if step in days]
    is_opened = ProjectStep.OPENING in days or not days.keys() & set(NEED_OPENING)
    if in_order != sorted(in_order) or any(day > TODAY for day in in_order) or not is_opened:
        with pytest.raises(RuleForbids), school() as opened:
            make(opened, **facts)
        return
    with school() as opened:
        project = make(opened, **facts)
        row = find_row(opened.reader, project, day=TODAY)
        assert {field: row[field] for field in facts} == {field: day.isoformat() for field, day in facts.items()}
        assert sum(row[field] is not None for field in STEP_FIELDS.values()) == len(days)
        remove_project(opened, project)


def test_the_listing_agrees_with_the_monthly_report(school: Any, pb: Any) -> None:
    courses: list[dict[str, Any]] = [
        {},
        {"applied_on": date(2026, 1, 1)},
        {"applied_on": date(2026, 1, 1), "approved_on": date(2026, 10, 31)},
        {"opened_on": date(2026, 2, 1)},
        {"midterm_on": date(2026, 11, 1)},
        {"opened_on": date(2026, 2, 1), "closing_applied_on": date(2026, 11, 1)},
        {"opened_on": date(2026, 2, 1), "closed_on": date(2026, 10, 1)},
    ]
    with school() as opened:
        for place, days in enumerate(courses):
            opened.session.flush()
            add_project(opened, title=f"课题{place}", branch_id=1, today=TODAY, people={}, **days)
        withdraw_project(opened, 4, on=date(2026, 10, 15), today=TODAY)
        extend_project(opened, 5, to=date(2027, 1, 1), on=date(2026, 10, 1), today=TODAY)
    for month, end in (("2026-09", "2026-09-30"), ("2026-10", "2026-10-31"), ("2026-11", "2026-11-01")):
        reported = {
            row["state"]: (row["count"], row["extended"]) for row in pb.json("report", "monthly", month)["projects"]
        }
        listed: dict[str, tuple[int, int]] = {}
        for row in pb.json("project", "list", "--on", end):
            if row["state"] is not None:
                count, extended = listed.get(row["state"], (0, 0))
                listed[row["state"]] = (count + 1, extended + row["extended"])
        assert listed == reported, month


def test_an_extension_counts_from_the_day_it_was_granted(school: Any) -> None:
    with school() as opened:
        project = make(opened, opened_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
        extend_project(opened, project, to=date(2026, 12, 31), on=date(2026, 5, 20), today=TODAY)
        seen = {}
        for day in ("2026-05-19", "2026-05-20", "2026-12-31", "2027-01-01"):
            (row,) = list_projects(opened.reader, day=date.fromisoformat(day))
            seen[day] = (row["extended"], row["times_extended"])
    assert seen == {
        "2026-05-19": (False, 0),
        "2026-05-20": (True, 1),
        "2026-12-31": (True, 1),
        "2027-01-01": (False, 1),
    }


def test_the_closing_is_due_by_the_end_of_the_term(school: Any) -> None:
    with school() as opened:
        project = make(opened, opened_on=date(2025, 9, 1), midterm_on=date(2026, 1, 1), ends_on=date(2026, 10, 30))

        def due() -> tuple[str | None, str | None, int | None]:
            row = find_row(opened.reader, project, day=TODAY)
            return row["next_step"], row["next_on"], row["days_overdue"]

        assert due() == (ProjectStep.CLOSING_APPLICATION, "2026-10-30", 2)
        plan_step(opened, project, ProjectStep.CLOSING_APPLICATION, date(2026, 10, 1))
        assert due() == (ProjectStep.CLOSING_APPLICATION, "2026-10-01", 31)
        advance_stage(opened, project, step=None, on=date(2026, 10, 2), today=TODAY)
        assert due() == (ProjectStep.CLOSING, "2026-10-30", 2)
        plan_step(opened, project, ProjectStep.CLOSING, date(2026, 11, 30))
        assert due() == (ProjectStep.CLOSING, "2026-11-30", None)
        extend_project(opened, project, to=date(2027, 6, 30), on=date(2026, 10, 20), today=TODAY)
        assert due() == (ProjectStep.CLOSING, "2027-06-30", None)
        advance_stage(opened, project, step=None, on=TODAY, today=TODAY)
        assert due() == (None, None, None)
        assert find_row(opened.reader, project, day=TODAY)["state"] is ProjectState.CLOSED


def test_a_refusal_is_raised_or_its_reason_kept(work: Any) -> None:
    with work() as opened:
        with pytest.raises(RuleForbids) as refused:
            refuse_unless_forced(opened, None, RuleForbids("不行。"))
        assert refused.value.hint == "--force REASON"
        refuse_unless_forced(opened, "  特批\n同意 ", RuleForbids("不行。"))
        opened.session.flush()
        note = opened.connection.execute("SELECT note FROM operation WHERE id = ?", (opened.operation_id,)).fetchone()
        assert note == ("特批\n同意",)


@pytest.mark.parametrize("typed", ["新时代 党建 研究", "新时代党建研究", "新时代党建", "新时代 党", "xsddjyj", "K 1"])
def test_a_title_with_blanks_from_a_paper_is_found(school: Any, typed: str) -> None:
    with school() as opened:
        make(opened, number="K 2")
        kept = opened.add(Project.make(title="新时代 党建 研究", number="K 1", branch_id=1))
        assert find_project(opened.reader, typed)["id"] == kept.id


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Project, {"title": "", "branch_id": 1}),
        (Project, {"title": "甲", "branch_id": 1, "level": "省级"}),
        (Project, {"title": "甲", "branch_id": 1, "funds_fen": -1}),
        (ProjectStepDate, {"project_id": 1, "step": "验收", "planned_on": TODAY}),
        (ProjectExtension, {"project_id": 1, "granted_on": "2026-02-30", "extended_to": TODAY}),
    ],
)
def test_the_models_refuse_what_can_not_be(model: Any, values: dict[str, Any]) -> None:
    with pytest.raises(RuleForbids):
        model.make(**values)
