"""Putting a backup back: the file is judged before it is believed, and what is there now is backed up first."""

import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pbcli.db import manifest
from pbcli.db.backup import back_up, backups_folder
from pbcli.db.check import schema_differences
from pbcli.db.connection import (
    check_schema,
    connect,
    is_there,
    make_file,
    make_folder,
    open_database,
    publish,
    refuse_foreign,
)
from pbcli.db.copying import copy_database
from pbcli.db.faults import translated, unusable
from pbcli.db.journal import head
from pbcli.db.manifest import Entry
from pbcli.domain.errors import StorageUnusable, UsageFault


@dataclass(frozen=True)
class Restored:
    """What a restore did: the revision that the database has now, and where the former state lies."""

    revision: str
    former: Path | None


def restore(path: Path, file: Path, now: datetime) -> Restored:
    """Make the database what it was in a backup; the former state is kept.

    Raises UsageFault where there is no such file, StorageUnusable where it isn't a sound database of ours.
    """
    with translated(file), _judged(file) as (source, revision):
        if not is_there(path):
            former = None
            _copy_anew(source, path)
        elif _is_beyond_reading(path):
            former = path.with_name(f"{path.name}.damaged-{secrets.token_hex(4)}")
            _copy_anew(source, path, former)
        else:
            if file.samefile(path):
                raise UsageFault("这就是现在的数据库：{file}。", file=file, hint="pbcli db backup")
            former = Path(back_up(path, now).file)
            with translated(path), closing(open_database(path, "rw", any_older=True)) as live:
                copy_database(source, live, path)
        seal = head(source)
    folder = backups_folder(path)
    make_folder(folder)
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    manifest.append(folder, Entry(file=str(file), at=at, head=seal, revision=revision, kind="restore"))
    return Restored(revision, former)


def check_backup(file: Path) -> str:
    """Give the revision of a backup. Refuses what isn't ours, isn't sound, is newer, or has anything more in it."""
    with translated(file), _judged(file) as (_source, revision):
        return revision


@contextmanager
def _judged(file: Path) -> Iterator[tuple[sqlite3.Connection, str]]:
    """Open a backup, refuse what must not be restored, and hold it as it was judged. Gives its revision too."""
    try:
        found = file.lstat()
    except OSError:
        raise UsageFault("没有这个文件：{file}。", file=file, hint="pbcli db info") from None
    if not stat.S_ISREG(found.st_mode):
        raise unusable("这不是一个文件：{path}。", file, "ls -ld {file}")
    refuse_foreign(file)
    with closing(connect(file, "ro")) as source:
        # What the file's own schema may say must not run before it is known to be ours.
        source.execute("PRAGMA trusted_schema = OFF")
        source.execute("BEGIN")
        check_schema(source, file, any_older=True)
        if source.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise unusable("备份已损坏：{path}。", file, "pbcli db info")
        if schema_differences(source):
            raise unusable("备份的结构不是 pbcli 的：{path}。", file, "pbcli db info")
        (number,) = source.execute("PRAGMA user_version").fetchone()
        yield source, f"{number:04d}"


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
        if _is_damage(error.__cause__):
            return True
        raise


def _is_damage(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or isinstance(error, UnicodeDecodeError)


def _copy_anew(source: sqlite3.Connection, path: Path, aside: Path | None = None) -> None:
    """Copy a backup to where no database is, or to where a damaged one is, which goes `aside` with its journal."""
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    make_file(draft)
    try:
        with closing(connect(draft, "rw")) as target:
            copy_database(source, target, path)
        if aside is not None:
            for suffix in ("", "-journal"):
                left = path.with_name(path.name + suffix)
                if is_there(left):
                    left.replace(aside.with_name(aside.name + suffix))
        publish(draft, path)
    except OSError:
        raise unusable("无法写入这个文件夹：{path}。", path.parent, "ls -ld {file}") from None
    finally:
        draft.unlink(missing_ok=True)
