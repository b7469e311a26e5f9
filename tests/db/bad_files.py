"""Databases that can't be used, and a way to tell that nothing was written to them."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

KILLED_WRITER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(2000):
    connection.execute("INSERT INTO reminder_said (key, offset_days, said_on) VALUES (?, 1, '2026-01-01')", (f"{number}" * 30,))
os.kill(os.getpid(), signal.SIGKILL)
"""


def all_files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Give the bytes and the mode of every file below a folder, by name."""
    return {
        str(file.relative_to(folder)): (file.read_bytes() if file.is_file() else b"", file.lstat().st_mode)
        for file in sorted(folder.rglob("*"))
    }


def set_header(path: Path, pragma: str, number: int) -> None:
    """Write a number into the header of a database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {pragma} = {number}")


def overwrite(path: Path, offset: int, bytes_: bytes) -> None:
    """Write over a part of a file."""
    with path.open("r+b") as stream:
        stream.seek(offset)
        stream.write(bytes_)


def tear(path: Path) -> None:
    """Write over the pages behind the schema's, so that the tables can't be read."""
    overwrite(path, 4096 * 3, b"\xff" * 4096 * 20)


def foreign_in_wal_mode(path: Path) -> None:
    """Make another program's database, in WAL mode."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE song (id INTEGER)")
        connection.execute("PRAGMA user_version = 1")
    path.chmod(0o600)


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold the database as another program would that is about to write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other
        other.execute("ROLLBACK")


def kill_a_writer(path: Path) -> None:
    """Leave the hot journal of a writer that was killed in the middle of a transaction."""
    done = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name(path.name + "-journal").stat().st_size > 0
