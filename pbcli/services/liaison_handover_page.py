"""The sheet that goes with a handover: the class, what was done with it this term, what is open, what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pbcli.domain.enums import ContactKind
from pbcli.domain.periods import Period
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.classes import class_history
from pbcli.services.liaison_counts import Filters, iterate_contacts, list_follow_ups
from pbcli.services.liaison_targets import list_targets
from pbcli.services.particulars import particulars
from pbcli.services.term_time import term_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row

_LATEST = 5
"""So many of the last contacts are on the sheet."""


def handover_sheet(reader: Reader, *, klass: Row, before: Row, to: Row, on: date, today: date) -> Report:
    """Return the sheet of a class that goes from one member to another; pupils are counted, never named."""
    term = term_time(reader).calendar.current(on)
    period = Period(term.starts_on, term.ends_on, term.name)
    of_class = Filters(class_id=klass["id"])
    contacts = list(iterate_contacts(reader, period, today=today, filters=of_class))
    counts = Counter(row["kind"] for row in contacts)
    targets = list_targets(reader, period, today=max(on, today), filters=Filters(to["id"], klass["id"]))
    kinds = {kind.value: counts[kind] for kind in ContactKind if counts[kind]}
    found = class_history(reader, klass["id"], day=on)
    data = {
        "class": klass["name"],
        **{key: found[key] for key in ("department", "major", "pupils", "head_teacher")},
        "from": before["member"],
        "to": to["name"],
        "role": before["role"],
        "on": on.isoformat(),
        "term": term.name,
        "kinds": kinds,
        "missing": [part for row in targets for part in row["missing"]],
        "follow_ups": _short(list_follow_ups(reader, today=today, filters=of_class), _follow_up_columns()),
        "contacts": _short(contacts[-_LATEST:], _contact_columns()),
    }
    return Report(
        name="handover",
        title=_("联系班级交接单：{name}", name=klass["name"]),
        subtitle=_("{old}移交{new}，{day}", old=before["member"], new=to["name"], day=on),
        data=data,
        sections=[
            particulars(data | _spoken(data), _titles()),
            Section("follow_ups", _("待跟进"), _follow_up_columns(), data["follow_ups"], empty=_("没有待跟进的事项。")),
            Section("contacts", _("最近的联系"), _contact_columns(), data["contacts"], empty=_("本学期没有联系。")),
        ],
    )


def _short(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    return [{column.key: row[column.key] for column in columns} for row in rows]


def _spoken(data: Row) -> dict[str, str]:
    return {
        "kinds": "、".join(f"{kind}{n}" for kind, n in data["kinds"].items()),
        "missing": "、".join(data["missing"]),
    }


def _titles() -> list[tuple[str, str]]:
    return [
        ("class", _("班级")),
        ("department", _("专业部")),
        ("major", _("专业")),
        ("pupils", _("人数")),
        ("head_teacher", _("班主任")),
        ("role", _("身份")),
        ("from", _("移交人")),
        ("to", _("接手人")),
        ("on", _("交接日期")),
        ("term", _("学期")),
        ("kinds", _("本学期已联系")),
        ("missing", _("本学期还差")),
    ]


def _follow_up_columns() -> list[Column]:
    return [
        Column("id", _("编号"), "int"),
        Column("occurred_on", _("联系日期"), "day"),
        Column("problem", _("发现问题")),
        Column("task", _("跟进事项")),
        Column("responsible", _("跟进责任人")),
        Column("due_on", _("跟进期限"), "day"),
        Column("state", _("状态")),
    ]


def _contact_columns() -> list[Column]:
    return [
        Column("occurred_on", _("日期"), "day"),
        Column("member", _("联系人")),
        Column("kind", _("联系方式")),
        Column("problem", _("发现问题")),
        Column("measure", _("采取措施")),
    ]
