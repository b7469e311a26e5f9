"""Copying a whole database: by SQLite's own backup, or row by row where one of the two is encrypted and the other not.

Copying the file is wrong while it is in use.
"""

import sqlite3
import time
from pathlib import Path

from pbcli.db.driver import are_of_one_driver
from pbcli.db.waiting import PATIENCE_MILLISECONDS, announce, busy_milliseconds, patiently
from pbcli.domain.errors import Conflict

_PAUSE_SECONDS = 0.05


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Copy everything in one step, under one lock. Raises Conflict where `path` stays locked for too long.

    From an encrypted database to a plain one or back, the target must be empty.
    """
    if not are_of_one_driver(source, target):
        copy_rows(source, target)
        return
    begun = time.monotonic()
    told = False

    def watch(status: int, _remaining: int, _total: int) -> None:
        # The driver would go on asking for ever.
        nonlocal told
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        waited = (time.monotonic() - begun) * 1000
        if waited > busy_milliseconds():
            raise Conflict("数据库正被另一个程序占用：{path}。", path=path, hint="稍后再试一次。")
        if waited > PATIENCE_MILLISECONDS and not told:
            told = True
            announce()

    for connection in (source, target):
        # Here it is the loop that waits, not SQLite, so that someone can be told meanwhile.
        connection.execute("PRAGMA busy_timeout = 0")
    try:
        source.backup(target, pages=-1, progress=watch, sleep=_PAUSE_SECONDS)
    finally:
        for connection in (source, target):
            connection.execute(f"PRAGMA busy_timeout = {busy_milliseconds()}")


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Write the schema and the rows anew into an empty target, be the one encrypted and the other not.

    The triggers come last, so that the rows are not journalled again.
    """
    is_own_snapshot = not source.in_transaction
    if is_own_snapshot:
        source.execute("BEGIN")
    try:
        schema = "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        objects = patiently(source, lambda: source.execute(schema).fetchall())
        # The copy is to be like the original, whatever a raw write did to that; to judge it is the checks' business.
        target.execute("PRAGMA foreign_keys = OFF")
        target.execute("PRAGMA ignore_check_constraints = ON")
        target.execute("BEGIN IMMEDIATE")
        tables = {name: sql for name, kind, sql in objects if kind == "table"}
        for name, sql in tables.items():
            if not name.startswith("sqlite_"):
                target.execute(sql)
                _copy_table(source, target, name)
        _copy_table(source, target, "sqlite_sequence")
        for _name, kind, sql in objects:
            if kind != "table":
                target.execute(sql)
        for number in ("application_id", "user_version"):
            target.execute(f"PRAGMA {number} = {source.execute(f'PRAGMA {number}').fetchone()[0]}")
        target.execute("COMMIT")
        target.execute("PRAGMA ignore_check_constraints = OFF")
    finally:
        if is_own_snapshot:
            source.execute("ROLLBACK")


def _copy_table(source: sqlite3.Connection, target: sqlite3.Connection, name: str) -> None:
    rows = source.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
    places = ", ".join("?" for _column in rows.description)
    # The numbers that each table gave last are there already, from the rows themselves.
    target.execute(f'DELETE FROM "{name}"')
    target.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)
