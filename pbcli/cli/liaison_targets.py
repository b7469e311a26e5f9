"""`pbcli liaison targets lines`: what is owed to each class in a term, and what was done in a newspaper's words."""

from typing import Annotated

import typer

from pbcli.cli.params import OnlyBranchOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer()

MemberOpt = Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("只看这名联系人"))]
ClassOpt = Annotated[str | None, typer.Option("--class", metavar="CLASS", help=_("只看这个班级"))]


@app.command(
    "targets",
    help=_("各班本学期的联系任务：已做、还差（不排名）。"),
    epilog=_("例：pbcli liaison targets --branch 第一党支部 --missing"),
)
@with_view
def targets(
    ctx: typer.Context,
    term: Annotated[str | None, typer.Argument(metavar="TERM", help=_("学期，如 上学期；默认本学期"))] = None,
    *,
    member: MemberOpt = None,
    klass: ClassOpt = None,
    branch: OnlyBranchOpt = None,
    only_missing: Annotated[bool, typer.Option("--missing", help=_("只列还有差的"))] = False,
    view: View,
) -> None:
    """List what is owed to each class in a term, what is done of it and what is missing."""
    from pbcli.services import liaison_filters, liaison_targets

    state: State = ctx.obj
    with state.read() as reader:
        filters = liaison_filters.find_filters(reader, member=member, klass=klass, branch=branch)
        wanted = state.period(term or "本学期", reader)
        figures = liaison_targets.term_targets(reader)
        rows = liaison_targets.list_targets(
            reader, wanted, today=state.today, filters=filters, only_missing=only_missing
        )
    title = _("联系班级的学期任务（{period}）", period=wanted.label)
    state.show(Result(_target_columns(figures), rows, title=title), view)


@app.command(
    "lines",
    help=_("每名联系人一句话的工作情况，可用于通讯稿。"),
    epilog=_("例：pbcli liaison lines 上学年 --member 张三"),
)
@with_view
def lines(
    ctx: typer.Context,
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("时段，如 上学年；默认本学年"))] = None,
    *,
    member: MemberOpt = None,
    klass: ClassOpt = None,
    branch: OnlyBranchOpt = None,
    view: View,
) -> None:
    """Tell in one line each what the members did for the classes."""
    from pbcli.services import liaison_filters, liaison_lines

    state: State = ctx.obj
    with state.read() as reader:
        filters = liaison_filters.find_filters(reader, member=member, klass=klass, branch=branch)
        wanted = state.period(period or "本学年", reader)
        rows = liaison_lines.list_lines(reader, wanted, today=state.today, filters=filters)
    columns = [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部"), spare=True),
        Column("member", _("联系人")),
        Column("classes", _("联系班级"), "terms"),
        Column("line", _("工作情况")),
        Column("contacts", _("合计"), "int", hidden=True),
        Column("gifts", _("慰问物品"), "terms", hidden=True),
    ]
    state.show(Result(columns, rows, title=_("联系班级情况（{period}）", period=wanted.label)), view)


def _target_columns(wanted: dict[str, int]) -> list[Column]:
    from pbcli.rulebook.liaison import TARGETS

    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部"), spare=True),
        Column("member", _("联系人")),
        Column("role", _("身份"), hidden=True),
        Column("class", _("班级")),
        *(Column(name, f"{_(title)}(≥{wanted[name]})", "int") for name, title in TARGETS.items()),
        *(Column(f"{name}_wanted", f"{_(title)}≥", "int", hidden=True) for name, title in TARGETS.items()),
        Column("missing", _("还差"), "terms"),
        Column("met", _("已完成"), "flag", hidden=True),
    ]
