"""Reading whole columns, whatever the table: what is kept in them now, and what the journal kept of them."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from pbcli.db.batches import batches_where
from pbcli.db.journal import Change, changes_in, changes_to, journalled_tables
from pbcli.db.naming import links_of


def values_of(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[int, str, Any]]:
    """Give each value of some columns that is there: the row's id, the column, the value."""
    names = ", ".join(f'"{column}"' for column in columns)
    for row_id, *values in connection.execute(f'SELECT id, {names} FROM "{table}" ORDER BY id'):
        for column, value in zip(columns, values, strict=True):
            if value is not None:
                yield row_id, column, value


def former_values(
    connection: sqlite3.Connection, table: str, columns: Sequence[str]
) -> Iterator[tuple[int, int | None, str, str | int]]:
    """Give each value that columns had until it was changed or removed: row, operation, column, value."""
    for column in columns:
        rows = connection.execute(
            f"SELECT row_id, operation_id, json_extract(before, '$.{column}') AS former FROM journal"
            f" WHERE table_name = ? AND former IS NOT NULL AND former IS NOT json_extract(after, '$.{column}')"
            " ORDER BY id",
            (table,),
        ).fetchall()
        yield from ((row_id, operation_id, column, value) for row_id, operation_id, value in rows)
    for batch in batches_where(connection, "table_name = ? AND action = 'delete'", (table,)):
        for change in changes_in(batch):
            image = change.before or {}
            for column in columns:
                if image.get(column) is not None:
                    yield change.row_id, change.operation_id, column, image[column]


def removed_in_batches(connection: sqlite3.Connection, table: str, before: str) -> dict[int, str]:
    """Give the rows that a batch removed before a day, and that nobody wrote again, with the day of it."""
    found: dict[int, str] = {}
    for batch in batches_where(connection, "table_name = ? AND action = 'delete'", (table,)):
        query = "SELECT substr(at, 1, 10) FROM operation WHERE id = ?"
        day = str((connection.execute(query, (batch.operation_id,)).fetchone() or ("9999",))[0])
        if day < before:
            query = f'SELECT id FROM "{table}" WHERE id BETWEEN ? AND ?'
            there = {row_id for (row_id,) in connection.execute(query, (batch.first_id, batch.last_id))}
            found |= {change.row_id: day for change in changes_in(batch) if change.row_id not in there}
    return found


def linked_rows(connection: sqlite3.Connection, target: str, row_id: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every row of every table that links to a row, with its table."""
    for table in journalled_tables(connection):
        columns = [column for column, to in links_of(connection, table).items() if to == target]
        if columns:
            wanted = " OR ".join(f'"{column}" = :id' for column in columns)
            cursor = connection.execute(f'SELECT * FROM "{table}" WHERE {wanted} ORDER BY id', {"id": row_id})
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                yield table, dict(zip(names, values, strict=True))


def changes_linked(connection: sqlite3.Connection, target: str, row_id: int) -> list[Change]:
    """Give each change of a row and of every row that linked to it by then, in the order in which they were made."""
    found = changes_to(connection, target, row_id)
    for table in journalled_tables(connection):
        columns = [column for column, to in links_of(connection, table).items() if to == target]
        if columns:
            linked = " OR ".join(
                f"json_extract({image}, '$.{column}') = :id" for column in columns for image in ("before", "after")
            )
            rows = f"SELECT DISTINCT row_id FROM journal WHERE table_name = :table AND ({linked})"
            ids = {found_id for (found_id,) in connection.execute(rows, {"table": table, "id": row_id})}
            ids |= set(_linked_in_batches(connection, table, columns, row_id))
            for linked_id in sorted(ids):
                found += changes_to(connection, table, linked_id)
    return sorted(found, key=attrgetter("order"))


def _linked_in_batches(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], row_id: int
) -> Iterator[int]:
    """Give the rows that linked to a row when a batch wrote or removed them."""
    for batch in batches_where(connection, "table_name = ?", (table,)):
        for change in changes_in(batch):
            image = change.after or change.before or {}
            if any(image.get(column) == row_id for column in columns):
                yield change.row_id
