"""`pbcli liaison`: who looks after which class, the contacts, and what was promised at them."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli import liaison_counts, liaison_handover, liaison_log, liaison_targets
from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DAY, DryRunOpt, OnlyBranchOpt, OnOpt, TermParameter, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import LiaisonRole
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("联系班级：谁联系哪个班、每次联系、跟进事项。"), no_args_is_help=True)

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
    "assignments", help=_("列出某天谁联系哪个班。"), epilog=_("例：pbcli liaison assignments --branch 第一党支部")
)
@with_view
def assignments(
    ctx: typer.Context,
    *,
    on: OnOpt = None,
    branch: OnlyBranchOpt = None,
    view: View,
) -> None:
    """List who looks after which class on a day."""
    from pbcli.services import liaison_counts as counts
    from pbcli.services import lookup
    from pbcli.services.lateness import late_columns

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        branch_id = lookup.branch_id_of(reader, branch)
        rows = counts.list_assignments(reader, day=day, branch_id=branch_id)
    columns = [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部")),
        Column("member", _("联系人")),
        Column("role", _("身份")),
        Column("class", _("班级")),
        Column("head_teacher", _("班主任")),
        Column("from_on", _("起始日期"), "day"),
        Column("to_on", _("止"), "day", hidden=True),
        *late_columns(rows),
    ]
    state.show(Result(columns, rows, title=_("联系班级安排（{day}）", day=day)), view)


@app.command(
    "followups",
    help=_("列出跟进事项，默认还没完成的。"),
    epilog=_("例：pbcli liaison followups --overdue"),
)
@with_view
def followups(
    ctx: typer.Context,
    *,
    only_open: Annotated[bool, typer.Option("--open", help=_("还没完成的（默认）"))] = False,  # noqa: ARG001
    overdue: Annotated[bool, typer.Option("--overdue", help=_("只要已逾期的"))] = False,
    every: Annotated[bool, typer.Option("--all", help=_("连已完成的"))] = False,
    branch: OnlyBranchOpt = None,
    unmask: liaison_log.UnmaskOpt = False,
    view: View,
) -> None:
    """List the follow-ups as of today; what is shown unmasked is journalled before it is shown."""
    from pbcli.services import liaison_counts as counts
    from pbcli.services import lookup
    from pbcli.services.lateness import late_columns

    state: State = ctx.obj
    states = counts.states_wanted(overdue=overdue, every=every)
    with state.read() as reader:
        filters = counts.Filters(branch_id=lookup.branch_id_of(reader, branch))
        rows = counts.list_follow_ups(reader, today=state.today, states=states, filters=filters, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了 {n} 个跟进事项未遮盖的内容。", n=len(rows)))
    columns = [
        Column("id", _("编号"), "int"),
        Column("contact_id", _("联系编号"), "int", hidden=True),
        Column("occurred_on", _("联系日期"), "day", spare=True),
        Column("branch", _("党支部"), spare=True),
        Column("member", _("联系人")),
        Column("class", _("班级")),
        Column("kind", _("联系方式"), hidden=True),
        Column("problem", _("发现问题"), spare=True),
        Column("task", _("跟进事项")),
        Column("responsible", _("跟进责任人"), spare=True),
        Column("due_on", _("跟进期限"), "day"),
        Column("state", _("状态")),
        Column("days_overdue", _("逾期天数"), "int"),
        Column("result", _("跟进结果"), spare=True),
        Column("closed_on", _("完成日期"), "day", spare=True),
        *late_columns(rows, prefix="closed_"),
    ]
    state.show(Result(columns, rows, title=_("跟进事项（{day}）", day=state.today)), view)


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


liaison_log.register(app)
liaison_counts.register(app)
liaison_targets.register(app)
liaison_handover.register(app)
