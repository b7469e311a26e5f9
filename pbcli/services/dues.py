"""Dues, reading: what each member owes for a month, what was paid for it, what is still open since the first base.

The rates are rows of the rule book (中组发〔2008〕3号); a member owes from the month of joining until leaving.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pbcli.domain.dues import DuesState, MonthDues, months_unpaid, owed_fen, percent, rate, together
from pbcli.domain.errors import UsageFault
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row
    from pbcli.domain.dues import DuesTable
    from pbcli.domain.periods import Period
    from pbcli.services.rulebook import Rulebook

HIDDEN = "••••"
"""What stands for a base, which is a person's pay, unless someone asked to see it."""


@dataclass(frozen=True)
class MemberDues:
    """A member's dues in a month or several. `paid_fen` is paid *for* them; arrears since the first base's month."""

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
    months_unpaid: int
    state: DuesState


def dues_of_month(
    reader: Reader,
    month: str,
    table: DuesTable,
    *,
    first: str | None = None,
    as_of: date | None = None,
    branch_id: int | None = None,
    member_id: int | None = None,
) -> list[MemberDues]:
    """Give the dues of those who are members as of a day (the month's end), in branch and roster order.

    With a `first` month, owed and paid are those of all months from that one on. Arrears are max(0, owed − paid) of
    each member since the first base, never before the month of joining.
    """
    end = Month.parse(month).last_day
    day = as_of or end
    ledgers = ledgers_until(reader, month, table, first=first, member_id=member_id)
    found = []
    for row in reader.rows("dues_member", day=day.isoformat(), branch_id=branch_id, member_id=member_id):
        ledger = ledgers.get(row["member_id"], {})
        now = together([entry for entry in ledger.values() if entry.month >= (first or month)] or [MonthDues(month)])
        since = [entry for entry in ledger.values() if entry.owed_fen is not None]
        arrears = max(0, sum((entry.owed_fen or 0) - entry.paid_fen for entry in since))
        # A month under way isn't unpaid yet; and who has paid ahead isn't behind.
        ended = [entry for entry in ledger.values() if day >= end or entry.month < month] if arrears else []
        found.append(
            MemberDues(
                **row,
                payer_group=now.payer_group,
                base_fen=now.base_fen,
                owed_fen=now.owed_fen,
                paid_fen=now.paid_fen,
                arrears_fen=arrears,
                months_behind=sum(entry.open_fen > 0 for entry in since) if arrears else 0,
                months_unpaid=months_unpaid(ended),
                state=now.state,
            )
        )
    return found


def list_dues(
    reader: Reader,
    period: Period,
    *,
    today: date,
    branch_id: int | None = None,
    behind_only: bool = False,
    unmasked: bool = False,
) -> list[Row]:
    """List the dues of each member in the months of a period, up to today's; `alarm` names the rule that arrears break.

    The base is hidden unless asked for. Raises UsageFault for a period that is still to come.
    """
    months = months_of(period, today=today)
    book = read_rulebook(reader)
    members = dues_of_month(
        reader,
        months[-1],
        book.dues,
        first=months[0],
        as_of=min(Month.parse(months[-1]).last_day, today),
        branch_id=branch_id,
    )
    return [
        {
            "id": one.member_id,
            "branch": one.branch,
            "member": one.member,
            "payer_group": one.payer_group,
            "base": _base(one.base_fen, unmasked=unmasked),
            "rate": rate_of(book.dues, one.payer_group, one.base_fen),
            "owed": one.owed_fen,
            "paid": one.paid_fen,
            "state": one.state,
            "arrears": one.arrears_fen,
            "months_behind": one.months_behind,
            "months_unpaid": one.months_unpaid,
            "alarm": _alarm(book, one),
        }
        for one in members
        if one.arrears_fen or not behind_only
    ]


def remarks(reader: Reader, rows: Sequence[Row]) -> list[str]:
    """Say in words what a listing marks: who has no base, and what each alarm is about."""
    unknown = [_label(row) for row in rows if row["state"] == DuesState.UNKNOWN]
    alarmed: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["alarm"] is not None:
            alarmed[row["alarm"]].append(_label(row))
    notes = []
    if unknown:
        notes.append(_("? {n} 人没有缴纳基数：{members}。", n=len(unknown), members="、".join(unknown)))
    for rule_id, members in sorted(alarmed.items()):
        rule = read_rulebook(reader).rules[rule_id]
        notes.append(
            _(
                "✗ {id}：{limit}（{source}）：{members}。",
                id=rule.id,
                source=rule.citation,
                limit=rule.frequency,
                members="、".join(members),
            )
        )
    return notes


def member_ledger(
    reader: Reader, member: Row, period: Period, *, today: date, unmasked: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """Give a member's months in a period with what was owed and paid, the single payments, and the bases.

    Raises UsageFault for a period that is still to come.
    """
    months = months_of(period, today=today)
    table = read_rulebook(reader).dues
    ledger = ledgers_until(reader, months[-1], table, first=months[0], member_id=member["id"]).get(member["id"], {})
    payments = reader.rows(
        "dues_payment_list", id=None, member_id=member["id"], first=months[0], last=str(Month.of(period.end))
    )
    return {
        "months": [
            {
                "month": entry.month,
                "payer_group": entry.payer_group,
                "base": _base(entry.base_fen, unmasked=unmasked),
                "rate": rate_of(table, entry.payer_group, entry.base_fen),
                "owed": entry.owed_fen,
                "paid": entry.paid_fen,
                "state": entry.state,
                "paid_on": entry.paid_on,
            }
            for entry in ledger.values()
            if entry.month >= months[0]
        ],
        "payments": [
            {"id": row["id"], "month": row["month"], "amount": row["amount_fen"]}
            | {key: row[key] for key in ("paid_on", "method", "collector", "note")}
            for row in payments
        ],
        "bases": [
            {
                "from_month": row["from_month"],
                "payer_group": row["payer_group"],
                "base": _base(row["base_fen"], unmasked=unmasked),
            }
            for row in reader.rows("dues_base", month="9999-12", member_id=member["id"])
        ],
    }


def months_of(period: Period, *, today: date | None = None) -> list[str]:
    """Name the months that a period touches, up to today's. Raises UsageFault where it has not begun."""
    if today is not None and period.start > today:
        raise UsageFault("{period} 还没有到。", period=period.label, hint="pbcli dues list 本月")
    end = period.end if today is None else min(period.end, today)
    return [str(month) for month in Month.of(period.start).through(Month.of(end))]


def ledgers_until(
    reader: Reader, month: str, table: DuesTable, *, first: str | None = None, member_id: int | None = None
) -> dict[int, dict[str, MonthDues]]:
    """Give, for each member, the months of membership up to this one: since the first base, or `first` if earlier."""
    paid: dict[int, dict[str, Row]] = defaultdict(dict)
    for row in reader.rows("dues_paid", month=month, member_id=member_id):
        paid[row["member_id"]][row["month"]] = row
    bases: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows("dues_base", month=month, member_id=member_id):
        bases[row["member_id"]].append(row)
    day = Month.parse(month).last_day.isoformat()
    spans: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows("dues_membership", day=day, member_id=member_id):
        spans[row["member_id"]].append(row)
    return {
        member: _ledger(_months(rows, month, first or month, bases[member]), bases[member], paid[member], table)
        for member, rows in spans.items()
    }


def rate_of(table: DuesTable, payer_group: str | None, base_fen: int | None) -> str | None:
    """Write the rate that a group pays on a base; None where there is none: no base, or a fixed sum."""
    if payer_group is None or base_fen is None or table.groups[payer_group].fixed_fen is not None:
        return None
    return percent(rate(table.groups[payer_group], base_fen))


def _alarm(book: Rulebook, dues: MemberDues) -> str | None:
    """Name the rule that a member's arrears come up against: months in a row without dues, or too many to make up."""
    if dues.months_unpaid >= book.figure("AL-01", "months"):
        return "AL-01"
    return "DU-02" if dues.months_behind >= book.figure("DU-02", "most_months") else None


def _label(row: Row) -> str:
    return f"{row['branch']}/{row['member']}"


def _base(base_fen: int | None, *, unmasked: bool) -> int | str | None:
    return base_fen if unmasked or base_fen is None else HIDDEN


def _months(spans: Iterable[Row], last: str, first: str, bases: Sequence[Row]) -> list[str]:
    """Tell the months from the first base, or `first` if earlier, to the last with a day of membership."""
    since = min(first, bases[0]["from_month"]) if bases else first
    months: set[str] = set()
    for span in spans:
        begin = max(span["from_month"], since)
        # `to_on` is the first day that it holds no more: the first of a month ends it with the month before.
        end = min(last, _last_month(span["to_on"])) if span["to_on"] else last
        if begin <= end:
            months.update(str(month) for month in Month.parse(begin).through(Month.parse(end)))
    return sorted(months)


def _last_month(to_on: str) -> str:
    month = Month.parse(to_on[:7])
    return str(month.plus(-1) if to_on.endswith("-01") else month)


def _ledger(
    months: Iterable[str], bases: Sequence[Row], paid: Mapping[str, Row], table: DuesTable
) -> dict[str, MonthDues]:
    entries: dict[str, MonthDues] = {}
    for month in months:
        base = next((row for row in reversed(bases) if row["from_month"] <= month), None)
        payment = paid.get(month, {})
        entries[month] = MonthDues(
            month,
            base["base_fen"] if base else None,
            base["payer_group"] if base else None,
            owed_fen(table, base["payer_group"], base["base_fen"]) if base else None,
            payment.get("paid_fen", 0),
            payment.get("paid_on"),
        )
    return entries
