"""Where a research project stands on a day: derived from the dates of its steps, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from pbcli.domain.enums import ProjectState


@dataclass(frozen=True)
class StepDates:
    """The days on which a project's steps were done, its withdrawal, and the end of its latest extension."""

    applied_on: date | None = None
    approved_on: date | None = None
    opened_on: date | None = None
    midterm_on: date | None = None
    closed_on: date | None = None
    withdrawn_on: date | None = None
    extended_to: date | None = None

    @classmethod
    def from_iso(cls, row: Mapping[str, Any]) -> Self:
        """Take the dates of a query's row, ISO texts or None, by their names."""
        texts = ((field.name, row.get(field.name)) for field in fields(cls))
        return cls(**{name: date.fromisoformat(text) for name, text in texts if text is not None})


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


def is_extended(dates: StepDates, day: date) -> bool:
    """Tell whether a project runs on an extension: granted, not over, and the project neither closed nor withdrawn."""
    is_over = project_state(dates, day) in {ProjectState.CLOSED, ProjectState.WITHDRAWN}
    return dates.extended_to is not None and day <= dates.extended_to and not is_over
