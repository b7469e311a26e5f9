"""What is in force on a database file, and what can be mended on it without touching a record. No model is imported."""

import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pbcli import drafts
from pbcli.db.check import modes
from pbcli.db.connection import (
    FILE_MODE,
    FOLDER_MODE,
    backups_folder,
    connect,
    is_there,
    open_database,
    refuse_foreign,
)
from pbcli.db.faults import translated, unusable
from pbcli.db.manifest import entries
from pbcli.values import dataclass

_SYNCED = (
    "onedrive", "dropbox", "nutstore", "坚果云", "icloud", "mobile documents", "com~apple~clouddocs", "google drive",
    "googledrive", "baidusyncdisk", "百度网盘", "wpsdrive", "wps云盘", "nextcloud", "seafile",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The settings that a connection which writes has, and how the file itself keeps its journal."""

    journal_mode: str
    synchronous: int
    secure_delete: int
    revision: int


def settings_in_force(path: Path) -> Settings:
    """Read what is in force; a file in another journal mode isn't opened for writing, which would change it."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as reading:
        journal_mode = _pragma(reading, "journal_mode")
        revision = _pragma(reading, "user_version")
    if journal_mode != "delete":
        return Settings(journal_mode, 0, 0, revision)
    with translated(path), closing(connect(path, "rw")) as writing:
        return Settings(journal_mode, _pragma(writing, "synchronous"), _pragma(writing, "secure_delete"), revision)


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def synced_by(path: Path) -> str | None:
    """Give the folder above a file that a service copies away while it is in use, as far as its name tells."""
    for part in path.resolve().parts[:-1]:
        if part.casefold().startswith(_SYNCED):
            return part
    return None


def leftovers(path: Path) -> list[Path]:
    """Give the drafts of the database that a kill left: beside it, and wherever its backups went."""
    return [draft for place in _places(path) for draft in drafts.leftovers(place)]


def remove_leftovers(path: Path) -> list[Path]:
    """Remove the drafts that a kill left: they hold what the database held then. Gives their names."""
    return [draft for place in _places(path) for draft in drafts.remove_leftovers(place)]


def _places(path: Path) -> list[Path]:
    """Give what each draft was to become: the database, or a backup in one of the folders where there are some."""
    own = backups_folder(path)
    folders = {path.parent, own, *(Path(entry.file).parent for entry in entries(own) if entry.kind == "backup")}
    return [folder / path.name for folder in sorted(folders)]


def mend(path: Path) -> Sequence[Path]:
    """Close the files to others, take away old drafts, and put the journal mode right. Gives what was changed."""
    if is_there(path):
        refuse_foreign(path)
    mended = [*_close_to_others(path), *remove_leftovers(path)]
    with translated(path), closing(open_database(path, "ro", any_older=True)) as reading:
        is_other = _pragma(reading, "journal_mode") != "delete"
    if is_other:
        with translated(path), closing(open_database(path, "rw", any_older=True)):
            mended.append(path)
    return mended


def _close_to_others(path: Path) -> Iterator[Path]:
    for fault in modes(path) if is_there(path) else ():
        place = Path(fault.where)
        mode = place.lstat().st_mode
        if not stat.S_ISLNK(mode):
            try:
                place.chmod(FOLDER_MODE if stat.S_ISDIR(mode) else FILE_MODE)
            except OSError:
                raise unusable("改不了权限：{path}。", place, "ls -ld {file}") from None
            yield place
