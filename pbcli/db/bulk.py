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
    if len(rows) < WORTHWHILE:
        names = ", ".join(f'"{name}"' for name in columns)
        places = ", ".join(f":{name}" for name in columns)
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
        return
    ordered = ["id", *(name for name in columns if name != "id")]
    insert_lists(
        connection, table, ordered, sorted(([row[name] for name in ordered] for row in rows), key=itemgetter(0))
    )


def insert_lists(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows by ascending ids, which stand first; values are given in the order of the columns, as stored."""
    if len(rows) < WORTHWHILE:
        insert_rows(connection, table, columns, [dict(zip(columns, row, strict=True)) for row in rows])
        return
    for start in range(0, len(rows), SIZE):
        part = rows[start : start + SIZE]
        # Columns that are empty throughout needn't be said: half of the work of writing is handing values over.
        empty = [values.count(None) == len(part) for values in zip(*part, strict=True)]
        filled = [place for place, is_empty in enumerate(empty) if not is_empty]
        insert_batch(connection, table, [columns[place] for place in filled], list(map(itemgetter(*filled), part)))


def drop_indexes(connection: sqlite3.Connection, table: str, keep: str = "") -> list[str]:
    """Drop the indexes of a table but for one that is to stay, and give the statements that make them again.

    Rows in no order cost more in the indexes than in the table; made again at the end, these are written in order.
    """
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL AND name <> ?"
        " ORDER BY name",
        (table, keep),
    ).fetchall()
    for name, _statement in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in found]


def update_row(connection: sqlite3.Connection, table: str, id_: int, changes: Values) -> None:
    """Change columns of one row; values are given as they are stored."""
    settings = ", ".join(f'"{name}" = :{name}' for name in changes)
    connection.execute(f'UPDATE "{table}" SET {settings} WHERE id = :id', {**changes, "id": id_})


def delete_row(connection: sqlite3.Connection, table: str, id_: int) -> None:
    """Remove one row."""
    connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (id_,))
