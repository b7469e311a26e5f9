"""`pbcli init`: make the database."""

from typing import Annotated

import typer

from pbcli.cli.db_encrypt import KeyFileOpt
from pbcli.cli.secrets import NewSecret
from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command("init", help=_("新建数据库。"), epilog=_("例：pbcli init --unit 某职业学校"))
def init(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help=_("单位名称"))] = None,
    *,
    encrypt: Annotated[bool, typer.Option("--encrypt", help=_("加密数据库，以后每次打开都要密钥文件或口令"))] = False,
    key_file: KeyFileOpt = None,
) -> None:
    """Make a database for a unit."""
    from pbcli.services.unit import create_unit

    state: State = ctx.obj
    name = state.ask(_("单位名称"), unit, option="--unit")
    secret = NewSecret(state, state.key_file if key_file is None else key_file.absolute())
    is_encrypted = encrypt or key_file is not None
    create_unit(state.database, name, state.now, actor=state.actor, secret=secret if is_encrypted else None)
    state.done(_("已为{name}建好数据库：{path}", name=name, path=state.database), str(state.database))
    if is_encrypted:
        secret.remind()
    state.say(_("下一步：{step}", step="pbcli import FILE…"))
