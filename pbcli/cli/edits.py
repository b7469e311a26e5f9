"""What an `edit` is to change: the options that were typed, and the fields to be cleared."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.params import DAY
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

ClearOpt = Annotated[list[str] | None, typer.Option("--clear", metavar="FIELD", help=_("清空这一项，如 note；可重复"))]


def day_option(*names: str, help: str) -> Any:  # noqa: A002  as Typer calls it
    """Declare an option that takes a date."""
    return typer.Option(*names, click_type=DAY, metavar="DATE", help=help)


def edits(
    clear: Sequence[str] | None, *, required: Collection[str] = ("name", "id_number"), **options: Any
) -> dict[str, Any]:
    """Return the changes that were asked for; what is required can't be cleared.

    Raises UsageFault when there are no changes, or for a field there isn't.
    """
    changes = {field: value for field, value in options.items() if value is not None}
    clearable = [field for field in options if field not in required]
    for typed in clear or ():
        field = typed.strip().replace("-", "_")
        if field not in clearable:
            raise UsageFault("没有可清空的“{field}”，可用：{fields}。", field=typed, fields="、".join(clearable))
        changes[field] = None
    if not changes:
        raise UsageFault(
            "没有说要改什么，可用：{options}。",
            options=" ".join("--" + option.replace("_", "-") for option in [*options, "clear"]),
        )
    return changes


def ask_day(state: State, title: str, day: date | None, *, option: str) -> date:
    """Return the day that was typed, or ask for it. Raises UsageFault where nobody can be asked."""
    if day is not None:
        return day
    from pbcli.domain.dates import read_date

    return read_date(state.ask(title, None, option=option), today=state.today)
