"""Opening the file: the one place that connects, with the settings that keep what was acknowledged.

Only the standard library is used here, so that reading stays quick. See docs/adr on the storage settings.
"""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import NoReturn

from pbcli.db import driver, schema
from pbcli.db.faults import DAMAGED, NOT_OURS, translated, unusable
from pbcli.db.waiting import busy_milliseconds, patiently
from pbcli.domain.errors import Conflict, DatabaseNotReady

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_OPEN_TO_OTHERS = stat.S_IRWXO
_SMALLEST_PAGE = 512
_HAS_MODES = os.name == "posix"

_HOT_JOURNAL = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY)
"""What a reader gets that meets one; SQLCipher's driver knows no finer codes."""

_PERHAPS_ENCRYPTED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT)
"""What the standard driver says of a file that it can't read; a disk that errs once says nothing of what is in it."""

WRITER_PRAGMAS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
)


def sidecar_folder(path: Path) -> Path:
    """Give the folder beside the database that holds its backups and evidence."""
    return path.with_name(path.name + ".d")


def backups_folder(path: Path) -> Path:
    """Give the folder beside the database where its backups go."""
    return sidecar_folder(path) / "backups"


def check_file(path: Path) -> None:
    """Refuse a file that is missing, not a plain file, or open to others. Opens none that is as it should be."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        _refuse_missing(path)
    except OSError:
        raise unusable("无法访问数据库：{path}。", path, "ls -ld {folder}") from None
    if stat.S_ISLNK(found.st_mode):
        raise unusable("数据库不能是符号链接：{path}。", path, "ls -ld {file}")
    if not stat.S_ISREG(found.st_mode):
        raise unusable("这不是一个文件：{path}。", path, "ls -ld {file}")
    if _HAS_MODES and found.st_mode & _OPEN_TO_OTHERS:
        if not _may_be_ours(path, found.st_size):
            # Whoever typed the name of a system's file must not be told to close that.
            raise unusable(NOT_OURS[0], path, NOT_OURS[1])
        raise unusable("数据库文件对其他用户开放：{path}。", path, "chmod 600 {file}")


def _may_be_ours(path: Path, size: int) -> bool:
    """Tell whether a file has our mark; one that can't be read may be ours, encrypted, where it consists of pages."""
    try:
        with closing(_connect(path, "immutable=1&mode=ro")) as connection:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        return size > 0 and size % _SMALLEST_PAGE == 0
    return bool(application_id == schema.APPLICATION_ID)


def _refuse_missing(path: Path) -> NoReturn:
    """Name the way to a database: the newest backup where one lies beside it, since it was there once, else `init`."""
    try:
        backups = sorted(file for file in backups_folder(path).iterdir() if ".db" in file.suffixes)
    except OSError:
        backups = []
    if not backups:
        raise DatabaseNotReady("还没有数据库：{path}。", path=path, hint="pbcli init --unit NAME") from None
    import shlex

    raise DatabaseNotReady(
        "数据库不见了：{path}，旁边还有它的备份。",
        path=path,
        hint="pbcli db restore {file}",
        file=shlex.quote(str(backups[-1])),
    ) from None


def is_there(path: Path) -> bool:
    """Tell whether anything has this name, be it a link that leads nowhere. Raises StorageUnusable if it can't tell."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        raise unusable("无法访问：{path}。", path, "ls -ld {folder}") from None
    return True


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file of our own making in the mode "ro" or "rw"; never makes one. Transactions are begun by hand."""
    connection = _connect(path, f"mode={mode}")
    try:
        if mode == "rw":
            _prepare_writing(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory(data: bytes = b"") -> sqlite3.Connection:
    """Connect to a database in memory: an empty one, or the one whose file has these bytes."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if data:
        connection.deserialize(data)
    return connection


def _connect(path: Path, mode: str, *, foreign_keys: bool = True) -> sqlite3.Connection:
    connection = driver.connect(path, mode)
    connection.execute(f"PRAGMA busy_timeout = {busy_milliseconds()}")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    return connection


def _prepare_writing(connection: sqlite3.Connection) -> None:
    """Put the settings in force that keep what was acknowledged."""
    for pragma in WRITER_PRAGMAS:
        connection.execute(pragma)


def refuse_foreign(path: Path) -> None:
    """Refuse another program's database before anything of it is touched; find the key of an encrypted one.

    Opened in the ordinary way, one in WAL mode would get files beside it even from a reader. `immutable` looks without
    a lock, so that what it can't read says nothing: the ordinary opening, which comes next, judges that.
    """
    try:
        with closing(_connect(path, "immutable=1&mode=ro")) as connection:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        if driver.key_of(path) is None and driver.code_of(error) in _PERHAPS_ENCRYPTED:
            driver.unlock(path)
        return
    if application_id != schema.APPLICATION_ID:
        # A file of no bytes is opened by SQLite as an empty database; it is as little ours as any other.
        raise unusable(NOT_OURS[0], path, NOT_OURS[1])


def check_schema(connection: sqlite3.Connection, path: Path, *, any_older: bool = False) -> None:
    """Refuse a database that isn't ours, whose schema is older or newer than this program's, or can't be read."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != schema.APPLICATION_ID:
        raise unusable(NOT_OURS[0], path, NOT_OURS[1])
    if number > schema.SCHEMA_NUMBER:
        raise DatabaseNotReady(
            "数据库的结构（{found}）比本程序（{own}）新：{path}。请升级 pbcli。",
            path=path,
            found=f"{number:04d}",
            own=schema.REVISION,
            hint="pip install --upgrade pbcli",
        )
    if number < schema.SCHEMA_NUMBER and not any_older:
        raise DatabaseNotReady(
            "数据库的结构（{found}）需要升级到（{own}）：{path}。",
            path=path,
            found=f"{number:04d}",
            own=schema.REVISION,
            hint="pbcli db migrate",
        )
    _refuse_broken_schema(connection, path)


def _refuse_broken_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Read the schema, which every query needs; SQLite's complaint may quote bytes of it that are no text."""
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except UnicodeDecodeError as error:
        raise unusable(DAMAGED[0], path, DAMAGED[1]) from error


def read_broken_texts(connection: sqlite3.Connection) -> None:
    """Let texts be read that aren't UTF-8 any more, so that a check can name the row that they stand in."""
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def place_of(path: Path) -> tuple[int, int] | None:
    """Tell which file has this name now; nothing where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def refuse_moved(path: Path, place: tuple[int, int] | None) -> None:
    """Refuse to go on where another file has taken the place of the one that was opened. Raises Conflict."""
    if place_of(path) != place:
        raise Conflict("数据库刚刚换成了另一个文件：{path}。", path=path, hint="稍后再试一次。")


def make_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, all closed to others under any umask."""
    from pbcli.drafts import sync_folder

    missing = []
    place = folder
    while not is_there(place):
        missing.append(place)
        place = place.parent
    try:
        for new in reversed(missing):
            new.mkdir(FOLDER_MODE)
            with suppress(PermissionError):  # a stick's file system has no modes
                new.chmod(FOLDER_MODE)
            sync_folder(new.parent)
    except OSError:
        raise unusable("无法建立文件夹：{path}。", folder, "ls -ld {folder}") from None
    if not os.path.isdir(folder):  # noqa: PTH112  it answers no where Path raises
        raise unusable("这不是一个文件夹：{path}。", folder, "ls -ld {file}")


def make_file(path: Path) -> None:
    """Make an empty file that only its owner can read; never follows a link, never overwrites."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags, FILE_MODE)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        raise unusable("无法写入这个文件夹：{path}。", path.parent, "ls -ld {file}") from None
    try:
        if hasattr(os, "fchmod"):
            with suppress(PermissionError):  # a stick's file system has no modes
                os.fchmod(descriptor, FILE_MODE)
    except OSError:
        raise unusable("无法写入这个文件夹：{path}。", path.parent, "ls -ld {file}") from None
    finally:
        os.close(descriptor)


def _taken(path: Path) -> Conflict:
    import shlex

    return Conflict("那里已经有一个文件：{path}。", path=path, hint="ls -l {file}", file=shlex.quote(str(path)))


def publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, in one step and never over another file; then make the name last."""
    from pbcli.drafts import give_name, sync_folder

    try:
        give_name(draft, path)
        sync_folder(path.parent)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        raise unusable("无法写入这个文件夹：{path}。", path.parent, "ls -ld {file}") from None


def open_database(path: Path, mode: str, *, foreign_keys: bool = True, any_older: bool = False) -> sqlite3.Connection:
    """Connect to a database that is there, closed to others, ours, and of this program's schema.

    A crash may have left a journal that a reader can't roll back: SQLite does so on opening for writing, once.
    """
    check_file(path)
    refuse_foreign(path)
    with translated(path):
        try:
            return _open(path, mode, foreign_keys=foreign_keys, any_older=any_older)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) not in _HOT_JOURNAL:
                raise
        _open(path, "rw", foreign_keys=foreign_keys, any_older=True).close()
        return _open(path, mode, foreign_keys=foreign_keys, any_older=any_older)


def _open(path: Path, mode: str, *, foreign_keys: bool, any_older: bool) -> sqlite3.Connection:
    """Connect, judge the schema, and only then put the writer's settings in force."""
    connection = _connect(path, f"mode={mode}", foreign_keys=foreign_keys)
    try:
        patiently(connection, lambda: check_schema(connection, path, any_older=any_older))
        if mode == "rw":
            _prepare_writing(connection)
    except BaseException:
        connection.close()
        raise
    return connection
