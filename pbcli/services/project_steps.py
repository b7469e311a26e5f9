"""The days of a project's steps: kept, compared with one another, and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.enums import ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.project_rules import opening_fault, step_faults, withdrawal_fault
from pbcli.domain.stages import skipped_steps
from pbcli.messages import _
from pbcli.services.forced import refuse_any_unless_forced, refuse_unless_forced
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import Project, ProjectStepDate


def steps_of(work: Work, project_id: int) -> dict[ProjectStep, ProjectStepDate]:
    """Return the dated steps of a project."""
    from sqlmodel import select

    from pbcli.db.models import ProjectStepDate

    rows = work.session.exec(select(ProjectStepDate).where(ProjectStepDate.project_id == project_id)).all()
    return {row.step: row for row in rows}


def done_steps(steps: Mapping[ProjectStep, ProjectStepDate]) -> dict[ProjectStep, date]:
    """Return those that are done, each with its day."""
    return {step: row.actual_on for step, row in steps.items() if row.actual_on is not None}


def keep_day(work: Work, project_id: int, step: ProjectStep, **days: date | None) -> None:
    """Keep the `planned_on` or `actual_on` of a step; a step without either is kept no more."""
    from pbcli.db.models import ProjectStepDate

    row = steps_of(work, project_id).get(step)
    if row is None:
        if any(days.values()):
            work.add(ProjectStepDate.make(project_id=project_id, step=step, **days))
    elif not any(({"planned_on": row.planned_on, "actual_on": row.actual_on} | days).values()):
        work.remove(row)
    else:
        work.add(row.revise(**days))


def set_days(
    work: Work, project: Project, days: Mapping[ProjectStep, date | None], *, today: date, force: str | None
) -> list[str]:
    """Keep the days on which steps were done, None for a step that wasn't, and say what should be known.

    Raises RuleForbids for what `check_step` refuses, and for taking the opening from a project that needs it.
    """
    project_id = id_of(project)
    merged = {**done_steps(steps_of(work, project_id)), **days}
    whole = {step: day for step, day in merged.items() if day is not None}
    for step, day in days.items():
        if day is not None:
            check_step(work, project, whole, step, today=today, force=force)
        elif step is ProjectStep.OPENING and (fault := opening_fault(whole)) is not None:
            refuse_unless_forced(work, force, fault)
        keep_day(work, project_id, step, actual_on=day)
    return missing_steps(whole) if days else []


def check_step(
    work: Work,
    project: Project,
    done: Mapping[ProjectStep, date],
    step: ProjectStep,
    *,
    today: date,
    force: str | None,
) -> None:
    """Refuse a step after the withdrawal; one to come, out of the order or without an opening, unless it is forced."""
    if project.withdrawn_on is not None and done[step] > project.withdrawn_on:
        raise RuleForbids("“{title}”已于 {day} 撤项。", title=project.title, day=project.withdrawn_on)
    refuse_any_unless_forced(work, force, step_faults(done, step, today=today))


def check_withdrawal(work: Work, done: Mapping[ProjectStep, date], on: date, *, today: date, force: str | None) -> None:
    """Refuse a withdrawal to come; one before a step that was done, unless it is forced."""
    if on > today:
        raise RuleForbids("撤项日期 {day} 还没有到。", day=on)
    fault = withdrawal_fault(done, on)
    if fault is not None:
        refuse_unless_forced(work, force, fault)


def missing_steps(done: Mapping[ProjectStep, date]) -> list[str]:
    """Say which steps before the furthest one done have no day yet."""
    missing = skipped_steps(done)
    return [_("前面还没有登记的环节：{steps}。", steps="、".join(missing))] if missing else []
