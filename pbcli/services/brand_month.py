"""The brands in the monthly report: what counted for each in the month, how far its goals are at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.brand_listing import NOTHING, counts, list_brands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pbcli.db.read import Reader


def brands_of_month(reader: Reader, start: date, as_of: date) -> list[dict[str, Any]]:
    """Return a row for each brand of the month's year."""
    brands = list_brands(reader, day=as_of, year=start.year)
    month = counts(reader, start=start.isoformat(), end=as_of.isoformat()) if brands else {}
    rows = []
    for brand in brands:
        counted = month.get(brand["id"], NOTHING)
        rows.append(
            {
                "branch": brand["branch"],
                "brand": brand["name"],
                "state": brand["state"],
                "activities": counted["events"] + counted["contacts"],
                "events": counted["events"],
                "contacts": counted["contacts"],
                "goals": brand["goals_count"],
                "reached": brand["goals_reached"],
                "progress": brand["progress"],
            }
        )
    return rows


def section(rows: Sequence[Mapping[str, Any]]) -> Section:
    """Give the brands as a table, left out on the screen where there are none."""
    columns = [
        Column("branch", _("党支部")),
        Column("brand", _("品牌名称")),
        Column("state", _("状态")),
        Column("activities", _("本月活动"), "int", bar=True),
        Column("reached", _("达成目标"), "int"),
        Column("goals", _("目标数"), "int"),
        Column("progress", _("进度（%）"), "int"),
    ]
    empty = _("没有登记品牌。")
    return Section("brands", _("党建品牌（一支一品）"), columns, rows, empty=empty, is_optional=True)


def lines(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Say the brands in a line of the overview, nothing where there are none."""
    if not rows:
        return []
    said = _(
        "{count} 个品牌，本月活动 {activities} 次", count=len(rows), activities=sum(row["activities"] for row in rows)
    )
    idle = [row["branch"] for row in rows if not row["activities"]]
    quiet = _("○ 本月没有活动：{branches}", branches="、".join(idle)) if idle else _("✓ 都有活动")
    return [(_("党建品牌"), said, quiet)]
