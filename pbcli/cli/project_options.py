"""What the commands of projects share: how one is named, who is in it, its particulars, the reason of an override."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.edits import day_option
from pbcli.cli.inputs import MONEY, NAMES, TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import TermParameter
from pbcli.domain.enums import Grade, ProjectLevel, ProjectRole
from pbcli.messages import _

ProjectArg = Annotated[str, typer.Argument(metavar="NAME", help=_("课题：编号、名称、唯一的开头、拼音首字母或 id"))]
ForceOpt = Annotated[
    str | None, typer.Option("--force", metavar="REASON", help=_("不合规则也照记，写明理由，记入操作历史"))
]
LeaderOpt = Annotated[str | None, typer.Option("--leader", metavar="MEMBER", help=_("负责人"))]
MainOpt = Annotated[
    list[Any] | None,
    typer.Option("--main", click_type=NAMES, metavar="MEMBERS", help=_("主研人员，用顿号分开；可重复")),
]
OtherOpt = Annotated[
    list[Any] | None,
    typer.Option("--other", click_type=NAMES, metavar="MEMBERS", help=_("参研人员，用顿号分开；可重复")),
]


_ROLES = {"leader": ProjectRole.LEADER, "main": ProjectRole.MAIN, "other": ProjectRole.OTHER}


def people_typed(**typed: Any) -> dict[ProjectRole, tuple[str, ...]]:
    """Return the people that were typed for each role; of a role that was cleared, nobody."""
    return {_ROLES[name]: _names(value) for name, value in typed.items()}


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(name for names in value or () for name in names)


def _text(option: str, title: str) -> tuple[Any, Any]:
    return str | None, typer.Option(option, click_type=TEXT, metavar="TEXT", help=title)


def _day(option: str, title: str) -> tuple[Any, Any]:
    return date | None, day_option(option, help=title)


with_particulars = option_set(
    "particulars",
    {
        "number": _text("--number", _("课题编号")),
        "level": (
            ProjectLevel | None,
            typer.Option(
                "--level", click_type=TermParameter(ProjectLevel), metavar="LEVEL", help="、".join(ProjectLevel)
            ),
        ),
        "category": _text("--category", _("类别：重点、一般、青年…")),
        "office": _text("--office", _("立项单位")),
        "notice_number": _text("--notice-number", _("立项文号")),
        "starts_on": _day("--starts-on", _("开始日期")),
        "ends_on": _day("--ends-on", _("计划结束日期")),
        "applied_on": _day("--applied-on", _("申报日期")),
        "reviewed_on": _day("--reviewed-on", _("评审日期")),
        "noticed_on": _day("--noticed-on", _("公示日期")),
        "approved_on": _day("--approved-on", _("立项日期")),
        "opened_on": _day("--opened-on", _("开题日期")),
        "midterm_on": _day("--midterm-on", _("中期检查日期")),
        "closing_applied_on": _day("--closing-applied-on", _("结题申请日期")),
        "appraised_on": _day("--appraised-on", _("鉴定日期")),
        "closed_on": _day("--closed-on", _("结题日期")),
        "certified_on": _day("--certified-on", _("发证日期")),
        "promoted_on": _day("--promoted-on", _("推广日期")),
        "midterm_result": _text("--midterm-result", _("中期结论")),
        "appraisal_mode": _text("--appraisal-mode", _("鉴定方式：会议、通信")),
        "grade": (
            Grade | None,
            typer.Option("--grade", click_type=TermParameter(Grade), metavar="GRADE", help=_("鉴定等级")),
        ),
        "certificate_number": _text("--certificate-number", _("证书编号")),
        "outcomes": _text("--outcomes", _("成果形式及数量")),
        "funds": (
            int | None,
            typer.Option("--funds", click_type=MONEY, metavar="YUAN", help=_("经费（元）")),
        ),
        "changes": _text("--changes", _("变更事项：负责人、成员、名称、内容、期限")),
        "note": _text("--note", _("备注；@文件 或 - 从文件、标准输入读")),
    },
)
"""Gives a command the options of a project's particulars and of the days of its steps."""


def columns(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts under the names of their columns."""
    return {"funds_fen" if name == "funds" else name: value for name, value in facts.items()}
