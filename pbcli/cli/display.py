"""Putting a result where the user wants it: the terminal, a pipe, a file."""

import os
import shutil
import sys
from pathlib import Path

from pbcli.domain.errors import NothingFound, StorageUnusable, UsageFault
from pbcli.messages import _, language
from pbcli.output.result import Report, Result, View


def show(thing: Result | Report, view: View) -> None:
    """Render and deliver; then, where the user asked for it, fail when there was nothing."""
    content = _rendered(thing, view)
    if view.output is not None:
        _into_file(Path(view.output), content)
    else:
        put(content)
    if view.fail_empty and isinstance(thing, Result) and not thing.rows:
        raise NothingFound("没有找到。")


def put(content: str | bytes) -> None:
    """Put text or bytes on stdout as they are, without a change of line ends."""
    if isinstance(content, str) and sys.stdout.isatty():
        sys.stdout.write(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _rendered(thing: Result | Report, view: View) -> str | bytes:
    from pbcli.output.faults import OutputFault
    from pbcli.output.labels import Labels
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
    try:
        return render(
            thing,
            view,
            is_terminal=sys.stdout.isatty(),
            width=shutil.get_terminal_size().columns,
            labels=labels,
            color=not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        )
    except OutputFault as fault:
        raise UsageFault(fault.message, hint=fault.hint, **fault.values) from fault


def _into_file(path: Path, content: str | bytes) -> None:
    from pbcli.output.files import write_output

    try:
        write_output(path, content)
    except OSError as error:
        raise StorageUnusable("写不了文件 {path}：{reason}。", path=path, reason=error.strerror or "") from error
