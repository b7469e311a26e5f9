"""Changes of a project that its office consents to: written down with their day, and made (records.md, section 4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ProjectChangeKind, ProjectRole, ProjectStep
from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.months import add_months
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.forced import refuse_unless_forced
from pbcli.services.free_text import clean_facts
from pbcli.services.project_checklist import EXEMPT
from pbcli.services.project_course import plan_step, refuse_if_over
from pbcli.services.project_limits import limits_of
from pbcli.services.project_people import set_people
from pbcli.services.project_steps import done_steps, steps_of
from pbcli.services.projects import edit_project
from pbcli.services.stored import stored
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.models import Project


@dataclass(frozen=True)
class Wish:
    """What is to be changed: a text (a name, a title, a content), a day, or people by their roles."""

    text: str | None = None
    day: date | None = None
    people: Mapping[ProjectRole, Sequence[str]] | None = None


@dataclass(frozen=True)
class _Made:
    """What a change made: how it was before and is after."""

    before: str | None
    after: str | None


def record_change(
    work: Work,
    project_id: int,
    kind: ProjectChangeKind,
    wish: Wish,
    *,
    on: date,
    today: date,
    force: str | None = None,
    **facts: Any,
) -> Changed:
    """Make a change of a project and write it down: what it was, what it became, and by which paper.

    Raises RuleForbids for a project that has ended, a day to come, and what the office forbids unless forced;
    UsageFault for a wish that doesn't fit the kind.
    """
    from pbcli.db.models import Project, ProjectChange

    project = stored(work, Project, project_id)
    steps = done_steps(steps_of(work, project_id))
    refuse_if_over(project, steps)
    if on > today:
        raise RuleForbids("变更日期 {day} 还没有到。", day=on)
    make = _MAKERS[kind]
    made = make(work, project, wish, today, force)
    facts = {"before": made.before, "after": made.after} | facts
    work.add(ProjectChange.make(project_id=project_id, changed_on=on, kind=kind, **clean_facts(ProjectChange, facts)))
    notes = []
    if ProjectStep.APPROVAL in steps and not facts.get("approval"):
        notes.append(_("立项后的变更要立项单位同意：批复文号用 --approval 写明。"))
    return Changed(project_id, project.title, notes)


def remove_change(work: Work, project_id: int) -> Changed:
    """Remove the latest change from the log; what it changed is mended by `edit` or `undo`. Raises RuleForbids."""
    from pbcli.db.models import Project, ProjectChange

    project = stored(work, Project, project_id)
    rows = work.reader.rows("project_change_of", project_id=project_id)
    if not rows:
        raise RuleForbids("“{title}”没有变更记录。", title=project.title)
    work.remove(stored(work, ProjectChange, rows[-1]["id"]))
    return Changed(project_id, project.title)


def _leader(work: Work, project: Project, wish: Wish, today: date, force: str | None) -> _Made:
    name = _need_text(wish, ProjectChangeKind.LEADER)
    before = _team(work, project)
    set_people(work, project, {ProjectRole.LEADER: [name]}, today=today, force=force, moves=True)
    after = _team(work, project)
    return _Made(before.get(ProjectRole.LEADER), after[ProjectRole.LEADER])


def _people(work: Work, project: Project, wish: Wish, today: date, force: str | None) -> _Made:
    if not wish.people:
        raise UsageFault("变更成员要写 --main 或 --other。", hint="pbcli project change --help")
    before = _team(work, project)
    set_people(work, project, wish.people, today=today, force=force)
    after = _team(work, project)
    return _Made(*(_spoken(team, wish.people) for team in (before, after)))


def _title(work: Work, project: Project, wish: Wish, today: date, force: str | None) -> _Made:
    before = project.title
    edit_project(work, project.id or 0, today=today, force=force, title=_need_text(wish, ProjectChangeKind.TITLE))
    return _Made(before, project.title)


def _content(_work: Work, _project: Project, wish: Wish, _today: date, _force: str | None) -> _Made:
    return _Made(None, _need_text(wish, ProjectChangeKind.CONTENT))


def _term(work: Work, project: Project, wish: Wish, today: date, force: str | None) -> _Made:
    """Change the term itself; an extension of it is another thing, and counted."""
    day = _need_day(wish, ProjectChangeKind.TERM)
    before = project.ends_on
    limit = limits_of(work.reader, project.office)["term_months_most"]
    if project.starts_on is not None and day > add_months(project.starts_on, limit.figure):
        refuse_unless_forced(
            work,
            force,
            RuleForbids(
                "从 {start} 起到 {end}，超过研究期限 {months} 个月（{source}）。",
                start=project.starts_on,
                end=day,
                months=limit.figure,
                source=limit.source,
            ),
        )
    edit_project(work, project.id or 0, today=today, force=force, ends_on=day)
    return _Made(None if before is None else before.isoformat(), day.isoformat())


def _deferred(work: Work, project: Project, wish: Wish, _today: date, _force: str | None) -> _Made:
    """Defer the closing: where a day is named, it is planned for that day."""
    closing = steps_of(work, project.id or 0).get(ProjectStep.CLOSING)
    before = None if closing is None or closing.planned_on is None else closing.planned_on.isoformat()
    if wish.day is None:
        return _Made(before, None)
    plan_step(work, project.id or 0, ProjectStep.CLOSING, wish.day)
    return _Made(before, wish.day.isoformat())


def _exempt(work: Work, project: Project, _wish: Wish, today: date, force: str | None) -> _Made:
    before = project.appraisal_mode
    edit_project(work, project.id or 0, today=today, force=force, appraisal_mode=EXEMPT)
    return _Made(before, EXEMPT)


_MAKERS: Mapping[ProjectChangeKind, Callable[[Work, Project, Wish, date, str | None], _Made]] = {
    ProjectChangeKind.LEADER: _leader,
    ProjectChangeKind.PEOPLE: _people,
    ProjectChangeKind.TITLE: _title,
    ProjectChangeKind.CONTENT: _content,
    ProjectChangeKind.TERM: _term,
    ProjectChangeKind.DEFERRED: _deferred,
    ProjectChangeKind.EXEMPT: _exempt,
}


def _need_text(wish: Wish, kind: ProjectChangeKind) -> str:
    if wish.text is None:
        raise UsageFault("变更{kind}要写改成什么：--to VALUE。", kind=kind, hint="pbcli project change --help")
    return wish.text


def _need_day(wish: Wish, kind: ProjectChangeKind) -> date:
    if wish.day is None:
        raise UsageFault("变更{kind}要写改到哪天：--until DATE。", kind=kind, hint="pbcli project change --help")
    return wish.day


def _team(work: Work, project: Project) -> dict[ProjectRole, str]:
    """Return the names in each role, in their order."""
    team: dict[ProjectRole, list[str]] = {}
    for row in work.reader.rows("project_person_of", project_id=project.id):
        team.setdefault(ProjectRole(row["role"]), []).append(row["member"])
    return {role: "、".join(names) for role, names in team.items()}


def _spoken(team: Mapping[ProjectRole, str], roles: Mapping[ProjectRole, Sequence[str]]) -> str:
    return "；".join(f"{role}：{team.get(role) or '无'}" for role in ProjectRole if role in roles)
