"""Putting a backup back: the file is judged before it is believed, and what is there now is backed up first."""

import os
import secrets
import shlex
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from pbcli.db import driver, manifest, schema
from pbcli.db.backup import back_up
from pbcli.db.check import schema_differences
from pbcli.db.connection import (
    backups_folder,
    check_schema,
    connect,
    in_memory,
    is_there,
    make_file,
    make_folder,
    open_database,
    place_of,
    publish,
    refuse_foreign,
    refuse_moved,
)
from pbcli.db.copying import copy_database
from pbcli.db.encryption import Key, decrypt, is_encrypted
from pbcli.db.faults import LOCKED, translated, unusable
from pbcli.db.journal import begin_operation, end_operation, head
from pbcli.db.keys import unlock_with
from pbcli.db.manifest import Entry
from pbcli.domain.errors import StorageUnusable, UsageFault
from pbcli.drafts import discard, passing_name, sync_folder
from pbcli.values import dataclass


@dataclass(frozen=True)
class Restored:
    """What a restore did: the revision that the database has now, and where the former state lies."""

    revision: str
    former: Path | None


@dataclass(frozen=True)
class Note:
    """What the journal of the restored database says of it: who did it, by which command, from what."""

    actor: str
    command: str
    text: str


def restore(path: Path, file: Path, now: datetime, note: Note | None = None, key: Key | None = None) -> Restored:
    """Make the database what it was in a backup, in one step; the former state is kept.

    It stays encrypted, or plain, as it is now; where there is none, it becomes as the backup is.
    The note goes into the journal where the backup has this program's schema. Raises UsageFault where there is no such
    file, StorageUnusable where it isn't a sound database of ours.
    """
    with translated(file), judged(file, key) as (source, revision):
        is_missing = not is_there(path)
        # SQLCipher takes a read that failed once for damage: only what is twice beyond reading is.
        is_damaged = not is_missing and _is_beyond_reading(path) and _is_beyond_reading(path)
        former = None
        if not is_missing and not is_damaged:
            if file.samefile(path):
                raise UsageFault("这就是现在的数据库：{file}。", file=file, hint="pbcli db backup")
            former = Path(back_up(path, now, cause="restore").file)
        # A damaged one may be known to be encrypted all the same, and what takes its place must be too.
        key_of_result = driver.key_of(path) or (driver.key_of(file) if former is None else None)
        note = note if revision == schema.REVISION else None
        with prepared(source, path, now, note, key_of_result) as (draft, seal):
            _enter(path, file, now, seal, revision)
            if is_missing:
                publish(draft, path)
            elif is_damaged:
                former = _take_its_place(draft, path)
            else:
                _copy_over(draft, path)
            driver.remember(path, key_of_result)
    return Restored(revision, former)


def _enter(path: Path, file: Path, now: datetime, seal: str, revision: str) -> None:
    """Enter a restore in the list of backups: from it on, the journal goes on from this seal."""
    folder = backups_folder(path)
    make_folder(folder)
    manifest.append(
        folder, Entry(file=str(file), at=manifest.moment(now), head=seal, revision=revision, kind="restore")
    )


def check_backup(file: Path, key: Key | None = None) -> str:
    """Give the revision of a backup. Refuses what isn't ours, isn't sound, is newer, or has anything more in it."""
    with translated(file), judged(file, key) as (_source, revision):
        return revision


@contextmanager
def judged(file: Path, key: Key | None = None) -> Iterator[tuple[sqlite3.Connection, str]]:
    """Open a backup, refuse what must not be restored, and hold it as it was judged. Gives its revision too."""
    try:
        found = file.lstat()
    except OSError:
        raise UsageFault(
            "没有这个文件：{file}。", file=file, hint="ls {folder}", folder=shlex.quote(str(file.parent))
        ) from None
    if not stat.S_ISREG(found.st_mode):
        raise unusable("这不是一个文件：{path}。", file, "ls -ld {file}")
    with closing(_opened(file, key)) as source:
        # What the file's own schema may say must not run before it is known to be ours.
        source.execute("PRAGMA trusted_schema = OFF")
        source.execute("BEGIN")
        check_schema(source, file, any_older=True)
        if source.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise unusable("备份已损坏：{path}。", file, "ls {folder}")
        if schema_differences(source):
            raise unusable("备份的结构不是 pbcli 的：{path}。", file, "ls {folder}")
        (number,) = source.execute("PRAGMA user_version").fetchone()
        yield source, f"{number:04d}"


def _opened(file: Path, key: Key | None) -> sqlite3.Connection:
    """Open a backup, one that age encrypted in memory; the key may be of a backup's own, too."""
    if is_encrypted(file):
        return in_memory(decrypt(file, key or Key()))
    if key is not None and key.identity is not None:
        unlock_with(file, key.identity)
    refuse_foreign(file)
    return connect(file, "ro")


def _is_beyond_reading(path: Path) -> bool:
    """Tell whether the file is damaged, or no database any more. Raises what else is in the way of reading it."""
    if path.lstat().st_size == 0:
        return True
    try:
        with closing(open_database(path, "ro", any_older=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except sqlite3.DatabaseError as error:
        return _is_damage(error)
    except StorageUnusable as error:
        # Behind a wrong key there may be a sound database.
        if error.message != LOCKED[0] and _is_damage(error.__cause__):
            return True
        raise


def _is_damage(error: BaseException | None) -> bool:
    return driver.code_of(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or isinstance(
        error, UnicodeDecodeError
    )


@contextmanager
def prepared(
    source: sqlite3.Connection, path: Path, now: datetime, note: Note | None, key: driver.FileKey | None
) -> Iterator[tuple[Path, str]]:
    """Copy a backup beside the database, with the note in its journal, encrypted where there is a key.

    Gives the draft and the head of its journal.
    """
    make_folder(path.parent)
    with passing_name(path) as draft:
        make_file(draft)
        driver.remember(draft, key)
        try:
            with translated(path), closing(connect(draft, "rw")) as target:
                copy_database(source, target, path)
                if note is not None:
                    target.execute("BEGIN IMMEDIATE")
                    operation = begin_operation(target, at=now, actor=note.actor, command=note.command, note=note.text)
                    end_operation(target, operation)
                    target.execute("COMMIT")
                seal = head(target)
            yield draft, seal
        except OSError:
            raise unusable("无法写入这个文件夹：{path}。", path.parent, "ls -ld {file}") from None


def _copy_over(draft: Path, path: Path) -> None:
    """Copy a draft into the database that is in use, in one transaction."""
    place = place_of(path)
    with (
        translated(path),
        closing(connect(draft, "ro")) as source,
        closing(open_database(path, "rw", any_older=True)) as live,
    ):
        copy_database(source, live, path)
    refuse_moved(path, place)


def _take_its_place(draft: Path, path: Path) -> Path:
    """Put a draft in the place of a damaged database, which keeps another name, and so does its journal. Gives it."""
    aside = path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}")
    journal, journal_aside = (one.with_name(f"{one.name}-journal") for one in (path, aside))
    try:
        _name_also(path, aside)
        if is_there(journal):
            _name_also(journal, journal_aside)
            sync_folder(path.parent)
            # It must never be rolled back into the new database.
            journal.unlink()
        draft.replace(path)
    except OSError:
        if is_there(journal) or not is_there(journal_aside):
            discard(aside)
            discard(journal_aside)
        raise
    sync_folder(path.parent)
    return aside


def _name_also(file: Path, name: Path) -> None:
    """Give a file a second name, or where the file system has no such thing, a copy."""
    try:
        os.link(file, name)
    except OSError:
        make_file(name)
        name.write_bytes(file.read_bytes())
