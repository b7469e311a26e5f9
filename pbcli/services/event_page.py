"""An event's page: its facts, and who was away from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.output.values import percentage
from pbcli.services.event_listing import find_event
from pbcli.services.lateness import late_columns, said_of_lateness, with_lateness
from pbcli.services.particulars import particulars
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.resolution_listing import list_resolutions

if TYPE_CHECKING:
    from pbcli.db.read import Reader


def event_page(reader: Reader, event_id: int, *, day: date, unmasked: bool = False) -> Report:
    """Return everything that is known of an event. Raises UnknownName."""
    event = cover_notes(find_event(reader, event_id), {"reason", "made_up_how"}, unmasked=unmasked)
    lesson = {"day": "made_up_on", "moment": "made_up_recorded_at", "prefix": "made_up_"}
    event["away"] = [with_lateness(row, **lesson) for row in event["away"]]
    resolved = list_resolutions(reader, today=day, event_id=event_id)
    shown = {
        **event,
        "kinds": "、".join(event["kinds"]),
        "rate": _rate(event),
        "late": said_of_lateness(event),
    }
    return Report(
        name="event",
        title=_("活动 {id}", id=event_id),
        subtitle=_("截至 {day}", day=day),
        data={key: value for key, value in event.items() if key != "attendance"} | {"resolved": resolved},
        sections=[particulars(shown, _titles()), _partners(event), _away(event), _resolved(resolved)],
    )


def _rate(event: Mapping[str, Any]) -> str | None:
    return percentage(*event["attendance"]) if event["attendance"] and event["entitled"] else None


def _titles() -> list[tuple[str, str]]:
    return [
        ("occurred_on", _("日期")),
        ("ended_on", _("结束日期")),
        ("start_time", _("开始")),
        ("end_time", _("结束")),
        ("branch", _("主办党组织")),
        ("party_group", _("党小组")),
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
    columns = [
        Column("member", _("姓名")),
        Column("state", _("出勤")),
        Column("reason", _("事由")),
        Column("made_up_on", _("补课日期"), "day"),
        Column("made_up_how", _("补课方式")),
        *late_columns(event["away"], prefix="made_up_"),
    ]
    return Section("away", _("请假、缺席"), columns, event["away"], empty=_("没有人请假、缺席。"))


def _partners(event: Mapping[str, Any]) -> Section:
    columns = [
        Column("branch", _("党支部")),
        Column("entitled", _("应到"), "int"),
        Column("present", _("实到"), "int"),
    ]
    empty = _("没有联办的党支部。")
    return Section("partners", _("联办的党支部"), columns, event["partners"], empty=empty, is_optional=True)


def _resolved(rows: Sequence[Mapping[str, Any]]) -> Section:
    columns = [
        Column("id", _("编号"), "int"),
        Column("text", _("决议")),
        Column("vote", _("应到/实到/赞成/反对/弃权")),
        Column("responsible", _("责任人")),
        Column("due_on", _("落实期限"), "day"),
        Column("state", _("状态")),
        *late_columns(rows, prefix="closed_"),
    ]
    return Section("resolved", _("决议"), columns, rows, empty=_("没有记决议。"), is_optional=True)
