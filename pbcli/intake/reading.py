"""Reads a paper: a workbook or a csv becomes sheets of cells, or one clear sentence on why it can't be used."""

import os
import stat
from pathlib import Path

from pbcli.domain.errors import UnusablePaper, UsageFault
from pbcli.intake.compound import SIGNATURE
from pbcli.intake.delimited import read_delimited
from pbcli.intake.limits import MOST_BYTES, MOST_HELD, MOST_TEXT_BYTES, too_heavy
from pbcli.intake.natures import Nature, misnamed, nature_of
from pbcli.intake.paper import Paper, Sheet
from pbcli.intake.source import Held, OnDisk, chunks
from pbcli.intake.workbooks import read_workbook
from pbcli.messages import _
from pbcli.messages.reasons import reason

_NATURES = {
    ".xlsx": Nature.XLSX,
    ".xls": Nature.XLS,
    ".ods": Nature.ODS,
    ".csv": Nature.TEXT,
    ".tsv": Nature.TEXT,
}
_BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_LEFT_BY_EDITORS = ("~$", ".~lock.", "._")


def read_paper(path: Path, *, encoding: str | None = None) -> Paper:
    """Return what stands in a file. `encoding` is that of a csv or tsv whose own can't be told.

    Raises UsageFault where there is no such file or it may not be read, UnusablePaper for everything that is wrong
    with what it holds.
    """
    source = _source(path)
    try:
        sheets, hidden = _sheets(source, path, encoding)
    except UnusablePaper as fault:
        fault.values.setdefault("name", path.name)
        raise
    return Paper(path, sheets, hidden)


def _source(path: Path) -> Held | OnDisk:
    """Read a file whole, but for a long text. A pipe, which would keep us waiting, is opened without, and refused."""
    try:
        if path.is_dir():
            raise UsageFault("“{path}”是文件夹，请写出里面的文件。", path=path)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise UsageFault("“{path}”不是文件。", path=path)
            beginning = file.read(MOST_HELD)
            if _is_long_text(path, beginning, found.st_size):
                return OnDisk(path, found)
            return Held(beginning + file.read(MOST_BYTES + 1 - len(beginning)))
    except FileNotFoundError:
        raise UsageFault("没有“{path}”这个文件。", path=path) from None
    except PermissionError:
        raise UsageFault("没有权限读“{path}”。", path=path) from None
    except OSError as error:
        raise UsageFault("“{path}”读不了：{reason}。", path=path, reason=reason(error) or error) from error


def _is_long_text(path: Path, beginning: bytes, size: int) -> bool:
    """Tell a long csv or tsv from a workbook that is called so, which is looked at whole."""
    is_text = _NATURES.get(path.suffix.lower()) is Nature.TEXT and not beginning.startswith((b"PK", SIGNATURE))
    return is_text and size > len(beginning)


def _sheets(source: Held | OnDisk, path: Path, encoding: str | None) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    if path.name.startswith(_LEFT_BY_EDITORS):
        raise UnusablePaper("“{name}”是编辑器留下的临时文件，不是表格。", hint="先关闭打开它的程序，再导入原来的文件")
    beginning = _beginning(source)
    suffix = path.suffix.lower()
    nature = nature_of(beginning)
    if _NATURES.get(suffix) is not nature:
        raise misnamed(nature)
    if nature is Nature.TEXT:
        return (Sheet(path.stem, read_delimited(source, path.name, encoding)),), ()
    sheets, hidden = read_workbook(beginning, nature)
    if not any(sheet.rows for sheet in sheets):
        raise UnusablePaper(
            "“{name}”是空的。", hint=_("隐藏的工作表不读：{names}", names="、".join(hidden)) if hidden else ""
        )
    return sheets, hidden


def _beginning(source: Held | OnDisk) -> bytes:
    """Return what tells the nature of a file: all of it, of a long text the first of it that isn't blank."""
    if isinstance(source, Held):
        if len(source.data) > MOST_BYTES:
            raise too_heavy(MOST_BYTES)
        if source.data.strip(_BLANK):
            return source.data
    else:
        if source.size > MOST_TEXT_BYTES:
            raise too_heavy(MOST_TEXT_BYTES)
        for chunk in chunks(source):
            if chunk.strip(_BLANK):
                return chunk
    raise UnusablePaper("“{name}”是空的。")
