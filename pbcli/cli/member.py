"""`pbcli member`: who the members are. What writes is in the modules that the table of verbs names."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import DAY, NameArg, OnOpt, TermParameter, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.domain.enums import PartyStatus

app = typer.Typer(help=_("党员：名册、入党、转正、转接、离开、职务。"), no_args_is_help=True)

VERBS = {
    "add": "member_entry",
    "edit": "member_entry",
    "list": "member",
    "show": "member",
    "remove": "member_entry",
    "join": "member_course",
    "convert": "member_course",
    "transfer": "member_course",
    "transfer-in": "member_course",
    "leave": "member_course",
    "post": "member_course",
    "group": "member_course",
}


def _statuses() -> "type[PartyStatus]":
    from pbcli.domain.enums import PartyStatus

    return PartyStatus


@app.command("list", help=_("列出党员。"), epilog=_("例：pbcli member list --branch 第一党支部 --on 2026-06-30 -f csv"))
@with_view
def list_(
    ctx: typer.Context,
    branch: Annotated[str | None, typer.Option("--branch", metavar="NAME", help=_("只列这个党支部"))] = None,
    status: Annotated[
        str | None,
        typer.Option("--status", click_type=TermParameter(_statuses), metavar="正式|预备", help=_("人员类别")),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", "--as-of", click_type=DAY, metavar="DATE", help=_("按哪天的情况，默认今天")),
    ] = None,
    left: Annotated[bool, typer.Option("--left", help=_("改为列出已经离开的人"))] = False,
    *,
    view: View,
) -> None:
    """List the members as of a day, or those who had left by then."""
    from pbcli.services.members import list_members

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = None
        if branch is not None:
            from pbcli.services.lookup import find_branch

            branch_id = find_branch(reader, branch)["id"]
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
