"""A brand's page, which one could pin to the wall: what it is, how far its goals are, its milestones, what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import BrandState, LinkedKind
from pbcli.messages import N_, _
from pbcli.output.result import Column, Report, Section
from pbcli.services.brand_listing import FIVE, find_row
from pbcli.services.lateness import late_columns, with_lateness
from pbcli.services.particulars import particulars

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row

_MOST = 10
"""So many of the latest activities stand on the page; a script gets all."""

KINDS = {LinkedKind.EVENT: N_("活动"), LinkedKind.CONTACT: N_("联系班级"), LinkedKind.PROJECT: N_("课题")}


def brand_page(reader: Reader, brand_id: int, *, day: date) -> Report:
    """Return everything that is known of a brand as of a day. Raises UnknownName."""
    row = find_row(reader, brand_id, day=day)
    seen = day.isoformat()
    steps = {each["state"]: each for each in reader.rows("brand_step_of", brand_id=brand_id)}
    parts: dict[str, Any] = {
        "states": [_reached(state, steps.get(state)) for state in BrandState],
        "milestones": [_standing(each, seen) for each in reader.rows("brand_milestone_of", brand_id=brand_id)],
        "people": [{"member": each["member"], "duty": each["duty"]} for each in _people(reader, brand_id)],
        "records": [
            {key: each[key] for key in ("record_kind", "record_id", "on_day", "what", "class")}
            for each in reader.rows("brand_record_of", brand_id=brand_id)
            if each["on_day"] is None or each["on_day"] <= seen
        ],
    }
    return Report(
        name="brand",
        title=f"{row['branch']} · {row['name']}",
        subtitle=_("{year} 年 · 截至 {day}", year=row["year"], day=day),
        data={key: value for key, value in row.items() if key != "branch_id"} | parts,
        sections=[
            particulars(row | {"five": _five(row)}, _titles()),
            _goals(row["goals"]),
            _figures(row),
            _states(parts["states"], seen),
            _milestones(parts["milestones"]),
            _people_section(parts["people"]),
            _records(parts["records"]),
        ],
    )


def _people(reader: Reader, brand_id: int) -> Sequence[Row]:
    return reader.rows("brand_person_of", brand_id=brand_id)


def _reached(state: BrandState, step: Row | None) -> dict[str, Any]:
    """Return when a brand came to a state, if it did, and when that was written down."""
    days = {key: None if step is None else step[key] for key in ("on_day", "recorded_at")}
    return with_lateness({"state": state, **days}, "on_day")


def _standing(row: Row, day: str) -> dict[str, Any]:
    done_on = row["done_on"] if row["done_on"] is not None and row["done_on"] <= day else None
    late = done_on is None and row["planned_on"] < day
    kept = {key: row[key] for key in ("name", "planned_on")}
    recorded_at = None if done_on is None else row["recorded_at"]
    return with_lateness({**kept, "done_on": done_on, "overdue": late, "recorded_at": recorded_at}, "done_on")


def _five(row: Mapping[str, Any]) -> str:
    return " ".join(f"{'✓' if row[key] else '✗'} {word}" for key, word in FIVE.items())


def _titles() -> list[tuple[str, str]]:
    return [
        ("slogan", _("口号")),
        ("focus", _("特色方向")),
        ("state", _("状态")),
        ("meaning", _("内涵")),
        ("carriers", _("载体")),
        ("served", _("服务对象")),
        ("schedule", _("实施步骤")),
        ("leader", _("负责人")),
        ("results", _("成效")),
        ("honours", _("荣誉")),
        ("media", _("媒体报道")),
        ("self_score", _("自评分")),
        ("five", _("五个有")),
        ("note", _("备注")),
    ]


def _goals(rows: Sequence[Mapping[str, Any]]) -> Section:
    columns = [
        Column("place", _("序"), "int"),
        Column("goal", _("目标")),
        Column("measure", _("计数项"), spare=True),
        Column("target", _("目标数"), "int"),
        Column("done", _("已完成"), "int"),
        Column("share", _("完成率"), "percent", bar=True),
    ]
    shared = [{**row, "share": (row["done"], row["target"])} for row in rows]
    return Section("goals", _("目标与进度"), columns, shared, empty=_("还没有带数字的目标：pbcli brand goal add"))


def _figures(row: Mapping[str, Any]) -> Section:
    """Give what was counted from the linked records, the figures that there are."""
    titles = {
        "events": _("活动次数"),
        "contacts": _("联系次数"),
        "classes": _("联系班级数"),
        "pupils": _("学生人次"),
        "dorm_visits": _("走访寝室次数"),
        "home_visits": _("家访次数"),
        "projects": _("课题数"),
        "volunteer_hours": _("志愿服务学时"),
    }
    rows = [{"title": title, "count": row[key]} for key, title in titles.items() if row[key]]
    columns = [Column("title", _("项目")), Column("count", _("次数"), "int")]
    return Section("figures", _("从关联的记录数出来"), columns, rows, empty=_("还没有关联记录：pbcli brand link"))


def _states(rows: Sequence[Mapping[str, Any]], day: str) -> Section:
    columns = [Column("mark", ""), Column("state", _("状态")), Column("on_day", _("日期"), "day"), *late_columns(rows)]
    marked = [{**row, "mark": "✓" if row["on_day"] is not None and row["on_day"] <= day else ""} for row in rows]
    return Section("states", _("创建过程"), columns, marked)


def _milestones(rows: Sequence[Mapping[str, Any]]) -> Section:
    columns = [
        Column("mark", ""),
        Column("name", _("节点")),
        Column("planned_on", _("计划日期"), "day"),
        Column("done_on", _("完成日期"), "day"),
        *late_columns(rows),
    ]
    marked = [{**row, "mark": "✓" if row["done_on"] else "✗" if row["overdue"] else ""} for row in rows]
    return Section("milestones", _("节点"), columns, marked, empty=_("没有登记节点。"))


def _people_section(rows: Sequence[Mapping[str, Any]]) -> Section:
    columns = [Column("member", _("姓名")), Column("duty", _("分工"))]
    return Section("people", _("成员"), columns, rows, empty=_("没有登记成员。"), is_optional=True)


def _records(rows: Sequence[Mapping[str, Any]]) -> Section:
    """List the latest activities, the newest first."""
    columns = [
        Column("on_day", _("日期"), "day"),
        Column("kind", _("种类")),
        Column("what", _("内容")),
        Column("class", _("班级")),
    ]
    latest = [{**row, "kind": _(KINDS[LinkedKind(row["record_kind"])])} for row in reversed(rows[-_MOST:])]
    notes = [_("共 {count} 条，这里是最近 {most} 条。", count=len(rows), most=_MOST)] if len(rows) > _MOST else []
    return Section(
        "records", _("最近活动"), columns, latest, notes=notes, empty=_("还没有关联记录。"), is_optional=True
    )
