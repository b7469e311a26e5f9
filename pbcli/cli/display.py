"""Putting a result where the user wants it: the terminal, a pipe, a file."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from pbcli.domain.errors import NothingFound, StorageUnusable, UsageFault
from pbcli.messages import _, language
from pbcli.output.result import Report, Result, Row, Stream, View
from pbcli.values import replace

_PIECES_A_BLOCK = 256
_CHARACTERS_AHEAD = 2_000_000


def show(thing: Result | Report, view: View) -> None:
    """Render and deliver; then, where the user asked for it, fail when there was nothing."""
    content = _rendered(thing, view)
    if view.output is not None:
        _into_file(Path(view.output), content)
    else:
        put(content)
    if view.fail_empty and isinstance(thing, Result) and not thing.rows:
        raise NothingFound("没有找到。")


def show_coming(coming: Stream, view: View, *, release: Callable[[], None]) -> None:
    """Deliver a listing while it is read, in constant memory; what people read, or what is sorted, is read whole first.

    `release` lets go of what is read from, as soon as all is read. A listing of some megabytes is, before any of it
    leaves: who looks at it in a pager keeps nobody from writing.
    """
    from pbcli.output.show import stream

    rows = _Passing(coming.rows)
    coming = replace(coming, rows=rows)
    with _faults_in_words():
        pieces = stream(coming, view, is_terminal=sys.stdout.isatty())
    if pieces is None:
        result = coming.collected()
        release()
        show(result, view)
        return
    blocks = _read_ahead(_blocks(pieces), release)
    if view.output is not None:
        _into_file(Path(view.output), (block.encode("utf-8", "backslashreplace") for block in blocks))
    else:
        for block in blocks:
            put(block)
    if view.fail_empty and not rows.were_any:
        raise NothingFound("没有找到。")


class _Passing:
    """Rows on their way, and whether there were any."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.were_any = False
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        rows = iter(self._rows)
        for row in rows:
            self.were_any = True
            yield row
            yield from rows


def _blocks(pieces: Iterator[str]) -> Iterator[str]:
    """Put pieces together to blocks that are worth a call."""
    while block := "".join(islice(pieces, _PIECES_A_BLOCK)):
        yield block


def _read_ahead(blocks: Iterator[str], release: Callable[[], None]) -> Iterator[str]:
    """Read so far ahead that an ordinary listing is read to its end, then give what was read and all that follows."""
    kept: deque[str] = deque()
    size = 0
    for block in blocks:
        kept.append(block)
        size += len(block)
        while size > _CHARACTERS_AHEAD:
            size -= len(kept[0])
            yield kept.popleft()
    release()
    yield from kept


def put(content: str | bytes) -> None:
    """Put text or bytes on stdout as they are, without a change of line ends."""
    if isinstance(content, str) and sys.stdout.isatty():
        sys.stdout.write(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _width() -> int:
    """Tell how many columns the screen has, or the environment says; nothing but what is for a screen asks."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _rendered(thing: Result | Report, view: View) -> str | bytes:
    from pbcli.output.result import Labels
    from pbcli.output.show import render

    spoken = "zh-CN" if language() == "zh" else language()
    labels = Labels(
        total=_("合计"),
        yes=_("是"),
        no=_("否"),
        empty=_("无"),
        left_out=_("屏幕窄，没有列出：{titles}（用 --fields 或 -f csv 看）。"),
        language=spoken,
    )
    is_terminal = sys.stdout.isatty()
    with _faults_in_words():
        return render(
            thing,
            view,
            is_terminal=is_terminal,
            width=_width() if is_terminal or view.format == "table" else 0,
            labels=labels,
            color=not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        )


@contextmanager
def _faults_in_words() -> Iterator[None]:
    from pbcli.output.result import OutputFault

    try:
        yield
    except OutputFault as fault:
        raise UsageFault(fault.message, hint=fault.hint, **fault.values) from fault


def _into_file(path: Path, content: str | bytes | Iterable[bytes]) -> None:
    from pbcli.output.files import write_output

    try:
        write_output(path, content)
    except OSError as error:
        import shlex

        from pbcli.messages.reasons import reason

        raise StorageUnusable(
            "写不了文件 {path}：{reason}。",
            path=path,
            reason=reason(error),
            folder=shlex.quote(str(path.parent)),
            hint="ls -ld {folder}",
        ) from error
