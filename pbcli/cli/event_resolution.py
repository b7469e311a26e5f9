"""`pbcli event resolution`: what events resolved, votes in totals, and who does what by when."""

from datetime import date
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.ledger import remove_row
from pbcli.cli.params import DryRunOpt, OnlyBranchOpt, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.votes import Vote, parse_vote
from pbcli.messages import N_, _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("决议：表决只记总数；谁在什么期限前落实什么。"), no_args_is_help=True)


class VoteParameter(ParamType):
    """A vote in totals: 15/13/12/0/1."""

    name = "vote"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Vote:  # noqa: ARG002
        """Read the totals. Raises UsageFault."""
        return value if isinstance(value, Vote) else parse_vote(value)


ResolutionArg = Annotated[int, typer.Argument(metavar="ID", help=_("决议的编号，见 event resolution list"))]
VoteOpt = Annotated[
    Any,
    typer.Option("--vote", click_type=VoteParameter(), metavar="TOTALS", help=_("应到/实到/赞成/反对/弃权，只记总数")),
]
TaskOpt = Annotated[str | None, typer.Option("--task", click_type=TEXT, metavar="TEXT", help=_("要落实的事项"))]
ResponsibleOpt = Annotated[str | None, typer.Option("--responsible", metavar="NAME", help=_("落实责任人"))]
DueOpt = Annotated[date | None, day_option("--by", help=_("落实期限"))]


@app.command(
    "add",
    help=_("记一次活动的一项决议。"),
    epilog=_(
        "例：pbcli event resolution add 12 同意接收张三为预备党员 --vote 15/13/12/0/1 --responsible 李四 --by 11-30"
    ),
)
def add(
    ctx: typer.Context,
    event: Annotated[str | None, typer.Argument(metavar="EVENT", help=_("活动的编号，见 event list"))] = None,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", click_type=TEXT, help=_("决议的内容"))] = None,
    *,
    vote: VoteOpt = None,
    task: TaskOpt = None,
    responsible: ResponsibleOpt = None,
    by: DueOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down a resolution of an event."""
    from pbcli.services import lookup, resolutions

    state: State = ctx.obj
    event = state.ask(_("活动的编号"), event, option="EVENT")
    text = state.ask(_("决议"), text, option="TEXT")
    facts = given(vote=vote, task=task, responsible=responsible, due_on=by)
    with state.change(dry_run=dry_run) as work:
        event_id = lookup.find_event(work.reader, event)["id"]
        changed = resolutions.add_resolution(work, event_id, text=text, **facts)
    acknowledge(state, changed, _("已记决议 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("改一项决议。"), epilog=_("例：pbcli event resolution edit 3 --by 2026-12-15"))
def edit(
    ctx: typer.Context,
    resolution: ResolutionArg,
    *,
    text: Annotated[str | None, typer.Option("--text", click_type=TEXT, metavar="TEXT", help=_("改内容"))] = None,
    vote: VoteOpt = None,
    task: TaskOpt = None,
    responsible: ResponsibleOpt = None,
    by: DueOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a resolution."""
    from pbcli.services import resolutions

    state: State = ctx.obj
    changes = edits(clear, required=("text",), text=text, vote=vote, task=task, responsible=responsible, by=by)
    if "by" in changes:
        changes["due_on"] = changes.pop("by")
    if "vote" in changes and changes["vote"] is None:
        changes["vote"] = Vote()
    with state.change(dry_run=dry_run) as work:
        changed = resolutions.edit_resolution(work, resolution, **changes)
    acknowledge(state, changed, _("已改决议 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command(
    "close", help=_("一项决议落实了。"), epilog=_("例：pbcli event resolution close 3 --on 昨天 --result 已上报")
)
def close(
    ctx: typer.Context,
    resolution: ResolutionArg,
    *,
    on: OnOpt = None,
    result: Annotated[
        str | None, typer.Option("--result", click_type=TEXT, metavar="TEXT", help=_("落实的结果"))
    ] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Note that a resolution was carried out."""
    from pbcli.services import resolutions

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        changed = resolutions.close_resolution(work, resolution, on=on or state.today, result=result, today=state.today)
    acknowledge(state, changed, _("决议 {id} 已落实：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("remove", help=_("删除一项决议。"), epilog=_("例：pbcli event resolution remove 3 --yes"))
def remove(ctx: typer.Context, resolution: ResolutionArg, *, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a resolution."""
    from pbcli.services import resolution_listing, resolutions

    state: State = ctx.obj
    remove_row(
        state,
        resolution,
        N_("删除决议 {id}：{name}？"),
        N_("已删除决议 {id}：{name}。"),
        name=lambda reader, row_id: resolution_listing.find_resolution(reader, row_id, today=state.today)["text"],
        remove=resolutions.remove_resolution,
        yes=yes,
        dry_run=dry_run,
    )


@app.command("list", help=_("列出还要落实的决议。"), epilog=_("例：pbcli event resolution list 本学期 --overdue"))
@with_view
def list_(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("哪段时间的活动；默认所有的"))] = None,
    *,
    branch: OnlyBranchOpt = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("只要已逾期的"))] = False,
    every: Annotated[bool, typer.Option("--all", help=_("连已落实的，和不用落实的"))] = False,
    view: View,
) -> None:
    """List the resolutions that are to be carried out."""
    from pbcli.services import lookup
    from pbcli.services import resolution_listing as listing

    state: State = ctx.obj
    with state.read() as reader:
        rows = listing.list_resolutions(
            reader,
            today=state.today,
            period=state.period(period, reader) if period else listing.EVER,
            states=listing.states_wanted(overdue=overdue, every=every),
            branch_id=lookup.branch_id_of(reader, branch),
        )
    state.show(Result(_columns(rows), rows, title=_("决议（{day}）", day=state.today)), view)


@app.command("show", help=_("看一项决议。"), epilog=_("例：pbcli event resolution show 3"))
@with_view
def show(ctx: typer.Context, resolution: ResolutionArg, *, view: View) -> None:
    """Show one resolution."""
    from pbcli.services.resolution_listing import find_resolution

    state: State = ctx.obj
    with state.read() as reader:
        rows = [find_resolution(reader, resolution, today=state.today)]
    state.show(Result(_columns(rows), rows, title=_("决议 {id}", id=resolution)), view)


def _columns(rows: list[dict[str, Any]]) -> list[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("event_id", _("活动编号"), "int", hidden=True),
        Column("occurred_on", _("日期"), "day"),
        Column("branch", _("党支部")),
        Column("text", _("决议")),
        Column("vote", _("表决"), spare=True),
        Column("voters_entitled", _("应到有表决权"), "int", hidden=True),
        Column("voters_present", _("实到有表决权"), "int", hidden=True),
        Column("votes_for", _("赞成"), "int", hidden=True),
        Column("votes_against", _("反对"), "int", hidden=True),
        Column("votes_abstained", _("弃权"), "int", hidden=True),
        Column("passed", _("通过"), "flag", hidden=True),
        Column("task", _("落实事项"), spare=True),
        Column("responsible", _("责任人")),
        Column("due_on", _("落实期限"), "day"),
        Column("state", _("状态")),
        Column("result", _("落实结果"), spare=True),
        Column("closed_on", _("落实日期"), "day", spare=True),
        *late_columns(rows, prefix="closed_"),
    ]
