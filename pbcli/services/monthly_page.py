"""The month's summary as people read it: the main points, then a section a table; what is missing by sign and word."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.domain.money import read_yuan, yuan
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services import brand_month, checklist_month, evidence_month, late_month
from pbcli.services import monthly_meetings as meetings
from pbcli.services import monthly_tables as tables
from pbcli.services import monthly_year as yearly

Figures = Mapping[str, Any]


def monthly_report(figures: Figures, *, unplaced: int = 0) -> Report:
    """Return the report with its sections, from the figures of `monthly_figures`.

    `unplaced` contacts count for no branch; pages say so.
    """
    year, month = figures["period"].split("-")
    is_over = not _is_partial(figures)
    branches = [row["branch"] for row in figures["members"]]
    return Report(
        name="monthly",
        title=_("{unit}{year}年{month}月党建工作月报", unit=figures["unit"], year=year, month=int(month)),
        subtitle=_("截至 {day}", day=figures["as_of"]),
        data=figures,
        sections=[
            _overview(figures, is_over=is_over),
            tables.members(figures["members"]),
            meetings.required_meetings(figures["events"], branches, is_over=is_over),
            meetings.other_events(figures["events"]),
            tables.liaison(figures["liaison"], figures["period"], unplaced),
            tables.liaison_kinds(figures["liaison"]),
            tables.liaison_members(figures["liaison_members"]),
            tables.silent_classes(figures["silent_classes"]),
            tables.vacant_classes(figures["vacant_classes"]),
            tables.follow_ups(figures["follow_ups"]),
            tables.projects(figures["projects"]),
            tables.dues(figures["dues"]),
            brand_month.section(figures["brands"]),
            checklist_month.section(figures["checklist"]),
            yearly.make_ups(figures["make_ups"]),
            yearly.resolutions(figures["resolutions"]),
            yearly.study(figures["study"]),
            yearly.talks(figures["talks"]),
            evidence_month.section(figures["evidence"]),
            late_month.section(figures["late_entries"]),
        ],
        notes=[] if is_over else [_("本月未完，以上为截至 {day} 的情况。", day=figures["as_of"])],
    )


def _is_partial(figures: Figures) -> bool:
    year, month = (int(part) for part in figures["period"].split("-"))
    return int(figures["as_of"][8:]) < monthrange(year, month)[1]


def _overview(figures: Figures, *, is_over: bool) -> Section:
    """Say each subject in a line: its figures, and what the month leaves to do."""
    lines = [
        (_("党员"), *_of_members(figures["members"])),
        (_("组织生活"), *meetings.in_a_line(figures["events"], is_over=is_over)),
        (_("联系班级"), *_of_liaison(figures)),
        (_("跟进事项"), *_of_follow_ups(figures["follow_ups"])),
        (_("党建课题"), *_of_projects(figures["projects"])),
        (_("党费"), *_of_dues(figures["dues"])),
        *brand_month.lines(figures["brands"]),
        *checklist_month.lines(figures["checklist"]),
        *evidence_month.lines(figures["evidence"]),
        *late_month.lines(figures["late_entries"]),
    ]
    columns = [Column("subject", _("项目")), Column("figures", _("本月情况")), Column("state", _("提示"))]
    rows = [{"subject": subject, "figures": said, "state": state} for subject, said, state in lines]
    return Section("overview", _("本月要点"), columns, rows)


def _of_members(rows: Sequence[Figures]) -> tuple[str, str]:
    full, probationary, joined, left = (
        sum(row[key] for row in rows) for key in ("full", "probationary", "joined", "left")
    )
    said = _(
        "{total} 人：正式 {full}，预备 {probationary}", total=full + probationary, full=full, probationary=probationary
    )
    return said, _("本月增 {joined}，减 {left}", joined=joined, left=left)


def _of_liaison(figures: Figures) -> tuple[str, str]:
    said = _("联系 {count} 次", count=sum(row["contacts"] for row in figures["liaison"]))
    gaps = [
        _("{count} 个班无联系", count=len(figures["silent_classes"])) if figures["silent_classes"] else "",
        _("{count} 个班无联系人", count=len(figures["vacant_classes"])) if figures["vacant_classes"] else "",
    ]
    return said, tables.missing([gap for gap in gaps if gap]) or _("✓ 每个班都有联系")


def _of_follow_ups(row: Figures) -> tuple[str, str]:
    said = _(
        "新增 {opened}，办结 {closed}，未办结 {open}", opened=row["opened"], closed=row["closed"], open=row["open"]
    )
    overdue = [_("{count} 项逾期", count=row["overdue"])] if row["overdue"] else []
    return said, tables.missing(overdue) or _("✓ 没有逾期")


def _of_projects(rows: Sequence[Figures]) -> tuple[str, str]:
    said = _("{count} 项", count=sum(row["count"] for row in rows))
    states = _("，").join(f"{row['state']}{row['count']}" for row in rows)
    extended = sum(row["extended"] for row in rows)
    if states:
        said = _("{said}：{states}", said=said, states=states)
    return said, _("延期中 {count} 项", count=extended) if extended else ""


def _of_dues(rows: Sequence[Figures]) -> tuple[str, str]:
    owed, paid, arrears = (sum(read_yuan(row[key]) for row in rows) for key in ("owed", "paid", "arrears"))
    said = _("应交 {owed} 元，实交 {paid} 元", owed=yuan(owed), paid=yuan(paid))
    due = [_("欠交 {amount} 元", amount=yuan(arrears))] if arrears else []
    marks = [tables.missing(due), tables.unknown_bases(sum(row["unknown"] for row in rows))]
    return said, _("；").join(mark for mark in marks if mark) or _("✓ 交清")
