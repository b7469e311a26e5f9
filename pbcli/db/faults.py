"""SQLite's errors become ours, with a sentence that names the file and the next step. Standard library only."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pbcli.db import driver
from pbcli.domain.errors import Conflict, PbcliError, RuleForbids, StorageUnusable, UnknownName


def said(message: str, hint: str) -> tuple[str, str]:
    """Give what is said of a file, and the next step, as `unusable` takes them; so the catalogue finds them."""
    return message, hint


DAMAGED = said("数据库已损坏：{path}。", "pbcli db restore FILE")
NOT_OURS = said("这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info")
LOCKED = said("密钥不对，或者数据库已损坏：{path}。", "pbcli config show --origin")
NO_ACCESS = said("无法打开或写入数据库：{path}。", "ls -ld {file} {folder}")

_BY_CODE = {
    3: NO_ACCESS,  # SQLITE_PERM
    8: said("数据库是只读的，无法写入：{path}。", "ls -ld {file} {folder}"),  # SQLITE_READONLY
    10: said("读写数据库时磁盘出错：{path}。", "pbcli db check"),  # SQLITE_IOERR
    11: DAMAGED,  # SQLITE_CORRUPT
    13: said("磁盘已满，什么也没有写入：{path}。", "df -h {folder}"),  # SQLITE_FULL
    14: NO_ACCESS,  # SQLITE_CANTOPEN
    23: NO_ACCESS,  # SQLITE_AUTH
    26: NOT_OURS,  # SQLITE_NOTADB
}
_BUSY_OR_LOCKED = (5, 6)
_NOT_A_DATABASE = 26
_TOO_LARGE = "Python int too large to convert to SQLite INTEGER"
"""What the driver says of a number beyond 64 bits. No field takes one, so it can only be an id that was typed."""

_UNIQUE = r"UNIQUE constraint failed: (?P<columns>\w+\.\w+(?:, \w+\.\w+)*)"
_CHECK = r"CHECK constraint failed: (?:ck_)?(?P<name>\w+)"
_NOT_NULL = r"NOT NULL constraint failed: (?P<column>\w+\.\w+)"


def unusable(message: str, path: Path, hint: str, **values: object) -> StorageUnusable:
    """Make the error of a file; its sentence may name {path}, its hint {file} and {folder}, quoted for a shell."""
    import shlex

    quoted = {"file": shlex.quote(str(path)), "folder": shlex.quote(str(path.parent))}
    return StorageUnusable(message, hint=hint, path=path, **quoted, **values)


def fault(error: sqlite3.Error, path: Path) -> PbcliError | None:
    """Give our error for one of SQLite's, or nothing where it can only be a bug."""
    if isinstance(error, sqlite3.IntegrityError):
        return _integrity(error)
    code = driver.code_of(error)
    if code in _BUSY_OR_LOCKED:
        return Conflict("数据库正被另一个程序占用：{path}。", path=path, hint="稍后再试一次。")
    if code in _BY_CODE:
        is_locked = code == _NOT_A_DATABASE and driver.key_of(path) is not None
        message, hint = LOCKED if is_locked else _BY_CODE[code]
        return unusable(message, path, hint)
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        return unusable(DAMAGED[0], path, DAMAGED[1])
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(("no such table", "no such column")):
        # The revision fits and a table is missing all the same: someone changed the schema by hand.
        return unusable("数据库的结构不对：{path}。", path, "pbcli db check")
    return None


def _integrity(error: sqlite3.IntegrityError) -> PbcliError:
    """Name the field that a constraint refused."""
    text = str(error)
    if found := re.search(_UNIQUE, text):
        return RuleForbids("“{field}”相同的记录已经有了。", field="、".join(map(_title, found["columns"].split(", "))))
    if found := re.search(_NOT_NULL, text):
        return RuleForbids("缺少“{field}”。", field=_title(found["column"]))
    if found := re.search(_CHECK, text):
        return RuleForbids("“{field}”的值不合规则。", field=_checked_title(found["name"]))
    if "FOREIGN KEY" in text:
        return RuleForbids("别的记录还要用它，或者它要用的记录不存在。")
    return RuleForbids("数据库不接受这个值：{reason}。", reason=text)


def _title(name: str) -> str:
    """Give the title for "table.column"."""
    from pbcli.db.titles import title_of

    return title_of(*name.split(".", 1))


def _checked_title(name: str) -> str:
    """Give the title for the name of a check, "table_column"; for one of several columns that of the table."""
    from pbcli.db.titles import title_of

    parts = name.split("_")
    for cut in range(len(parts) - 1, 0, -1):
        table, column = "_".join(parts[:cut]), "_".join(parts[cut:])
        if (title := title_of(table, column)) != column:
            return title
        if title_of(table) != table:
            return title_of(table)
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
    except OverflowError as error:
        if str(error) != _TOO_LARGE:
            raise
        raise UnknownName("没有这么大的编号。", hint="编号在列表的第一列。") from error
