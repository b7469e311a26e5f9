"""`pbcli liaison assign end close`: who looks after a class, and what was promised and is done."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DAY, DryRunOpt, OnOpt, TermParameter
from pbcli.cli.state import State
from pbcli.domain.enums import LiaisonRole
from pbcli.messages import _

app = typer.Typer()

MemberArg = Annotated[str | None, typer.Argument(metavar="MEMBER", help=_("联系人：姓名、支部/姓名、拼音首字母或编号"))]
ClassArg = Annotated[str | None, typer.Argument(metavar="CLASS", help=_("班级：名称、唯一的开头、拼音首字母或编号"))]


@app.command(
    "assign", help=_("安排党员联系班级。"), epilog=_("例：pbcli liaison assign 张三 2024级护理1班 --from 2026-09-01")
)
def assign(
    ctx: typer.Context,
    member: MemberArg = None,
    klass: ClassArg = None,
    *,
    role: Annotated[
        LiaisonRole,
        typer.Option("--role", click_type=TermParameter(LiaisonRole), metavar="ROLE", help=_("党员联系人或政治辅导员")),
    ] = LiaisonRole.MEMBER,
    from_on: Annotated[
        date | None, typer.Option("--from", click_type=DAY, metavar="DATE", help=_("从哪天起，默认今天"))
    ] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Let a member look after a class."""
    from pbcli.services import liaisons, lookup

    state: State = ctx.obj
    member, klass = state.ask(_("联系人"), member), state.ask(_("班级"), klass)
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.assign_liaison(
            work,
            member=lookup.find_member(work.reader, member, day=from_on or state.today),
            klass=lookup.find_class(work.reader, klass),
            role=role,
            from_on=from_on or state.today,
        )
    acknowledge(state, changed, _("已安排{member}联系班级。", member=changed.name), dry_run=dry_run)


@app.command(
    "end", help=_("结束党员对班级的联系。"), epilog=_("例：pbcli liaison end 张三 2024级护理1班 --on 2026-07-10")
)
def end(
    ctx: typer.Context, member: MemberArg = None, klass: ClassArg = None, on: OnOpt = None, dry_run: DryRunOpt = False
) -> None:
    """End a member's care for a class from a day on."""
    from pbcli.services import liaisons, lookup

    state: State = ctx.obj
    member, klass = state.ask(_("联系人"), member), state.ask(_("班级"), klass)
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.end_liaison(
            work,
            member=lookup.find_member(work.reader, member),
            klass=lookup.find_class(work.reader, klass),
            on=on or state.today,
        )
    acknowledge(state, changed, _("{member}从这一天起不再联系该班。", member=changed.name), dry_run=dry_run)


@app.command(
    "close",
    help=_("完成一项跟进。ID 是跟进事项的编号。"),
    epilog=_("例：pbcli liaison close 12 --result 已协助申请资助"),
)
def close(
    ctx: typer.Context,
    follow_up: Annotated[int, typer.Argument(metavar="ID", help=_("跟进事项的编号，见 liaison followups"))],
    *,
    on: OnOpt = None,
    result: Annotated[
        str | None,
        typer.Option("--result", click_type=TEXT, metavar="TEXT", help=_("跟进结果；@文件 或 - 从文件、标准输入读")),
    ] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Close a follow-up."""
    from pbcli.services import liaisons

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        changed = liaisons.close_follow_up(work, follow_up, on=on or state.today, result=result, today=state.today)
    acknowledge(state, changed, _("跟进事项 {id} 已完成。", id=follow_up), dry_run=dry_run)
