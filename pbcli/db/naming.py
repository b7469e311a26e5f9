"""What a row is called, so that a link in a history reads as a name; a removed row keeps its last name."""

import json
import sqlite3
from collections.abc import Mapping

from pbcli.db.batches import batches_of_row

NAME_COLUMNS = {
    "branch": "name",
    "brand": "name",
    "class": "name",
    "event_kind": "name",
    "evidence_file": "name",
    "issuing_office": "name",
    "member": "name",
    "party_group": "name",
    "project": "title",
    "school_term": "name",
    "setting": "name",
    "unit": "name",
}


def name_of(connection: sqlite3.Connection, table: str, row_id: int) -> str | None:
    """Give the name of a row, of one that is there or of one that was; nothing for a table without names."""
    column = NAME_COLUMNS.get(table)
    if column is None:
        return None
    row = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    if row is not None:
        return str(row[0])
    last = connection.execute(
        "SELECT before FROM journal WHERE table_name = ? AND row_id = ? AND action = 'delete' ORDER BY id DESC LIMIT 1",
        (table, row_id),
    ).fetchone()
    if last is not None:
        return str(json.loads(last[0])[column])
    removed = (batch for batch in batches_of_row(connection, table, row_id) if batch.action == "delete")
    names = [values[column] for batch in removed if (values := batch.of_row(row_id)) is not None]
    return str(names[-1]) if names else None


def links_of(connection: sqlite3.Connection, table: str) -> Mapping[str, str]:
    """Give the columns of a table that link to another one, with that table."""
    return {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
