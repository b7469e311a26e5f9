"""The month's summary as people read it: a section a table, totals, and what is missing marked by sign and word."""

from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.domain.money import read_yuan
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section

Rows = Sequence[Mapping[str, Any]]


def monthly_report(figures: Mapping[str, Any]) -> Report:
    """Return the report with its sections, from the figures of `monthly_figures`."""
    year, month = figures["period"].split("-")
    notes = []
    if _is_partial(figures):
        notes.append(_("本月未完，以上为截至 {day} 的情况。", day=figures["as_of"]))
    return Report(
        name="monthly",
        title=_("{unit}{year}年{month}月党建工作月报", unit=figures["unit"], year=year, month=int(month)),
        subtitle=_("截至 {day}", day=figures["as_of"]),
        data=figures,
        sections=[
            _members(figures["members"]),
            _events(figures["events"], [row["branch"] for row in figures["members"]]),
            _liaison(figures["liaison"]),
            _liaison_members(figures["liaison_members"]),
            _classes("silent_classes", _("本月没有联系的班级"), _("在校班级本月都有联系。"), figures["silent_classes"]),
            _classes("vacant_classes", _("没有联系人的班级"), _("在校班级都有联系人。"), figures["vacant_classes"]),
            _follow_ups(figures["follow_ups"]),
            _projects(figures["projects"]),
            _dues(figures["dues"]),
        ],
        notes=notes,
    )


def _is_partial(figures: Mapping[str, Any]) -> bool:
    from calendar import monthrange

    year, month = (int(part) for part in figures["period"].split("-"))
    return int(figures["as_of"][8:]) < monthrange(year, month)[1]


def _total(rows: Rows, *keys: str) -> dict[str, int]:
    return {key: sum(row[key] for row in rows) for key in keys}


def _members(rows: Rows) -> Section:
    counted = [{**row, "total": row["full"] + row["probationary"]} for row in rows]
    columns = [
        Column("branch", _("党支部")),
        Column("full", _("正式"), "int"),
        Column("probationary", _("预备"), "int"),
        Column("total", _("合计"), "int", bar=True),
        Column("joined", _("本月增"), "int"),
        Column("left", _("本月减"), "int"),
    ]
    totals = {"branch": _("合计"), **_total(counted, "full", "probationary", "total", "joined", "left")}
    return Section("members", _("党员"), columns, counted, totals, empty=_("还没有党支部。"))


def _events(rows: Rows, branches: Sequence[str]) -> Section:
    """Lay the events out as branch × kind; a cell says done/required and attendance."""
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    cells = {(row["branch"], row["kind"]): row for row in rows}
    names = [*branches, *(name for name in dict.fromkeys(row["branch"] for row in rows) if name not in branches)]
    table = [
        {"branch": name, **{kind: _event_cell(cells.get((name, kind))) for kind in kinds}}
        for name in names
        if name in branches or any((name, kind) in cells for kind in kinds)
    ]
    missing = [_("{branch}：{kind}", branch=row["branch"], kind=row["kind"]) for row in rows if _lacks(row)]
    return Section(
        "events",
        _("三会一课与主题党日（已开/应开，出勤率）"),
        [Column("branch", _("党支部")), *(Column(kind, kind) for kind in kinds)],
        table if kinds else [],
        notes=[_("✗ 本月还缺：{missing}", missing="、".join(missing))] if missing else [_("✓ 应开的都开了。")],
        empty=_("本月没有会议和活动。"),
    )


def _lacks(row: Mapping[str, Any]) -> bool:
    return bool(row["done"] < row["required"])


def _event_cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    attendance = f" {_percent(row['present'], row['entitled'])}" if row["entitled"] else ""
    mark = _("✗ 缺") if _lacks(row) else "✓"
    return f"{mark} {row['done']}/{row['required']}{attendance}"


def _percent(part: int, whole: int) -> str:
    """Write a share in whole per cent, half up."""
    return f"{(part * 200 + whole) // (whole * 2)}%"


def _kinds(kinds: Mapping[str, int]) -> str:
    return " ".join(f"{kind}{count}" for kind, count in kinds.items())


def _liaison(rows: Rows) -> Section:
    table = [
        {**row, "kinds": _kinds(row["kinds"]), "covered": (row["classes_contacted"], row["classes"])} for row in rows
    ]
    columns = [
        Column("branch", _("党支部")),
        Column("contacts", _("联系"), "int", bar=True),
        Column("classes", _("班级"), "int"),
        Column("classes_contacted", _("已联系"), "int"),
        Column("kinds", _("方式")),
    ]
    totals = {"branch": _("合计"), **_total(rows, "contacts", "classes", "classes_contacted")}
    return Section("liaison", _("党员联系班级"), columns, table, totals, empty=_("还没有党支部。"))


def _liaison_members(rows: Rows) -> Section:
    columns = [
        Column("branch", _("党支部")),
        Column("member", _("党员")),
        Column("contacts", _("联系"), "int", bar=True),
        Column("kinds", _("方式")),
    ]
    table = [{**row, "kinds": _kinds(row["kinds"])} for row in rows]
    totals = {"branch": _("合计"), **_total(rows, "contacts")}
    return Section("liaison_members", _("各党员联系情况"), columns, table, totals, empty=_("本月没有联系记录。"))


def _classes(key: str, title: str, none: str, names: Sequence[str]) -> Section:
    notes = [_("✗ 共 {count} 个班", count=len(names))] if names else []
    return Section(
        key, title, [Column("class", _("班级"))], [{"class": name} for name in names], notes=notes, empty=none
    )


def _follow_ups(row: Mapping[str, int]) -> Section:
    columns = [
        Column("opened", _("本月新增"), "int"),
        Column("closed", _("本月办结"), "int"),
        Column("open", _("未办结"), "int"),
        Column("overdue", _("其中逾期"), "int"),
    ]
    notes = (
        [_("✗ {count} 项逾期，见 pbcli liaison followups --overdue", count=row["overdue"])] if row["overdue"] else []
    )
    return Section("follow_ups", _("跟进事项"), columns, [row], notes=notes)


def _projects(rows: Rows) -> Section:
    columns = [
        Column("state", _("状态")),
        Column("count", _("课题"), "int", bar=True),
        Column("extended", _("延期中"), "int"),
    ]
    totals = {"state": _("合计"), **_total(rows, "count", "extended")}
    return Section("projects", _("党建课题"), columns, rows, totals, empty=_("还没有课题。"))


def _dues(rows: Rows) -> Section:
    fen = [
        {**row, **{key: read_yuan(row[key]) for key in ("owed", "paid", "arrears")}, "state": _dues_state(row)}
        for row in rows
    ]
    columns = [
        Column("branch", _("党支部")),
        Column("owed", _("应交"), "money"),
        Column("paid", _("实交"), "money"),
        Column("arrears", _("累计欠交"), "money", bar=True),
        Column("state", _("状态")),
    ]
    totals = {"branch": _("合计"), **_total(fen, "owed", "paid", "arrears")}
    return Section("dues", _("党费（元）"), columns, fen, totals, empty=_("还没有党支部。"))


def _dues_state(row: Mapping[str, Any]) -> str:
    marks = []
    if read_yuan(row["arrears"]):
        marks.append(_("✗ 有欠交"))
    if row["unknown"]:
        marks.append(_("? {count} 人无基数", count=row["unknown"]))
    return "，".join(marks) or _("✓ 交清")
