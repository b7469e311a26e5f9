"""The global options once more, for those who type them after the area: `pbcli member list --today 2026-10-31`.

They are hidden there, since the root's help names them, and eager, so that a date that follows is read with them.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

if TYPE_CHECKING:
    from typer._click import Context, Parameter

WITH_VALUE = ("db", "today", "lang", "profile")
FLAGS = {"no_input": ("--no-input",), "quiet": ("--quiet", "-q"), "verbose": ("--verbose", "-v")}


@cache
def global_options() -> "tuple[Parameter, ...]":
    """Build them once, for all commands."""
    valued = [_option(name, (f"--{name}",), is_flag=False) for name in WITH_VALUE]
    return (*valued, *(_option(name, words, is_flag=True) for name, words in FLAGS.items()))


def _option(name: str, words: tuple[str, ...], *, is_flag: bool) -> TyperOption:
    def adopt(ctx: "Context", _parameter: "Parameter", value: Any) -> None:
        if value and ctx.obj is not None:
            ctx.obj.adopt(name, value)

    return TyperOption(
        param_decls=[f"global_{name}", *words],
        is_flag=is_flag,
        default=False if is_flag else None,
        hidden=True,
        is_eager=True,
        expose_value=False,
        callback=adopt,
        type=bool if is_flag else str,
    )
