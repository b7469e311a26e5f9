"""Reading: named queries through the standard driver, nothing else imported."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from pbcli.db.connection import open_database
from pbcli.db.faults import translated
from pbcli.db.waiting import patiently

Row = Mapping[str, Any]

SQL_FOLDER = Path(__file__).parent / "sql"


@cache
def query_text(name: str) -> str:
    """Return the text of db/sql/<name>.sql."""
    with open(f"{SQL_FOLDER}{os.sep}{name}.sql", encoding="utf-8") as file:  # noqa: PTH123  a page asks for dozens
        return file.read()


class Reader:
    """Runs named queries on one connection; rows are mappings from column name to plain value."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._has_snapshot = False

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, on its snapshot: taken by the first reading, which may have to wait for a writer."""
        if not self._has_snapshot:
            snapshot = "SELECT 1 FROM sqlite_master LIMIT 1"
            patiently(self._connection, lambda: self._connection.execute(snapshot).fetchone())
            self._has_snapshot = True
        return self._connection

    @property
    def path(self) -> Path:
        """The database's file."""
        return Path(self._connection.execute("PRAGMA database_list").fetchone()[2])

    def iterate(self, query: str, /, **parameters: object) -> Iterator[dict[str, Any]]:
        """Run a named query and give its rows one by one."""
        cursor = self.connection.execute(query_text(query), parameters)
        names = [column[0] for column in cursor.description]
        # Without a frame of Python's own: this is done for every row there is.
        return map(dict, map(partial(zip, names), cursor))

    def rows(self, query: str, /, **parameters: object) -> list[Row]:
        """Run a named query and give all its rows."""
        return list(self.iterate(query, **parameters))

    def one(self, query: str, /, **parameters: object) -> Row | None:
        """Run a named query and give its first row, or nothing."""
        return next(self.iterate(query, **parameters), None)

    def value(self, query: str, /, **parameters: object) -> Any:
        """Run a named query and give the first value of its first row, or None."""
        row = self.one(query, **parameters)
        return None if row is None else next(iter(row.values()))


@contextmanager
def open_reader(path: Path) -> Iterator[Reader]:
    """Open the database for reading and give a Reader on one snapshot of it."""
    with closing(open_database(path, "ro")) as connection, translated(path):
        connection.execute("BEGIN")
        yield Reader(connection)
