"""Reads a paper: a workbook or a csv becomes sheets of cells, or one clear sentence on why it can't be used."""

import hashlib
import os
import stat
from pathlib import Path

from pbcli.domain.errors import UnusablePaper, UsageFault
from pbcli.intake.delimited import read_delimited
from pbcli.intake.limits import MOST_BYTES, too_heavy
from pbcli.intake.natures import Nature, misnamed, nature_of
from pbcli.intake.paper import Paper, Sheet
from pbcli.intake.workbooks import read_workbook
from pbcli.messages import _

_NATURES = {
    ".xlsx": Nature.XLSX,
    ".xls": Nature.XLS,
    ".ods": Nature.ODS,
    ".csv": Nature.TEXT,
    ".tsv": Nature.TEXT,
}
_LEFT_BY_EDITORS = ("~$", ".~lock.", "._")


def read_paper(path: Path, *, encoding: str | None = None) -> Paper:
    """Return what stands in a file. `encoding` is that of a csv or tsv whose own can't be told.

    Raises UsageFault where there is no such file or it may not be read, UnusablePaper for everything that is wrong
    with what it holds.
    """
    data = _bytes(path)
    try:
        sheets, hidden = _sheets(data, path, encoding)
    except UnusablePaper as fault:
        fault.values.setdefault("name", path.name)
        raise
    return Paper(path, sheets, hashlib.sha256(data).hexdigest(), hidden)


def _bytes(path: Path) -> bytes:
    """Read a file whole. A pipe, which would keep us waiting, is opened without waiting, and refused."""
    try:
        if path.is_dir():
            raise UsageFault("“{path}”是文件夹，请写出里面的文件。", path=path)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UsageFault("“{path}”不是文件。", path=path)
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageFault("没有“{path}”这个文件。", path=path) from None
    except PermissionError:
        raise UsageFault("没有权限读“{path}”。", path=path) from None
    except OSError as error:
        raise UsageFault("“{path}”读不了：{reason}。", path=path, reason=error.strerror or error) from error


def _sheets(data: bytes, path: Path, encoding: str | None) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    if path.name.startswith(_LEFT_BY_EDITORS):
        raise UnusablePaper("“{name}”是编辑器留下的临时文件，不是表格。", hint="先关闭打开它的程序，再导入原来的文件")
    if len(data) > MOST_BYTES:
        raise too_heavy()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnusablePaper("“{name}”是空的。")
    suffix = path.suffix.lower()
    nature = nature_of(data)
    if _NATURES.get(suffix) is not nature:
        raise misnamed(nature)
    if nature is Nature.TEXT:
        return (Sheet(path.stem, read_delimited(data, suffix, encoding)),), ()
    sheets, hidden = read_workbook(data, nature)
    if not any(sheet.rows for sheet in sheets):
        raise UnusablePaper(
            "“{name}”是空的。", hint=_("隐藏的工作表不读：{names}", names="、".join(hidden)) if hidden else ""
        )
    return sheets, hidden
