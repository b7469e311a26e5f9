"""`pbcli remind`: what is due, said every morning until it is settled."""

from typing import Annotated

import typer

from pbcli.cli.digest import show_due, show_items
from pbcli.cli.params import DryRunOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.errors import SomethingDue
from pbcli.messages import _
from pbcli.output.result import View
from pbcli.output.visible import visible

app = typer.Typer(help=_("到期提醒：换届、课题、跟进事项、没有联系的班级。"), no_args_is_help=True)


@app.command("due", help=_("列出到期的和快到期的事项。"), epilog=_("例：pbcli remind due --within 14d"))
@with_view
def due(
    ctx: typer.Context,
    *,
    within: Annotated[
        str | None, typer.Option("--within", metavar="DAYS", help=_("只看多少天之内到期的和已经逾期的，如 14d、2w、1m"))
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=_("有到期事项时退出码为 10"))] = False,
    view: View,
) -> None:
    """Show what is due, the most pressing first."""
    state: State = ctx.obj
    count = show_due(state, view, within=within)
    if count and exit_code:
        raise SomethingDue("有 {count} 项到期。", count=count)


@app.command(
    "send",
    help=_("只说还没有说过的：同一事项到了下一个提醒日才再说一次。供 cron 每天运行。"),
    epilog=_("例：pbcli remind send"),
)
@with_view
def send(ctx: typer.Context, *, dry_run: DryRunOpt = False, view: View) -> None:
    """Show what is due and wasn't said yet, and remember that it was said."""
    from pbcli.services.reminders_said import say_due

    state: State = ctx.obj
    with state.change(dry_run=dry_run, listed=False) as work:
        # Shown before it is remembered: better said twice than never.
        show_items(state, say_due(work, state.today), view)


@app.command("cron", help=_("显示要放进 crontab 的一行；不会替您改。"), epilog=_("例：pbcli remind cron"))
def cron(ctx: typer.Context) -> None:
    """Print the line for crontab."""
    from pbcli.services.reminders_schedule import crontab_line, send_command

    state: State = ctx.obj
    typer.echo(visible(crontab_line(send_command(state.database))))
    state.say(_("用 crontab -e 把上面这一行加进去；每天 7 点有新的到期事项时，cron 会把它寄给您。"))


@app.command("systemd", help=_("显示 systemd 的服务和定时器；不会替您安装。"), epilog=_("例：pbcli remind systemd"))
def systemd(ctx: typer.Context) -> None:
    """Print a service and its timer."""
    from pbcli.services.reminders_schedule import UNIT, send_command, service_text, timer_text

    state: State = ctx.obj
    description = _("pbcli 到期提醒")
    folder = "~/.config/systemd/user"
    service = service_text(send_command(state.database), description)
    typer.echo(f"# {folder}/{UNIT}.service\n{visible(service, keep_breaks=True)}")
    typer.echo(f"# {folder}/{UNIT}.timer\n{timer_text(description)}", nl=False)
    state.say(_("把两段分别存成文件，然后：systemctl --user enable --now {unit}.timer", unit=UNIT))
