"""`pbcli undo`: take an operation back."""

from typing import Annotated

import typer

from pbcli.cli.params import DryRunOpt
from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command("undo", help=_("撤销一次操作，默认最近一次；撤销也能再撤销。"), epilog=_("例：pbcli undo 12 --dry-run"))
def undo(
    ctx: typer.Context,
    operation: Annotated[int | None, typer.Argument(metavar="ID", help=_("操作编号，见 pbcli history"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Take an operation back, as an operation of its own."""
    from pbcli.services.history import take_back

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        undone = take_back(work, operation)
    if not dry_run:
        state.done(
            _(
                "已撤销操作 {id}（{command}），改动 {count} 处。要恢复：pbcli undo {own}",
                id=undone.id,
                command=undone.command,
                count=undone.changes,
                own=work.operation_id,
            ),
            work.operation_id,
        )
