"""`pbcli dues`: bases, and who owes what. The payments are in `dues_payments`, under the same command."""

from collections.abc import Sequence
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.dues_options import BASE, MemberArg, UnmaskOpt, one_month
from pbcli.cli.dues_payments import app as payments
from pbcli.cli.params import DryRunOpt, PeriodArg, TermParameter, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import PayerGroup
from pbcli.domain.money import yuan
from pbcli.messages import _
from pbcli.output.result import Column, Result, Row, View

app = typer.Typer(help=_("党费：基数、缴纳、欠缴。"), no_args_is_help=True)


@app.command(
    "base",
    help=_("登记党员从某月起的缴纳基数；--remove 删除登错的。"),
    epilog=_("例：pbcli dues base 张三 6500 --from 2026-07；pbcli dues base 李四 --group 免缴"),
)
def base(
    ctx: typer.Context,
    member: MemberArg = None,
    amount: Annotated[
        int | None,
        typer.Argument(click_type=BASE, metavar="YUAN", help=_("缴纳基数（元）；- 从键盘或管道读，@文件 从文件读")),
    ] = None,
    from_month: Annotated[str | None, typer.Option("--from", metavar="MONTH", help=_("从哪个月起，默认本月"))] = None,
    group: Annotated[
        PayerGroup | None,
        typer.Option("--group", click_type=TermParameter(PayerGroup), metavar="GROUP", help="、".join(PayerGroup)),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("删除从这个月起的基数"))] = False,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Set the base that a member pays on from a month on."""
    from pbcli.services.dues_bases import needs_base, set_base
    from pbcli.services.lookup import find_member

    state: State = ctx.obj
    member = state.ask(_("党员"), member, option="MEMBER")
    month = one_month(state, from_month, option="--from")
    if remove:
        _remove(state, member, month, yes=yes, dry_run=dry_run)
        return
    with state.read() as reader:
        find_member(reader, member, day=state.today)
        is_needed = needs_base(reader, group)
    if amount is None and is_needed:
        amount = BASE.convert(state.ask(_("缴纳基数（元）"), None, option="YUAN"), None, ctx)
    with state.change(dry_run=dry_run) as work:
        row = find_member(work.reader, member, day=state.today)
        changed = set_base(work, member=row, from_month=month, base_fen=amount, payer_group=group)
    sentence = _(
        "{member}从 {month} 起按“{group}”每月应缴 {owed} 元{rate}。",
        member=changed.name,
        month=month,
        group=changed.payer_group,
        owed=yuan(changed.owed_fen),
        rate=f"（{changed.rate}）" if changed.rate else "",
    )
    acknowledge(state, changed, sentence, dry_run=dry_run)


def _remove(state: State, member: str, month: str, *, yes: bool, dry_run: bool) -> None:
    from pbcli.services.dues_bases import remove_base
    from pbcli.services.lookup import find_member

    with state.read() as reader:
        row = find_member(reader, member, day=state.today)
    state.confirm(_("删除{member}从 {month} 起的基数？", member=row["name"], month=month), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_base(work, member=row, from_month=month)
    acknowledge(
        state, changed, _("已删除{member}从 {month} 起的基数。", member=row["name"], month=month), dry_run=dry_run
    )


@app.command("list", help=_("列出党费：应缴、实缴、欠缴。"), epilog=_("例：pbcli dues list 上月 --arrears"))
@with_view
def list_(
    ctx: typer.Context,
    period: PeriodArg = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("只列这个党支部"))] = None,
    arrears: Annotated[bool, typer.Option("--arrears", help=_("只列有欠缴的"))] = False,
    unmask: UnmaskOpt = False,
    *,
    view: View,
) -> None:
    """List what each member owes and has paid; what is shown unmasked is journalled before it is shown."""
    from pbcli.services.dues_listing import list_dues, remarks
    from pbcli.services.dues_page import base_column
    from pbcli.services.lookup import branch_id_of

    state: State = ctx.obj
    with state.read() as reader:
        branch_id = branch_id_of(reader, branch)
        wanted = state.period(period, reader)
        rows = list_dues(reader, wanted, today=state.today, branch_id=branch_id, behind_only=arrears, unmasked=unmask)
        notes = remarks(reader, rows)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了 {n} 人的党费基数（{period}）。", n=len(rows), period=wanted.label))
    columns = _columns(base_column(unmasked=unmask))
    title = _("党费（{period}）", period=wanted.label)
    state.show(Result(columns, rows, title=title, notes=notes, totals=_totals(rows)), view)


def _columns(base_column: Column) -> list[Column]:
    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("branch", _("党支部")),
        Column("member", _("姓名")),
        Column("payer_group", _("人员类别"), hidden=True),
        base_column,
        Column("rate", _("比例"), hidden=True),
        Column("owed", _("应缴"), "money"),
        Column("paid", _("实缴"), "money"),
        Column("state", _("状态")),
        Column("arrears", _("累计欠缴"), "money"),
        Column("months_behind", _("欠缴月数"), "int"),
        Column("months_unpaid", _("连续未缴月数"), "int", hidden=True),
        Column("alarm", _("预警")),
    ]


def _totals(rows: Sequence[Row]) -> Row | None:
    if len(rows) < 2:
        return None
    return {"branch": _("合计"), **{key: sum(row[key] or 0 for row in rows) for key in ("owed", "paid", "arrears")}}


@app.command("show", help=_("显示一名党员各月的党费和每一笔缴纳。"), epilog=_("例：pbcli dues show 张三 2026"))
@with_view
def show(
    ctx: typer.Context,
    member: Annotated[str, typer.Argument(metavar="MEMBER", help=_("党员"))],
    period: Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("时段，默认今年"))] = None,
    unmask: UnmaskOpt = False,
    *,
    view: View,
) -> None:
    """Show a member's dues month by month, with the payments and their numbers."""
    from pbcli.services.dues_page import dues_page
    from pbcli.services.lookup import find_member

    state: State = ctx.obj
    with state.read() as reader:
        row = find_member(reader, member, day=state.today)
        page = dues_page(reader, row, state.period(period or "今年", reader), today=state.today, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("查看了“{name}”（编号 {id}）的党费基数。", name=row["name"], id=row["id"]))
    state.show(page, view)


app.registered_commands += payments.registered_commands
