"""Which SQLite opens a file: the standard driver, or SQLCipher's where the file is encrypted.

A file goes to one of the two only: closing it in the one would drop the locks that the other holds. So the standard
driver looks first; what it can't read, and what bears our mark, belongs to SQLCipher for the rest of the process. The
package sqlcipher3 is imported then, and not before.
"""

import importlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from pbcli.domain.errors import StorageUnusable, UsageFault

MARK = b"pbc1"
"""An encrypted database begins with its salt, and our salts with these bytes, which are no SQLite file's."""
SALT_BYTES = 16


class FileKey:
    """What a file is encrypted with: the key itself, and the salt that the file begins with. It never shows itself."""

    def __init__(self, secret: bytes, salt: bytes) -> None:
        self.secret = secret
        self.salt = salt


_CODES = {
    "database is locked": sqlite3.SQLITE_BUSY,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "database or disk is full": sqlite3.SQLITE_FULL,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "file is not a database": sqlite3.SQLITE_NOTADB,
}

KeyFinder = Callable[[Path, bytes], FileKey]
"""Finds the key of a file, for its salt, in whatever way the user gives it."""

_keys: dict[str, FileKey] = {}
_finders: list[KeyFinder] = []


def unlock_by(find: KeyFinder) -> None:
    """Let the keys of encrypted files be found in this way from now on; those found before are forgotten."""
    _keys.clear()
    _finders[:] = [find]


def unlock(path: Path) -> None:
    """Find the key of a file that the standard driver couldn't read; nothing happens where it isn't encrypted by us."""
    try:
        salt = _read_salt(path)
    except OSError as error:
        # A disk that errs must not let an encrypted database pass for a damaged one.
        raise StorageUnusable("读写数据库时磁盘出错：{path}。", path=path, hint="pbcli db check") from error
    if salt is None:
        return
    _sqlcipher()
    known = [key for key in _keys.values() if key.salt == salt]
    if not known and not _finders:
        raise UsageFault("数据库是加密的，没有给出密钥：{path}。", path=path, hint="pbcli config set key_file FILE")
    remember(path, known[0] if known else _finders[0](path, salt))


def remember(path: Path, key: FileKey | None) -> None:
    """Keep in mind how a file is opened from now on: by this key, or by none."""
    place = os.path.realpath(path)
    _keys.pop(place, None)
    if key is not None:
        _keys[place] = key


def key_of(path: Path) -> FileKey | None:
    """Give the key of an encrypted file that was looked at before; nothing for any other."""
    return _keys.get(os.path.realpath(path)) if _keys else None


def salt_of(path: Path) -> bytes | None:
    """Give the salt of an encrypted database that isn't in use; nothing for any other file."""
    try:
        return _read_salt(path)
    except OSError:
        return None


def _read_salt(path: Path) -> bytes | None:
    with path.open("rb") as stream:
        salt = stream.read(SALT_BYTES)
    return salt if len(salt) == SALT_BYTES and salt.startswith(MARK) else None


def connect(path: Path, query: str) -> sqlite3.Connection:
    """Connect to a file by the driver that it belongs to, with these parameters of SQLite's address."""
    address = f"file:{quote(str(path.absolute()))}?{query}"
    key = key_of(path)
    if key is None:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection = _sqlcipher().connect(address, uri=True, isolation_level=None, check_same_thread=False)
    # It would write about a wrong key to stderr; it is we who tell.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}{key.salt.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")
    return cast("sqlite3.Connection", connection)


def are_of_one_driver(first: sqlite3.Connection, second: sqlite3.Connection) -> bool:
    """Tell whether two connections know each other, as SQLite's own backup needs it."""
    return isinstance(first, sqlite3.Connection) == isinstance(second, sqlite3.Connection)


def code_of(error: BaseException | None) -> int:
    """Give SQLite's code for an error, without its finer half; SQLCipher's driver tells of a failed copy in words."""
    code = getattr(error, "sqlite_errorcode", None)
    return _CODES.get(str(error), 0) if code is None else code & 0xFF


def is_encrypting(connection: sqlite3.Connection) -> bool:
    """Tell whether what a connection writes is encrypted."""
    return not isinstance(connection, sqlite3.Connection)


def _sqlcipher() -> Any:
    """Import SQLCipher's driver, and make its errors kinds of the standard driver's: who catches these, catches both.

    Raises UsageFault that says how to install it.
    """
    try:
        module = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise UsageFault("加密的数据库要用 sqlcipher3，还没有安装。", hint="pip install 'pbcli[crypt]'") from None
    for name in ("DatabaseError", "InterfaceError"):
        _adopt(getattr(module, name), getattr(sqlite3, name))
    return module


def _adopt(error: type[Exception], standard: type[Exception]) -> None:
    if not issubclass(error, standard):
        error.__bases__ = (*error.__bases__, standard)
        for kind in error.__subclasses__():
            _adopt(kind, getattr(sqlite3, kind.__name__))
