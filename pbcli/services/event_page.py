"""An event's page: its facts, and who was away from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.output.values import percentage
from pbcli.services.event_listing import find_event
from pbcli.services.particulars import particulars
from pbcli.services.privacy_masks import cover_notes

if TYPE_CHECKING:
    from pbcli.db.read import Reader


def event_page(reader: Reader, event_id: int, *, day: date, unmasked: bool = False) -> Report:
    """Return everything that is known of an event. Raises UnknownName."""
    event = cover_notes(find_event(reader, event_id), {"reason"}, unmasked=unmasked)
    shown = {
        **event,
        "kinds": "、".join(event["kinds"]),
        "rate": _rate(event),
        "late": _("{days} 天", days=event["days_late"]) if event["days_late"] else None,
    }
    return Report(
        name="event",
        title=_("活动 {id}", id=event_id),
        subtitle=_("截至 {day}", day=day),
        data={key: value for key, value in event.items() if key != "attendance"},
        sections=[particulars(shown, _titles()), _away(event)],
    )


def _rate(event: Mapping[str, Any]) -> str | None:
    return percentage(*event["attendance"]) if event["attendance"] and event["entitled"] else None


def _titles() -> list[tuple[str, str]]:
    return [
        ("occurred_on", _("日期")),
        ("start_time", _("开始")),
        ("end_time", _("结束")),
        ("branch", _("主办党组织")),
        ("kinds", _("会议类型")),
        ("title", _("会议名称")),
        ("place", _("地点")),
        ("hours", _("学时")),
        ("host", _("主持人")),
        ("recorder", _("记录人")),
        ("entitled", _("应到")),
        ("present", _("实到")),
        ("rate", _("出勤率")),
        ("attending", _("列席")),
        ("topics", _("议题")),
        ("summary", _("内容摘要")),
        ("resolutions", _("决议")),
        ("evidence", _("佐证材料")),
        ("note", _("备注")),
        ("recorded_at", _("记录时间")),
        ("recorded_by", _("记录人账号")),
        ("late", _("晚记")),
    ]


def _away(event: Mapping[str, Any]) -> Section:
    columns = [Column("member", _("姓名")), Column("state", _("出勤")), Column("reason", _("事由"))]
    return Section("away", _("请假、缺席"), columns, event["away"], empty=_("没有人请假、缺席。"))
