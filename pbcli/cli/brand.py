"""`pbcli brand`: the branches' brands. States and links are in `brand_course`, goals and milestones in `brand_plan`."""

from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.brand_course import app as course
from pbcli.cli.brand_options import BrandArg, people_typed, with_facts
from pbcli.cli.brand_plan import goals, milestones
from pbcli.cli.edits import ClearOpt, edits
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("党建品牌（一支一品）：方案、目标、节点、关联的活动。"), no_args_is_help=True)
app.add_typer(goals, name="goal")
app.add_typer(milestones, name="milestone")

YearOpt = Annotated[int | None, typer.Option("--year", min=1949, max=9999, metavar="YEAR", help=_("年度，默认今年"))]


@app.command(
    "add",
    help=_("登记一个党支部一年的品牌方案。"),
    epilog=_("例：pbcli brand add 第一党支部 红烛暖心 --focus 帮扶困难学生 --slogan 一支红烛暖一班"),
)
@with_facts
def add(
    ctx: typer.Context,
    branch: Annotated[str | None, typer.Argument(metavar="BRANCH", help=_("党支部"))] = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("品牌名称，一般 4 至 8 个字"))] = None,
    year: YearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    facts: dict[str, Any],
) -> None:
    """Add the plan of a branch's brand."""
    from pbcli.services.brands import add_brand
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    branch = state.ask(_("党支部"), branch, option="BRANCH")
    name = state.ask(_("品牌名称"), name, option="NAME")
    with state.change(dry_run=dry_run) as work:
        branch_id = find_branch(work.reader, branch)["id"]
        year = year or state.today.year
        changed = add_brand(
            work, branch_id=branch_id, year=year, name=name, today=state.today, **people_typed(given(**facts))
        )
    sentence = _("已登记{brand}（{year} 年）。", brand=changed.name, year=year)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command(
    "edit", help=_("修改品牌方案。"), epilog=_("例：pbcli brand edit 红烛暖心 --carriers 导师制、暖心周 --clear media")
)
@with_facts
def edit(
    ctx: typer.Context,
    brand: BrandArg,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("改品牌名称"))] = None,
    year: Annotated[int | None, typer.Option("--year", min=1949, max=9999, metavar="YEAR", help=_("改年度"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    facts: dict[str, Any],
) -> None:
    """Change what a brand's plan says."""
    from pbcli.services.brand_listing import brand_named
    from pbcli.services.brands import edit_brand

    state: State = ctx.obj
    changes = edits(clear, required=("name", "year"), name=name, year=year, **facts)
    with state.change(dry_run=dry_run) as work:
        brand_id = brand_named(work.reader, brand, today=state.today)["id"]
        changed = edit_brand(work, brand_id, today=state.today, **people_typed(changes))
    acknowledge(state, changed, _("已修改“{name}”的方案。", name=changed.name), dry_run=dry_run)


@app.command(
    "list",
    help=_("列出各支部的品牌：状态、活动、目标进度。"),
    epilog=_("例：pbcli brand list；pbcli brand list --year 2025"),
)
@with_view
def list_(
    ctx: typer.Context,
    year: YearOpt = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("只列这个党支部的"))] = None,
    on: OnOpt = None,
    *,
    view: View,
) -> None:
    """List the brands of a year at a glance."""
    from pbcli.services.brand_listing import list_brands
    from pbcli.services.lookup import branch_id_of

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        branch_id = branch_id_of(reader, branch)
        rows = list_brands(reader, day=day, year=year or day.year, branch_id=branch_id)
    title = _("{year} 年党建品牌一览（{day}）", year=year or day.year, day=day)
    notes = [] if rows else [_("{year} 年还没有品牌方案；别的年度用 --year。", year=year or day.year)]
    state.show(Result(_columns(), rows, title=title, notes=notes), view)


def _columns() -> list[Column]:
    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部")),
        Column("year", _("年度"), "int", hidden=True),
        Column("name", _("品牌名称")),
        Column("focus", _("特色方向")),
        Column("state", _("状态")),
        Column("activities", _("活动"), "int", bar=True),
        Column("classes", _("联系班级数"), "int", spare=True),
        Column("goals_reached", _("达成目标"), "int"),
        Column("goals_count", _("目标数"), "int"),
        Column("progress", _("进度（%）"), "int", bar=True),
        Column("next_milestone", _("下一节点"), spare=True),
        Column("milestone_overdue", _("节点逾期"), "flag", hidden=True),
        Column("leader", _("负责人"), hidden=True),
        Column("slogan", _("口号"), hidden=True),
        Column("meaning", _("内涵"), hidden=True),
        Column("carriers", _("载体"), hidden=True),
        Column("served", _("服务对象"), hidden=True),
        Column("schedule", _("实施步骤"), hidden=True),
        Column("events", _("活动次数"), "int", hidden=True),
        Column("contacts", _("联系次数"), "int", hidden=True),
        Column("pupils", _("学生人次"), "int", hidden=True),
        Column("dorm_visits", _("走访寝室次数"), "int", hidden=True),
        Column("home_visits", _("家访次数"), "int", hidden=True),
        Column("projects", _("课题数"), "int", hidden=True),
        Column("volunteer_hours", _("志愿服务学时"), "int", hidden=True),
        Column("results", _("成效"), hidden=True),
        Column("honours", _("荣誉"), hidden=True),
        Column("media", _("媒体报道"), hidden=True),
        Column("self_score", _("自评分"), "int", hidden=True),
        Column("note", _("备注"), hidden=True),
    ]


@app.command(
    "show", help=_("一个品牌的全部情况，可以打印上墙。"), epilog=_("例：pbcli brand show 红烛暖心 -o 红烛暖心.docx")
)
@with_view
def show(ctx: typer.Context, brand: BrandArg, on: OnOpt = None, *, view: View) -> None:
    """Show a brand's page."""
    from pbcli.services.brand_listing import brand_named
    from pbcli.services.brand_page import brand_page

    state: State = ctx.obj
    with state.read() as reader:
        page = brand_page(reader, brand_named(reader, brand, today=state.today)["id"], day=on or state.today)
    state.show(page, view)


@app.command(
    "check",
    help=_("查“五个有”：有名称、有标识、有内涵、有载体、有成效，还缺什么。"),
    epilog=_("例：pbcli brand check"),
)
@with_view
def check(ctx: typer.Context, year: YearOpt = None, *, view: View) -> None:
    """Tell what the brands lack of the five that each should have."""
    from pbcli.services.brand_listing import FIVE, list_brands

    state: State = ctx.obj
    year = year or state.today.year
    with state.read() as reader:
        rows = list_brands(reader, day=state.today, year=year)
    columns = [
        Column("branch", _("党支部")),
        Column("name", _("品牌名称")),
        *(Column(key, word, "flag") for key, word in FIVE.items()),
        Column("lacks", _("还缺"), "terms"),
    ]
    state.show(Result(columns, rows, title=_("{year} 年品牌“五个有”", year=year)), view)


@app.command("remove", help=_("删除录错的品牌方案；关联的活动不动。"), epilog=_("例：pbcli brand remove 红烛暖心/2025"))
def remove(ctx: typer.Context, brand: BrandArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a brand's plan."""
    from pbcli.services.brand_listing import brand_named
    from pbcli.services.brands import remove_brand

    state: State = ctx.obj
    with state.read() as reader:
        found = brand_named(reader, brand, today=state.today)
    question = _("删除{branch} {year} 年的品牌“{name}”，连同目标、节点、状态、关联？", **found)
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_brand(work, found["id"])
    acknowledge(state, changed, _("已删除品牌“{name}”。", name=changed.name), dry_run=dry_run)


app.registered_commands += course.registered_commands
