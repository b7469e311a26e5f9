"""The parameters that commands share, so that a date, a period or a format is the same word everywhere."""

import functools
import inspect
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer._click import Context, Parameter
from typer._click.types import ParamType
from typer._types import TyperChoice

from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import View

FORMATS = ("auto", "table", "plain", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx", "docx")


class DayParameter(ParamType):
    """A date in any of the ways that people write one, seen from the day that counts as today."""

    name = "date"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> date:
        """Read the date. Raises UsageFault, which names the option, when there is no such day."""
        if isinstance(value, date):
            return value
        state = ctx.obj if ctx is not None else None
        from pbcli.domain.dates import read_date

        today = state.today if state is not None else date.today()  # noqa: DTZ011  in completion nobody settled it
        try:
            return read_date(value, today=today)
        except UsageFault as fault:
            from pbcli.cli.usage import typed_name

            fault.add_note(typed_name(param))
            raise


class TermParameter(ParamType):
    """A term of a closed list: the term itself, a unique part of it, or a synonym."""

    name = "term"

    def __init__(
        self, terms: type[StrEnum] | Callable[[], type[StrEnum]], synonyms: Mapping[str, StrEnum] | None = None
    ) -> None:
        self._terms = terms
        self.synonyms = synonyms or {}

    @property
    def terms(self) -> type[StrEnum]:
        """The closed list; a command that only reads may leave it to a function that imports it."""
        return self._terms if isinstance(self._terms, type) else self._terms()

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> StrEnum:
        """Find the term. Raises UsageFault that lists the terms there are, and shows one as it is typed."""
        text = value.strip()
        if text in self.synonyms:
            return self.synonyms[text]
        exact = [term for term in self.terms if term.value == text]
        found = exact or [term for term in self.terms if text and text in term.value]
        if len(found) != 1:
            fitting = found or list(self.terms)
            hint = _typed(ctx, param, fitting[0])
            raise UsageFault("“{value}”不行，可用：{terms}。", value=text, terms="、".join(fitting), hint=hint)
        return found[0]


def _typed(ctx: Context | None, param: Parameter | None, value: str) -> str:
    """Show how a value is typed: behind its option; of an argument the command's page says it. Nothing while asking."""
    if ctx is None:
        return ""
    option = next((name for name in getattr(param, "opts", ()) if name.startswith("--")), None)
    return f"{ctx.command_path} --help" if option is None else f"{ctx.command_path} {option} {value}"


DAY = DayParameter()

OnOpt = Annotated[date | None, typer.Option("--on", click_type=DAY, metavar="DATE", help=_("日期，默认今天"))]
PeriodArg = Annotated[str | None, typer.Argument(metavar="PERIOD", help=_("时段，如 2026-10、上月、本学期；默认本月"))]
DryRunOpt = Annotated[bool, typer.Option("--dry-run", help=_("只显示会改什么，不写入"))]
YesOpt = Annotated[bool, typer.Option("--yes", "-y", help=_("不再询问，直接确认"))]
UnmaskOpt = Annotated[bool, typer.Option("--unmask", help=_("写到隐私的文字也显示，并记入操作历史"))]
OnlyBranchOpt = Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("只看这个党支部"))]
OnlyMemberOpt = Annotated[str | None, typer.Option("--member", metavar="MEMBER", help=_("只看这个党员"))]
NameArg = Annotated[str, typer.Argument(metavar="NAME", help=_("名称、唯一的开头、拼音首字母或编号"))]

_VIEW_PARAMETERS = {
    "format_": (
        str,
        "auto",
        typer.Option(
            "--format",
            "-f",
            click_type=TyperChoice(FORMATS),
            metavar="FORMAT",
            help=_("输出格式：{formats}", formats=" ".join(FORMATS)),
            show_default=False,
        ),
    ),
    "fields": (str | None, None, typer.Option("--fields", metavar="A,B", help=_("只要这些字段，用逗号分开"))),
    "sort": (str | None, None, typer.Option("--sort", metavar="A,-B", help=_("按字段排序，前加 - 为倒序"))),
    "limit": (int | None, None, typer.Option("--limit", min=0, metavar="N", help=_("最多几行"))),
    "output": (str | None, None, typer.Option("-o", "--output", metavar="FILE", help=_("写入文件，格式看后缀"))),
    "bom": (bool, False, typer.Option("--bom", help=_("CSV 加字节序标记"))),
    "fail_empty": (bool, False, typer.Option("--fail-empty", help=_("没有结果时退出码为 3"))),
}


def with_view(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command all the output options at once: its keyword `view: View` is filled from them."""
    signature = inspect.signature(command)

    @functools.wraps(command)
    def wrapper(*args: Any, **options: Any) -> None:
        chosen = {name: options.pop(name) for name in _VIEW_PARAMETERS}
        view = View(
            format=chosen["format_"],
            fields=_split(chosen["fields"]),
            sort=_split(chosen["sort"]),
            limit=chosen["limit"],
            output=chosen["output"],
            bom=chosen["bom"],
            fail_empty=chosen["fail_empty"],
        )
        command(*args, view=view, **options)

    own = [parameter for name, parameter in signature.parameters.items() if name != "view"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])
        for name, (kind, default, option) in _VIEW_PARAMETERS.items()
    ]
    wrapper.__signature__ = signature.replace(parameters=own + shared)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in own + shared} | {"return": None}
    return wrapper


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()
