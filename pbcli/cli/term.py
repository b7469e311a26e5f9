"""`pbcli term`: the unit's school terms, by which 本学期 and 第8周 are counted."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ask_day, day_option
from pbcli.cli.params import DryRunOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("学期：“本学期”“第8周”从哪天到哪天；没有登记的按默认学期。"), no_args_is_help=True)

TermArg = Annotated[str, typer.Argument(metavar="NAME", help=_("学期：名称、唯一的开头或编号"))]
FromOpt = Annotated[date | None, day_option("--from", help=_("开学日期"))]
ToOpt = Annotated[date | None, day_option("--to", help=_("结束日期（最后一天）"))]


@app.command(
    "add",
    help=_("登记一个学期。"),
    epilog=_("例：pbcli term add 2026-2027学年第一学期 --from 2026-09-01 --to 2027-01-22"),
)
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("名称，如 2026-2027学年第一学期"))] = None,
    from_: FromOpt = None,
    to: ToOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Add a term."""
    from pbcli.services.school_terms import add_term

    state: State = ctx.obj
    name = state.ask(_("学期"), name, option="NAME")
    starts_on = ask_day(state, _("开学日期"), from_, option="--from")
    ends_on = ask_day(state, _("结束日期"), to, option="--to")
    with state.change(dry_run=dry_run) as work:
        changed = add_term(work, name=name, starts_on=starts_on, ends_on=ends_on, today=state.today)
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command(
    "edit", help=_("改一个学期的名称或日期。"), epilog=_("例：pbcli term edit 2026-2027学年第一学期 --to 2027-01-15")
)
def edit(
    ctx: typer.Context,
    term: TermArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("新名称"))] = None,
    from_: FromOpt = None,
    to: ToOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a term's name or days."""
    from pbcli.services.lookup import find_school_term
    from pbcli.services.school_terms import edit_term

    state: State = ctx.obj
    changes = given(name=new_name, starts_on=from_, ends_on=to)
    if not changes:
        raise UsageFault("没有说要改什么，可用：{options}。", options="--name --from --to")
    with state.change(dry_run=dry_run) as work:
        changed = edit_term(work, find_school_term(work.reader, term)["id"], today=state.today, **changes)
    acknowledge(state, changed, _("已修改{name}。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出登记过的学期。"), epilog=_("例：pbcli term list -f csv"))
@with_view
def list_(ctx: typer.Context, *, view: View) -> None:
    """List the terms."""
    from pbcli.services.school_terms import list_terms

    state: State = ctx.obj
    with state.read() as reader:
        rows = list_terms(reader, today=state.today)
    columns = [
        Column("id", _("编号"), "int"),
        Column("name", _("学期")),
        Column("starts_on", _("开学日期"), "day"),
        Column("ends_on", _("结束日期"), "day"),
        Column("weeks", _("周数"), "int"),
        Column("current", _("本学期"), "flag"),
    ]
    notes = [] if rows else [_("没有登记学期：按默认学期，从 9 月 1 日、3 月 1 日开始。")]
    state.show(Result(columns, rows, title=_("学期"), notes=notes), view)


@app.command("remove", help=_("删除登记错的学期。"), epilog=_("例：pbcli term remove 2026-2027学年第一学期"))
def remove(ctx: typer.Context, term: TermArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a term."""
    from pbcli.services.lookup import find_school_term
    from pbcli.services.school_terms import remove_term

    state: State = ctx.obj
    with state.read() as reader:
        found = find_school_term(reader, term)
    state.confirm(_("删除“{name}”？", name=found["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_term(work, found["id"])
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)
