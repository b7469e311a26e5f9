"""`pbcli redo`: do again what was undone last."""

import typer

from pbcli.cli.params import DryRunOpt
from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command("redo", help=_("重做最近一次撤销了的操作；可以一步步重做。"), epilog=_("例：pbcli redo --dry-run"))
def redo(ctx: typer.Context, *, dry_run: DryRunOpt = False) -> None:
    """Take the last undo back, as an operation of its own."""
    from pbcli.services import history

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        redone = history.redo(work)
    if not dry_run:
        state.done(
            _(
                "已重做操作 {id}（{command}），改动 {count} 处。要再撤销：pbcli undo",
                id=redone.id,
                command=redone.command,
                count=redone.changes,
            ),
            work.operation_id,
        )
