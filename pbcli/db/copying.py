"""Copying a whole database by SQLite's own backup; copying the file is wrong while it is in use."""

import sqlite3
import time
from pathlib import Path

from pbcli.db.waiting import PATIENCE_MILLISECONDS, announce, busy_milliseconds
from pbcli.domain.errors import Conflict

_PAUSE_SECONDS = 0.05


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Copy all pages in one step, under one lock. Raises Conflict where `path` stays locked for too long."""
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
