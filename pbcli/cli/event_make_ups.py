"""`pbcli event makeup makeups`: the lessons that make up for absences."""

from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.event_options import flattened
from pbcli.cli.inputs import NAMES, TEXT
from pbcli.cli.params import DryRunOpt, OnlyBranchOpt, OnOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View


def makeup(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="ID", help=_("活动的编号，见 event makeups"))],
    member: Annotated[
        list[Any] | None, typer.Argument(click_type=NAMES, metavar="MEMBER...", help=_("补了课的人，可几个"))
    ] = None,
    *,
    on: OnOpt = None,
    how: Annotated[
        str | None, typer.Option("--how", click_type=TEXT, metavar="TEXT", help=_("怎么补的：自学、送学上门…"))
    ] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help=_("记错了：改回没有补课"))] = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down make-up lessons."""
    from pbcli.services import lookup, make_ups

    state: State = ctx.obj
    members = flattened(member) or NAMES.convert(state.ask(_("党员"), None, option="MEMBER"), None, None)
    with state.change(dry_run=dry_run) as work:
        event_id = lookup.find_event(work.reader, event)["id"]
        if reopen:
            changes = make_ups.reopen_make_ups(work, event_id, members=members)
        else:
            changes = make_ups.record_make_ups(
                work, event_id, members=members, on=on or state.today, how=how, today=state.today
            )
    said = _("活动 {id}：{name}改回没有补课。") if reopen else _("活动 {id}：{name}已补课。")
    for changed in changes:
        acknowledge(state, changed, said.format(id=changed.id, name=changed.name), dry_run=dry_run)


@with_view
def makeups(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("哪段时间的活动；默认所有的"))] = None,
    *,
    branch: OnlyBranchOpt = None,
    every: Annotated[bool, typer.Option("--all", help=_("连已补课的"))] = False,
    view: View,
) -> None:
    """List the absences that aren't made up yet."""
    from pbcli.services import lookup, make_up_listing

    state: State = ctx.obj
    with state.read() as reader:
        rows = make_up_listing.list_make_ups(
            reader,
            today=state.today,
            period=state.period(period, reader) if period else make_up_listing.EVER,
            branch_id=lookup.branch_id_of(reader, branch),
            every=every,
        )
    state.show(Result(_columns(rows), rows, title=_("补课（{day}）", day=state.today)), view)


def register(app: typer.Typer) -> None:
    """Add these commands to the area."""
    app.command(
        "makeup", help=_("记请假、缺席的人补了课。"), epilog=_("例：pbcli event makeup 12 张三 --on 昨天 --how 自学")
    )(makeup)
    app.command(
        "makeups",
        help=_("列出还没有补课的请假、缺席。"),
        epilog=_("例：pbcli event makeups 本学期 --branch 第一党支部"),
    )(makeups)


def _columns(rows: list[dict[str, Any]]) -> list[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("event_id", _("活动编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("ended_on", _("结束日期"), "day", hidden=True),
        Column("branch", _("党支部")),
        Column("kinds", _("类型"), "terms"),
        Column("member", _("姓名")),
        Column("state", _("出勤")),
        Column("reason", _("事由"), spare=True),
        Column("due_on", _("补课期限"), "day"),
        Column("make_up", _("补课")),
        Column("made_up_on", _("补课日期"), "day", spare=True),
        Column("made_up_how", _("补课方式"), spare=True),
        *late_columns(rows, prefix="made_up_"),
    ]
