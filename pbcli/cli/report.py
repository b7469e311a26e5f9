"""`pbcli report`: the summaries for the meeting and for a script."""

import typer

from pbcli.cli.params import PeriodArg, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("出报表：月报等。"), no_args_is_help=True)


@app.command("monthly", help=_("一个月的党建工作月报。"), epilog=_("例：pbcli report monthly 上月 -o 月报.xlsx"))
@with_view
def monthly(ctx: typer.Context, period: PeriodArg = None, *, view: View) -> None:
    """Show the month's figures, branch by branch."""
    from pbcli.services.monthly import monthly_figures, unplaced_contacts
    from pbcli.services.monthly_page import monthly_report

    state: State = ctx.obj
    with state.read() as reader:
        figures = monthly_figures(reader, state.period(period, reader), state.today)
        unplaced = unplaced_contacts(reader, figures)
    state.show(monthly_report(figures, unplaced=unplaced), view)


@app.command("list", help=_("列出有哪些报表。"), epilog=_("例：pbcli report list"))
@with_view
def list_reports(ctx: typer.Context, *, view: View) -> None:
    """List the reports by name."""
    state: State = ctx.obj
    columns = [Column("name", _("报表")), Column("title", _("内容")), Column("command", _("命令"))]
    rows = [
        {
            "name": "monthly",
            "title": _("党建工作月报：党员、组织生活、联系班级、跟进、课题、党费"),
            "command": "pbcli report monthly 2026-10",
        }
    ]
    state.show(Result(columns, rows, title=_("报表")), view)
