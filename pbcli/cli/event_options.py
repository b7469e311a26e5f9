"""The options that say what an event was: the same for `add` and `edit`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.cli.edits import day_option
from pbcli.cli.inputs import HOURS, NAMES, TEXT, TIME
from pbcli.cli.option_set import Options, option_set
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

_BETWEEN = re.compile(r"[、，,;；\n]+(?![^（(]*[）)])")
_REASON = re.compile(r"(?P<name>[^:：（(]*)(?:[:：](?P<after>.*)|[（(](?P<inside>.*)[）)])", re.DOTALL)


class ExcusedParameter(ParamType):
    """People on leave, each with a reason where there is one: 张三:病假、李四（事假）、王五."""

    name = "excused"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> tuple[tuple[str, str | None], ...]:
        """Read the names with their reasons. Raises UsageFault for a reason without a name."""
        if isinstance(value, tuple):
            return value
        found: list[tuple[str, str | None]] = []
        for piece in filter(str.strip, _BETWEEN.split(value)):
            with_reason = _REASON.fullmatch(piece.strip())
            if with_reason is None:
                found += [(name, None) for name in NAMES.convert(piece, param, ctx)]
                continue
            name, reason = with_reason["name"].strip(), (with_reason["after"] or with_reason["inside"] or "").strip()
            if not name:
                raise UsageFault("“{value}”里没有姓名。", value=piece.strip(), hint="--leave 张三:病假")
            found.append((name, reason or None))
        return tuple(found)


EXCUSED = ExcusedParameter()

LeaveOpt = Annotated[
    list[Any] | None,
    typer.Option("--leave", click_type=EXCUSED, metavar="NAME:REASON", help=_("请假的人，如 张三:病假；可重复")),
]
AbsentOpt = Annotated[
    list[Any] | None, typer.Option("--absent", click_type=NAMES, metavar="NAMES", help=_("缺席的人；可重复"))
]
_ATTENDING: Any = typer.Option(
    "--attending", click_type=TEXT, metavar="NAMES", help=_("列席的人，不计入应到实到，不一定是党员")
)
AttendingOpt = Annotated[str | None, _ATTENDING]

_FACTS: Options = {
    "start": (str | None, typer.Option("--start", click_type=TIME, metavar="TIME", help=_("开始时间"))),
    "end": (str | None, typer.Option("--end", click_type=TIME, metavar="TIME", help=_("结束时间"))),
    "until": (date | None, day_option("--until", help=_("结束日期，几天的活动才写"))),
    "hours": (int | None, typer.Option("--hours", click_type=HOURS, metavar="HOURS", help=_("学时，如 1.5"))),
    "title": (str | None, typer.Option("--title", metavar="TEXT", help=_("会议名称"))),
    "place": (str | None, typer.Option("--place", metavar="TEXT", help=_("地点"))),
    "host": (str | None, typer.Option("--host", metavar="MEMBER", help=_("主持人；党课写主讲人"))),
    "recorder": (str | None, typer.Option("--recorder", metavar="MEMBER", help=_("记录人"))),
    "entitled": (
        int | None,
        typer.Option("--entitled", min=0, metavar="N", help=_("应到人数；不写就按当天的名册算")),
    ),
    "present": (
        int | None,
        typer.Option("--present", min=0, metavar="N", help=_("实到人数；不写就是应到减去请假、缺席")),
    ),
    "topics": (str | None, typer.Option("--topics", click_type=TEXT, metavar="TEXT", help=_("议题"))),
    "summary": (
        str | None,
        typer.Option("--summary", click_type=TEXT, metavar="TEXT", help=_("内容摘要；@文件 或 - 从文件、标准输入读")),
    ),
    "resolutions": (str | None, typer.Option("--resolutions", click_type=TEXT, metavar="TEXT", help=_("决议"))),
    "attending": (str | None, _ATTENDING),
    "evidence": (str | None, typer.Option("--evidence", click_type=TEXT, metavar="TEXT", help=_("佐证材料"))),
    "note": (str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))),
}
with_facts = option_set("facts", _FACTS)
"""Give a command these options: its keyword `facts` holds what was typed of them."""

_COLUMNS = {
    "on": "occurred_on",
    "until": "ended_on",
    "start": "start_time",
    "end": "end_time",
    "hours": "hours_hundredths",
}


def as_columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts under the names of their columns."""
    return {_COLUMNS.get(name, name): value for name, value in facts.items()}


def flattened(lists: list[Any] | None) -> list[Any]:
    """Return what a repeated option of several values gave, one after the other."""
    return [one for several in lists or () for one in several]
