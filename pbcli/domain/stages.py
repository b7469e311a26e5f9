"""Where a research project stands on a day: derived from the dates of its steps, never stored."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Self, TypeVar

from pbcli.domain.enums import ProjectState, ProjectStep
from pbcli.values import dataclass

STEP_FIELDS: Mapping[ProjectStep, str] = {
    ProjectStep.APPLICATION: "applied_on",
    ProjectStep.REVIEW: "reviewed_on",
    ProjectStep.NOTICE: "noticed_on",
    ProjectStep.APPROVAL: "approved_on",
    ProjectStep.OPENING: "opened_on",
    ProjectStep.MIDTERM: "midterm_on",
    ProjectStep.CLOSING_APPLICATION: "closing_applied_on",
    ProjectStep.APPRAISAL: "appraised_on",
    ProjectStep.CLOSING: "closed_on",
    ProjectStep.CERTIFICATE: "certified_on",
    ProjectStep.PROMOTION: "promoted_on",
}
"""What the day on which a step was done is called, in the order of the steps."""

PLANNED_FIELDS: Mapping[ProjectStep, str] = {
    ProjectStep.APPLICATION: "planned_application_on",
    ProjectStep.REVIEW: "planned_review_on",
    ProjectStep.NOTICE: "planned_notice_on",
    ProjectStep.APPROVAL: "planned_approval_on",
    ProjectStep.OPENING: "planned_opening_on",
    ProjectStep.MIDTERM: "planned_midterm_on",
    ProjectStep.CLOSING_APPLICATION: "planned_closing_application_on",
    ProjectStep.APPRAISAL: "planned_appraisal_on",
    ProjectStep.CLOSING: "planned_closing_on",
    ProjectStep.CERTIFICATE: "planned_certificate_on",
    ProjectStep.PROMOTION: "planned_promotion_on",
}
"""What the planned day of a step is called."""

OPTIONAL_STEPS = frozenset(
    {
        ProjectStep.REVIEW,
        ProjectStep.NOTICE,
        ProjectStep.APPRAISAL,
        ProjectStep.CERTIFICATE,
        ProjectStep.PROMOTION,
    }
)
"""Steps that an office may take or leave: none of them is missed when a later one is done."""

_ORDER = tuple(ProjectStep)
Day = TypeVar("Day", date, str)


@dataclass(frozen=True)
class StepDates:
    """The days on which a project's steps were done, its withdrawal, and the end of its latest extension."""

    applied_on: date | None = None
    reviewed_on: date | None = None
    noticed_on: date | None = None
    approved_on: date | None = None
    opened_on: date | None = None
    midterm_on: date | None = None
    closing_applied_on: date | None = None
    appraised_on: date | None = None
    closed_on: date | None = None
    certified_on: date | None = None
    promoted_on: date | None = None
    withdrawn_on: date | None = None
    extended_to: date | None = None

    @classmethod
    def from_iso(cls, row: Mapping[str, Any]) -> Self:
        """Take the dates of a query's row, ISO texts or None, by their names."""
        texts = ((name, row.get(name)) for name in cls.__match_args__)
        return cls(**{name: date.fromisoformat(text) for name, text in texts if text is not None})

    def done_by(self, day: date) -> dict[ProjectStep, date]:
        """Return the steps that were done by a day, each with its day."""
        days = ((step, getattr(self, name)) for step, name in STEP_FIELDS.items())
        return {step: done_on for step, done_on in days if done_on is not None and done_on <= day}


def project_state(dates: StepDates, day: date) -> ProjectState | None:
    """Return the state as of a day, from the furthest step done by then; None before the first step."""
    furthest_first = (
        (dates.withdrawn_on, ProjectState.WITHDRAWN),
        (dates.closed_on, ProjectState.CLOSED),
        (dates.midterm_on, ProjectState.UNDER_WAY),
        (dates.opened_on, ProjectState.OPENED),
        (dates.approved_on, ProjectState.APPROVED),
        (dates.applied_on, ProjectState.APPLIED),
    )
    return next((state for done_on, state in furthest_first if done_on is not None and done_on <= day), None)


def is_over(dates: StepDates, day: date) -> bool:
    """Tell whether a project has come to its end by a day: closed or withdrawn."""
    return project_state(dates, day) in {ProjectState.CLOSED, ProjectState.WITHDRAWN}


def is_extended(dates: StepDates, day: date) -> bool:
    """Tell whether a project runs on an extension: granted, not over, and the project neither closed nor withdrawn."""
    return dates.extended_to is not None and day <= dates.extended_to and not is_over(dates, day)


def closing_due(*, extended_to: Day | None, planned_on: Day | None, ends_on: Day | None) -> Day | None:
    """Return the day by which a project is to be closed: as extended, else as planned, else the end of its term."""
    return extended_to or planned_on or ends_on


def furthest_step(done: Collection[ProjectStep]) -> ProjectStep | None:
    """Return the step that is the last in order of those done."""
    return max(done, key=_ORDER.index, default=None)


def next_step(done: Collection[ProjectStep]) -> ProjectStep | None:
    """Return the step that must follow the furthest one done; None where that is the last."""
    furthest = furthest_step(done)
    following = _ORDER if furthest is None else _ORDER[_ORDER.index(furthest) + 1 :]
    return next((step for step in following if step not in OPTIONAL_STEPS), None)


def skipped_steps(done: Collection[ProjectStep]) -> list[ProjectStep]:
    """Return the steps before the furthest one done that should have been done and were not."""
    furthest = furthest_step(done)
    earlier = () if furthest is None else _ORDER[: _ORDER.index(furthest)]
    return [step for step in earlier if step not in done and step not in OPTIONAL_STEPS]


def clashing_step(dates: Mapping[ProjectStep, date], step: ProjectStep, on: date) -> ProjectStep | None:
    """Return the step that a day for this one contradicts: an earlier step dated after it, a later one before it."""
    place = _ORDER.index(step)
    for other, other_on in dates.items():
        if other is step:
            continue
        if other_on > on if _ORDER.index(other) < place else other_on < on:
            return other
    return None
