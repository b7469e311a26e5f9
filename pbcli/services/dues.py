"""Dues: the base that a member pays on, what is owed for a month, what was paid, what is still open.

The rates are rows of the rule book (中组发〔2008〕3号); a member owes from the month of joining until leaving.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbcli.domain.dues import owed_fen
from pbcli.domain.errors import RuleForbids
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.changed import Changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row
    from pbcli.domain.dues import DuesTable
    from pbcli.domain.enums import PayerGroup


@dataclass(frozen=True)
class MonthDues:
    """A month in which a member belongs to a branch of the unit: the base that holds, owed and paid; None: no base."""

    month: str
    base_fen: int | None
    payer_group: str | None
    owed_fen: int | None
    paid_fen: int

    @property
    def is_behind(self) -> bool:
        """Whether less was paid for the month than is owed."""
        return self.owed_fen is not None and self.paid_fen < self.owed_fen


@dataclass(frozen=True)
class MemberDues:
    """A member's dues as of a month. `paid_fen` is paid *for* the month; arrears since the first base's month."""

    member_id: int
    member: str
    branch_id: int
    branch: str
    payer_group: str | None
    base_fen: int | None
    owed_fen: int | None
    paid_fen: int
    arrears_fen: int
    months_behind: int


def dues_of_month(
    reader: Reader,
    month: str,
    table: DuesTable,
    *,
    as_of: date | None = None,
    branch_id: int | None = None,
    member_id: int | None = None,
) -> list[MemberDues]:
    """Give the dues of those who are members as of a day (the month's end), in branch and roster order.

    Arrears are max(0, owed − paid) of each member since the first base, never before the month of joining.
    """
    day = (as_of or Month.parse(month).last_day).isoformat()
    ledgers = _ledgers(reader, month, table, member_id=member_id)
    found = []
    for row in reader.rows("dues_member", day=day, branch_id=branch_id, member_id=member_id):
        ledger = ledgers.get(row["member_id"], {})
        now = ledger.get(month) or MonthDues(month, None, None, None, 0)
        since = [entry for entry in ledger.values() if entry.owed_fen is not None]
        owed = sum(entry.owed_fen or 0 for entry in since)
        found.append(
            MemberDues(
                member_id=row["member_id"],
                member=row["member"],
                branch_id=row["branch_id"],
                branch=row["branch"],
                payer_group=now.payer_group,
                base_fen=now.base_fen,
                owed_fen=now.owed_fen,
                paid_fen=now.paid_fen,
                arrears_fen=max(0, owed - sum(entry.paid_fen for entry in since)),
                months_behind=sum(entry.is_behind for entry in since),
            )
        )
    return found


def owed_by_month(reader: Reader, member_id: int, months: Sequence[str], table: DuesTable) -> dict[str, int | None]:
    """Tell what a member owes for each of these months; None where no base holds."""
    ledger = _ledgers(reader, max(months), table, member_id=member_id).get(member_id, {})
    return {month: ledger[month].owed_fen if month in ledger else None for month in months}


def set_base(work: Work, *, member: Row, from_month: str, base_fen: int, payer_group: PayerGroup) -> Changed:
    """Set the base that a member pays on from a month on; a base of the same month is replaced."""
    from pbcli.db.models import DuesBase

    bases = work.reader.rows("dues_base", month=from_month, member_id=member["id"])
    same = next((row for row in bases if row["from_month"] == from_month), None)
    if same is None:
        kept = work.add(
            DuesBase.make(member_id=member["id"], from_month=from_month, base_fen=base_fen, payer_group=payer_group)
        )
        return Changed(kept.id or 0, member["name"])
    kept = work.session.get_one(DuesBase, same["id"])
    work.add(kept.revise(base_fen=base_fen, payer_group=payer_group))
    return Changed(same["id"], member["name"], (_("已替换 {month} 原来的基数。", month=from_month),))


def record_payment(
    work: Work,
    *,
    member: Row,
    months: Sequence[str],
    amount_fen: int | None,
    table: DuesTable,
    paid_on: date,
    today: date,
    **facts: str | None,
) -> list[Changed]:
    """Write down what a member paid, one payment a month; without an amount it is what is still owed for each.

    Raises RuleForbids for a day to come, for a month whose owed amount isn't known, and when nothing is owed.
    """
    from pbcli.db.models import DuesPayment

    if paid_on > today:
        raise RuleForbids("缴纳日期 {day} 还没有到。", day=paid_on)
    if amount_fen == 0:
        raise RuleForbids("缴纳金额要大于零。")
    if amount_fen is None:
        amounts = _open_amounts(work.reader, member, months, table)
    else:
        amounts = dict.fromkeys(months, amount_fen)
    changed = []
    for month, fen in amounts.items():
        if not fen:
            continue
        payment = work.add(
            DuesPayment.make(member_id=member["id"], month=month, amount_fen=fen, paid_on=paid_on, **facts)
        )
        changed.append(Changed(payment.id or 0, member["name"], _payment_notes(month, paid_on)))
    if not changed:
        raise RuleForbids(
            "{member}在 {first} 至 {last} 已缴清。", member=member["name"], first=months[0], last=months[-1]
        )
    return changed


def _open_amounts(reader: Reader, member: Row, months: Sequence[str], table: DuesTable) -> dict[str, int]:
    """Tell what is still open for each month: owed less paid."""
    owed = owed_by_month(reader, member["id"], months, table)
    for month, fen in owed.items():
        if fen is None:
            raise RuleForbids(
                "{member}在 {month} 没有缴纳基数，应缴多少算不出来。",
                member=member["name"],
                month=month,
                hint="pbcli dues base",
            )
    paid = {
        row["month"]: row["paid_fen"] for row in reader.rows("dues_paid", month=max(months), member_id=member["id"])
    }
    return {month: max(0, (fen or 0) - paid.get(month, 0)) for month, fen in owed.items()}


def _payment_notes(month: str, paid_on: date) -> tuple[str, ...]:
    """Say when a payment is far behind its month: paying back is usual for up to six months."""
    behind = Month.of(paid_on).months_since(Month.parse(month))
    if behind > 6:
        return (_("{month} 的党费补缴已超过六个月。", month=month),)
    return ()


def _ledgers(reader: Reader, month: str, table: DuesTable, *, member_id: int | None) -> dict[int, dict[str, MonthDues]]:
    """Give, for each member, the months from the first base to this one in which dues are owed."""
    paid: dict[int, dict[str, int]] = defaultdict(dict)
    for row in reader.rows("dues_paid", month=month, member_id=member_id):
        paid[row["member_id"]][row["month"]] = row["paid_fen"]
    bases: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows("dues_base", month=month, member_id=member_id):
        bases[row["member_id"]].append(row)
    day = Month.parse(month).last_day.isoformat()
    spans: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows("dues_membership", day=day, member_id=member_id):
        spans[row["member_id"]].append(row)
    return {
        member: _ledger(_months_of(rows, month, bases[member]), bases[member], paid[member], table)
        for member, rows in spans.items()
    }


def _months_of(spans: Iterable[Row], last: str, bases: Sequence[Row]) -> list[str]:
    """Tell the months that a member owes for: those with a day of membership, since the first base, and the last."""
    first = bases[0]["from_month"] if bases else last
    months: set[str] = set()
    for span in spans:
        begin = max(span["from_month"], first)
        # `to_on` is the first day that it holds no more: the first of a month ends it with the month before.
        end = min(last, _last_month(span["to_on"])) if span["to_on"] else last
        if begin <= end:
            months.update(str(month) for month in Month.parse(begin).through(Month.parse(end)))
    return sorted(months)


def _last_month(to_on: str) -> str:
    month = Month.parse(to_on[:7])
    return str(month.plus(-1) if to_on.endswith("-01") else month)


def _ledger(
    months: Iterable[str], bases: Sequence[Row], paid: Mapping[str, int], table: DuesTable
) -> dict[str, MonthDues]:
    entries: dict[str, MonthDues] = {}
    for month in months:
        base = next((row for row in reversed(bases) if row["from_month"] <= month), None)
        entries[month] = MonthDues(
            month,
            base["base_fen"] if base else None,
            base["payer_group"] if base else None,
            owed_fen(table, base["payer_group"], base["base_fen"]) if base else None,
            paid.get(month, 0),
        )
    return entries
