"""What happens to a project: step after step with its day, a planned day, an extension, a withdrawal.

Deadlines warn: a late step is kept, and said. Days that contradict one another are refused, unless that is forced.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.enums import ProjectStep
from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.months import add_months
from pbcli.domain.project_rules import extension_faults
from pbcli.domain.stages import STEP_FIELDS, clashing_step, closing_due, next_step
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.forced import refuse_any_unless_forced
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.project_limits import limits_of
from pbcli.services.project_steps import check_step, check_withdrawal, done_steps, keep_day, missing_steps, steps_of
from pbcli.services.stored import stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.models import Project, ProjectStepDate
    from pbcli.db.read import Reader, Row
    from pbcli.domain.project_rules import Limit

RESULTS = {
    ProjectStep.MIDTERM: "midterm_result",
    ProjectStep.APPRAISAL: "grade",
    ProjectStep.CLOSING: "grade",
    ProjectStep.CERTIFICATE: "certificate_number",
}
"""The steps that end with a result, and where it is kept."""


def advance_stage(
    work: Work,
    project_id: int,
    *,
    step: ProjectStep | None,
    on: date,
    today: date,
    result: str | None = None,
    force: str | None = None,
) -> tuple[ProjectStep, Changed]:
    """Write down that a step is done, the next one where none is named; return which, and the change.

    Raises RuleForbids for a step that is done, after the end, and for a day that contradicts other steps or is still to
    come, unless forced.
    """
    from pbcli.db.models import Project

    project = stored(work, Project, project_id)
    steps = steps_of(work, project_id)
    done = done_steps(steps)
    step = _step_meant(project, done, step)
    done[step] = on
    check_step(work, project, done, step, today=today, force=force)
    if result is not None:
        _keep_result(work, project, step, result)
    extensions = work.reader.rows("project_extension_of", project_id=project_id)
    due_on = _due_on(project, steps, extensions, step)
    keep_day(work, project_id, step, actual_on=on)
    notes = [
        *missing_steps(done),
        *_lateness(work, project, done, step, due_on, is_extended=bool(extensions)),
        *_outlook(project, steps, done, extensions),
        *said_of_entry(on, today),
    ]
    return step, Changed(project_id, project.title, notes)


def plan_step(work: Work, project_id: int, step: ProjectStep, on: date | None) -> Changed:
    """Plan a step for a day, or with None drop the plan; a plan against the order of the steps is said."""
    from pbcli.db.models import Project

    project = stored(work, Project, project_id)
    steps = steps_of(work, project_id)
    if on is None and (step not in steps or steps[step].planned_on is None):
        raise RuleForbids("“{title}”的{step}没有计划日期。", title=project.title, step=step)
    keep_day(work, project_id, step, planned_on=on)
    notes = []
    known = {other: row.actual_on or row.planned_on for other, row in steps.items()}
    days = {other: day for other, day in known.items() if day is not None}
    other = None if on is None else clashing_step(days, step, on)
    if other is not None:
        notes.append(_("{step}的计划与{other}（{day}）的先后相反。", step=step, other=other, day=days[other]))
    return Changed(project_id, project.title, notes)


def extend_project(
    work: Work,
    project_id: int,
    *,
    to: date,
    on: date,
    today: date,
    applied_on: date | None = None,
    reason: str | None = None,
    force: str | None = None,
) -> Changed:
    """Extend a project's term to a day, as was granted on another (PR-04: how often, and for how long at most).

    When it was applied for stands with the reason, and is said where that was late. Raises RuleForbids for a project
    that has come to its end, for a day that extends nothing, and for more than the rule allows unless forced.
    """
    from pbcli.db.models import Project, ProjectExtension

    project = stored(work, Project, project_id)
    steps = steps_of(work, project_id)
    refuse_if_over(project, done_steps(steps))
    if on > today:
        raise RuleForbids("批准日期 {day} 还没有到。", day=on)
    if applied_on is not None and applied_on > on:
        raise RuleForbids("申请日期 {applied} 晚于批准日期 {day}。", applied=applied_on, day=on)
    earlier = work.reader.rows("project_extension_of", project_id=project_id)
    ends_on = _due_on(project, steps, earlier, ProjectStep.CLOSING)
    if to <= (ends_on or on):
        raise RuleForbids("延期到 {to}，不晚于现在的期限 {end}。", to=to, end=ends_on or on)
    limits = limits_of(work.reader, project.office)
    refuse_any_unless_forced(work, force, extension_faults(ends_on, to, times=len(earlier), limits=limits))
    facts = clean_facts(ProjectExtension, {"reason": _with_application(reason, applied_on)})
    work.add(ProjectExtension.make(project_id=project_id, granted_on=on, extended_to=to, **facts))
    if ends_on is None:
        notes = [_("“{title}”没有登记期限，延长了多久算不出来。", title=project.title)]
    else:
        notes = _late_application(ends_on, applied_on, on, limits["extension_notice_months"])
    return Changed(project_id, project.title, [*notes, *said_of_entry(on, today)])


def latest_extension(reader: Reader, project: Row) -> Row:
    """Return the latest extension of a project that a lookup has found. Raises RuleForbids where it has none."""
    rows = reader.rows("project_extension_of", project_id=project["id"])
    if not rows:
        raise RuleForbids("“{title}”没有延期。", title=project["name"])
    return rows[-1]


def remove_extension(work: Work, project: Row) -> Changed:
    """Remove the latest extension of a project, which was written down by mistake. Raises RuleForbids."""
    from pbcli.db.models import ProjectExtension

    work.remove(work.session.get_one(ProjectExtension, latest_extension(work.reader, project)["id"]))
    return Changed(project["id"], project["name"])


def withdraw_project(
    work: Work, project_id: int, *, on: date, today: date, reason: str | None = None, force: str | None = None
) -> Changed:
    """Withdraw a project on a day.

    Raises RuleForbids for a project that has ended, for a day to come, and for one before a step unless forced.
    """
    from pbcli.db.models import Project

    project = stored(work, Project, project_id)
    done = done_steps(steps_of(work, project_id))
    refuse_if_over(project, done)
    check_withdrawal(work, done, on, today=today, force=force)
    changes = clean_facts(Project, {"withdrawn_on": on, "withdrawal_reason": reason})
    work.add(project.revise(**changes))
    return Changed(project_id, project.title, said_of_entry(on, today))


def _step_meant(project: Project, done: Mapping[ProjectStep, date], step: ProjectStep | None) -> ProjectStep:
    """Return the step to be written down. Raises RuleForbids where it is done already, or nothing is left."""
    meant = step or next_step(done)
    if meant is None:
        # A paper may know of the certificate and not of the closing before it.
        last = (
            ProjectStep.CLOSING if ProjectStep.CLOSING in done else next(s for s in reversed(ProjectStep) if s in done)
        )
        raise RuleForbids(
            "“{title}”已于 {day} {step}。",
            title=project.title,
            day=done[last],
            step=last,
            id=project.id,
            hint="pbcli project show {id}",
        )
    if meant in done:
        raise RuleForbids(
            "“{title}”已于 {day} {step}。",
            title=project.title,
            day=done[meant],
            step=meant,
            id=project.id,
            option="--" + STEP_FIELDS[meant].replace("_", "-"),
            hint="pbcli project edit {id} {option} DATE",
        )
    return meant


def _keep_result(work: Work, project: Project, step: ProjectStep, result: str) -> None:
    if step not in RESULTS:
        raise UsageFault("{step}没有结论，--result 只用于{steps}。", step=step, steps="、".join(RESULTS))
    from pbcli.db.models import Project

    work.add(project.revise(**clean_facts(Project, {RESULTS[step]: result})))


def _lateness(
    work: Work,
    project: Project,
    done: Mapping[ProjectStep, date],
    step: ProjectStep,
    due_on: date | None,
    *,
    is_extended: bool,
) -> list[str]:
    """Say of a step that it was later than planned or extended to, or than the rule has it (PR-02 for the opening)."""
    notes = []
    if due_on is not None and done[step] > due_on:
        days = (done[step] - due_on).days
        said = _("比计划（{day}）晚 {days} 天。", day=due_on, days=days)
        if step is ProjectStep.CLOSING and is_extended:
            said = _("比延期后的期限（{day}）晚 {days} 天。", day=due_on, days=days)
        notes.append(said)
    approved_on = done.get(ProjectStep.APPROVAL)
    if step is ProjectStep.OPENING and approved_on is not None:
        limit = limits_of(work.reader, project.office)["opening_months_most"]
        if done[step] > add_months(approved_on, limit.figure):
            notes.append(
                _(
                    "开题晚了：立项后 {months} 个月内开题（{source}），立项是 {day}。",
                    months=limit.figure,
                    source=limit.source,
                    day=approved_on,
                )
            )
    return notes


def _outlook(
    project: Project,
    steps: Mapping[ProjectStep, ProjectStepDate],
    done: Mapping[ProjectStep, date],
    extensions: Sequence[Row],
) -> list[str]:
    """Say which step comes next, and for when it is planned; the closing is due by the end of the term."""
    following = next_step(done)
    if following is None:
        return []
    planned = _due_on(project, steps, extensions, following)
    if planned is None:
        return [_("下一环节：{step}，还没有计划日期。", step=following)]
    return [_("下一环节：{step}，计划 {day}。", step=following, day=planned)]


def refuse_if_over(project: Project, done: Mapping[ProjectStep, date]) -> None:
    """Raise RuleForbids for a project that was withdrawn or closed."""
    if project.withdrawn_on is not None:
        raise RuleForbids("“{title}”已于 {day} 撤项。", title=project.title, day=project.withdrawn_on)
    if ProjectStep.CLOSING in done:
        raise RuleForbids("“{title}”已于 {day} 结题。", title=project.title, day=done[ProjectStep.CLOSING])


def _due_on(
    project: Project, steps: Mapping[ProjectStep, ProjectStepDate], extensions: Sequence[Row], step: ProjectStep
) -> date | None:
    """Return the day for which a step is planned; the closing is due by the end of the term, as extended by now."""
    planned_on = steps[step].planned_on if step in steps else None
    if step is not ProjectStep.CLOSING:
        return planned_on
    extended_to = max((date.fromisoformat(row["extended_to"]) for row in extensions), default=None)
    return closing_due(extended_to=extended_to, planned_on=planned_on, ends_on=project.ends_on)


def _with_application(reason: str | None, applied_on: date | None) -> str | None:
    """Put the day of the application behind the reason of an extension, as offices write it."""
    if applied_on is None:
        return reason
    return f"{reason}（{applied_on} 申请）" if reason else f"{applied_on} 申请"


def _late_application(ends_on: date, applied_on: date | None, on: date, notice: Limit) -> list[str]:
    """Say of an extension that it had to be applied for by a day (PR-04); a deadline warns, it forbids nothing.

    Where nobody said when it was applied for, the day on which it was granted tells at least that it was in time.
    """
    by = add_months(ends_on, -notice.figure)
    if (applied_on or on) <= by:
        return []
    values = {"end": ends_on, "by": by, "source": notice.source}
    if applied_on is not None:
        return [
            _("延期申请晚了：原期限 {end}，要在 {by} 以前申请（{source}），{day} 才申请。", **values, day=applied_on)
        ]
    said = _("原期限 {end}，延期要在 {by} 以前申请（{source}）；什么时候申请的，用 --applied-on 写明。", **values)
    return [said]
