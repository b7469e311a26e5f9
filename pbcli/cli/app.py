"""The root command: its global options, settled before an area is entered."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.lazy import RootGroup, prepare
from pbcli.cli.state import State
from pbcli.messages import LANGUAGES, _

if TYPE_CHECKING:
    from typer._click import Command


def run(argv: Sequence[str]) -> int:
    """Run pbcli with these words and return the exit code; never exits."""
    from pbcli.cli.boundary import guarded

    return guarded(argv)


@functools.cache
def root() -> "Command":
    """Build the root command once."""
    from typer.main import get_command

    app = typer.Typer(
        cls=RootGroup,
        add_completion=False,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_("职业学校党务记录：表格进来，记录留住，报表出去。"),
    )
    app.callback()(_settle)
    command = get_command(app)
    prepare(command)
    return command


def _version(wanted: bool) -> None:
    if wanted:
        from pbcli import __version__

        typer.echo(f"pbcli {__version__}")
        raise typer.Exit


def _settle(
    ctx: typer.Context,
    *,
    db: Annotated[str | None, typer.Option("--db", metavar="PATH", help=_("数据库文件"))] = None,
    today: Annotated[str | None, typer.Option("--today", metavar="DATE", help=_("把哪天当作今天"))] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="|".join(LANGUAGES), help=_("帮助、消息和标题的语言"))
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", metavar="NAME", help=_("用配置文件里的哪一组"))] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=_("不提问，缺什么就报错"))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("少说话：改动只输出编号"))] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help=_("多说一些：用的哪个数据库、哪段时段、操作编号"))
    ] = False,
    version: Annotated[  # noqa: ARG001  answered by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("显示版本"))
    ] = False,
) -> None:
    ctx.obj = State({"db": db, "today": today, "profile": profile}, no_input=no_input, quiet=quiet, verbose=verbose)
    if lang is not None:
        ctx.obj.adopt("lang", lang)
    if ctx.invoked_subcommand is None:
        from pbcli.cli.welcome import orient

        orient(ctx.obj, ctx.get_help)
