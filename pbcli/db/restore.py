"""Putting a backup back: the file is judged before it is believed, and what is there now is backed up first."""

import secrets
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pbcli.db import manifest
from pbcli.db.backup import back_up, backups_folder
from pbcli.db.check import schema_differences
from pbcli.db.connection import check_schema, connect, make_file, make_folder, open_database, publish
from pbcli.db.copying import copy_database
from pbcli.db.faults import translated, unusable
from pbcli.db.journal import head
from pbcli.db.manifest import Entry
from pbcli.domain.errors import PbcliError, StorageUnusable, UsageFault


@dataclass(frozen=True)
class Restored:
    """What a restore did: the revision that the database has now, and where the former state lies."""

    revision: str
    former: Path | None


def restore(path: Path, file: Path, now: datetime) -> Restored:
    """Make the database what it was in a backup; the former state is kept as a backup.

    Raises UsageFault where there is no such file, StorageUnusable where it isn't a sound database of ours.
    """
    revision = check_backup(file)
    former = _put_aside(path, now)
    with translated(path), closing(connect(file, "ro")) as source:
        if path.exists():
            with closing(open_database(path, "rw", any_older=True)) as live:
                copy_database(source, live, path)
        else:
            _copy_anew(source, path)
        seal = head(source)
    folder = backups_folder(path)
    make_folder(folder)
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest.append(folder, Entry(file=str(file), at=at, head=seal, revision=revision, kind="restore"))
    return Restored(revision, former)


def check_backup(file: Path) -> str:
    """Give the revision of a backup. Refuses what isn't ours, isn't sound, is newer, or has anything more in it."""
    try:
        found = file.lstat()
    except OSError:
        raise UsageFault("没有这个文件：{file}。", file=file, hint="pbcli db info") from None
    if not stat.S_ISREG(found.st_mode):
        raise unusable("这不是一个文件：{path}。", file, "ls -ld {file}")
    with translated(file), closing(connect(file, "ro")) as copy:
        # What the file's own schema may say must not run before it is known to be ours.
        copy.execute("PRAGMA trusted_schema = OFF")
        check_schema(copy, file, any_older=True)
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise unusable("备份已损坏：{path}。", file, "pbcli db info")
        if schema_differences(copy):
            raise unusable("备份的结构不是 pbcli 的：{path}。", file, "pbcli db info")
        (number,) = copy.execute("PRAGMA user_version").fetchone()
    return f"{number:04d}"


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Back up what is there now; a file that can't be read any more is moved out of the way with its journal."""
    if not path.exists() and not path.is_symlink():
        return None
    try:
        return Path(back_up(path, now).file)
    except StorageUnusable as error:
        if path.is_symlink() or not _is_beyond_reading(path):
            raise
        aside = path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}")
        left = path.with_name(path.name + "-journal")
        if left.exists():
            left.replace(aside.with_name(aside.name + "-journal"))
        try:
            path.replace(aside)
        except OSError:
            raise error from None
        return aside


def _is_beyond_reading(path: Path) -> bool:
    """Tell whether the file is one of ours that is damaged, rather than one that can't be reached."""
    try:
        with translated(path), closing(connect(path, "ro")) as connection:
            check_schema(connection, path, any_older=True)
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except StorageUnusable:
        with path.open("rb") as stream:
            return stream.read(16) != b"SQLite format 3\x00" or stream.read(1) == b""
    except PbcliError:
        return False


def _copy_anew(source: sqlite3.Connection, path: Path) -> None:
    """Copy a backup to where no database is."""
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    make_file(draft)
    try:
        with closing(connect(draft, "rw")) as target:
            copy_database(source, target, path)
        publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)
