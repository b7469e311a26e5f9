"""A set of options that several commands share: declared once, handed over as one dictionary."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

Options = Mapping[str, tuple[Any, Any]]
"""For each option its type and its declaration, under the name of the field that it fills; each may be left out."""


def option_set(keyword: str, options: Options) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options: its keyword parameter of this name holds what was typed of them, and None else."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)

        @functools.wraps(command)
        def wrapper(*args: Any, **typed: Any) -> None:
            chosen = {name: typed.pop(name) for name in options}
            command(*args, **{keyword: chosen}, **typed)

        own = [parameter for name, parameter in signature.parameters.items() if name != keyword]
        shared = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, option])
            for name, (kind, option) in options.items()
        ]
        parameters = [*own, *shared]
        wrapper.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        wrapper.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": None}
        return wrapper

    return decorated
