"""`pbcli liaison`: who looks after which class, and what was promised. The other verbs are where VERBS says."""

from typing import Annotated

import typer

from pbcli.cli.params import OnlyBranchOpt, OnOpt, UnmaskOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("联系班级：谁联系哪个班、每次联系、跟进事项。"), no_args_is_help=True)

VERBS = {
    "assign": "liaison_entry",
    "end": "liaison_entry",
    "assignments": "liaison",
    "followups": "liaison",
    "close": "liaison_entry",
    "log": "liaison_log",
    "show": "liaison_log",
    "edit": "liaison_log",
    "remove": "liaison_log",
    "contacts": "liaison_counts",
    "count": "liaison_counts",
    "matrix": "liaison_matrix",
    "gaps": "liaison_counts",
    "targets": "liaison_targets",
    "lines": "liaison_targets",
    "handover": "liaison_handover",
    "propose": "liaison_handover",
}


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
    unmask: UnmaskOpt = False,
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
