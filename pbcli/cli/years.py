"""The year that some figures are counted in: a calendar year, this one where none is typed."""

from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.db.read import Reader

YearArg = Annotated[str | None, typer.Argument(metavar="YEAR", help=_("哪一年，如 2026、去年；默认今年"))]


def year_of(state: State, text: str | None, reader: "Reader") -> int:
    """Return the year that was typed. Raises UsageFault for another kind of period, and for a year still to come."""
    period = state.period("今年" if text is None else text, reader)
    year = period.start.year
    if (period.start.isoformat()[5:], period.end.isoformat()) != ("01-01", f"{year:04d}-12-31"):
        raise UsageFault("要写一年，“{period}”不是。", period=period.label, hint=str(state.today.year))
    if period.start > state.today:
        raise UsageFault("{year} 年还没有到。", year=year, hint=str(state.today.year))
    return year
