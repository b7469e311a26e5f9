"""What a month's report says of what events leave to do, and of the duties of a year: talks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pbcli.db.read import Reader
from pbcli.domain.study import hours_text
from pbcli.messages import _
from pbcli.output.result import Column, Section
from pbcli.services.study_hours import hours_within, year_of_members
from pbcli.services.talk_listing import talks_missing

Rows = Sequence[Mapping[str, Any]]


def talk_figures(reader: Reader, names: Mapping[int, str], *, start: date, as_of: date) -> list[dict[str, Any]]:
    """Count each branch's talks of the month, and what the year lacks as of a day (OL-09)."""
    held = {
        row["branch_id"]: row["held"]
        for row in reader.rows("report_talks", start=start.isoformat(), as_of=as_of.isoformat())
    }
    lacking = {row["branch"]: row for row in talks_missing(reader, as_of.year, today=as_of)["branches"]}
    return [
        {
            "branch": name,
            "held": held.get(branch_id, 0),
            **{key: lacking[name][key] if name in lacking else 0 for key in ("missing", "smallest")},
        }
        for branch_id, name in names.items()
    ]


def study_figures(reader: Reader, names: Mapping[int, str], *, start: date, as_of: date) -> list[dict[str, Any]]:
    """Sum up each branch's study hours of the month, and count who has reached the year's target (OL-11, OL-12)."""
    month = hours_within(reader, start, as_of)
    rows = year_of_members(reader, as_of.year, today=as_of)[0]
    figures = []
    for branch_id, name in names.items():
        members = [row for row in rows if row["branch_id"] == branch_id]
        figures.append(
            {
                "branch": name,
                "members": len(members),
                "hours": hours_text(sum(month.of(row["id"]) for row in members)),
                "year_hours": hours_text(sum(row["total"] for row in members)),
                "reached": sum(row["total"] >= row["required"] for row in members),
            }
        )
    return figures


def study(rows: Rows) -> Section:
    """Give each branch's study hours; nothing where nobody has any this year."""
    columns = [
        Column("branch", _("党支部")),
        Column("members", _("党员"), "int"),
        Column("hours", _("本月学时"), "decimal"),
        Column("year_hours", _("今年学时"), "decimal"),
        Column("reached", _("已达标人数"), "int"),
    ]
    shown = rows if any(row["year_hours"] != "0" for row in rows) else []
    totals = {"branch": _("合计"), **{key: sum(row[key] for row in rows) for key in ("members", "reached")}}
    totals |= {key: hours_text(sum(round(100 * float(row[key])) for row in rows)) for key in ("hours", "year_hours")}
    return Section("study", _("学时"), columns, shown, totals, empty=_("今年没有学时。"), is_optional=True)


def talks(rows: Rows) -> Section:
    """Give each branch's talks; nothing where nobody writes talks down."""
    columns = [
        Column("branch", _("党支部")),
        Column("held", _("本月谈话"), "int"),
        Column("missing", _("今年没有谈过的"), "int"),
        Column("smallest", _("最少还要谈"), "int"),
    ]
    totals = {"branch": _("合计"), **{key: sum(row[key] for row in rows) for key in ("held", "missing", "smallest")}}
    shown = rows if totals["held"] else []
    return Section("talks", _("谈心谈话"), columns, shown, totals, empty=_("本月没有谈心谈话。"), is_optional=True)


def make_ups(row: Mapping[str, int]) -> Section:
    """Give the month's make-up lessons in one line; nothing where nobody was away."""
    columns = [
        Column("opened", _("本月请假、缺席"), "int"),
        Column("closed", _("本月补课"), "int"),
        Column("open", _("未补课"), "int"),
        Column("overdue", _("其中逾期"), "int"),
    ]
    rows = [row] if any(row.values()) else []
    return Section("make_ups", _("补课"), columns, rows, empty=_("没有要补的课。"), is_optional=True)


def resolutions(row: Mapping[str, int]) -> Section:
    """Give the month's resolutions in one line; nothing where none was to be carried out."""
    columns = [
        Column("opened", _("本月新增"), "int"),
        Column("closed", _("本月落实"), "int"),
        Column("open", _("未落实"), "int"),
        Column("overdue", _("其中逾期"), "int"),
    ]
    rows = [row] if any(row.values()) else []
    return Section("resolutions", _("决议落实"), columns, rows, empty=_("没有要落实的决议。"), is_optional=True)
