"""Backups: a checked copy in a file of its own, entered in a list. Standard library only."""

import errno
import hashlib
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pbcli.db import driver, journal, manifest, schema
from pbcli.db.connection import (
    backups_folder,
    connect,
    in_memory,
    make_file,
    make_folder,
    open_database,
    publish,
)
from pbcli.db.copying import copy_database
from pbcli.db.encryption import SUFFIX, Lock, encrypt
from pbcli.db.faults import DAMAGED, translated, unusable
from pbcli.db.manifest import Entry
from pbcli.drafts import passing_name

_CHUNK = 1 << 20


def back_up(
    path: Path,
    now: datetime,
    folder: Path | None = None,
    *,
    lock: Lock | None = None,
    cause: str = "",
    elsewhere: bool = False,
) -> Entry:
    """Copy the database into a new file, check the copy, and enter it in the list. Gives the entry.

    It is encrypted as the database is; with a lock it is encrypted by that instead. `elsewhere` says of a folder that
    it is another device's where the system can't tell. Raises StorageUnusable where the copy isn't sound; then there is
    no file.
    """
    own = backups_folder(path)
    target = folder or own
    for place in (own.parent, own):
        if os.path.islink(place):  # noqa: PTH114  it answers no where Path raises; the opening says what is wrong
            raise unusable("备份文件夹不能是符号链接：{path}。", place, "ls -ld {file}")
    with translated(path), closing(open_database(path, "ro", any_older=True)) as source:
        make_folder(target)
        with passing_name(target / path.name) as draft:
            make_file(draft)
            try:
                entry = _written(source, draft, path, lock)
                file = _free_name(target, path.stem, now.astimezone(UTC), ".db" if lock is None else f".db{SUFFIX}")
                publish(draft, file)
            except (OSError, sqlite3.OperationalError):
                # What is wrong with the database itself is another class of error.
                raise unusable("无法写入备份：{path}。", target, "df -h {file}") from None
    entry = replace(
        entry,
        file=str(file),
        at=manifest.moment(now),
        cause=cause,
        is_elsewhere=elsewhere or target.stat().st_dev != path.parent.stat().st_dev,
    )
    for place in dict.fromkeys((target, own)):
        make_folder(place)
        manifest.append(place, entry)
    return entry


def begin_list_anew(path: Path, now: datetime) -> None:
    """Note that a new database begins where the backups of another lie, so that they aren't taken for its own."""
    folder = backups_folder(path)
    if manifest.current(folder):
        manifest.append(
            folder, Entry(file=str(path), at=manifest.moment(now), head="", revision=schema.REVISION, kind="new")
        )


def _written(source: sqlite3.Connection, draft: Path, path: Path, lock: Lock | None) -> Entry:
    """Write a copy of the database into the draft and read it back. Gives what is in it."""
    if lock is None:
        driver.remember(draft, driver.key_of(path))
        with closing(connect(draft, "rw")) as target:
            copy_database(source, target, path)
        make_last(draft)
        with closing(connect(draft, "ro")) as copy:
            entry = _checked(copy, path)
        return replace(entry, sha256=digest_of(draft), bytes=draft.stat().st_size)
    with closing(in_memory()) as copy:
        copy_database(source, copy, path)
        entry = _checked(copy, path)
        data = encrypt(copy.serialize(), lock)
    draft.write_bytes(data)
    make_last(draft)
    digest = digest_of(draft)
    if digest != hashlib.sha256(data).hexdigest():
        raise OSError(errno.EIO, "what was written isn't what is read")
    return replace(entry, sha256=digest, bytes=len(data))


def make_last(draft: Path) -> None:
    """Make the bytes of a file last, and let them be read back from the disk, not from memory, where the system can."""
    descriptor = os.open(draft, os.O_RDWR)
    try:
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def _checked(copy: sqlite3.Connection, path: Path) -> Entry:
    """Read a copy through and say what is in it."""
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise unusable(DAMAGED[0], path, DAMAGED[1])
    (number,) = copy.execute("PRAGMA user_version").fetchone()
    (operation,) = copy.execute("SELECT coalesce(max(id), 0) FROM operation").fetchone()
    return Entry(
        file="",
        at="",
        head=journal.head(copy),
        revision=f"{number:04d}",
        operation=operation,
        rows=count_rows(copy),
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


def _free_name(folder: Path, stem: str, moment: datetime, suffix: str) -> Path:
    """Give a name that no file has: the database's, the moment, and a number where one second saw several."""
    base = f"{stem}-{moment.strftime('%Y%m%dT%H%M%SZ')}"
    file = folder / f"{base}{suffix}"
    number = 1
    while file.exists() or file.is_symlink():
        number += 1
        file = folder / f"{base}-{number}{suffix}"
    return file
