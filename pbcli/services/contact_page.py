"""A contact's page: its facts, and what was promised at it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.money import yuan
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.lateness import late_columns, said_of_lateness
from pbcli.services.liaison_counts import find_contact
from pbcli.services.particulars import particulars

if TYPE_CHECKING:
    from pbcli.db.read import Reader


def contact_page(reader: Reader, contact_id: int, *, day: date, unmasked: bool = False) -> Report:
    """Return everything that is known of a contact as of a day."""
    row = find_contact(reader, contact_id, today=day, unmasked=unmasked)
    money = None if row["gift_fen"] is None else yuan(row["gift_fen"])
    data = {key: value for key, value in row.items() if key != "gift_fen"} | {"gift_money": money}
    return Report(
        name="contact",
        title=_("联系记录 {id}", id=row["id"]),
        subtitle=_("截至 {day}", day=day),
        data=data,
        sections=[particulars({**data, "late": said_of_lateness(row)}, _titles()), _follow_ups(row["follow_ups"])],
    )


def _titles() -> list[tuple[str, str]]:
    return [
        ("occurred_on", _("日期")),
        ("start_time", _("开始")),
        ("end_time", _("结束")),
        ("branch", _("党支部")),
        ("member", _("联系人")),
        ("role", _("身份")),
        ("class", _("班级")),
        ("head_teacher", _("班主任")),
        ("kind", _("联系方式")),
        ("topic", _("主题")),
        ("topic_note", _("主题说明")),
        ("place", _("地点")),
        ("pupils", _("参与学生人数")),
        ("pupil_code", _("学生代号")),
        ("problem", _("发现问题")),
        ("measure", _("采取措施")),
        ("outcome", _("结果")),
        ("referred_to", _("转介")),
        ("gift", _("慰问物品")),
        ("gift_money", _("金额(元)")),
        ("gift_source", _("来源")),
        ("evidence", _("佐证")),
        ("note", _("备注")),
        ("recorded_at", _("记录时间")),
        ("recorded_by", _("记录人")),
        ("late", _("晚记")),
    ]


def _follow_ups(rows: list[dict[str, object]]) -> Section:
    columns = [
        Column("id", _("编号"), "int"),
        Column("due_on", _("跟进期限"), "day"),
        Column("task", _("跟进事项")),
        Column("responsible", _("跟进责任人")),
        Column("state", _("状态")),
        Column("result", _("跟进结果")),
        Column("closed_on", _("完成日期"), "day"),
        *late_columns(rows, prefix="closed_"),
    ]
    return Section("follow_ups", _("跟进"), columns, rows, empty=_("没有跟进事项。"))
