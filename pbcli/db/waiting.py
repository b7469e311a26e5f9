"""Waiting for another program's lock: whoever waits is told after a moment, and gives up after a while."""

import os
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from pbcli.db.driver import code_of

Got = TypeVar("Got")

BUSY_MILLISECONDS = 60_000
PATIENCE_MILLISECONDS = 1_000
"""So long somebody at a keyboard doesn't wonder yet."""

_BUSY_OR_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_tellers: list[Callable[[], None]] = []


def busy_milliseconds() -> int:
    """Tell how long to wait for a lock; PBCLI_BUSY_MS shortens it for scripts that would rather fail."""
    text = os.environ.get("PBCLI_BUSY_MS", "")
    return int(text) if text.isascii() and text.isdigit() else BUSY_MILLISECONDS


def announce_by(tell: Callable[[], None]) -> None:
    """Let whoever waits be told in this way from now on."""
    _tellers[:] = [tell]


def announce() -> None:
    """Tell that a lock is being waited for."""
    for tell in _tellers:
        tell()


def patiently(connection: sqlite3.Connection, attempt: Callable[[], Got]) -> Got:
    """Do what needs a lock, in a way that leaves nothing when it fails; tell after a moment, then wait for the rest."""
    total = busy_milliseconds()
    first = min(total, PATIENCE_MILLISECONDS)
    try:
        _wait_at_most(connection, first)
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if first == total or code_of(error) not in _BUSY_OR_LOCKED:
                raise
        announce()
        _wait_at_most(connection, total - first)
        return attempt()
    finally:
        _wait_at_most(connection, total)


def _wait_at_most(connection: sqlite3.Connection, milliseconds: int) -> None:
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
