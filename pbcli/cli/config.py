"""`pbcli config`: the program's settings and the unit's, where they come from, and changing them."""

from typing import Annotated

import typer

from pbcli.cli.params import DryRunOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View
from pbcli.output.visible import visible

app = typer.Typer(help=_("查看和修改设置：程序的（配置文件）和单位的（数据库）。"), no_args_is_help=True)


@app.command("show", help=_("列出设置。"), epilog=_("例：pbcli config show --origin"))
@with_view
def show(
    ctx: typer.Context,
    *,
    origin: Annotated[bool, typer.Option("--origin", help=_("也列出每一项从哪里来"))] = False,
    view: View,
) -> None:
    """List every setting with its value."""
    from pbcli.cli.settings_page import all_settings

    state: State = ctx.obj
    columns = [Column("key", _("设置项")), Column("value", _("值")), Column("title", _("说明"))]
    columns.append(Column("origin", _("来自"), hidden=not origin))
    state.show(Result(columns, all_settings(state), title=_("设置")), view)


@app.command("path", help=_("显示配置文件在哪里。"), epilog=_("例：pbcli config path"))
def path(ctx: typer.Context) -> None:  # noqa: ARG001  every command takes the context
    """Print the config file's address."""
    from pbcli.config import config_file

    typer.echo(visible(str(config_file())))


@app.command("set", help=_("修改一项设置。"), epilog=_("例：pbcli config set liaison.silent_days 45"))
def set_(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help=_("设置项，见 pbcli config show"))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("值"))],
    *,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a setting of the program in the config file, or one of the unit in the database."""
    from pbcli.cli.settings_page import save_program_setting
    from pbcli.config import KEYS
    from pbcli.services import settings

    state: State = ctx.obj
    if key in KEYS:
        save_program_setting(state, key, value, dry_run=dry_run)
        return
    with state.change(dry_run=dry_run) as work:
        settings.write(work, key, value)
        notice = settings.notice_of(work.reader, key)
    if notice:
        state.say(notice)
    if not dry_run:
        state.done(_("{key} 现在是 {value}。", key=key, value=value), key)
