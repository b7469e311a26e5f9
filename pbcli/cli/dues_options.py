"""What the commands of dues share: members, months, amounts that are better not typed openly."""

import sys
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.cli.inputs import MONEY, TEXT
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

MemberArg = Annotated[str | None, typer.Argument(metavar="MEMBER", help=_("党员：姓名、支部/姓名、拼音首字母或编号"))]
MethodOpt = Annotated[str | None, typer.Option("--method", metavar="TEXT", help=_("方式：现金、转账…"))]
CollectorOpt = Annotated[str | None, typer.Option("--collector", metavar="NAME", help=_("经办人"))]
NoteOpt = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("备注"))]
UnmaskOpt = Annotated[bool, typer.Option("--unmask", help=_("显示缴纳基数，并记入操作历史"))]


class BaseParameter(ParamType):
    """A base in yuan, whole fen inside.

    It is someone's pay: `-` takes it from stdin (asked for unseen on a terminal), `@FILE` from a file.
    """

    name = "base"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> int:
        """Read the base. Raises UsageFault."""
        if value == "-" and sys.stdin.isatty():
            return MONEY.convert(typer.prompt(_("缴纳基数(元)"), hide_input=True, err=True), param, ctx)
        return MONEY.convert(TEXT.convert(value, param, ctx).strip(), param, ctx)


BASE = BaseParameter()


def one_month(state: State, text: str | None, *, option: str) -> str:
    """Return the month that was typed, this one where none was. Raises UsageFault for another kind of period."""
    with state.read() as reader:
        period = state.period(text, reader)
    if not period.is_month:
        raise UsageFault(
            "{option} 要写一个月，“{period}”不是。", option=option, period=period.label, hint=f"{option} 2026-10"
        )
    return period.month
