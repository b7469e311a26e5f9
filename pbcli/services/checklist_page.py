"""The page of an item of a checklist: what it says, what was done, how often it was postponed, what is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.checklist_listing import find_item
from pbcli.services.lateness import late_columns, said_of_lateness, with_lateness
from pbcli.services.particulars import particulars

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row


def checklist_page(reader: Reader, item_id: int, *, day: date) -> Report:
    """Return everything that is known of an item as of a day. Raises UnknownName."""
    row = find_item(reader, item_id, day=day)
    seen = day.isoformat()
    progress = [
        with_lateness(each, "occurred_on")
        for each in reader.rows("checklist_progress_of", item_id=item_id)
        if each["occurred_on"] <= seen
    ]
    postponed = [
        with_lateness(each, "decided_on")
        for each in reader.rows("checklist_postponement_of", item_id=item_id)
        if each["decided_on"] <= seen
    ]
    files = reader.rows("checklist_evidence_of", item_id=item_id)
    late = _("{days} 天", days=row["days_overdue"]) if row["days_overdue"] else None
    return Report(
        name="checklist",
        title=f"{row['kind']}/{row['number']}",
        subtitle=_("截至 {day}", day=day),
        data=row | {"progress": progress, "postponements": postponed, "files": files},
        sections=[
            particulars(row | {"late": late} | _entries(row), _titles()),
            _progress(progress),
            *([_postponements(postponed)] if postponed else []),
            *([_files(files)] if files else []),
        ],
    )


def _entries(row: Row) -> dict[str, str | None]:
    """Say how late the item, and its strike-off, were written down."""
    strike = {"late": row["struck_off_late"], "days_late": row["struck_off_days_late"]}
    return {"entered": said_of_lateness(row), "strike_entered": said_of_lateness(strike)}


def _titles() -> list[tuple[str, str]]:
    return [
        ("id", _("编号")),
        ("item", _("问题或事项")),
        ("source", _("问题来源")),
        ("standard", _("整改标准")),
        ("measure", _("整改措施")),
        ("branch", _("党支部")),
        ("lead", _("责任领导")),
        ("responsible", _("责任人")),
        ("raised_on", _("提出日期")),
        ("due_on", _("完成时限")),
        ("state", _("状态")),
        ("late", _("逾期")),
        ("submitted_on", _("提请验收日期")),
        ("accepted_by", _("验收人")),
        ("struck_off_on", _("销号日期")),
        ("evidence", _("佐证")),
        ("entered", _("晚记")),
        ("strike_entered", _("销号晚记")),
        ("note", _("备注")),
    ]


def _progress(rows: Sequence[Row]) -> Section:
    columns = [Column("occurred_on", _("日期"), "day"), Column("text", _("整改进展")), *late_columns(rows)]
    return Section("progress", _("进展"), columns, rows, empty=_("还没有进展。"))


def _postponements(rows: Sequence[Row]) -> Section:
    columns = [
        Column("decided_on", _("批准日期"), "day"),
        Column("from_on", _("原时限"), "day"),
        Column("to_on", _("延期至"), "day"),
        Column("reason", _("原因")),
        *late_columns(rows),
    ]
    return Section("postponements", _("延期 {times} 次", times=len(rows)), columns, rows)


def _files(rows: Sequence[Row]) -> Section:
    columns = [Column("attached_on", _("日期"), "day"), Column("kind", _("佐证种类")), Column("file", _("文件名"))]
    return Section("files", _("佐证文件"), columns, rows)
