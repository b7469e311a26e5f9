"""The options that say who a member is: the same for `add`, `transfer-in` and `edit`."""

import sys
from datetime import date
from typing import Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType

from pbcli.cli.inputs import TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import DAY, TermParameter
from pbcli.domain.enums import Sex
from pbcli.domain.errors import UsageFault
from pbcli.messages import _


class IdNumberParameter(ParamType):
    """An ID number from a file (`@FILE`) or from stdin (`-`; asked for unseen on a terminal).

    It isn't taken from the command line, which stays in the shell's history and in the journal.
    """

    name = "id-number"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:
        """Fetch the number. Raises UsageFault for one that was typed openly."""
        if value == "-" and sys.stdin.isatty():
            return str(typer.prompt(_("身份证号"), hide_input=True, err=True)).strip()
        if value != "-" and not value.startswith("@"):
            raise UsageFault(
                "身份证号不要写在命令行里，会留在命令历史里：用 - 从键盘或管道读，或用 @文件。", hint="--id-number -"
            )
        return str(TEXT.convert(value, param, ctx)).strip()


def _text(option: str, title: str) -> tuple[Any, Any]:
    return str | None, typer.Option(option, metavar="TEXT", help=title)


def _day(option: str, title: str) -> tuple[Any, Any]:
    return date | None, typer.Option(option, click_type=DAY, metavar="DATE", help=title)


_PARTICULARS = {
    "sex": (Sex | None, typer.Option("--sex", click_type=TermParameter(Sex), metavar="男|女", help=_("性别"))),
    "ethnicity": _text("--ethnicity", _("民族")),
    "birth_date": _day("--birth-date", _("出生日期")),
    "id_number": (
        str | None,
        typer.Option(
            "--id-number",
            click_type=IdNumberParameter(),
            metavar="-|@FILE",
            help=_("身份证号，从键盘、管道（-）或文件（@文件）读；平时只存后四位和摘要"),
        ),
    ),
    "education": _text("--education", _("学历")),
    "degree": _text("--degree", _("学位")),
    "school": _text("--school", _("毕业院校及专业")),
    "native_place": _text("--native-place", _("籍贯")),
    "work_started_on": _day("--work-started-on", _("参加工作日期")),
    "position": _text("--position", _("工作岗位/职称")),
    "duty": _text("--duty", _("行政职务")),
    "party_duty": _text("--party-duty", _("党内职务")),
    "phone": _text("--phone", _("联系电话，显示时隐去中间四位")),
    "mobility": _text("--mobility", _("是否流动/失联")),
    "note": _text("--note", _("备注")),
}


with_particulars = option_set("particulars", _PARTICULARS)
"""Gives a command the options of a member's particulars: its keyword `particulars` holds all of them."""
