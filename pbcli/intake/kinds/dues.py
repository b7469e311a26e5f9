"""Papers of dues: a base from a month on, and what was paid for which month; a row a year, or a row a month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any, ClassVar

from pbcli.domain.dates import FIRST_YEAR, LAST_YEAR
from pbcli.domain.enums import PayerGroup
from pbcli.intake import cells
from pbcli.intake.kinds.base import Context, added, branch_of, known, mark_new, revised
from pbcli.intake.kinds.exported import member_of_line
from pbcli.intake.kinds.histories import take_rows, with_fen
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.paper import Cell
from pbcli.intake.plan import Outcome
from pbcli.intake.store import Kept
from pbcli.intake.vocabulary import cell_term
from pbcli.messages import _

_FIELDS = {"缴纳基数(元)": "base", "实缴(元)": "paid", "人员类别": "payer_group"}
MONTHS = tuple((f"month_{number}", number) for number in range(1, 13))


class Dues:
    """Takes the rows of a paper of dues."""

    unused: ClassVar[frozenset[str]] = frozenset({"made_up_months", "state"})

    def __init__(self, context: Context) -> None:
        self.context = context
        self._seen: Counter[tuple[Path, str, int, str]] = Counter()

    def take(self, line: Line) -> None:
        """Take a member's base and payments."""
        branch = branch_of(self.context, line)
        if line.has("bases") or line.has("payments"):
            self._take_exported(line, member_of_line(self.context, line, branch=branch))
            return
        months = self._yearly(line) or self._monthly(line)
        last = max(months)
        member = member_of_line(self.context, line, branch=branch, day=f"{last}-28")
        years = {month[:4] for month in months}
        first = f"{min(years)}-01" if len(months) > 1 and len(years) == 1 else min(months)
        was_known = self._is_known(member, {*months, first})
        self._take_base(line, member, first)
        for month, field in months.items():
            self._take_payment(line, member, month, field)
        if line.outcome is Outcome.CHANGED and not was_known:
            mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""

    def _take_exported(self, line: Line, member: Kept) -> None:
        """Take all bases and payments of a member, as `export` wrote them; a base that is masked says nothing."""
        owner = {"member_id": member.id}
        known_bases = [row for row in line.rows("bases") or () if not cells.is_masked(str(row["base"]))]
        bases = [with_fen("bases", row, base="base_fen", owed="owed_fen") for row in known_bases]
        payments = [with_fen("payments", row, amount="amount_fen") for row in line.rows("payments") or ()]
        was_known = self._is_known(member, {row["from_month"] for row in bases} | {row["month"] for row in payments})
        take_rows(self.context, line, "dues_base", owner, bases, known_by=("from_month",))
        take_rows(self.context, line, "dues_payment", owner, payments, known_by=("month", "amount_fen", "paid_on"))
        if not was_known and line.outcome is Outcome.CHANGED:
            mark_new(line)

    def _is_known(self, member: Kept, months: Collection[str]) -> bool:
        """Tell whether something was kept of these months before the papers were taken."""
        store = self.context.store
        kept = [(row, row["from_month"]) for row in store.where("dues_base", "member_id", member.id)]
        kept += [(row, row["month"]) for row in store.where("dues_payment", "member_id", member.id)]
        return any(month in months and not row.is_new for row, month in kept)

    def _yearly(self, line: Line) -> dict[str, str]:
        """Return the months of a paper that has a column for each, and their fields. Raises RowFault."""
        own_year = line.read("year", _year)
        return {
            _month(line, own_year or line.years.get(field) or line.when.year_in(number), number): field
            for field, number in MONTHS
            if line.has(field)
        }

    def _monthly(self, line: Line) -> dict[str, str]:
        """Return the month that a row speaks of. Raises RowFault."""
        year, number = line.read("month", cells.cell_month) or (None, None)
        number = line.need("month", number or line.when.month)
        return {_month(line, year or line.read("year", _year) or line.when.year_in(number), number): "paid"}

    def _take_base(self, line: Line, member: Kept, month: str) -> None:
        """Take the base from a month on, unless the same one holds by then."""
        base = line.yuan("base")
        group = _payer_group(line)
        if base is None:
            return
        rows = self.context.store.where("dues_base", "member_id", member.id)
        rows = sorted((row for row in rows if row["from_month"] <= month), key=lambda row: str(row["from_month"]))
        held = rows[-1] if rows else None
        if held is not None and held["base_fen"] is None:
            line.warn("base", _("这段时间的基数已按保存期清理，没有再记。"))
            return
        wanted: dict[str, Any] = {"base_fen": base} | known(payer_group=group)
        if held is not None and held["from_month"] == month:
            if held.is_new and held["base_fen"] != base:
                line.warn("base", _("同一个月写了两个基数，以后一个为准。"))
            revised(self.context, line, held, wanted)
            return
        if held is not None and held["base_fen"] == base and group in {None, held["payer_group"]}:
            return
        group = group or (held["payer_group"] if held is not None else PayerGroup.SALARIED)
        values = {"member_id": member.id, "from_month": month, "base_fen": base, "payer_group": group}
        added(self.context, line, "dues_base", _FIELDS, **values)
        line.changed()

    def _take_payment(self, line: Line, member: Kept, month: str, field: str) -> None:
        """Take what was paid for a month: equal to what is kept, a correction of it, or new. A blank is nothing.

        The n-th row of a sheet for a member and month is the n-th payment; a figure for the whole month may be the sum
        of several.
        """
        amount = None if _says_unpaid(line.values.get(field)) else line.yuan(field)
        if not amount:
            return
        facts = known(paid_on=line.day("paid_on"), method=line.text("method"), collector=line.text("collector"))
        facts |= known(note=line.text("note"))
        number = self._number(line, member, month)
        rows = self.context.store.where("dues_payment", "member_id", member.id)
        kept = [row for row in rows if row["month"] == month]
        is_sum = field != "paid" and number == 0 and len(kept) > 1 and kept[0]["amount_fen"] != amount
        if is_sum and sum(row["amount_fen"] for row in kept) != amount:
            line.warn(field, _("{month} 登记了 {n} 笔，合计与本表不同，没有改动。", month=month, n=len(kept)))
        elif not is_sum and number < len(kept):
            revised(self.context, line, kept[number], facts | {"amount_fen": amount})
        elif not is_sum:
            values = {"member_id": member.id, "month": month, "amount_fen": amount}
            moment = recorded_at(line, "recorded_at", self.context.now)
            added(self.context, line, "dues_payment", _FIELDS, **values, **facts, recorded_at=moment)
            line.changed()

    def _number(self, line: Line, member: Kept, month: str) -> int:
        """Count the rows of the sheet that spoke of a member's month before."""
        place = (line.plan.path, line.plan.sheet, member.id, month)
        self._seen[place] += 1
        return self._seen[place] - 1


def _month(line: Line, year: int | None, number: int) -> str:
    found = line.need("year", year)
    if not FIRST_YEAR <= found <= LAST_YEAR:
        raise RowFault("year", _("没有“{year}”这一年。", year=found))
    return f"{found}-{number:02d}"


def _says_unpaid(cell: Cell) -> bool:
    """Tell whether a word stands where an amount would: 未缴, 免."""
    try:
        return cell_term(cell, "dues_states") in {"未缴", "免缴"} if isinstance(cell, str) else False
    except cells.CellFault:
        return False


def _payer_group(line: Line) -> str | None:
    """Read the group of payers; a paper that gives the standing instead (正式党员) says nothing of it."""
    try:
        return line.term("payer_group", "payer_groups")
    except RowFault as fault:
        try:
            line.term("payer_group", "statuses")
        except RowFault:
            raise fault from None
        return None


def _year(cell: Any) -> int | None:
    text = cells.cell_text(cell)
    found = None if text is None else re.search(r"(19|20|21)\d\d", text)
    return int(found[0]) if found is not None else None
