"""`pbcli member`: who the members are. What happens to them is in `member_course`, under the same command."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, ask_day, day_option, edits
from pbcli.cli.inputs import TermParameter
from pbcli.cli.member_course import app as course
from pbcli.cli.member_options import with_particulars
from pbcli.cli.params import DryRunOpt, NameArg, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import PartyStatus
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("党员：名册、入党、转正、转接、离开、职务。"), no_args_is_help=True)


@app.command(
    "add",
    help=_("添加党员；没有转正日期的是预备党员。"),
    epilog=_("例：pbcli member add 张三 --branch 第一党支部 --joined-on 2026-06-30 --sex 男"),
)
@with_particulars
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("姓名"))] = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="NAME", help=_("党支部"))] = None,
    joined_on: Annotated[date | None, day_option("--joined-on", help=_("入党日期（支部大会通过）"))] = None,
    converted_on: Annotated[date | None, day_option("--converted-on", help=_("转正日期"))] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("党小组"))] = None,
    force: Annotated[
        str | None, typer.Option("--force", metavar="REASON", help=_("预备期不满一年也照记，写明理由"))
    ] = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Add a member of a branch."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.memberships import add_member

    state: State = ctx.obj
    name = state.ask(_("姓名"), name, option="NAME")
    branch = state.ask(_("党支部"), branch, option="--branch")
    joined = ask_day(state, _("入党日期"), joined_on, option="--joined-on")
    with state.change(dry_run=dry_run) as work:
        changed = add_member(
            work,
            name=name,
            branch_id=find_branch(work.reader, branch)["id"],
            joined_on=joined,
            converted_on=converted_on,
            group=group,
            force=force,
            today=state.today,
            **particulars,
        )
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("修改党员的基本情况。"), epilog=_("例：pbcli member edit 张三 --education 本科"))
@with_particulars
def edit(
    ctx: typer.Context,
    name: NameArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("更正姓名"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Change a member's particulars."""
    from pbcli.services.lookup import find_member
    from pbcli.services.members import edit_member

    state: State = ctx.obj
    changes = edits(clear, name=new_name, **particulars)
    with state.change(dry_run=dry_run) as work:
        changed = edit_member(work, find_member(work.reader, name, day=state.today)["id"], **changes)
    acknowledge(state, changed, _("已修改{name}。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出党员。"), epilog=_("例：pbcli member list --branch 第一党支部 --on 2026-06-30 -f csv"))
@with_view
def list_(
    ctx: typer.Context,
    branch: Annotated[str | None, typer.Option("--branch", metavar="NAME", help=_("只列这个党支部"))] = None,
    status: Annotated[
        PartyStatus | None,
        typer.Option("--status", click_type=TermParameter(PartyStatus), metavar="正式|预备", help=_("人员类别")),
    ] = None,
    on: Annotated[date | None, day_option("--on", "--as-of", help=_("按哪天的情况，默认今天"))] = None,
    left: Annotated[bool, typer.Option("--left", help=_("改为列出已经离开的人"))] = False,
    *,
    view: View,
) -> None:
    """List the members as of a day, or those who had left by then."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.members import list_members

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = None if branch is None else find_branch(reader, branch)["id"]
        rows = list_members(reader, day=on or state.today, branch_id=branch_id, status=status, left=left)
    state.show(Result(_columns(left=left), rows, title=_("已离开的党员") if left else _("党员")), view)


def _columns(*, left: bool) -> list[Column]:
    return [
        Column("id", _("编号"), "int"),
        Column("name", _("姓名")),
        Column("branch", _("党支部")),
        Column("status", _("人员类别")),
        Column("sex", _("性别")),
        Column("ethnicity", _("民族"), spare=True),
        Column("birth_date", _("出生日期"), "day", spare=True),
        Column("joined_on", _("入党日期"), "day"),
        Column("converted_on", _("转正日期"), "day", spare=True),
        Column("education", _("学历"), spare=True),
        Column("duty", _("行政职务"), spare=True),
        Column("posts", _("支部职务"), "terms"),
        Column("phone", _("联系电话")),
        Column("party_group", _("党小组"), hidden=True),
        Column("position", _("工作岗位/职称"), hidden=True),
        Column("left_on", _("离开日期"), "day", hidden=not left),
        Column("leave_reason", _("离开原因"), hidden=not left),
        Column("counterpart", _("去往"), hidden=not left),
    ]


@app.command("show", help=_("显示一名党员的全部情况。"), epilog=_("例：pbcli member show 张三"))
@with_view
def show(
    ctx: typer.Context,
    name: NameArg,
    on: OnOpt = None,
    unmask: Annotated[
        bool, typer.Option("--unmask", help=_("显示完整的电话和身份证号（如有保存），并记入操作历史"))
    ] = False,
    *,
    view: View,
) -> None:
    """Show a member; what is shown unmasked is journalled before it is shown."""
    from pbcli.services.lookup import find_member
    from pbcli.services.member_page import member_page

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        member = find_member(reader, name, day=day)
        page = member_page(reader, member["id"], day=day, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了“{name}”（编号 {id}）的完整号码。", name=member["name"], id=member["id"]))
    state.show(page, view)


@app.command("remove", help=_("删除录错的党员；有关联记录的不能删。"), epilog=_("例：pbcli member remove 张三"))
def remove(ctx: typer.Context, name: NameArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a person whom nothing links to."""
    from pbcli.services.lookup import find_member
    from pbcli.services.members import remove_member

    state: State = ctx.obj
    with state.read() as reader:
        member = find_member(reader, name, day=state.today)
    question = _("删除“{name}”（{branch}）？", name=member["name"], branch=member["branch"] or "")
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_member(work, member["id"])
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)


app.registered_commands += course.registered_commands
