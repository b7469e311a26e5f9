"""Research projects: what each is, and where it stands on a day. What happens to one is in `project_course`."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ProjectRole, ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.months import add_months
from pbcli.domain.names import clean_name
from pbcli.domain.stages import (
    PLANNED_FIELDS,
    STEP_FIELDS,
    StepDates,
    closing_due,
    is_extended,
    is_over,
    next_step,
    project_state,
)
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.project_limits import limits_of
from pbcli.services.project_people import outsiders, set_people
from pbcli.services.project_steps import check_withdrawal, done_steps, set_days, steps_of
from pbcli.services.stored import id_of, stored, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.models import Project
    from pbcli.db.read import Reader, Row
    from pbcli.domain.enums import ProjectState

OVERDUE = "已逾期"
"""What is said of a step whose day has passed; a term, the same in every language."""

_ROLE_FIELDS = {
    ProjectRole.LEADER: "leader",
    ProjectRole.MAIN: "main_researchers",
    ProjectRole.OTHER: "other_researchers",
}


def list_projects(
    reader: Reader,
    *,
    day: date,
    branch_id: int | None = None,
    state: ProjectState | None = None,
    leader_id: int | None = None,
) -> list[Row]:
    """Return the projects with their people and the days of their steps, each with its state and next step on a day."""
    found = _projects(reader, day=day, branch_id=branch_id)
    if leader_id is not None:
        led = {
            row["project_id"]
            for row in reader.rows("project_person_of", project_id=None)
            if row["role"] == ProjectRole.LEADER and row["member_id"] == leader_id
        }
        found = [row for row in found if row["id"] in led]
    return [row for row in found if state is None or row["state"] == state]


def find_row(reader: Reader, project_id: int, *, day: date) -> Row:
    """Return one project as the listing has it. Raises UnknownName."""
    rows = _projects(reader, day=day, project_id=project_id)
    if not rows:
        raise unknown("project", project_id)
    return rows[0]


def add_project(
    work: Work,
    *,
    title: str,
    branch_id: int,
    today: date,
    people: Mapping[ProjectRole, Sequence[str]],
    force: str | None = None,
    **facts: Any,
) -> Changed:
    """Add a project of a branch, with its people and the days of the steps that are done already.

    Raises RuleForbids where its number, or its title in the branch, is there already.
    """
    from pbcli.db.models import Project

    days = _taken_days(facts)
    facts = _cleaned({"title": title, **facts})
    _refuse_known(work, facts, branch_id)
    _check_term(facts.get("starts_on"), facts.get("ends_on"))
    project = work.add(Project.make(branch_id=branch_id, **facts))
    notes = [
        *_long_term(work, project),
        *set_people(work, project, people, today=today, force=force),
        *set_days(work, project, days, today=today, force=force),
    ]
    return Changed(id_of(project), project.title, notes)


def edit_project(work: Work, project_id: int, *, today: date, force: str | None = None, **changes: Any) -> Changed:
    """Change a project's particulars, or mend the days of steps that were written down wrong."""
    from pbcli.db.models import Project

    project = stored(work, Project, project_id)
    days = _taken_days(changes)
    changes = _cleaned(changes)
    if changes.keys() & {"number", "title", "branch_id"}:
        identity = {"number": project.number, "title": project.title} | changes
        _refuse_known(work, identity, changes.get("branch_id", project.branch_id), project_id)
    if "withdrawn_on" in changes:
        _check_withdrawal(work, project, changes, {**done_steps(steps_of(work, project_id)), **days}, today, force)
    _check_term(*(changes.get(key, getattr(project, key)) for key in ("starts_on", "ends_on")))
    work.add(project.revise(**changes))
    notes = [*_long_term(work, project)] if changes.keys() & {"starts_on", "ends_on"} else []
    if "branch_id" in changes and (strangers := outsiders(work, project, today=today)):
        notes.append(_("不是新支部党员的课题人员：{members}。", members="、".join(strangers)))
    notes += set_days(work, project, days, today=today, force=force)
    return Changed(project_id, project.title, notes)


def remove_project(work: Work, project_id: int) -> Changed:
    """Remove a project entered by mistake, with all that belongs to it; one that failed is withdrawn."""
    from sqlmodel import select

    from pbcli.db import models

    project = stored(work, models.Project, project_id)
    tables: tuple[Any, ...] = (
        models.ProjectPerson, models.ProjectStepDate, models.ProjectExtension, models.ProjectChange,
        models.ProjectExpert, models.ProjectOutcome, models.ProjectMoney, models.ProjectMaterial,
    )  # fmt: skip
    for table in tables:
        for row in work.session.exec(select(table).where(table.project_id == project_id)).all():
            work.remove(row)
    work.remove(project)
    return Changed(project_id, project.title)


def _projects(
    reader: Reader, *, day: date, branch_id: int | None = None, project_id: int | None = None
) -> list[dict[str, Any]]:
    """Put each project together from its rows."""
    people, steps, extensions = (
        _by_project(reader, query, project_id)
        for query in ("project_person_of", "project_step_of", "project_extension_of")
    )
    return [
        _whole(row, people[row["id"]], steps[row["id"]], extensions[row["id"]], day)
        for row in reader.rows("project_list", id=project_id, branch_id=branch_id)
    ]


def _by_project(reader: Reader, query: str, project_id: int | None) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in reader.iterate(query, project_id=project_id):
        found[row["project_id"]].append(row)
    return found


def _whole(
    row: Row, people: Sequence[Row], steps: Sequence[Row], extensions: Sequence[Row], day: date
) -> dict[str, Any]:
    granted = [each["extended_to"] for each in extensions if each["granted_on"] <= day.isoformat()]
    days = dict.fromkeys([*STEP_FIELDS.values(), *PLANNED_FIELDS.values()])
    for each in steps:
        step = ProjectStep(each["step"])
        days[STEP_FIELDS[step]] = each["actual_on"]
        days[PLANNED_FIELDS[step]] = each["planned_on"]
    planned = {ProjectStep(each["step"]): each["planned_on"] for each in steps if each["planned_on"]}
    whole = {
        **row,
        **{field: [each["member"] for each in people if each["role"] == role] for role, field in _ROLE_FIELDS.items()},
        **days,
        "funds": row["funds_fen"],
        "times_extended": len(granted),
        "extended_to": max(granted, default=None),
    }
    return whole | {"leader": "、".join(whole["leader"]) or None} | _standing(whole, planned, day)


def _standing(project: Row, planned: Mapping[ProjectStep, str], day: date) -> dict[str, Any]:
    """Tell where a project stands on a day: its state, the step that comes next, when that is due, how late it is.

    The closing is due by the end of the term, of the extended one where it was extended.
    """
    dates = StepDates.from_iso(project)
    step = None if is_over(dates, day) else next_step(dates.done_by(day))
    due = None if step is None else planned.get(step)
    if step in {ProjectStep.CLOSING, ProjectStep.CLOSING_APPLICATION}:
        ends_on = closing_due(
            extended_to=project["extended_to"], planned_on=planned.get(ProjectStep.CLOSING), ends_on=project["ends_on"]
        )
        due = ends_on if step is ProjectStep.CLOSING else due or ends_on
    late = (day - date.fromisoformat(due)).days if due else 0
    said = [part for part in (step, due, OVERDUE if late > 0 else None) if part is not None]
    return {
        "state": project_state(dates, day),
        "next": " ".join(said) or None,
        "next_step": step,
        "next_on": due,
        "days_overdue": late if late > 0 else None,
        "extended": is_extended(dates, day),
    }


def _taken_days(facts: dict[str, Any]) -> dict[ProjectStep, date | None]:
    """Take the days of the steps out of what was typed."""
    return {step: facts.pop(field) for step, field in STEP_FIELDS.items() if field in facts}


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    """Clean what was typed; number and title are names, so that they are found again as they are typed."""
    from pbcli.db.models import Project

    cleaned = clean_facts(Project, facts)
    for name, title in (("number", "课题编号"), ("title", "课题名称")):
        if cleaned.get(name) is not None or (name == "title" and name in facts):
            cleaned[name] = clean_name(cleaned[name] or "", field=title)
    return cleaned


def _refuse_known(work: Work, facts: Mapping[str, Any], branch_id: int, project_id: int | None = None) -> None:
    rows = work.reader.rows("project_same", number=facts.get("number"), title=facts["title"], branch_id=branch_id)
    for row in rows:
        if row["id"] == project_id:
            continue
        if row["has_number"]:
            raise RuleForbids(
                "课题编号 {number} 已经有了：“{title}”。",
                number=row["number"],
                title=row["title"],
                hint="pbcli project show {number}",
            )
        raise RuleForbids(
            "{branch}已经有课题“{title}”；同名的另一个课题要写编号。",
            branch=row["branch"],
            title=row["title"],
            hint="--number NUMBER",
        )


def _check_term(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        raise RuleForbids("计划结束日期 {end} 要晚于开始日期 {start}。", end=ends_on, start=starts_on)


def _check_withdrawal(
    work: Work,
    project: Project,
    changes: dict[str, Any],
    days: Mapping[ProjectStep, date | None],
    today: date,
    force: str | None,
) -> None:
    """Refuse to mend a withdrawal that there is none of; taking it away takes its reason along."""
    if project.withdrawn_on is None:
        raise RuleForbids(
            "“{title}”没有撤项。", title=project.title, id=project.id, hint="pbcli project withdraw {id} --on DATE"
        )
    if changes["withdrawn_on"] is None:
        changes.setdefault("withdrawal_reason", None)
    else:
        done = {step: day for step, day in days.items() if day is not None}
        check_withdrawal(work, done, changes["withdrawn_on"], today=today, force=force)


def _long_term(work: Work, project: Project) -> list[str]:
    """Say of a term that it is longer than the office allows (PR-03)."""
    limit = limits_of(work.reader, project.office)["term_months_most"]
    if project.starts_on is None or project.ends_on is None:
        return []
    if project.ends_on <= add_months(project.starts_on, limit.figure):
        return []
    return [_("研究期限超过 {months} 个月（{source}）。", months=limit.figure, source=limit.source)]
