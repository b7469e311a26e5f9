"""Checking the file and its schema: SQLite's own checks, broken links, foreign objects, and who else may read it."""

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

from pbcli.db import schema
from pbcli.db.connection import open_database, read_broken_texts, sidecar_folder
from pbcli.db.driver import is_encrypting
from pbcli.db.faults import translated
from pbcli.values import dataclass

Trouble = Literal["damage", "orphan", "missing", "extra", "changed", "mode"]


@dataclass(frozen=True)
class Fault:
    """One thing that the check of a file found: what, where, and SQLite's or the system's own words."""

    kind: Trouble
    where: str
    row_id: int | None = None
    detail: str = ""


def check(path: Path) -> list[Fault]:
    """Check the database file, and the folder beside it."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        read_broken_texts(connection)
        damage = list(page_damage(connection))
        # What stands in torn pages can't be compared with anything.
        rest = [] if damage else [*_orphans(connection), *schema_differences(connection)]
        return [*damage, *rest, *modes(path)]


def page_damage(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Find torn pages; each page of an encrypted file bears a seal, so that one changed bit of it is found."""
    seals = connection.execute("PRAGMA cipher_integrity_check") if is_encrypting(connection) else ()
    for (line,) in (*seals, *connection.execute("PRAGMA integrity_check")):
        if line != "ok":
            yield Fault("damage", "", detail=line)


def _orphans(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, row_id, target, _key in connection.execute("PRAGMA foreign_key_check"):
        yield Fault("orphan", table, row_id, target)


def schema_differences(connection: sqlite3.Connection) -> list[Fault]:
    """Compare the schema with the one that the migrations make for its revision."""
    from pbcli.db.migrate import schema_at

    (number,) = connection.execute("PRAGMA user_version").fetchone()
    expected = schema_at(f"{number:04d}" if number else schema.REVISION)
    found = schema_of(connection)
    missing = [Fault("missing", name) for name in expected if name not in found]
    extra = [Fault("extra", name) for name in found if name not in expected]
    changed = [Fault("changed", name) for name, text in found.items() if expected.get(name, text) != text]
    return missing + extra + changed


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Give the text of each table, index, trigger and view, with its blanks evened out."""
    rows = connection.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return {name: f"{kind} {_even(sql)}" for name, kind, sql in rows if not name.startswith("sqlite_")}


def _even(text: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def modes(path: Path) -> Iterator[Fault]:
    """Find files that others than the owner may touch."""
    if os.name != "posix":
        return
    sidecar = sidecar_folder(path)
    for place in (path, *([sidecar, *sorted(sidecar.rglob("*"))] if sidecar.is_dir() else [])):
        mode = place.lstat().st_mode
        if stat.S_ISLNK(mode) or stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
            yield Fault("mode", str(place), detail=stat.filemode(mode))
