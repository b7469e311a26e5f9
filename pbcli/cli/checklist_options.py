"""What the commands of checklists share: how an item is named, and the options that say what it is."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.edits import day_option
from pbcli.cli.inputs import TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import TermParameter
from pbcli.domain.enums import ChecklistKind, ChecklistSource, ChecklistState
from pbcli.messages import _

KIND = TermParameter(ChecklistKind)
STATE = TermParameter(ChecklistState)

ItemArg = Annotated[str, typer.Argument(metavar="ITEM", help=_("编号，或者清单和序号，如 整改清单/3"))]
EvidenceOpt = Annotated[
    str | None,
    typer.Option("--evidence", click_type=TEXT, metavar="TEXT", help=_("佐证：什么材料、放在哪里")),
]


def _text(option: str, title: str) -> tuple[Any, Any]:
    return str | None, typer.Option(option, click_type=TEXT, metavar="TEXT", help=title)


with_facts = option_set(
    "facts",
    {
        "number": _text("--number", _("序号，默认接着排")),
        "source": (
            ChecklistSource | None,
            typer.Option(
                "--source", click_type=TermParameter(ChecklistSource), metavar="SOURCE", help="、".join(ChecklistSource)
            ),
        ),
        "standard": _text("--standard", _("整改标准")),
        "measure": _text("--measure", _("整改措施")),
        "lead": _text("--lead", _("责任领导")),
        "responsible": _text("--responsible", _("责任人")),
        "raised_on": (date | None, day_option("--raised-on", help=_("提出日期，默认今天"))),
        "due": (date | None, day_option("--due", help=_("完成时限"))),
        "long_term": (bool | None, typer.Option("--long-term/--no-long-term", help=_("长期坚持，不销号"))),
        "evidence": _text("--evidence", _("佐证：什么材料、放在哪里")),
        "note": _text("--note", _("备注")),
    },
)
"""Gives a command the options that say what an item is."""

_NAMES = {"due": "due_on", "long_term": "is_long_term"}


def columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts under the names of their columns."""
    return {_NAMES.get(name, name): value for name, value in facts.items()}
