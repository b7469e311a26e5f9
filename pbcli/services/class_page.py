"""A class's page: particulars, head teachers, and the members who look after it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Report
from pbcli.services.classes import class_history
from pbcli.services.particulars import history, particulars

if TYPE_CHECKING:
    from pbcli.db.read import Reader


def class_page(reader: Reader, class_id: int, *, day: date) -> Report:
    """Return everything that is known of a class as of a day."""
    found = class_history(reader, class_id, day=day)
    return Report(
        name="class",
        title=found["name"],
        subtitle=_("截至 {day}", day=day),
        data=found,
        sections=[
            particulars(found, _titles()),
            history(
                "heads",
                _("班主任"),
                [Column("teacher_name", _("班主任"))],
                found["heads"],
                empty=_("没有登记班主任。"),
            ),
            history(
                "assignments",
                _("联系人"),
                [Column("member", _("联系人")), Column("branch", _("党支部")), Column("role", _("身份"))],
                found["assignments"],
                empty=_("没有联系人。"),
            ),
        ],
    )


def _titles() -> list[tuple[str, str]]:
    return [
        ("id", _("编号")),
        ("cohort", _("年级")),
        ("department", _("专业部")),
        ("major", _("专业")),
        ("head_teacher", _("班主任")),
        ("pupils", _("人数")),
        ("started_on", _("入学时间")),
        ("graduated_on", _("毕业时间")),
        ("contacts", _("联系次数")),
        ("last_contact_on", _("最近联系")),
        ("note", _("备注")),
    ]
