"""`pbcli class`: classes and their head teachers."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.params import DryRunOpt, NameArg, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("班级：年级、专业、人数、班主任、毕业。"), no_args_is_help=True)

CohortOpt = Annotated[str | None, typer.Option("--cohort", metavar="TEXT", help=_("年级，如 2024级"))]
DepartmentOpt = Annotated[str | None, typer.Option("--department", metavar="TEXT", help=_("专业部"))]
MajorOpt = Annotated[str | None, typer.Option("--major", metavar="TEXT", help=_("专业"))]
PupilsOpt = Annotated[int | None, typer.Option("--pupils", min=0, metavar="N", help=_("人数"))]
StartedOpt = Annotated[date | None, day_option("--started-on", help=_("入学时间"))]
GraduatedOpt = Annotated[date | None, day_option("--graduated-on", help=_("毕业时间（在校最后一天）"))]
NoteOpt = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("备注"))]


@app.command(
    "add",
    help=_("添加班级。"),
    epilog=_("例：pbcli class add 2026级护理1班 --cohort 2026级 --pupils 45 --started-on 2026-09-01 --head 张三"),
)
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("班级名称"))] = None,
    cohort: CohortOpt = None,
    department: DepartmentOpt = None,
    major: MajorOpt = None,
    pupils: PupilsOpt = None,
    started_on: StartedOpt = None,
    graduated_on: GraduatedOpt = None,
    head: Annotated[str | None, typer.Option("--head", metavar="NAME", help=_("班主任"))] = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Add a class."""
    from pbcli.services.classes import add_class

    state: State = ctx.obj
    name = state.ask(_("班级名称"), name, option="NAME")
    with state.change(dry_run=dry_run) as work:
        changed = add_class(
            work,
            name=name,
            head=head,
            cohort=cohort,
            department=department,
            major=major,
            pupils=pupils,
            started_on=started_on,
            graduated_on=graduated_on,
            note=note,
        )
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("修改班级的基本情况。"), epilog=_("例：pbcli class edit 2026级护理1班 --pupils 44"))
def edit(
    ctx: typer.Context,
    name: NameArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("新名称"))] = None,
    cohort: CohortOpt = None,
    department: DepartmentOpt = None,
    major: MajorOpt = None,
    pupils: PupilsOpt = None,
    started_on: StartedOpt = None,
    graduated_on: GraduatedOpt = None,
    note: NoteOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a class's particulars."""
    from pbcli.services.classes import edit_class
    from pbcli.services.lookup import find_class

    state: State = ctx.obj
    changes = edits(
        clear,
        name=new_name,
        cohort=cohort,
        department=department,
        major=major,
        pupils=pupils,
        started_on=started_on,
        graduated_on=graduated_on,
        note=note,
    )
    with state.change(dry_run=dry_run) as work:
        changed = edit_class(work, find_class(work.reader, name)["id"], **changes)
    acknowledge(state, changed, _("已修改{name}。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出在校班级。"), epilog=_("例：pbcli class list --cohort 2024级 -f csv"))
@with_view
def list_(
    ctx: typer.Context,
    cohort: CohortOpt = None,
    department: DepartmentOpt = None,
    on: OnOpt = None,
    graduated: Annotated[bool, typer.Option("--graduated", help=_("改为列出已毕业的班级"))] = False,
    *,
    view: View,
) -> None:
    """List the classes in school on a day, or those that have graduated by then."""
    from pbcli.services.classes import list_classes

    state: State = ctx.obj
    columns = [
        Column("id", _("编号"), "int"),
        Column("name", _("班级")),
        Column("cohort", _("年级"), spare=True),
        Column("department", _("专业部"), spare=True),
        Column("major", _("专业"), hidden=True),
        Column("head_teacher", _("班主任")),
        Column("pupils", _("人数"), "int"),
        Column("started_on", _("入学时间"), "day", spare=True),
        Column("graduated_on", _("毕业时间"), "day", spare=True),
        Column("members", _("联系人"), "terms"),
        Column("last_contact_on", _("最近联系"), "day"),
    ]
    with state.read() as reader:
        rows = list_classes(reader, day=on or state.today, cohort=cohort, department=department, graduated=graduated)
    totals = {"name": _("合计"), "pupils": sum(row["pupils"] or 0 for row in rows)}
    state.show(Result(columns, rows, title=_("班级"), totals=totals if len(rows) > 1 else None), view)


@app.command("show", help=_("显示一个班级的全部情况。"), epilog=_("例：pbcli class show 2024级护理1班"))
@with_view
def show(ctx: typer.Context, name: NameArg, on: OnOpt = None, *, view: View) -> None:
    """Show a class: head teachers, liaisons, when it was last contacted."""
    from pbcli.services.class_page import class_page
    from pbcli.services.lookup import find_class

    state: State = ctx.obj
    with state.read() as reader:
        page = class_page(reader, find_class(reader, name)["id"], day=on or state.today)
    state.show(page, view)


@app.command("remove", help=_("删除录错的班级；有关联记录的不能删。"), epilog=_("例：pbcli class remove 2026级护理1班"))
def remove(ctx: typer.Context, name: NameArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a class that nothing links to."""
    from pbcli.services.classes import remove_class
    from pbcli.services.lookup import find_class

    state: State = ctx.obj
    with state.read() as reader:
        found = find_class(reader, name)
    state.confirm(_("删除“{name}”？", name=found["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_class(work, found["id"])
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)


@app.command("head", help=_("换班主任。"), epilog=_("例：pbcli class head 2024级护理1班 李四 --from 2026-09-01"))
def head(
    ctx: typer.Context,
    name: NameArg,
    teacher: Annotated[str | None, typer.Argument(metavar="TEACHER", help=_("新班主任"))] = None,
    from_on: Annotated[date | None, day_option("--from", "--on", help=_("从哪天起，默认今天"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Give a class a new head teacher from a day on."""
    from pbcli.services.classes import appoint_head
    from pbcli.services.lookup import find_class

    state: State = ctx.obj
    teacher = state.ask(_("新班主任"), teacher, option="TEACHER")
    with state.change(dry_run=dry_run) as work:
        found = find_class(work.reader, name)
        changed = appoint_head(work, found["id"], teacher=teacher, from_on=from_on or state.today)
    acknowledge(state, changed, _("{name}的班主任是{teacher}。", name=changed.name, teacher=teacher), dry_run=dry_run)


@app.command(
    "graduate",
    help=_("登记班级毕业。"),
    epilog=_("例：pbcli class graduate 2023级护理1班 2023级护理2班 --on 2026-06-30"),
)
def graduate(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help=_("班级"))],
    on: Annotated[date | None, day_option("--on", help=_("在校最后一天，默认今天"))] = None,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Let classes graduate, all of them in one step."""
    from pbcli.services import classes
    from pbcli.services.lookup import find_class

    state: State = ctx.obj
    day = on or state.today
    if len(names) > MANY:
        state.confirm(_("让 {n} 个班级毕业？", n=len(names)), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        ids = [find_class(work.reader, name)["id"] for name in names]
        graduated = classes.graduate(work, ids, on=day)
    for changed in graduated:
        acknowledge(state, changed, _("{name}于 {day} 毕业。", name=changed.name, day=day), dry_run=dry_run)


MANY = 10
"""More records than this changed by one command need to be confirmed."""
