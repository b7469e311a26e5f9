"""The steps of a project, planned and done, and the extension of its term."""

from __future__ import annotations

import re
from typing import Any

from pbcli.domain.enums import ProjectStep
from pbcli.domain.stages import PLANNED_FIELDS, STEP_FIELDS
from pbcli.intake import cells
from pbcli.intake.kinds.base import Context, added, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.project_remarks import remark_on_extension
from pbcli.intake.store import Kept
from pbcli.messages import _

_DAY = r"\d{4}\s*[年./-]\s*\d{1,2}\s*(?:[月./-]\s*(?:\d{1,2}\s*日?)?)?|\d{8}"
_DAY_AND_REST = re.compile(rf"\s*(?P<day>{_DAY})[\s/／,，;；、(（]*(?P<rest>.*?)[)）]?\s*", re.DOTALL)
_A_DAY = re.compile(_DAY)


def take_steps(context: Context, line: Line, project: Kept) -> None:
    """Bring the dates of the steps up to the paper. Raises RowFault."""
    wanted: dict[ProjectStep, dict[str, Any]] = {}
    for fields, column in ((STEP_FIELDS, "actual_on"), (PLANNED_FIELDS, "planned_on")):
        for step, field in fields.items():
            day = line.day(field)
            if step is ProjectStep.MIDTERM and column == "actual_on":
                day = day or read_midterm(line)[0]
            if day is not None:
                wanted.setdefault(step, {})[column] = day
    kept = {row["step"]: row for row in context.store.where("project_step", "project_id", project.id)}
    for step, days in wanted.items():
        if step in kept:
            revised(context, line, kept[step], days)
        else:
            added(context, line, "project_step", {}, project_id=project.id, step=step, **days)
            line.changed()


def read_midterm(line: Line) -> tuple[str | None, str | None]:
    """Read the mid-term check: a day, a conclusion, or both in one cell (2025-03-01/合格). Raises RowFault."""
    if line.is_blank("midterm"):
        return None, None
    try:
        return line.day("midterm"), None
    except RowFault as fault:
        text = line.text("midterm") or ""
        found = _DAY_AND_REST.fullmatch(text)
        if found is None:
            if any(character.isdigit() for character in text):
                raise fault from None
            return None, text or None
    day = line.read("midterm", lambda _cell: cells.cell_day(found["day"], year=line.when.year_in))
    return None if day is None else day.isoformat(), found["rest"] or None


def take_extension(context: Context, line: Line, project: Kept) -> None:
    """Take an extension. A paper seldom says when it was granted: by the planned end at the latest. Raises RowFault."""
    extended_to = line.day("extended_to") or _extended_to(line)
    if extended_to is None:
        return
    kept = context.store.where("project_extension", "project_id", project.id)
    granted_on = line.day("extended_granted_on")
    for row in kept:
        if row["extended_to"] == extended_to:
            if granted_on is not None and granted_on < extended_to:
                revised(context, line, row, {"granted_on": granted_on})
            return
    if granted_on is None:
        granted_on = _granted_on(context, project, extended_to)
        line.warn("extended_to", _("没有延期批准日期，按 {day} 登记。", day=granted_on))
    if granted_on >= extended_to:
        raise RowFault("extended_to", _("延期至的日期要晚于批准日期 {day}。", day=granted_on))
    remark_on_extension(context, line, project, kept, extended_to)
    added(context, line, "project_extension", {}, project_id=project.id, granted_on=granted_on, extended_to=extended_to)
    line.changed()


def _extended_to(line: Line) -> str | None:
    """Read 延期(次数/至): "1次/2026-12-31", "延期一年至2026.12"; a bare count says no day."""
    if line.is_blank("extension"):
        return None
    text = line.text("extension") or ""
    days = _A_DAY.findall(text)
    if not days:
        if text not in {"0", "否", "无", "未延期", ""}:
            line.warn("extension", _("“{text}”没有写延期到哪一天，没有登记。", text=text))
        return None
    day = line.read("extension", lambda _cell: cells.cell_day(days[-1]))
    return None if day is None else day.isoformat()


def _granted_on(context: Context, project: Kept, extended_to: str) -> str:
    """Return the likeliest day: the planned end where that has come, else today, and always before the new end."""
    steps = {row["step"]: row for row in context.store.where("project_step", "project_id", project.id)}
    planned = steps[ProjectStep.CLOSING]["planned_on"] if ProjectStep.CLOSING in steps else None
    done = [row["actual_on"] for row in steps.values() if row["actual_on"]]
    choices = [planned, project["ends_on"], context.today, *sorted(done, reverse=True)]
    before = [day for day in choices if day is not None and day < extended_to and day <= context.today]
    return str(before[0]) if before else context.today
