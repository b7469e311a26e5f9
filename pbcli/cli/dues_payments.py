"""`pbcli dues pay edit remove`: what was paid for which month."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.dues_options import CollectorOpt, MemberArg, MethodOpt, NoteOpt, one_month
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.inputs import MONEY
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt
from pbcli.cli.state import State
from pbcli.domain.money import yuan
from pbcli.messages import _

app = typer.Typer()

PaymentArg = Annotated[int, typer.Argument(metavar="ID", help=_("缴纳记录的编号，见 dues show"))]


@app.command(
    "pay",
    help=_("登记缴纳党费；不写金额就按还没缴的记。"),
    epilog=_("例：pbcli dues pay 张三 97.5 --month 2026-10；pbcli dues pay 张三 --month 2026Q3 --on 2026-10-08"),
)
def pay(
    ctx: typer.Context,
    member: MemberArg = None,
    amount: Annotated[
        int | None,
        typer.Argument(click_type=MONEY, metavar="YUAN", help=_("缴了多少元；几个月合在一起的，从最早的月份起分配")),
    ] = None,
    months: Annotated[
        str | None,
        typer.Option("--month", "--months", metavar="PERIOD", help=_("缴的是哪个月或哪几个月，默认缴纳日期所在月")),
    ] = None,
    on: OnOpt = None,
    method: MethodOpt = None,
    collector: CollectorOpt = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down a payment."""
    from pbcli.services.dues import months_of
    from pbcli.services.dues_payments import record_payment, still_open
    from pbcli.services.lookup import find_member

    state: State = ctx.obj
    member = state.ask(_("党员"), member, option="MEMBER")
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        row = find_member(work.reader, member, day=day)
        paid = record_payment(
            work,
            member=row,
            months=months_of(state.period(months or day.isoformat()[:7], work.reader)),
            amount_fen=amount,
            paid_on=day,
            today=state.today,
            **given(method=method, collector=collector, note=note),
        )
        rest = still_open(work.reader, row, today=state.today)
    for each in paid:
        sentence = _(
            "已记{member} {month} 的党费 {amount} 元。",
            member=each.name,
            month=each.month,
            amount=yuan(each.amount_fen),
        )
        acknowledge(state, each, sentence, dry_run=dry_run)
    if rest is not None:
        state.say(rest)


@app.command("edit", help=_("改一笔缴纳。"), epilog=_("例：pbcli dues edit 12 --amount 97.5 --on 2026-10-08"))
def edit(
    ctx: typer.Context,
    payment: PaymentArg,
    amount: Annotated[
        int | None, typer.Option("--amount", click_type=MONEY, metavar="YUAN", help=_("缴了多少元"))
    ] = None,
    month: Annotated[str | None, typer.Option("--month", metavar="MONTH", help=_("缴的是哪个月"))] = None,
    on: Annotated[date | None, day_option("--on", help=_("缴纳日期"))] = None,
    method: MethodOpt = None,
    collector: CollectorOpt = None,
    note: NoteOpt = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Mend a payment."""
    from pbcli.services.dues_payments import edit_payment

    state: State = ctx.obj
    typed = {"amount": amount, "month": month, "on": on, "method": method, "collector": collector, "note": note}
    changes = {
        _COLUMNS.get(field, field): value
        for field, value in edits(clear, required=("amount", "month"), **typed).items()
    }
    if month is not None:
        changes["month"] = one_month(state, month, option="--month")
    with state.change(dry_run=dry_run) as work:
        changed = edit_payment(work, payment, today=state.today, **changes)
    acknowledge(state, changed, _("已改{member}的缴纳记录 {id}。", member=changed.name, id=payment), dry_run=dry_run)


@app.command("remove", help=_("删除登错的一笔缴纳。"), epilog=_("例：pbcli dues remove 12"))
def remove(ctx: typer.Context, payment: PaymentArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a payment."""
    from pbcli.services.dues_payments import find_payment, remove_payment

    state: State = ctx.obj
    with state.read() as reader:
        row = find_payment(reader, payment)
    question = _(
        "删除{member} {month} 的党费 {amount} 元？",
        member=row["member"],
        month=row["month"],
        amount=yuan(row["amount_fen"]),
    )
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_payment(work, payment)
    acknowledge(state, changed, _("已删除{member}的缴纳记录 {id}。", member=changed.name, id=payment), dry_run=dry_run)


_COLUMNS = {"amount": "amount_fen", "on": "paid_on"}
