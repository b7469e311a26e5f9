"""The cells of a checklist that say more than one thing: a deadline in words, who accepted when, progress by days."""

from __future__ import annotations

import re
from datetime import date

from pbcli.domain.date_forms import parse_month
from pbcli.domain.errors import RuleForbids
from pbcli.domain.figures import narrow
from pbcli.domain.unreadable import Unreadable
from pbcli.intake import cells
from pbcli.intake.faults import CellFault
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.texts import plain_text
from pbcli.messages import _
from pbcli.values import dataclass

_FOR_EVER = re.compile(r"长期|持续|常态化|坚持")
_AT_ONCE = re.compile(r"(?:立行立改|立查立改|立即整改|立即|马上|即知即改|边查边改|边学边改)")
_MONTH_END = re.compile(r"(?P<month>\d{4}\s*[-./年]\s*\d{1,2}\s*月?)(?:底|末|前|底前|月底前?|内)?")
_BEFORE = re.compile(r"(?:之|以)?前(?:完成|办结|整改到位)?$|完成$|办结$")
_DAY = r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?"
_WITH_DAY = re.compile(rf"(?P<before>.*?)[\s/／（(，,、:：]*(?P<day>{_DAY})[)）\s]*(?P<after>.*)", re.DOTALL)
_DATED = re.compile(rf"\s*(?:\d{{1,3}}[.、．)）])?\s*(?P<day>{_DAY})[\s:：，,、]*(?P<text>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class Deadline:
    """By when an item is to be settled, or that it goes on for ever."""

    day: str | None = None
    is_long_term: bool = False


def read_deadline(line: Line) -> Deadline:
    """Read 完成时限: a day, 2026年12月底, 长期坚持, 立行立改. Raises RowFault."""
    cell = line.values.get("due_on")
    if not isinstance(cell, str):
        return Deadline(line.day("due_on"))
    text = narrow(plain_text(cell))
    if _FOR_EVER.search(text):
        return Deadline(is_long_term=True)
    if _AT_ONCE.fullmatch(text):
        line.warn("due_on", _("“{text}”不是日期，没有记完成时限。", text=text))
        return Deadline()
    bare = _BEFORE.sub("", text) or text
    found = _MONTH_END.fullmatch(bare)
    month = _month(found["month"]) if found is not None else None
    if month is not None:
        return Deadline(month.isoformat())
    if bare == text:
        return Deadline(line.day("due_on"))
    return Deadline(_day(line, "due_on", bare))


def read_accepted(line: Line) -> tuple[str | None, str | None]:
    """Read who accepted an item and when: from 验收人/日期, or from columns of their own. Raises RowFault."""
    person, day = line.name("accepted_by"), line.day("struck_off_on")
    together = line.text("accepted")
    if together is not None:
        found = _WITH_DAY.fullmatch(together)
        words = together if found is None else found["before"] + found["after"]
        named = words.strip(" /／、，,()（）:：\n")
        person = person or named or None
        if found is not None and day is None:
            day = _day(line, "accepted", found["day"])
    return person, day


def read_progress(text: str, *, otherwise: str) -> list[tuple[str, str]]:
    """Take the progress apart by lines, each with its day where it begins with one, else the day that is given."""
    steps = []
    for part in filter(str.strip, text.splitlines()):
        found = _DATED.fullmatch(part)
        day = None
        if found is not None:
            try:
                day = cells.cell_day(found["day"])
            except CellFault:
                day = None
        if found is None or day is None:
            steps.append((otherwise, part.strip()))
        else:
            steps.append((day.isoformat(), found["text"].strip()))
    return steps


def _month(text: str) -> date | None:
    """Return the last day of a month of a year."""
    try:
        month = parse_month(re.sub(r"\s", "", text))
    except Unreadable:
        return None
    return None if month is None else month.last_day


def _day(line: Line, field: str, text: str) -> str | None:
    try:
        found = cells.cell_day(text, year=line.when.year_in)
    except (CellFault, RuleForbids) as fault:
        raise RowFault(field, _(fault.message, **fault.values)) from None
    return None if found is None else found.isoformat()
