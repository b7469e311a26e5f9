"""Dues, reading: what each member owes for a month, what was paid for it, what is still open since the first base.

The rates are rows of the rule book (中组发〔2008〕3号); a member owes from the month of joining until leaving.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pbcli.domain.dues import DuesState, MonthDues, months_unpaid, owed_fen, percent, rate, together
from pbcli.domain.errors import UsageFault
from pbcli.domain.months import Month
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row
    from pbcli.domain.dues import DuesTable
    from pbcli.domain.periods import Period


NOTHING_PAID = {"paid_fen": 0, "paid_on": None}
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
    rate: str | None


class Ledger(Mapping[str, MonthDues]):
    """The months in which a member owes dues, in order; each is worked out when it is asked for."""

    def __init__(self, facts: Mapping[str, Mapping[str, Any]], paid: Mapping[str, Row]) -> None:
        """Take what is known of each month by its base, nothing where there was none, and what was paid for each."""
        self._facts = facts
        self._paid = paid

    def __getitem__(self, month: str) -> MonthDues:
        payment = self._paid.get(month, NOTHING_PAID)
        return MonthDues(month, **self._facts[month], paid_fen=payment["paid_fen"], paid_on=payment["paid_on"])

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def arrears_fen(self) -> int:
        """What is owed since the first base and isn't paid; a month that was paid too much makes up for another."""
        owed = {month: known["owed_fen"] for month, known in self._facts.items() if known.get("owed_fen") is not None}
        paid: int = sum(payment["paid_fen"] for month, payment in self._paid.items() if month in owed)
        owed_fen: int = sum(owed.values())
        return max(0, owed_fen - paid)


NO_MONTHS = Ledger({}, {})


def dues_of_month(
    reader: Reader,
    month: str,
    table: DuesTable,
    *,
    first: str | None = None,
    as_of: date | None = None,
    branch_id: int | None = None,
    member_id: int | None = None,
    only_arrears: bool = False,
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
        ledger = ledgers.get(row["member_id"], NO_MONTHS)
        arrears = ledger.arrears_fen
        if only_arrears and not arrears:
            continue
        now = together([ledger[one] for one in ledger if one >= (first or month)] or [MonthDues(month)])
        # A month under way isn't unpaid yet; and who has paid ahead isn't behind.
        entries = list(ledger.values()) if arrears else []
        ended = [entry for entry in entries if day >= end or entry.month < month]
        found.append(
            MemberDues(
                **row,
                payer_group=now.payer_group,
                base_fen=now.base_fen,
                owed_fen=now.owed_fen,
                paid_fen=now.paid_fen,
                arrears_fen=arrears,
                months_behind=sum(entry.open_fen > 0 for entry in entries),
                months_unpaid=months_unpaid(ended),
                state=now.state,
                rate=now.rate,
            )
        )
    return found


def months_of(period: Period, *, today: date | None = None) -> list[str]:
    """Name the months that a period touches, up to today's. Raises UsageFault where it has not begun."""
    if today is not None and period.start > today:
        raise UsageFault("{period} 还没有到。", period=period.label, hint="pbcli dues list 本月")
    end = period.end if today is None else min(period.end, today)
    return [str(month) for month in Month.of(period.start).through(Month.of(end))]


def ledgers_until(
    reader: Reader, month: str, table: DuesTable, *, first: str | None = None, member_id: int | None = None
) -> dict[int, Ledger]:
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


def _months(spans: Iterable[Row], last: str, first: str, bases: Sequence[Row]) -> Sequence[str]:
    """Tell the months from the first base, or `first` if earlier, to the last with a day of membership."""
    since = min(first, bases[0]["from_month"]) if bases else first
    named: list[tuple[str, ...]] = []
    for span in spans:
        begin = max(span["from_month"], since)
        # `to_on` is the first day that it holds no more: the first of a month ends it with the month before.
        end = min(last, _last_month(span["to_on"])) if span["to_on"] else last
        if begin <= end:
            named.append(_named(begin, end))
    return named[0] if len(named) == 1 else sorted(set().union(*named))


@cache
def _named(begin: str, end: str) -> tuple[str, ...]:
    """Name the months from one to another; most members have the same."""
    return tuple(str(month) for month in Month.parse(begin).through(Month.parse(end)))


def _last_month(to_on: str) -> str:
    month = Month.parse(to_on[:7])
    return str(month.plus(-1) if to_on.endswith("-01") else month)


def _ledger(months: Sequence[str], bases: Sequence[Row], paid: Mapping[str, Row], table: DuesTable) -> Ledger:
    facts: dict[str, Mapping[str, Any]] = {month: {} for month in months}
    for base in bases:
        facts.update(dict.fromkeys(months[bisect_left(months, base["from_month"]) :], _owed(base, table)))
    return Ledger(facts, paid)


def _owed(base: Row, table: DuesTable) -> dict[str, Any]:
    """Tell what is owed on a base; where a purge has taken it, what was owed by then."""
    group, base_fen = base["payer_group"], base["base_fen"]
    owed, rate = base["owed_fen"], base["rate_basis_points"]
    return {
        "base_fen": base_fen,
        "payer_group": group,
        "owed_fen": owed if base_fen is None else owed_fen(table, group, base_fen),
        "rate": rate_of(table, group, base_fen) if rate is None else percent(rate),
    }
