"""Backups: a checked copy in a file of its own, entered in a list. Standard library only."""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pbcli.db import journal, manifest, schema
from pbcli.db.connection import connect, discard, make_file, make_folder, open_database, publish, sidecar_folder
from pbcli.db.copying import copy_database
from pbcli.db.faults import DAMAGED, translated, unusable
from pbcli.db.manifest import Entry

_CHUNK = 1 << 20


def backups_folder(path: Path) -> Path:
    """Give the folder beside the database where its backups go."""
    return sidecar_folder(path) / "backups"


def back_up(path: Path, now: datetime, folder: Path | None = None) -> Entry:
    """Copy the database into a new file, check the copy, and enter it in the list. Gives the entry.

    Raises StorageUnusable where the copy isn't sound; then there is no file.
    """
    own = backups_folder(path)
    target = folder or own
    for place in (own.parent, own):
        if os.path.islink(place):  # noqa: PTH114  it answers no where Path raises; the opening says what is wrong
            raise unusable("备份文件夹不能是符号链接：{path}。", place, "ls -ld {file}")
    moment = now.astimezone(UTC)
    with translated(path), closing(open_database(path, "ro", any_older=True)) as source:
        make_folder(target)
        draft = target / f".{path.name}.{secrets.token_hex(4)}.new"
        make_file(draft)
        try:
            _copy(source, draft, path)
            entry = _checked(draft, path, moment)
            file = _free_name(target, path.stem, moment)
            publish(draft, file)
        except (OSError, sqlite3.OperationalError):
            # What is wrong with the database itself is another class of error.
            raise unusable("无法写入备份：{path}。", target, "df -h {file}") from None
        finally:
            discard(draft)
    entry = replace(entry, file=str(file))
    for place in dict.fromkeys((target, own)):
        make_folder(place)
        manifest.append(place, entry)
    return entry


def begin_list_anew(path: Path, now: datetime) -> None:
    """Note that a new database begins where the backups of another lie, so that they aren't taken for its own."""
    folder = backups_folder(path)
    if manifest.current(folder):
        at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        manifest.append(folder, Entry(file=str(path), at=at, head="", revision=schema.REVISION, kind="new"))


def _copy(source: sqlite3.Connection, draft: Path, path: Path) -> None:
    """Copy the database into the draft, and make its bytes last."""
    with closing(connect(draft, "rw")) as target:
        copy_database(source, target, path)
    descriptor = os.open(draft, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _checked(draft: Path, path: Path, moment: datetime) -> Entry:
    """Read the copy through and say what is in it."""
    with closing(connect(draft, "ro")) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise unusable(DAMAGED[0], path, DAMAGED[1])
        (number,) = copy.execute("PRAGMA user_version").fetchone()
        rows = count_rows(copy)
        head = journal.head(copy)
        (operation,) = copy.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()
    return Entry(
        file="",
        at=moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        head=head,
        revision=f"{number:04d}",
        sha256=digest_of(draft),
        bytes=draft.stat().st_size,
        operation=operation,
        rows=rows,
    )


def count_rows(connection: sqlite3.Connection) -> Mapping[str, int]:
    """Count the rows of each table of records, all in one query."""
    counts = [f"SELECT '{table}', count(*) FROM \"{table}\"" for table in journal.journalled_tables(connection)]
    return dict(connection.execute(" UNION ALL ".join(counts))) if counts else {}


def digest_of(file: Path) -> str:
    """Give the SHA-256 of a file that is no live database: opening one would drop SQLite's locks on it."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _free_name(folder: Path, stem: str, moment: datetime) -> Path:
    """Give a name that no file has: the database's, the moment, and a number where one second saw several."""
    base = f"{stem}-{moment.strftime('%Y%m%dT%H%M%SZ')}"
    file = folder / f"{base}.db"
    number = 1
    while file.exists() or file.is_symlink():
        number += 1
        file = folder / f"{base}-{number}.db"
    return file
