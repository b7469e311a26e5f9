"""`pbcli branch`: branches, their brand, posts, groups and terms of office."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, ask_day, day_option, edits
from pbcli.cli.params import DryRunOpt, NameArg, OnOpt, TermParameter, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import PostKind
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("党支部：品牌、职务、党小组、任期。"), no_args_is_help=True)
group = typer.Typer(help=_("党小组。"), no_args_is_help=True)
app.add_typer(group, name="group")

NewNameArg = Annotated[str | None, typer.Argument(metavar="NAME", help=_("党支部名称"))]
FoundedOpt = Annotated[date | None, day_option("--founded-on", help=_("成立日期"))]
BrandOpt = Annotated[str | None, typer.Option("--brand", metavar="TEXT", help=_("品牌名称（一支一品）"))]
FocusOpt = Annotated[str | None, typer.Option("--focus", metavar="TEXT", help=_("特色方向"))]
NoteOpt = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("备注"))]
YearsOpt = Annotated[
    int | None, typer.Option("--years", min=1, max=10, metavar="N", help=_("任期几年，默认同上一届，首届 3 年"))
]
ForceOpt = Annotated[str | None, typer.Option("--force", metavar="REASON", help=_("不合规则也照办，写明理由"))]
GroupArg = Annotated[str, typer.Argument(metavar="GROUP", help=_("党小组名称"))]
FromOpt = Annotated[date | None, day_option("--from", help=_("从哪天起，默认今天"))]


@app.command(
    "add",
    help=_("添加党支部。"),
    epilog=_("例：pbcli branch add 第七党支部 --founded-on 2026-09-01 --elected-on 2026-09-10"),
)
def add(
    ctx: typer.Context,
    name: NewNameArg = None,
    founded_on: FoundedOpt = None,
    brand: BrandOpt = None,
    focus: FocusOpt = None,
    elected_on: Annotated[date | None, day_option("--elected-on", help=_("本届选举日期"))] = None,
    years: YearsOpt = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Add a branch, with its first term of office where the election is given."""
    from pbcli.services import branches

    state: State = ctx.obj
    name = state.ask(_("党支部名称"), name, option="NAME")
    with state.change(dry_run=dry_run) as work:
        changed = branches.add_branch(
            work,
            name=name,
            elected_on=elected_on,
            years=years,
            founded_on=founded_on,
            brand_name=brand,
            brand_focus=focus,
            note=note,
        )
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command(
    "edit",
    help=_("修改党支部的基本情况。"),
    epilog=_("例：pbcli branch edit 第一党支部 --brand 红烛 --focus 帮扶困难学生"),
)
def edit(
    ctx: typer.Context,
    name: NameArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("新名称"))] = None,
    founded_on: FoundedOpt = None,
    dissolved_on: Annotated[date | None, day_option("--dissolved-on", help=_("撤销日期"))] = None,
    brand: BrandOpt = None,
    focus: FocusOpt = None,
    note: NoteOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a branch's particulars."""
    from pbcli.services import branches
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    changes = edits(
        clear, name=new_name, founded_on=founded_on, dissolved_on=dissolved_on, brand=brand, focus=focus, note=note
    )
    keys = {"brand": "brand_name", "focus": "brand_focus"}
    with state.change(dry_run=dry_run) as work:
        branch = find_branch(work.reader, name)
        changed = branches.edit_branch(
            work, branch["id"], **{keys.get(key, key): value for key, value in changes.items()}
        )
    acknowledge(state, changed, _("已修改{name}。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出党支部。"), epilog=_("例：pbcli branch list -f csv"))
@with_view
def list_(ctx: typer.Context, on: OnOpt = None, *, view: View) -> None:
    """List the branches as of a day."""
    from pbcli.services.branches import list_branches

    state: State = ctx.obj
    columns = [
        Column("id", _("编号"), "int"),
        Column("name", _("党支部")),
        Column("secretary", _("书记")),
        Column("full", _("正式"), "int"),
        Column("probationary", _("预备"), "int"),
        Column("brand_name", _("品牌名称")),
        Column("brand_focus", _("特色方向"), spare=True),
        Column("term_ends_on", _("届满日期"), "day"),
        Column("groups", _("党小组"), "int", spare=True),
        Column("founded_on", _("成立日期"), "day", hidden=True),
        Column("elected_on", _("选举日期"), "day", hidden=True),
        Column("note", _("备注"), hidden=True),
    ]
    with state.read() as reader:
        rows = list_branches(reader, day=on or state.today)
    totals = {"name": _("合计")} | {key: sum(row[key] for row in rows) for key in ("full", "probationary", "groups")}
    state.show(Result(columns, rows, title=_("党支部"), totals=totals if len(rows) > 1 else None), view)


@app.command(
    "show",
    help=_("显示一个党支部的全部情况；写“党委”的显示单位党委的职务。"),
    epilog=_("例：pbcli branch show 第一党支部"),
)
@with_view
def show(ctx: typer.Context, name: NameArg, on: OnOpt = None, *, view: View) -> None:
    """Show a branch: term of office, posts, groups, classes, what the rules have to say; or the unit's committee."""
    from pbcli.services.branch_page import branch_page, committee_page
    from pbcli.services.event_organizers import find_organizer

    state: State = ctx.obj
    with state.read() as reader:
        found, day = find_organizer(reader, name), on or state.today
        page = committee_page(reader, day=day) if found["id"] is None else branch_page(reader, found["id"], day=day)
    state.show(page, view)


@app.command("remove", help=_("删除录错的党支部；有关联记录的不能删。"), epilog=_("例：pbcli branch remove 第七党支部"))
def remove(ctx: typer.Context, name: NameArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a branch that nothing links to."""
    from pbcli.services import branches
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    with state.read() as reader:
        branch = find_branch(reader, name)
    state.confirm(_("删除“{name}”？", name=branch["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = branches.remove_branch(work, branch["id"])
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)


@app.command(
    "post",
    help=_("登记或结束支部职务；单位党委的写“党委”。"),
    epilog=_("例：pbcli branch post 第一党支部 书记 张三 --from 2026-09-01；… 书记 --end --on 2026-11-01"),
)
def post(
    ctx: typer.Context,
    name: NameArg,
    kind: Annotated[
        PostKind, typer.Argument(click_type=TermParameter(PostKind), metavar="KIND", help="、".join(PostKind))
    ],
    holder: Annotated[str | None, typer.Argument(metavar="HOLDER", help=_("担任者"))] = None,
    from_on: FromOpt = None,
    to_on: Annotated[date | None, day_option("--to", help=_("从哪天起不再担任"))] = None,
    end: Annotated[bool, typer.Option("--end", help=_("结束这个职务"))] = False,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Put someone into a post of a branch or of the unit's committee, or end it."""
    from pbcli.services import posts
    from pbcli.services.event_organizers import find_organizer

    state: State = ctx.obj
    if not end:
        holder = state.ask(_("担任者"), holder, option="HOLDER")
        _refuse_on(on)
    with state.change(dry_run=dry_run) as work:
        branch = find_organizer(work.reader, name)
        if end:
            changed = posts.end_post(work, branch["id"], kind, holder=holder, on=on or to_on or state.today)
        else:
            changed = posts.hold_post(
                work, branch["id"], kind, holder=holder or "", from_on=from_on, to_on=to_on, today=state.today
            )
    said = _("已结束{name}的{kind}。") if end else _("已登记{name}的{kind}。")
    acknowledge(state, changed, said.format(name=changed.name, kind=kind), dry_run=dry_run)


def _refuse_on(on: date | None) -> None:
    if on is not None:
        raise UsageFault("--on 只和 --end 一起用；担任从 --from 起。")


@app.command(
    "elect", help=_("登记换届选举，开始新一届任期。"), epilog=_("例：pbcli branch elect 第一党支部 --on 2026-10-31")
)
def elect(
    ctx: typer.Context, name: NameArg, on: OnOpt = None, years: YearsOpt = None, dry_run: DryRunOpt = False
) -> None:
    """Begin a new term of office; posts stay unless they are ended."""
    from pbcli.services import branches
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        branch = find_branch(work.reader, name)
        changed = branches.elect(work, branch["id"], on=on or state.today, years=years)
    acknowledge(
        state, changed, _("已登记{name}的选举；职务有变的请用 branch post 更新。", name=changed.name), dry_run=dry_run
    )


@app.command(
    "extend",
    help=_("登记延期换届，一般不超过一年。"),
    epilog=_("例：pbcli branch extend 第一党支部 --to 2027-03-31 --approval 某委〔2026〕9号"),
)
def extend(
    ctx: typer.Context,
    name: NameArg,
    to: Annotated[date | None, day_option("--to", help=_("延期至"))] = None,
    approval: Annotated[str | None, typer.Option("--approval", metavar="TEXT", help=_("请示/批复文号"))] = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Extend the term of office."""
    from pbcli.services import branches
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    day = ask_day(state, _("延期至"), to, option="--to")
    with state.change(dry_run=dry_run) as work:
        branch = find_branch(work.reader, name)
        changed = branches.extend_term(work, branch["id"], to=day, approval=approval, force=force)
    acknowledge(state, changed, _("已把{name}的任期延长到 {day}。", name=changed.name, day=day), dry_run=dry_run)


@group.command("add", help=_("添加党小组。"), epilog=_("例：pbcli branch group add 第一党支部 第一党小组"))
def add_group(
    ctx: typer.Context, name: NameArg, group_name: GroupArg, from_on: FromOpt = None, dry_run: DryRunOpt = False
) -> None:
    """Form a Party group in a branch."""
    from pbcli.services import posts
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        branch = find_branch(work.reader, name)
        changed = posts.add_group(work, branch["id"], name=group_name, from_on=from_on or state.today)
    acknowledge(state, changed, _("已在{name}设立{group}。", name=changed.name, group=group_name), dry_run=dry_run)


@group.command("remove", help=_("撤销党小组。"), epilog=_("例：pbcli branch group remove 第一党支部 第一党小组"))
def remove_group(
    ctx: typer.Context,
    name: NameArg,
    group_name: GroupArg,
    on: OnOpt = None,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Dissolve a Party group that nobody is in any more."""
    from pbcli.services import posts
    from pbcli.services.lookup import find_branch, find_party_group

    state: State = ctx.obj
    with state.read() as reader:
        branch = find_branch(reader, name)
        found = find_party_group(reader, group_name, branch_id=branch["id"])["name"]
    state.confirm(_("撤销“{name}”？", name=found), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = posts.remove_group(work, branch["id"], name=found, on=on or state.today)
    acknowledge(state, changed, _("已撤销{name}的{group}。", name=changed.name, group=found), dry_run=dry_run)
