"""The tables of the month's summary but for its meetings: a section each, with totals, and bars where they help."""

from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.domain.enums import ContactKind
from pbcli.domain.money import read_yuan
from pbcli.domain.patterns import pattern
from pbcli.messages import _
from pbcli.output.result import Column, Section

Rows = Sequence[Mapping[str, Any]]

_COHORT = pattern(r"[0-9]{4}级")


def missing(things: Sequence[str], before: str = "") -> str:
    """Mark what is missing by sign and word; nothing where nothing is."""
    return f"✗ {before}{'、'.join(things)}" if things else ""


def unknown_bases(count: int) -> str:
    """Say of how many members the base of their dues isn't known; nothing where it is."""
    return _("? {count} 人无基数", count=count) if count else ""


def members(rows: Rows) -> Section:
    """Give each branch's members, and who came and went."""
    counted = [{**row, "total": row["full"] + row["probationary"]} for row in rows]
    columns = [
        Column("branch", _("党支部")),
        Column("full", _("正式"), "int"),
        Column("probationary", _("预备"), "int"),
        Column("joined", _("本月增"), "int"),
        Column("left", _("本月减"), "int"),
        Column("total", _("合计"), "int", bar=True),
    ]
    totals = {"branch": _("合计"), **_total(counted, "full", "probationary", "total", "joined", "left")}
    return Section("members", _("党员"), columns, counted, totals, empty=_("还没有党支部。"))


def liaison(rows: Rows, month: str, unplaced: int) -> Section:
    """Give each branch's contacts, the classes that it looks after, and those that it contacted."""
    notes = [
        _(
            "另有 {n} 次联系，联系人当天不在任何党支部，没有计入，见 pbcli liaison count {month}",
            n=unplaced,
            month=month,
        )
    ]
    columns = [
        Column("branch", _("党支部")),
        Column("classes", _("班级"), "int"),
        Column("classes_contacted", _("已联系"), "int"),
        Column("contacts", _("联系"), "int", bar=True),
        Column("kinds", _("方式"), "counts", hidden=True),
    ]
    totals = {"branch": _("合计"), **_total(rows, "contacts", "classes", "classes_contacted")}
    return Section(
        "liaison", _("党员联系班级"), columns, rows, totals, notes if unplaced else (), empty=_("还没有党支部。")
    )


def liaison_kinds(rows: Rows) -> Section:
    """Give the contacts of all branches by kind."""
    counts = {kind.value: sum(row["kinds"].get(kind.value, 0) for row in rows) for kind in ContactKind}
    table = [{"kind": kind, "contacts": count} for kind, count in counts.items() if count]
    columns = [Column("kind", _("方式")), Column("contacts", _("联系"), "int", bar=True)]
    totals = {"kind": _("合计"), **_total(table, "contacts")}
    return Section("liaison_kinds", _("联系方式"), columns, table, totals, empty=_("本月没有联系记录。"))


def liaison_members(rows: Rows) -> Section:
    """Give each member's contacts, in the order of the roster: nobody is ranked."""
    columns = [
        Column("branch", _("党支部")),
        Column("member", _("党员")),
        Column("contacts", _("联系"), "int"),
        Column("kinds", _("方式"), "counts"),
    ]
    totals = {"branch": _("合计"), **_total(rows, "contacts")}
    return Section("liaison_members", _("各党员联系情况"), columns, rows, totals, empty=_("本月没有联系记录。"))


def silent_classes(names: Sequence[str]) -> Section:
    """Give the classes that nobody contacted."""
    return _classes("silent_classes", _("本月没有联系的班级"), names, none=_("✓ 在校班级本月都有联系。"))


def vacant_classes(names: Sequence[str]) -> Section:
    """Give the classes that nobody looks after."""
    return _classes("vacant_classes", _("没有联系人的班级"), names, none=_("✓ 在校班级都有联系人。"))


def _classes(key: str, title: str, names: Sequence[str], *, none: str) -> Section:
    """List classes, a line for each year of entry."""
    cohorts: dict[str, list[str]] = {}
    for name in names:
        found = _COHORT.match(name)
        cohorts.setdefault(found[0] if found else _("其他"), []).append(name)
    columns = [
        Column("cohort", _("年级")),
        Column("count", _("班级数"), "int"),
        Column("classes", _("班级"), "terms"),
    ]
    table = [{"cohort": cohort, "count": len(classes), "classes": classes} for cohort, classes in cohorts.items()]
    notes = [missing([_("共 {count} 个班", count=len(names))])] if names else []
    return Section(key, title, columns, table, notes=notes, empty=none)


def follow_ups(row: Mapping[str, int]) -> Section:
    """Give the month's follow-ups in one line."""
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


def projects(rows: Rows) -> Section:
    """Give the projects by their state."""
    columns = [
        Column("state", _("状态")),
        Column("extended", _("延期中"), "int"),
        Column("count", _("课题"), "int", bar=True),
    ]
    totals = {"state": _("合计"), **_total(rows, "count", "extended")}
    return Section("projects", _("党建课题"), columns, rows, totals, empty=_("还没有课题。"))


def dues(rows: Rows) -> Section:
    """Give each branch's dues of the month, and what has run up."""
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
    marks = [_("✗ 有欠交") if read_yuan(row["arrears"]) else "", unknown_bases(row["unknown"])]
    return _("，").join(mark for mark in marks if mark) or _("✓ 交清")


def _total(rows: Rows, *keys: str) -> dict[str, int]:
    return {key: sum(row[key] for row in rows) for key in keys}
