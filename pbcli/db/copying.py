"""Copying a whole database by SQLite's own backup; copying the file is wrong while it is in use."""

import sqlite3
import time
from pathlib import Path

from pbcli.db.connection import busy_milliseconds
from pbcli.domain.errors import Conflict

_PAUSE_SECONDS = 0.05


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
    """Copy all pages in one step, under one lock. Raises Conflict where `path` stays locked for too long."""
    deadline = time.monotonic() + busy_milliseconds() / 1000

    def watch(status: int, _remaining: int, _total: int) -> None:
        # The driver would go on asking for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise Conflict("数据库正被另一个程序占用：{path}。", path=path, hint="稍后再试一次。")

    source.backup(target, pages=-1, progress=watch, sleep=_PAUSE_SECONDS)
