"""When a row was recorded: by the paper's own word where it gives one, else now."""

from __future__ import annotations

from datetime import UTC, datetime, time

from pbcli.intake import cells
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.messages import _


def recorded_at(line: Line, field: str, now: datetime) -> datetime:
    """Return the moment of recording; a paper's day counts from its beginning, and never lies in the future."""
    try:
        day = line.read(field, cells.cell_day)
    except RowFault:
        line.warn(field, _("看不懂记录时间，按导入的时间登记。"))
        return now
    if day is None:
        return now
    moment = datetime.combine(day, time(), UTC)
    return min(moment, now)
