"""`pbcli project money`: what was granted to a project, what it spent, what is left."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.inputs import MONEY, TEXT
from pbcli.cli.params import DryRunOpt, OnOpt, TermParameter, YesOpt, with_view
from pbcli.cli.project_options import ProjectArg
from pbcli.cli.state import State
from pbcli.domain.enums import MoneyKind
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("课题经费：拨款、支出、结余。"), no_args_is_help=True)


@app.command(
    "add",
    help=_("登记一笔拨款或支出。"),
    epilog=_("例：pbcli project money add KT2026-03 支出 320.50 --purpose 资料费"),
)
def add(
    ctx: typer.Context,
    name: ProjectArg,
    kind: Annotated[
        MoneyKind,
        typer.Argument(click_type=TermParameter(MoneyKind), metavar="KIND", help="、".join(MoneyKind)),
    ],
    amount: Annotated[int, typer.Argument(click_type=MONEY, metavar="YUAN", help=_("金额（元）"))],
    on: OnOpt = None,
    purpose: Annotated[str | None, typer.Option("--purpose", click_type=TEXT, metavar="TEXT", help=_("用途"))] = None,
    note: Annotated[str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down money granted or spent."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import add_money

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        project, facts = find_project(work.reader, name), given(purpose=purpose, note=note)
        changed = add_money(
            work, project, kind=kind, amount_fen=amount, on=on or state.today, today=state.today, **facts
        )
    acknowledge(state, changed, _("已登记“{title}”的{kind}。", title=changed.name, kind=kind), dry_run=dry_run)


@app.command("list", help=_("列出经费收支，一个课题的或者全部的。"), epilog=_("例：pbcli project money list KT2026-03"))
@with_view
def list_(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("课题；不写列全部"))] = None,
    *,
    view: View,
) -> None:
    """List the money of one project or of all, each with what was left of the project's after it."""
    from pbcli.services.lateness import late_columns
    from pbcli.services.project_parts import money_rows

    state: State = ctx.obj
    with state.read() as reader:
        rows = money_rows(reader, name)
    columns = [
        Column("id", _("编号"), "int"),
        Column("project", _("课题")),
        Column("occurred_on", _("日期"), "day"),
        Column("kind", _("收支")),
        Column("amount", _("金额(元)"), "money"),
        Column("balance", _("结余(元)"), "money"),
        Column("purpose", _("用途")),
        Column("note", _("备注"), hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        *late_columns(rows),
    ]
    state.show(Result(columns, rows, title=_("课题经费")), view)


@app.command("remove", help=_("删除登错的一笔。"), epilog=_("例：pbcli project money remove 5"))
def remove(
    ctx: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ID", help=_("编号，见 project money list"))],
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Remove an entry of money."""
    from pbcli.services.project_parts import remove_money

    state: State = ctx.obj
    state.confirm(_("删除经费记录 {id}？", id=entry), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_money(work, entry)
    acknowledge(state, changed, _("已删除经费记录 {id}。", id=entry), dry_run=dry_run)
