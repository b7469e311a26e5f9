"""`pbcli talk`: heart-to-heart talks, who with whom; what was said isn't kept anywhere."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.event_options import flattened
from pbcli.cli.inputs import NAMES
from pbcli.cli.ledger import change_row, list_of_people, remove_row, renamed, show_row
from pbcli.cli.params import DryRunOpt, OnlyBranchOpt, OnlyMemberOpt, OnOpt, PeriodArg, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.cli.years import YearArg, year_of
from pbcli.messages import N_, _
from pbcli.output.result import Column, View

app = typer.Typer(help=_("谈心谈话：谁与谁、哪天；不记谈了什么。"), no_args_is_help=True)

TalkArg = Annotated[int, typer.Argument(metavar="ID", help=_("谈话的编号，见 talk list"))]
PlaceOpt = Annotated[str | None, typer.Option("--place", metavar="TEXT", help=_("地点"))]


@app.command(
    "add",
    help=_("记谈心谈话：一个人与一个或几个人各谈了一次。"),
    epilog=_("例：pbcli talk add 张三 李四 王五 --on 昨天"),
)
def add(
    ctx: typer.Context,
    member: Annotated[str | None, typer.Argument(metavar="MEMBER", help=_("谈话人"))] = None,
    other: Annotated[
        list[Any] | None, typer.Argument(click_type=NAMES, metavar="OTHER...", help=_("谈话对象，可几个"))
    ] = None,
    *,
    on: OnOpt = None,
    place: PlaceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down a talk with each of some others."""
    from pbcli.services.talks import record_talks

    state: State = ctx.obj
    member = state.ask(_("谈话人"), member, option="MEMBER")
    others = flattened(other) or NAMES.convert(state.ask(_("谈话对象"), None, option="OTHER"), None, None)
    with state.change(dry_run=dry_run) as work:
        recorded = record_talks(
            work, member=member, others=others, on=on or state.today, place=place, today=state.today
        )
    for changed in recorded:
        acknowledge(state, changed, _("已记谈话 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("改一次谈话。"), epilog=_("例：pbcli talk edit 12 --on 2026-10-30"))
def edit(
    ctx: typer.Context,
    talk: TalkArg,
    *,
    on: Annotated[date | None, day_option("--on", help=_("改日期"))] = None,
    first: Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("改谈话人"))] = None,
    second: Annotated[str | None, typer.Option("--other", metavar="MEMBER", help=_("改谈话对象"))] = None,
    place: PlaceOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change what a talk says."""
    from pbcli.services.talks import edit_talk

    state: State = ctx.obj
    changes = edits(clear, required=("on", "first", "second"), on=on, first=first, second=second, place=place)
    change = partial(edit_talk, today=state.today, **renamed(changes, {"on": "occurred_on"}))
    change_row(state, talk, N_("已改谈话 {id}：{name}。"), change, dry_run=dry_run)


@app.command("remove", help=_("删除一次谈话。"), epilog=_("例：pbcli talk remove 12 --yes"))
def remove(ctx: typer.Context, talk: TalkArg, *, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a talk."""
    from pbcli.services import talks

    remove_row(
        ctx.obj,
        talk,
        N_("删除谈话 {id}：{name}？"),
        N_("已删除谈话 {id}：{name}。"),
        name=talks.described,
        remove=talks.remove_talk,
        yes=yes,
        dry_run=dry_run,
    )


@app.command("list", help=_("列出谈话。"), epilog=_("例：pbcli talk list 今年 --branch 第一党支部"))
@with_view
def list_(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    branch: OnlyBranchOpt = None,
    member: OnlyMemberOpt = None,
    view: View,
) -> None:
    """List the talks of a period."""
    from pbcli.services.talk_listing import list_talks

    title = N_("谈心谈话（{period}）")
    whose = {"period": period, "branch": branch, "member": member}
    list_of_people(ctx.obj, view, list_talks, columns=_columns(), title=title, **whose)


@app.command("show", help=_("看一次谈话。"), epilog=_("例：pbcli talk show 12"))
@with_view
def show(ctx: typer.Context, talk: TalkArg, *, view: View) -> None:
    """Show one talk."""
    from pbcli.services.talk_listing import find_talk

    show_row(ctx.obj, view, talk, find_talk, columns=_columns(), title=N_("谈话 {id}"))


@app.command(
    "missing",
    help=_("一年里还缺哪些谈心谈话，最少再谈几次就够。"),
    epilog=_("例：pbcli talk missing 2026 --branch 第一党支部"),
)
@with_view
def missing(
    ctx: typer.Context,
    year: YearArg = None,
    *,
    branch: OnlyBranchOpt = None,
    each: Annotated[bool, typer.Option("--each", help=_("每名党员要与每名委员都谈，不只一名"))] = False,
    view: View,
) -> None:
    """Tell which pairs have no talk yet, and the fewest talks that satisfy the rule."""
    from pbcli.services.lookup import branch_id_of
    from pbcli.services.talk_listing import talks_missing
    from pbcli.services.talk_page import talks_missing_report

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = branch_id_of(reader, branch)
        figures = talks_missing(reader, year_of(state, year, reader), today=state.today, branch_id=branch_id, each=each)
    state.show(talks_missing_report(figures, each=each), view)


def _columns() -> list[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("first", _("谈话人")),
        Column("first_branch", _("谈话人支部"), spare=True),
        Column("second", _("谈话对象")),
        Column("second_branch", _("谈话对象支部"), spare=True),
        Column("place", _("地点")),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        Column("recorded_by", _("记录人账号"), hidden=True),
        *late_columns(),
    ]
