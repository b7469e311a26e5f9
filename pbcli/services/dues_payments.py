"""Dues, writing: what a member paid for which month, and mending what was written down wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.dues import MonthDues, spread
from pbcli.domain.errors import RuleForbids
from pbcli.domain.money import yuan
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.dues import NO_MONTHS, dues_of_month, ledgers_until
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.rulebook import read_rulebook
from pbcli.services.stored import id_of, stored, unknown
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.models import DuesPayment
    from pbcli.db.read import Reader, Row
    from pbcli.services.rulebook import Rulebook

EVER = {"first": "0000-00", "last": "9999-12"}

FAR_AHEAD = 12
"""A payment for a month that is more than so many months ahead is more likely a slip of the pen."""


@dataclass(frozen=True)
class Paid(Changed):
    """A payment that was written down: for which month, and how much."""

    month: str = ""
    amount_fen: int = 0


def record_payment(
    work: Work,
    *,
    member: Row,
    months: Sequence[str],
    amount_fen: int | None,
    paid_on: date,
    today: date,
    **facts: str | None,
) -> list[Paid]:
    """Write down what a member paid, one payment a month; without an amount it is what is still open for each.

    An amount for several months is shared out among them: what is open in each, the oldest first. Raises RuleForbids
    for a day to come, for a month whose owed amount isn't known where it is needed, and when nothing is owed.
    """
    from pbcli.db.models import DuesPayment

    book = read_rulebook(work.reader)
    ledger = ledgers_until(work.reader, months[-1], book.dues, first=months[0], member_id=member["id"])
    known = ledger.get(member["id"], NO_MONTHS)
    facts = clean_facts(DuesPayment, facts)
    paid: list[Paid] = []
    for month, fen in _shares(member, months, amount_fen, known).items():
        payment = DuesPayment.make(
            member_id=member["id"], month=month, amount_fen=fen, paid_on=paid_on, recorded_at=work.now, **facts
        )
        _check(payment, today)
        notes = [*_notes(book, member, payment, known.get(month)), *([] if paid else said_of_entry(paid_on, today))]
        paid.append(Paid(id_of(work.add(payment)), member["name"], notes, month, fen))
    return paid


def find_payment(reader: Reader, payment_id: int) -> Row:
    """Return a payment with its member's name. Raises UnknownName."""
    row = reader.one("dues_payment_list", id=payment_id, member_id=None, **EVER)
    if row is None:
        raise unknown("dues_payment", payment_id)
    return row


def edit_payment(work: Work, payment_id: int, *, today: date, **changes: Any) -> Changed:
    """Mend what a payment says. Raises RuleForbids for a day to come and for nothing paid."""
    from pbcli.db.models import DuesPayment

    payment = stored(work, DuesPayment, payment_id)
    payment.revise(**clean_facts(DuesPayment, changes))
    _check(payment, today)
    work.add(payment)
    return Changed(payment_id, find_payment(work.reader, payment_id)["member"])


def remove_payment(work: Work, payment_id: int) -> Changed:
    """Remove a payment that was written down by mistake."""
    from pbcli.db.models import DuesPayment

    payment = stored(work, DuesPayment, payment_id)
    name = find_payment(work.reader, payment_id)["member"]
    work.remove(payment)
    return Changed(payment_id, name)


def still_open(reader: Reader, member: Row, *, today: date) -> str | None:
    """Say what a member still owes as of today, once something was paid; None where it is nothing."""
    month = str(Month.of(today))
    for one in dues_of_month(reader, month, read_rulebook(reader).dues, as_of=today, member_id=member["id"]):
        if one.arrears_fen:
            return _(
                "{member}到 {month} 还欠 {n} 个月，共 {amount} 元。",
                member=one.member,
                month=month,
                n=one.months_behind,
                amount=yuan(one.arrears_fen),
            )
    return None


def _shares(
    member: Row, months: Sequence[str], amount_fen: int | None, known: Mapping[str, MonthDues]
) -> dict[str, int]:
    """Return how much was paid for each month. Raises RuleForbids."""
    if amount_fen is not None and len(months) == 1:
        return {months[0]: amount_fen}
    wanted = [_with_base(member, known.get(month), month) for month in months]
    if amount_fen is not None:
        return spread(amount_fen, wanted) or {months[-1]: amount_fen}
    shares = {month.month: month.open_fen for month in wanted if month.open_fen}
    if not shares:
        raise RuleForbids(
            "{member}在 {months} 没有要缴的党费。",
            member=member["name"],
            months=months[0] if len(months) == 1 else f"{months[0]} 至 {months[-1]}",
        )
    return shares


def _with_base(member: Row, month: MonthDues | None, name: str) -> MonthDues:
    if month is None:
        raise RuleForbids("{member}在 {month} 不是本单位的党员。", member=member["name"], month=name)
    if month.owed_fen is None:
        raise RuleForbids(
            "{member}在 {month} 没有缴纳基数，应缴多少算不出来。",
            member=member["name"],
            month=name,
            id=member["id"],
            hint="pbcli dues base {id} YUAN --from {month}",
        )
    return month


def _check(payment: DuesPayment, today: date) -> None:
    """Raise RuleForbids where a payment can't be so."""
    if payment.paid_on is not None and payment.paid_on > today:
        raise RuleForbids("缴纳日期 {day} 还没有到。", day=payment.paid_on)
    if payment.amount_fen == 0:
        raise RuleForbids("缴纳金额要大于零。")


def _notes(book: Rulebook, member: Row, payment: DuesPayment, known: MonthDues | None) -> list[str]:
    """Say what is unusual about a payment, though it is kept."""
    notes = []
    if known is None:
        notes.append(_("{member}在 {month} 不是本单位的党员，已照记。", member=member["name"], month=payment.month))
    elif known.owed_fen is not None and payment.amount_fen > known.open_fen:
        notes.append(
            _(
                "{month} 应缴 {owed} 元，加上这一笔共缴 {paid} 元。",
                month=payment.month,
                owed=yuan(known.owed_fen),
                paid=yuan(known.paid_fen + payment.amount_fen),
            )
        )
    rule = book.rules["DU-02"]
    behind = Month.of(payment.paid_on).months_since(Month.parse(payment.month)) if payment.paid_on else 0
    if -behind > FAR_AHEAD:
        notes.append(_("{month} 还早，请核对月份。", month=payment.month))
    if behind > rule.figures["most_months"]:
        notes.append(
            _(
                "{month} 的党费晚了 {n} 个月：{limit}（{id}）。",
                month=payment.month,
                n=behind,
                limit=rule.frequency,
                id=rule.id,
            )
        )
    return notes
