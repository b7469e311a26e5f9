"""A bar on stderr for what takes a while; nothing where nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pbcli.cli.state import State


@contextmanager
def progress(state: State, title: str) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Give two functions: the one is told how many steps there are, the other how many more of them are done."""
    if state.quiet or not sys.stderr.isatty():
        yield (lambda _steps: None), (lambda _steps: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield (lambda steps: bar.update(task, total=steps, completed=0)), (lambda steps: bar.advance(task, steps))
