"""`pbcli init`: make the database."""

from typing import Annotated

import typer

from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command("init", help=_("新建数据库。"), epilog=_("例：pbcli init --unit 某职业学校"))
def init(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help=_("单位名称"))] = None,
) -> None:
    """Make a database for a unit."""
    from pbcli.services.unit import create_unit

    state: State = ctx.obj
    name = state.ask(_("单位名称"), unit, option="--unit")
    create_unit(state.database, name, state.now, actor=state.actor)
    state.done(_("已为{name}建好数据库：{path}", name=name, path=state.database), str(state.database))
    state.say(_("下一步：{step}", step="pbcli import FILE…"))
