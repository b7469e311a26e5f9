"""Looking through all texts that are kept for what must not stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.data_classes import DATA_CLASSES
from pbcli.db.journal import journalled_tables
from pbcli.db.naming import name_of
from pbcli.db.texts import former_values, values_of
from pbcli.db.titles import title_of
from pbcli.domain.idnumber import scan
from pbcli.rulebook.privacy import topics_of
from pbcli.services.privacy_entry import is_scanned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from pbcli.db.read import Reader

NUMBER, WORD = "号码", "敏感内容"
"""The closed list of what a scan finds; like every such list it has the same terms in every language."""


def scan_texts(reader: Reader) -> list[dict[str, Any]]:
    """List each text that holds a number of a person, or speaks of private circumstances: its record, field, last four.

    The numbers that a text held before it was changed or removed are in the journal still; the operation that took
    them out is named.
    """
    return [*_in_records(reader.connection), *_in_journal(reader.connection)]


def scanned_columns(connection: Connection) -> dict[str, list[str]]:
    """Give the columns of each table of records in which people may type what they like."""
    tables = journalled_tables(connection)
    found = {table: [column for column in DATA_CLASSES[table] if is_scanned(table, column)] for table in tables}
    return {table: columns for table, columns in found.items() if columns}


def _in_records(connection: Connection) -> Iterator[dict[str, Any]]:
    for table, columns in scanned_columns(connection).items():
        for row_id, column, value in values_of(connection, table, columns):
            if not isinstance(value, str):
                continue
            numbers, topics = list(scan(value)), topics_of(value)
            if not (numbers or topics):
                continue
            # Where a number stands in a name, the name is not repeated.
            place = _place(connection, table, row_id, column, name="" if numbers else None)
            for number in numbers:
                yield place | {"kind": NUMBER, "what": number.kind, "last4": number.last4}
            for topic in topics:
                yield place | {"kind": WORD, "what": topic}


def _in_journal(connection: Connection) -> Iterator[dict[str, Any]]:
    for table, columns in scanned_columns(connection).items():
        for row_id, operation_id, column, value in former_values(connection, table, columns):
            for number in scan(value) if isinstance(value, str) else ():
                place = _place(connection, table, row_id, column, name="")
                found = {"kind": NUMBER, "what": number.kind, "last4": number.last4}
                yield place | found | {"operation": operation_id}


def _place(connection: Connection, table: str, row_id: int, column: str, *, name: str | None) -> dict[str, Any]:
    return {
        "table": table,
        "record": title_of(table),
        "id": row_id,
        "name": name_of(connection, table, row_id) or "" if name is None else name,
        "field": column,
        "title": title_of(table, column),
        "last4": None,
        "operation": None,
    }
