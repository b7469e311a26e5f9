"""Writing many rows at once, whose values were validated before, through the driver's own connection.

The CHECK constraints hold, and the journal has them: row by row where they are few, in batches where they are many.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from pbcli.db.batches import SIZE, WORTHWHILE, insert_batch

Values = Mapping[str, Any]


def insert_rows(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows with their ids; values are given as they are stored."""
    if len(rows) >= WORTHWHILE:
        ordered = sorted(rows, key=itemgetter("id"))
        for start in range(0, len(ordered), SIZE):
            _insert_batch(connection, table, columns, ordered[start : start + SIZE])
        return
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f":{name}" for name in columns)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def _insert_batch(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows as one batch of the journal, without the columns that none of them has a value in."""
    filled = ["id", *(name for name in columns if name != "id" and any(row[name] is not None for row in rows))]
    insert_batch(connection, table, filled, [[row[name] for name in filled] for row in rows])


def update_row(connection: sqlite3.Connection, table: str, id_: int, changes: Values) -> None:
    """Change columns of one row; values are given as they are stored."""
    settings = ", ".join(f'"{name}" = :{name}' for name in changes)
    connection.execute(f'UPDATE "{table}" SET {settings} WHERE id = :id', {**changes, "id": id_})


def delete_row(connection: sqlite3.Connection, table: str, id_: int) -> None:
    """Remove one row."""
    connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id_,))
