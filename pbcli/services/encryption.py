"""Encrypting the unit's database, changing its key, and decrypting it: each after a checked backup."""

from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from pbcli.db.backup import back_up
from pbcli.db.connection import check_file, connect, is_there, refuse_foreign
from pbcli.db.conversion import convert
from pbcli.db.driver import FileKey, key_of
from pbcli.db.evidence import store_of
from pbcli.db.keys import Secret, key_for, make_key_file, new_key, read_key_file, unlock_with
from pbcli.db.manifest import Entry
from pbcli.domain.errors import Conflict
from pbcli.services.backups import plain_backups


def is_encrypted(path: Path) -> bool:
    """Tell whether the database is encrypted. Raises DatabaseNotReady where there is none."""
    check_file(path)
    refuse_foreign(path)
    return key_of(path) is not None


def secret_in(file: Path) -> str:
    """Give the secret that a key file holds."""
    return read_key_file(file)


def new_secret_in(file: Path) -> str:
    """Give the secret that a key file holds; where there is no file, one is made, with a random key in it."""
    return read_key_file(file) if is_there(file) else make_key_file(file)


def open_by_key_file(path: Path, file: Path | None) -> Connection:
    """Open an encrypted database for reading by its key file; without one or with a wrong one reading fails."""
    if file is not None:
        unlock_with(path, file)
    return connect(path, "ro")


def encrypt(path: Path, secret: Secret, now: datetime) -> Entry:
    """Encrypt the database. Gives the backup from before. Raises Conflict where it is encrypted already."""
    if is_encrypted(path):
        raise Conflict("数据库已经是加密的：{path}。", path=path, hint="pbcli db rekey --help")
    return _converted(path, new_key(secret()), now, "encrypt")


def change_key(path: Path, secret: Secret, now: datetime) -> Entry:
    """Encrypt the database with another key. Gives the backup from before, which the old key opens."""
    refuse_plain(path)
    return _converted(path, new_key(secret()), now, "rekey")


def decrypt(path: Path, now: datetime) -> Entry:
    """Let the database be plain again. Gives the backup from before, which stays encrypted."""
    refuse_plain(path)
    return _converted(path, None, now, "decrypt")


def count_plain_evidence(path: Path) -> int:
    """Count the files of evidence: they lie beside an encrypted database as they are."""
    return len(list(store_of(path).files()))


def refuse_plain(path: Path) -> None:
    """Refuse a database that isn't encrypted. Raises Conflict."""
    if not is_encrypted(path):
        raise Conflict("数据库没有加密：{path}。", path=path, hint="pbcli db encrypt")


def _converted(path: Path, key: FileKey | None, now: datetime, cause: str) -> Entry:
    entry = back_up(path, now, cause=cause)
    convert(path, key)
    return entry


__all__ = [
    "change_key", "count_plain_evidence", "decrypt", "encrypt", "is_encrypted", "key_for", "new_secret_in",
    "open_by_key_file", "plain_backups", "refuse_plain", "secret_in",
]  # fmt: skip
