"""What the commands of brands share: how one is named, the options that say what it is."""

import re
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.cli.inputs import NAMES, TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import TermParameter
from pbcli.domain.brands import FOCUSES
from pbcli.domain.enums import BrandMeasure, BrandState, LinkedKind
from pbcli.messages import _

BrandArg = Annotated[str, typer.Argument(metavar="BRAND", help=_("品牌：名称、党支部或编号；往年的写 红烛先锋/2025"))]
MEASURE = TermParameter(BrandMeasure)
STATE = TermParameter(BrandState)
RECORD = TermParameter(LinkedKind, {"活动": LinkedKind.EVENT, "联系": LinkedKind.CONTACT, "课题": LinkedKind.PROJECT})


class DutiesParameter(ParamType):
    """People, each with a duty where there is one: 张三:宣传、李四."""

    name = "duties"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> tuple[tuple[str, str | None], ...]:
        """Read the names with their duties."""
        if isinstance(value, tuple):
            return value
        found = []
        for part in NAMES.convert(value, param, ctx):
            name, _colon, duty = re.sub("：", ":", part).partition(":")
            found.append((name, duty or None))
        return tuple(found)


def _text(option: str, title: str) -> tuple[Any, Any]:
    return str | None, typer.Option(option, click_type=TEXT, metavar="TEXT", help=title)


with_facts = option_set(
    "facts",
    {
        "slogan": _text("--slogan", _("口号")),
        "focus": (str | None, typer.Option("--focus", metavar="FOCUS", help="、".join(FOCUSES))),
        "meaning": _text("--meaning", _("内涵；@文件 或 - 从文件、标准输入读")),
        "carriers": _text("--carriers", _("载体")),
        "served": _text("--served", _("服务对象")),
        "schedule": _text("--schedule", _("实施步骤")),
        "leader": (str | None, typer.Option("--leader", metavar="MEMBER", help=_("负责人"))),
        "people": (
            list[Any] | None,
            typer.Option(
                "--people", click_type=DutiesParameter(), metavar="NAMES", help=_("成员和分工，如 张三:宣传、李四")
            ),
        ),
        "results": _text("--results", _("成效")),
        "honours": _text("--honours", _("荣誉")),
        "media": _text("--media", _("媒体报道")),
        "self_score": (int | None, typer.Option("--self-score", min=0, max=100, metavar="N", help=_("自评分"))),
        "note": _text("--note", _("备注")),
    },
)
"""Gives a command the options that say what a brand is."""


def people_typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with all people that were typed as one list; nobody where they were cleared."""
    if "people" not in facts:
        return facts
    return facts | {"people": [person for people in facts["people"] or () for person in people]}
