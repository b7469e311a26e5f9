"""`pbcli event kind`: the kinds of event, and the unit's own among them."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.params import DryRunOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("会议类型：内置的，和本单位自己的。"), no_args_is_help=True)


@app.command("add", help=_("添加本单位自己的会议类型。"), epilog=_("例：pbcli event kind add 读书分享会"))
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("类型的名称"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Add a kind of the unit's own."""
    from pbcli.services.event_kinds import add_kind

    state: State = ctx.obj
    name = state.ask(_("会议类型"), name, option="NAME")
    with state.change(dry_run=dry_run) as work:
        changed = add_kind(work, name=name)
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出会议类型。"), epilog=_("例：pbcli event kind list"))
@with_view
def list_(ctx: typer.Context, *, view: View) -> None:
    """List the kinds, each with how many events are of it."""
    from pbcli.services.event_kinds import list_kinds

    state: State = ctx.obj
    with state.read() as reader:
        rows = list_kinds(reader)
    columns = [
        Column("id", _("编号"), "int"),
        Column("name", _("类型")),
        Column("is_builtin", _("内置"), "flag"),
        Column("events", _("活动"), "int", bar=True),
    ]
    state.show(Result(columns, rows, title=_("会议类型")), view)


@app.command(
    "remove",
    help=_("删除本单位自己的会议类型；内置的、用过的不能删。"),
    epilog=_("例：pbcli event kind remove 读书分享会"),
)
def remove(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("类型的名称"))],
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Remove a kind of the unit's own that no event is of."""
    from pbcli.services import event_kinds

    state: State = ctx.obj
    with state.read() as reader:
        kind = event_kinds.find_kind(reader, name)
    state.confirm(_("删除“{name}”？", name=kind["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = event_kinds.remove_kind(work, event_kinds.find_kind(work.reader, kind["name"]))
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)
