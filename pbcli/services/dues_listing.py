"""Dues as people look at them: all members in a period, or one month by month; pay is hidden unless asked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pbcli.domain.dues import DuesState, MonthDues
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services.dues import HIDDEN, NO_MONTHS, MemberDues, dues_of_month, ledgers_until, months_of
from pbcli.services.lateness import lateness
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period
    from pbcli.services.rulebook import Rulebook


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
    return [_member_row(book, one, unmasked=unmasked) for one in members if one.arrears_fen or not behind_only]


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
    ledger = ledgers_until(reader, months[-1], table, first=months[0], member_id=member["id"]).get(
        member["id"], NO_MONTHS
    )
    payments = reader.rows(
        "dues_payment_list", id=None, member_id=member["id"], first=months[0], last=str(Month.of(period.end))
    )
    bases = reader.rows("dues_base", month="9999-12", member_id=member["id"])
    return {
        "months": [_month_row(entry, unmasked=unmasked) for entry in ledger.values() if entry.month >= months[0]],
        "payments": [
            {"id": row["id"], "month": row["month"], "amount": row["amount_fen"]}
            | cover_notes({key: row[key] for key in ("paid_on", "method", "collector", "note")}, unmasked=unmasked)
            | lateness(row["paid_on"], row["recorded_at"])
            for row in payments
        ],
        "bases": [
            {key: row[key] for key in ("from_month", "payer_group")}
            | {"base": _base(row["base_fen"], unmasked=unmasked)}
            for row in bases
        ],
    }


def _member_row(book: Rulebook, dues: MemberDues, *, unmasked: bool) -> dict[str, Any]:
    return {
        "id": dues.member_id,
        "branch": dues.branch,
        "member": dues.member,
        "payer_group": dues.payer_group,
        "base": _base(dues.base_fen, unmasked=unmasked),
        "rate": dues.rate,
        "owed": dues.owed_fen,
        "paid": dues.paid_fen,
        "state": dues.state,
        "arrears": dues.arrears_fen,
        "months_behind": dues.months_behind,
        "months_unpaid": dues.months_unpaid,
        "alarm": _alarm(book, dues),
    }


def _month_row(entry: MonthDues, *, unmasked: bool) -> dict[str, Any]:
    return {
        "month": entry.month,
        "payer_group": entry.payer_group,
        "base": _base(entry.base_fen, unmasked=unmasked),
        "rate": entry.rate,
        "owed": entry.owed_fen,
        "paid": entry.paid_fen,
        "state": entry.state,
        "paid_on": entry.paid_on,
    }


def _alarm(book: Rulebook, dues: MemberDues) -> str | None:
    """Name the rule that a member's arrears come up against: months in a row without dues, or too many to make up."""
    if dues.months_unpaid >= book.figure("AL-01", "months"):
        return "AL-01"
    return "DU-02" if dues.months_behind >= book.figure("DU-02", "most_months") else None


def _label(row: Row) -> str:
    return f"{row['branch']}/{row['member']}"


def _base(base_fen: int | None, *, unmasked: bool) -> int | str | None:
    return base_fen if unmasked or base_fen is None else HIDDEN
