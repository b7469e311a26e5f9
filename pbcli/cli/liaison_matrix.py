"""`pbcli liaison matrix`: the contacts of each class by week or month."""

from collections.abc import Sequence
from typing import Annotated

import typer
from typer._types import TyperChoice

from pbcli.cli.params import OnlyBranchOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View
from pbcli.services.liaison_matrix import Every, Slot

app = typer.Typer()


@app.command(
    "matrix", help=_("各班各月或各周的联系次数，标出假期。"), epilog=_("例：pbcli liaison matrix 本学期 --by week")
)
@with_view
def matrix(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("时段，如 本学期、2026；默认本学期"))] = None,
    *,
    every: Annotated[
        Every, typer.Option("--by", click_type=TyperChoice(list(Every)), metavar="week|month", help=_("按周还是按月"))
    ] = Every.MONTH,
    branch: OnlyBranchOpt = None,
    view: View,
) -> None:
    """Count the contacts of each class by week or month."""
    from pbcli.services import liaison_matrix, lookup

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = lookup.branch_id_of(reader, branch)
        wanted = state.period(period or "本学期", reader)
        found = liaison_matrix.class_matrix(reader, wanted, today=state.today, every=every, branch_id=branch_id)
    title = _("班级联系次数（{period}）", period=wanted.label)
    totals = {key: sum(row[key] for row in found.rows) for key in (*(slot.key for slot in found.slots), "contacts")}
    state.show(
        Result(_matrix_columns(found.slots), found.rows, title=title, totals=totals if found.rows else None), view
    )


def _matrix_columns(slots: Sequence[Slot]) -> Sequence[Column]:
    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("class", _("班级")),
        *(Column(slot.key, _slot_title(slot), "int") for slot in slots),
        Column("contacts", _("合计"), "int", bar=True),
    ]


def _slot_title(slot: Slot) -> str:
    if slot.is_holiday:
        return _("{slot}假期", slot=slot.short)
    return slot.key if slot.week is None else _("第{n}周", n=slot.week)
