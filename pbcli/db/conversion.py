"""Encrypting a database that is there, or decrypting it: written anew beside it, compared, and put in its place.

Whoever pulls the plug anywhere finds the old file or the new one, whole. Standard library only, and sqlcipher3.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from pbcli.db import driver
from pbcli.db.backup import make_last
from pbcli.db.check import page_damage, schema_of
from pbcli.db.connection import connect, make_file, open_database, place_of, refuse_moved
from pbcli.db.copying import copy_rows
from pbcli.db.faults import DAMAGED, translated, unusable
from pbcli.db.waiting import patiently
from pbcli.drafts import passing_name, sync_folder


def convert(path: Path, key: driver.FileKey | None) -> None:
    """Let the database be encrypted with a key from now on, or plain without one; its records stay as they are.

    Nobody writes meanwhile, and who waited for it to end is told that the file is another. Raises StorageUnusable where
    the new file isn't like the old one, which stays then.
    """
    place = place_of(path)
    with translated(path), closing(open_database(path, "rw", any_older=True)) as source, passing_name(path) as draft:
        patiently(source, lambda: source.execute("BEGIN IMMEDIATE"))
        refuse_moved(path, place)
        make_file(draft)
        driver.remember(draft, key)
        try:
            _write(draft, source, path)
            if os.name == "nt":  # pragma: no cover  there a file that is open can't be replaced
                source.close()
            draft.replace(path)
            driver.remember(path, key)
            sync_folder(path.parent)
        except OSError:
            raise unusable("无法写入这个文件夹：{path}。", path.parent, "df -h {file}") from None


def _write(draft: Path, source: sqlite3.Connection, path: Path) -> None:
    """Write everything anew into a draft, and read it back. Raises StorageUnusable where it isn't the same."""
    with closing(connect(draft, "rw")) as target:
        copy_rows(source, target)
    make_last(draft)
    with closing(connect(draft, "ro")) as copy:
        if any(page_damage(copy)) or _digest(copy) != _digest(source):
            raise unusable(DAMAGED[0], path, DAMAGED[1])


def _digest(connection: sqlite3.Connection) -> str:
    """Give the SHA-256 of everything in a database: its schema, its marks, and each row of each table."""
    objects = schema_of(connection)
    marks = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
    digest = hashlib.sha256(repr((objects, marks)).encode())
    tables = [name for name, text in objects.items() if text.startswith("table ")]
    for name in (*tables, "sqlite_sequence"):
        digest.update(name.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            digest.update(repr(row).encode())
    return digest.hexdigest()
