"""Writing many rows at once, whose values were validated before, through the driver's own connection.

The journal's triggers see them like any others, and the CHECK constraints hold.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]


def insert_rows(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows with their ids; values are given as they are stored."""
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(f":{name}" for name in columns)
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def update_row(connection: sqlite3.Connection, table: str, id_: int, changes: Values) -> None:
    """Change columns of one row; values are given as they are stored."""
    settings = ", ".join(f'"{name}" = :{name}' for name in changes)
    connection.execute(f'UPDATE "{table}" SET {settings} WHERE id = :id', {**changes, "id": id_})


def delete_row(connection: sqlite3.Connection, table: str, id_: int) -> None:
    """Remove one row."""
    connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id_,))
