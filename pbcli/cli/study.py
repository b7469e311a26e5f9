"""`pbcli study`: hours from outside, and each member's hours of a year against the target."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.event_options import flattened
from pbcli.cli.inputs import HOURS, NAMES, TEXT
from pbcli.cli.ledger import change_row, list_of_people, remove_row, renamed, show_row
from pbcli.cli.params import DryRunOpt, OnlyBranchOpt, OnlyMemberOpt, OnOpt, PeriodArg, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.cli.years import YearArg, year_of
from pbcli.messages import N_, _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.db.read import Reader

app = typer.Typer(help=_("学时：由出勤折算，加上外面的学习；不记平台积分，不排名。"), no_args_is_help=True)

StudyArg = Annotated[int, typer.Argument(metavar="ID", help=_("学习的编号，见 study list"))]
HoursOpt = Annotated[int | None, typer.Option("--hours", click_type=HOURS, metavar="HOURS", help=_("学时，如 1.5"))]
SourceOpt = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help=_("学习来源：哪里的培训班、哪个平台；不写积分"))
]
TitleOpt = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=_("学习内容"))]
UntilOpt = Annotated[date | None, day_option("--until", help=_("结束日期，几天的才写；跨年的按天分到两年"))]
NoteOpt = Annotated[str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))]


@app.command(
    "add",
    help=_("记外面的学习：一个人或几个人，各记同样的学时。"),
    epilog=_("例：pbcli study add 张三、李四 --hours 16 --source 区委党校 --on 2026-10-12 --until 2026-10-13"),
)
def add(
    ctx: typer.Context,
    member: Annotated[
        list[Any] | None, typer.Argument(click_type=NAMES, metavar="MEMBER...", help=_("党员，可几个"))
    ] = None,
    *,
    hours: HoursOpt = None,
    source: SourceOpt = None,
    on: OnOpt = None,
    until: UntilOpt = None,
    title: TitleOpt = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down hours from outside."""
    from pbcli.services.studies import record_studies

    state: State = ctx.obj
    members = flattened(member) or NAMES.convert(state.ask(_("党员"), None, option="MEMBER"), None, None)
    if hours is None:
        hours = HOURS.convert(state.ask(_("学时"), None, option="--hours"), None, None)
    source = state.ask(_("学习来源"), source, option="--source")
    with state.change(dry_run=dry_run) as work:
        recorded = record_studies(
            work,
            members=members,
            today=state.today,
            hours_hundredths=hours,
            source=source,
            occurred_on=on or state.today,
            **given(ended_on=until, title=title, note=note),
        )
    for changed in recorded:
        acknowledge(state, changed, _("已记学习 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("改一次外面的学习。"), epilog=_("例：pbcli study edit 12 --hours 8"))
def edit(
    ctx: typer.Context,
    study: StudyArg,
    *,
    member: Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("改党员"))] = None,
    hours: HoursOpt = None,
    source: SourceOpt = None,
    on: Annotated[date | None, day_option("--on", help=_("改日期"))] = None,
    until: UntilOpt = None,
    title: TitleOpt = None,
    note: NoteOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a study."""
    from pbcli.services.studies import edit_study

    state: State = ctx.obj
    required = ("member", "hours", "source", "on")
    options = {"member": member, "hours": hours, "source": source, "on": on, "until": until}
    changes = edits(clear, required=required, **options, title=title, note=note)
    change = partial(edit_study, today=state.today, **renamed(changes, _COLUMNS))
    change_row(state, study, N_("已改学习 {id}：{name}。"), change, dry_run=dry_run)


_COLUMNS = {"hours": "hours_hundredths", "on": "occurred_on", "until": "ended_on"}


@app.command("remove", help=_("删除一次外面的学习。"), epilog=_("例：pbcli study remove 12 --yes"))
def remove(ctx: typer.Context, study: StudyArg, *, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a study."""
    from pbcli.services import studies

    remove_row(
        ctx.obj,
        study,
        N_("删除学习 {id}：{name}？"),
        N_("已删除学习 {id}：{name}。"),
        name=_described,
        remove=studies.remove_study,
        yes=yes,
        dry_run=dry_run,
    )


@app.command("list", help=_("列出外面的学习。"), epilog=_("例：pbcli study list 今年 --branch 第一党支部"))
@with_view
def list_(
    ctx: typer.Context,
    period: PeriodArg = None,
    *,
    branch: OnlyBranchOpt = None,
    member: OnlyMemberOpt = None,
    view: View,
) -> None:
    """List the studies of a period."""
    from pbcli.services.studies import list_studies

    title = N_("外面的学习（{period}）")
    whose = {"period": period, "branch": branch, "member": member}
    list_of_people(ctx.obj, view, list_studies, columns=_columns(), title=title, **whose)


@app.command("show", help=_("看一次外面的学习。"), epilog=_("例：pbcli study show 12"))
@with_view
def show(ctx: typer.Context, study: StudyArg, *, view: View) -> None:
    """Show one study."""
    from pbcli.services.studies import find_study

    show_row(ctx.obj, view, study, find_study, columns=_columns(), title=N_("学习 {id}"))


@app.command(
    "hours",
    help=_("每名党员一年的学时，与应达到的学时比；按支部和姓名排，不排名。"),
    epilog=_("例：pbcli study hours 2026 --branch 第一党支部 --short"),
)
@with_view
def hours_(
    ctx: typer.Context,
    year: YearArg = None,
    *,
    branch: OnlyBranchOpt = None,
    short: Annotated[bool, typer.Option("--short", help=_("只要还没达到的"))] = False,
    view: View,
) -> None:
    """Give each member's hours of a year against the target."""
    from pbcli.services.lookup import branch_id_of
    from pbcli.services.study_hours import year_of_members

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = branch_id_of(reader, branch)
        wanted = year_of(state, year, reader)
        rows, unnamed = year_of_members(reader, wanted, today=state.today, branch_id=branch_id)
    kept = [row for row in rows if not short or row["total"] < row["required"]]
    notes = [_("有 {n} 次活动实到少于应到而没有写谁没来，学时可能偏多。", n=unnamed)] if unnamed else []
    state.show(Result(_hours_columns(), kept, title=_("{year} 年学时", year=wanted), notes=notes), view)


def _described(reader: "Reader", study_id: int) -> str:
    from pbcli.services.studies import find_study

    row = find_study(reader, study_id)
    return _("{day} {member} {hours} 学时", day=row["occurred_on"], member=row["member"], hours=row["hours"])


def _columns() -> list[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("ended_on", _("结束日期"), "day", spare=True),
        Column("branch", _("党支部"), spare=True),
        Column("member", _("党员")),
        Column("hours", _("学时"), "decimal"),
        Column("source", _("学习来源")),
        Column("title", _("学习内容"), spare=True),
        Column("note", _("备注"), hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        Column("recorded_by", _("记录人账号"), hidden=True),
        *late_columns(),
    ]


def _hours_columns() -> list[Column]:
    return [
        Column("branch", _("党支部")),
        Column("member", _("党员")),
        Column("is_officer", _("书记、委员"), "flag", hidden=True),
        Column("events", _("活动学时"), "decimal"),
        Column("outside", _("外面学时"), "decimal"),
        Column("hours", _("合计"), "decimal"),
        Column("target", _("应达到"), "decimal"),
        Column("short", _("还差"), "decimal"),
    ]
