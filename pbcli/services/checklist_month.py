"""The checklists in the monthly report: opened and struck off in the month, open and overdue at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ChecklistKind
from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.monthly_tables import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pbcli.db.read import Reader

FIGURES = ("opened", "closed", "open", "overdue", "long_term")


def checklist_of_month(reader: Reader, days: Mapping[str, str], unit: str) -> list[dict[str, Any]]:
    """Return a row for each kind of checklist and branch with any figure; those of no branch bear the unit's name."""
    kinds = list(ChecklistKind)
    rows = sorted(reader.rows("report_checklist", **days), key=lambda row: kinds.index(row["kind"]))
    return [{"kind": row["kind"], "branch": row["branch"] or unit} | {key: row[key] for key in FIGURES} for row in rows]


def section(rows: Sequence[Mapping[str, Any]]) -> Section:
    """Give the checklists as a table, left out on the screen where there are none."""
    columns = [
        Column("kind", _("清单")),
        Column("branch", _("党支部")),
        Column("opened", _("本月新增"), "int"),
        Column("closed", _("本月销号"), "int"),
        Column("open", _("未销号"), "int", bar=True),
        Column("overdue", _("其中逾期"), "int"),
        Column("long_term", _("长期坚持"), "int"),
    ]
    totals = {"kind": _("合计"), **{key: sum(row[key] for row in rows) for key in FIGURES}}
    overdue = totals["overdue"]
    notes = [_("✗ {count} 项逾期，见 pbcli checklist list --overdue", count=overdue)] if overdue else []
    if not rows:
        return Section("checklist", _("清单"), columns, [], empty=_("没有清单事项。"), is_optional=True)
    return Section("checklist", _("清单"), columns, rows, totals, notes=notes, is_optional=True)


def lines(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Say the checklists in a line of the overview, nothing where there are none."""
    if not rows:
        return []
    opened, closed, still, overdue = (sum(row[key] for row in rows) for key in FIGURES[:4])
    said = _("新增 {opened}，销号 {closed}，未销号 {open}", opened=opened, closed=closed, open=still)
    late = [_("{count} 项逾期", count=overdue)] if overdue else []
    return [(_("清单"), said, missing(late) or _("✓ 没有逾期"))]
