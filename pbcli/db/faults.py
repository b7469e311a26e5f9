"""SQLite's errors become ours, with a sentence that names the file and the next step. Standard library only."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pbcli.db.titles import title_of
from pbcli.domain.errors import Conflict, PbcliError, RuleForbids, StorageUnusable

_UNIQUE = re.compile(
    r"UNIQUE constraint failed: (?P<columns>[\w., ]+)|UNIQUE constraint failed: index '(?P<index>\w+)'"
)
_CHECK = re.compile(r"CHECK constraint failed: (?:ck_)?(?P<name>\w+)")
_NOT_NULL = re.compile(r"NOT NULL constraint failed: (?P<columns>[\w.]+)")

_BUSY, _LOCKED = 5, 6
_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PERM, _NOTADB, _AUTH = 8, 10, 11, 13, 14, 3, 26, 23


def fault(error: sqlite3.Error, path: Path) -> PbcliError | None:
    """Give our error for one of SQLite's, or nothing where it can only be a bug."""
    if isinstance(error, sqlite3.IntegrityError):
        return _integrity(error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    text = str(error)
    match code:
        case 5 | 6:
            return Conflict("数据库正被另一个程序占用：{path}。请稍后再试。", path=path, hint=f"fuser {path}")
        case 8:
            return StorageUnusable("数据库是只读的，无法写入：{path}。", path=path, hint=f"ls -ld {path} {path.parent}")
        case 13:
            return StorageUnusable("磁盘已满，没有写入：{path}。", path=path, hint=f"df -h {path.parent}")
        case 3 | 14 | 23:
            return StorageUnusable("无法打开或写入数据库：{path}。", path=path, hint=f"ls -ld {path} {path.parent}")
        case 10:
            return StorageUnusable("读写数据库时磁盘出错：{path}。", path=path, hint="pbcli db check")
        case 26:
            return StorageUnusable("这不是 pbcli 的数据库：{path}。", path=path, hint="pbcli db path")
        case 11:
            return StorageUnusable("数据库已损坏：{path}。", path=path, hint="pbcli db restore FILE")
    if "malformed" in text:
        return StorageUnusable("数据库已损坏：{path}。", path=path, hint="pbcli db restore FILE")
    return None


def _integrity(error: sqlite3.IntegrityError) -> PbcliError:
    """Name the field that a constraint refused."""
    text = str(error)
    if found := _UNIQUE.search(text):
        columns = found["columns"] or ""
        titles = "、".join(title_of(*name.strip().split(".", 1)) for name in columns.split(",")) or found["index"]
        return Conflict("“{field}”已经有相同的记录。", field=titles)
    if found := _NOT_NULL.search(text):
        return RuleForbids("缺少“{field}”。", field=title_of(*found["columns"].split(".", 1)))
    if found := _CHECK.search(text):
        return RuleForbids("“{field}”的值不合规则。", field=_checked_title(found["name"]))
    if "FOREIGN KEY" in text:
        return RuleForbids("还有别的记录用到它，或它用到的记录不存在。")
    return RuleForbids("数据库不接受这个值：{reason}", reason=text)


def _checked_title(name: str) -> str:
    """Give the title for the name of a check, "table_column" or "table_rule"."""
    parts = name.split("_")
    for cut in range(len(parts) - 1, 0, -1):
        table, column = "_".join(parts[:cut]), "_".join(parts[cut:])
        title = title_of(table, column)
        if title != column:
            return title
    return name


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors within the block into ours."""
    try:
        yield
    except sqlite3.Error as error:
        ours = fault(error, path)
        if ours is None:
            raise
        raise ours from error
