"""When a row was recorded: by the paper's own word where it gives one, else now."""

from __future__ import annotations

from datetime import UTC, datetime, time

from pbcli.intake import cells
from pbcli.intake.faults import shown
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text
from pbcli.messages import _


def recorded_at(line: Line, field: str, now: datetime) -> datetime:
    """Return the moment of recording; a paper's day counts from its beginning, and never lies in the future."""
    if line.is_exact(field):
        return line.read(field, _exact_moment) or now
    try:
        day = line.read(field, cells.cell_day)
    except RowFault:
        line.warn(field, _("看不懂记录时间，按导入的时间登记。"))
        return now
    if day is None:
        return now
    moment = datetime.combine(day, time(), UTC)
    return min(moment, now)


def told_moment(line: Line, field: str, now: datetime) -> datetime | None:
    """Return the moment of recording as `recorded_at` reads it; None where the paper doesn't say."""
    return None if line.is_blank(field) else recorded_at(line, field, now)


def _exact_moment(cell: Cell) -> datetime:
    """Read a moment as `export` writes it, in UTC."""
    try:
        return datetime.fromisoformat(plain_text(cell)).astimezone(UTC)
    except ValueError:
        raise cells.CellFault("“{text}”不是时间。", text=shown(cell)) from None
