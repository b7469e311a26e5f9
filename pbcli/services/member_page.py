"""A member's page: particulars, and the histories of branches, standing, posts and classes looked after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Report
from pbcli.services.members import member_history
from pbcli.services.particulars import history, particulars

if TYPE_CHECKING:
    from pbcli.db.read import Reader


def member_page(reader: Reader, member_id: int, *, day: date, unmasked: bool = False) -> Report:
    """Return everything that is known of a member as of a day; personal numbers masked unless asked for."""
    member = member_history(reader, member_id, day=day, unmasked=unmasked)
    return Report(
        name="member",
        title=member["name"],
        subtitle=_("截至 {day}", day=day),
        data=member,
        sections=[
            particulars(member, _titles()),
            history(
                "memberships",
                _("所在党支部"),
                [
                    Column("branch", _("党支部")),
                    Column("party_group", _("党小组")),
                    Column("join_reason", _("加入方式")),
                    Column("leave_reason", _("离开原因")),
                    Column("counterpart", _("来自/去往")),
                ],
                member["memberships"],
                empty=_("没有支部记录。"),
            ),
            history(
                "statuses",
                _("人员类别"),
                [Column("status", _("人员类别"))],
                member["statuses"],
                empty=_("没有类别记录。"),
            ),
            history(
                "posts",
                _("职务"),
                [Column("branch", _("党支部")), Column("kind", _("职务"))],
                member["posts"],
                empty=_("没有担任职务。"),
            ),
            history(
                "classes",
                _("联系的班级"),
                [Column("class", _("班级")), Column("role", _("身份")), Column("contacts", _("联系次数"), "int")],
                member["classes"],
                empty=_("没有联系的班级。"),
            ),
        ],
    )


def _titles() -> list[tuple[str, str]]:
    return [
        ("id", _("编号")),
        ("branch", _("党支部")),
        ("party_group", _("党小组")),
        ("status", _("人员类别")),
        ("joined_on", _("入党日期")),
        ("converted_on", _("转正日期")),
        ("sex", _("性别")),
        ("ethnicity", _("民族")),
        ("birth_date", _("出生日期")),
        ("id_last4", _("身份证号后四位")),
        ("id_number", _("身份证号")),
        ("education", _("学历")),
        ("degree", _("学位")),
        ("school", _("毕业院校及专业")),
        ("native_place", _("籍贯")),
        ("work_started_on", _("参加工作日期")),
        ("position", _("工作岗位/职称")),
        ("duty", _("行政职务")),
        ("party_duty", _("党内职务")),
        ("phone", _("联系电话")),
        ("mobility", _("是否流动/失联")),
        ("note", _("备注")),
    ]
