"""Late entries in the monthly report: of what happened in the month, how much was written down in time (OL-16)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.lateness import RULE, lateness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.read import Reader
    from pbcli.services.monthly import Month

EVENTS = "活动"
"""The ledger to which the unit may give other days."""
QUERIES = ("report_entries_ledgers", "report_entries_histories", "report_entries_plans")


def late_entries_of_month(reader: Reader, month: Month, names: Mapping[int, str], unit: str) -> list[dict[str, Any]]:
    """Return a row for each branch, and one for the unit where something is of no branch.

    Each day on which something happened counts once: a transfer in the branch that was left and in the new one. Of what
    nobody knows when it was written down it is neither said that it was in time nor that it was late.
    """
    records, unknown = Counter[int | None](), Counter[int | None]()
    late: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
    given = month.rulebook.figure(RULE, "working_days")
    for row in (row for query in QUERIES for row in reader.iterate(query, **month.days)):
        branch_id = row["branch_id"] if row["branch_id"] in names else None
        records[branch_id] += row["records"]
        is_event = row["ledger"] == EVENTS
        found = lateness(row["day"], row["recorded_at"], working_days=given if is_event else None)
        if found["late"] is None:
            unknown[branch_id] += row["records"]
        elif found["late"]:
            late[branch_id][row["ledger"]] += row["records"]
    branches: dict[int | None, str] = dict(names.items())
    if records[None]:
        branches[None] = unit
    return [
        {
            "branch": name,
            "records": records[branch_id],
            "late": late[branch_id].total(),
            "unknown": unknown[branch_id],
            "rate": _rate(late[branch_id].total(), records[branch_id] - unknown[branch_id]),
            "ledgers": dict(late[branch_id]),
        }
        for branch_id, name in branches.items()
    ]


def _rate(late: int, known: int) -> str | None:
    """Return the percentage of late entries with one decimal; None where nothing is known."""
    if not known:
        return None
    tenths = (2000 * late + known) // (2 * known)
    return f"{tenths // 10}.{tenths % 10}"


def section(rows: Sequence[Mapping[str, Any]]) -> Section:
    """Give each branch's late entries; nothing where nothing happened in the month."""
    columns = [
        Column("branch", _("党支部")),
        Column("records", _("本月记录"), "int"),
        Column("late", _("补录"), "int"),
        Column("unknown", _("记录时间不明"), "int"),
        Column("rate", _("补录率（%）"), "decimal"),
        Column("in_time", _("记录及时率"), "percent", bar=True),
        Column("ledgers", _("哪些台账"), "counts"),
    ]
    shown = [{**row, "in_time": _in_time(row)} for row in rows if row["records"]]
    sums = {key: sum(row[key] for row in shown) for key in ("records", "late", "unknown")}
    totals = {"branch": _("合计"), **sums, "rate": _rate(sums["late"], sums["records"] - sums["unknown"])}
    totals["in_time"] = _in_time(totals)
    empty = _("本月没有记录。")
    return Section("late_entries", _("补录"), columns, shown, totals, empty=empty, is_optional=True)


def _in_time(row: Mapping[str, Any]) -> tuple[int, int] | None:
    known = row["records"] - row["unknown"]
    return (known - row["late"], known) if known else None


def lines(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Say the late entries in a line of the overview, nothing where nothing happened."""
    records, late, unknown = (sum(row[key] for row in rows) for key in ("records", "late", "unknown"))
    rate = _rate(late, records - unknown)
    if rate is None:
        return []
    said = _("记录 {records} 条，补录 {late} 条", records=records, late=late)
    return [(_("记录及时"), said, _("○ 补录率 {rate}%", rate=rate) if late else _("✓ 都及时"))]
