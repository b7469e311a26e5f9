"""The days of a project's steps: kept, compared with one another, and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.enums import ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.stages import clashing_step, skipped_steps
from pbcli.messages import _
from pbcli.services.forced import refuse_unless_forced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import ProjectStepDate


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
    work: Work, project_id: int, days: Mapping[ProjectStep, date | None], *, today: date, force: str | None
) -> list[str]:
    """Keep the days on which steps were done, None for a step that wasn't, and say what should be known.

    Raises RuleForbids for days that contradict one another, or are still to come, unless forced.
    """
    merged = {**done_steps(steps_of(work, project_id)), **days}
    whole = {step: day for step, day in merged.items() if day is not None}
    for step, day in days.items():
        if day is not None:
            check_day(work, whole, step, day, today=today, force=force)
        keep_day(work, project_id, step, actual_on=day)
    return missing_steps(whole) if days else []


def check_day(
    work: Work, done: Mapping[ProjectStep, date], step: ProjectStep, on: date, *, today: date, force: str | None
) -> None:
    """Refuse a step that is dated after today, or against the order of the steps, unless it is forced."""
    if on > today:
        refuse_unless_forced(work, force, RuleForbids("{step}日期 {day} 还没有到。", step=step, day=on))
    other = clashing_step(done, step, on)
    if other is not None:
        sentence = "{step}日期 {day} 早于{other}（{other_day}）。"
        if on > done[other]:
            sentence = "{step}日期 {day} 晚于{other}（{other_day}）。"
        refuse_unless_forced(work, force, RuleForbids(sentence, step=step, day=on, other=other, other_day=done[other]))


NEED_OPENING = frozenset({ProjectStep.CLOSING_APPLICATION, ProjectStep.APPRAISAL, ProjectStep.CLOSING})
"""Steps that no project comes to that was never opened."""


def check_opened(work: Work, done: Mapping[ProjectStep, date], step: ProjectStep, *, force: str | None) -> None:
    """Refuse to close a project that was never opened, unless it is forced."""
    if step in NEED_OPENING and ProjectStep.OPENING not in done:
        refuse_unless_forced(work, force, RuleForbids("还没有开题，不能{step}。", step=step))


def missing_steps(done: Mapping[ProjectStep, date]) -> list[str]:
    """Say which steps before the furthest one done have no day yet."""
    missing = skipped_steps(done)
    return [_("前面还没有登记的环节：{steps}。", steps="、".join(missing))] if missing else []
