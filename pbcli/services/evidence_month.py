"""Evidence in the monthly report: of the month's events that must have it, how many have it all (OL-16)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.evidence_required import KINDS, required_of_events
from pbcli.services.monthly_tables import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.read import Reader
    from pbcli.services.monthly import Month

FIGURES = ("required", "complete", "missing")


def evidence_of_month(reader: Reader, month: Month, names: Mapping[int, str], unit: str) -> list[dict[str, Any]]:
    """Return a row for each branch, and for the unit where it held something itself; none where no evidence is kept.

    An event of several branches is its own branch's. Evidence counts whenever it was attached: it comes afterwards.
    """
    start, end = month.start.isoformat(), month.as_of.isoformat()
    if not reader.value("evidence_is_kept", start=f"{month.start.year}-01-01", end=end):
        return []
    required: Counter[int | None] = Counter()
    incomplete: Counter[int | None] = Counter()
    kinds: dict[int | None, Counter[str]] = {}
    for one in required_of_events(reader, start, end):
        branch_id = one.event["branch_id"]
        required[branch_id] += 1
        incomplete[branch_id] += bool(one.lacking)
        kinds.setdefault(branch_id, Counter()).update(one.lacking)
    held_itself = [(None, unit)] if required[None] else []
    return [
        {
            "branch": name,
            "required": required[branch_id],
            "complete": required[branch_id] - incomplete[branch_id],
            "missing": incomplete[branch_id],
            "kinds": dict(sorted(kinds.get(branch_id, {}).items(), key=_place)),
        }
        for branch_id, name in [*names.items(), *held_itself]
    ]


def _place(counted: tuple[str, int]) -> tuple[int, str]:
    """Order the kinds of evidence as people name them, a unit's own behind."""
    kind, _count = counted
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), kind)


def section(rows: Sequence[Mapping[str, Any]]) -> Section:
    """Give the evidence as a table, left out on the screen where the unit keeps none."""
    columns = [
        Column("branch", _("党支部")),
        Column("required", _("应有佐证的活动"), "int"),
        Column("complete", _("齐全"), "int"),
        Column("missing", _("缺佐证"), "int", bar=True),
        Column("kinds", _("缺什么（次）"), "counts"),
    ]
    totals = {"branch": _("合计"), **{key: sum(row[key] for row in rows) for key in FIGURES}}
    if not totals["required"]:
        return Section("evidence", _("佐证材料"), columns, [], empty=_("没有应有佐证的活动。"), is_optional=True)
    notes = [_("✗ 缺的是哪几次，见 pbcli evidence list --missing")] if totals["missing"] else []
    return Section("evidence", _("佐证材料"), columns, rows, totals, notes=notes, is_optional=True)


def lines(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Say the evidence in a line of the overview, nothing where the unit keeps none."""
    required, complete, lacking = (sum(row[key] for row in rows) for key in FIGURES)
    if not required:
        return []
    said = _("应有佐证的活动 {required} 次，齐全 {complete} 次", required=required, complete=complete)
    return [(_("佐证材料"), said, missing([_("{count} 次缺佐证", count=lacking)] if lacking else []) or _("✓ 都齐全"))]
