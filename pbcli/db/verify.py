"""Comparing the records with their journal: what was changed past the program, and what the journal lost.

Standard library only. SQLite's own checks see no more than a torn file; a changed figure is seen here alone.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from pbcli.db.journal import SEALED, SEALED_CHANGE, columns_of, image_expression, journalled_tables, seal
from pbcli.db.redaction import redacted_seals
from pbcli.values import dataclass

FindingKind = Literal["seal", "gap", "unsealed", "differs", "lost", "unknown", "order", "head"]


@dataclass(frozen=True)
class Finding:
    """One thing that a check found: where it is, as exactly as can be known."""

    kind: FindingKind
    table: str
    row_id: int | None = None
    column: str | None = None


def verify(connection: sqlite3.Connection, heads: Sequence[str] = ()) -> list[Finding]:
    """Walk the chain and compare each row with its last image; `heads` are seals that the chain must contain."""
    return [
        *_chain(connection, heads),
        *_gaps(connection),
        *_unsealed(connection),
        *_images_in_order(connection),
        *(finding for table in journalled_tables(connection) for finding in _rows(connection, table)),
    ]


def _chain(connection: sqlite3.Connection, heads: Sequence[str]) -> Iterator[Finding]:
    """Compute each operation's seal anew, in one walk over both tables; a redacted one has its redaction's seal."""
    redacted = redacted_seals(connection)
    changes = connection.execute(
        f"SELECT operation_id, {SEALED_CHANGE} FROM journal WHERE operation_id IS NOT NULL ORDER BY operation_id, id"
    )
    by_operation = groupby(changes, key=itemgetter(0))
    upcoming = next(by_operation, None)
    previous = ""
    seen = {""}
    for kept, *operation in connection.execute(f"SELECT seal, {SEALED} FROM operation ORDER BY id"):
        while upcoming is not None and upcoming[0] < operation[0]:
            # Changes of an operation that is gone: its missing number is found as a gap.
            upcoming = next(by_operation, None)
        own = upcoming[1] if upcoming is not None and upcoming[0] == operation[0] else ()
        if redacted.get(operation[0], kept) != seal(previous, operation, (change[1:] for change in own)):
            yield Finding("seal", "operation", operation[0])
        previous = kept or ""
        seen.add(previous)
    if any(head not in seen for head in heads):
        yield Finding("head", "operation")


def _gaps(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find numbers that the journal gave and that are no longer there; they are never reused."""
    for table in ("operation", "journal"):
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        last = row[0] if row else 0
        expected = 1
        for (found,) in connection.execute(f"SELECT id FROM {table} ORDER BY id"):
            if found != expected:
                yield Finding("gap", table, expected)
            expected = found + 1
        if expected != last + 1:
            yield Finding("gap", table, expected)


def _unsealed(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find changes that were made past the program: no operation stands behind them."""
    for table, row_id in connection.execute(
        "SELECT table_name, row_id FROM journal WHERE operation_id IS NULL ORDER BY id"
    ):
        yield Finding("unsealed", table, row_id)
    for (state,) in connection.execute("SELECT operation_id FROM journal_state WHERE operation_id IS NOT NULL"):
        yield Finding("unsealed", "journal_state", state)


def _images_in_order(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find a change whose row was not as the change before had left it."""
    rows = connection.execute(
        "SELECT table_name, row_id, before, last FROM (SELECT id, table_name, row_id, before,"
        " lag(after) OVER (PARTITION BY table_name, row_id ORDER BY id) AS last FROM journal)"
        " WHERE before IS NOT last ORDER BY id"
    )
    for table, row_id, before, last in rows:
        columns = _different(before, last)
        if columns:
            yield Finding("order", table, row_id, columns[0])


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[Finding]:
    """Compare the rows of a table with their last images, both ways."""
    image = image_expression(columns_of(connection, table), "t")
    last = (
        "(SELECT {what} FROM journal AS j WHERE j.table_name = :table AND j.row_id = t.id ORDER BY j.id DESC LIMIT 1)"
    )
    rows = connection.execute(
        f"SELECT id, image, last FROM (SELECT t.id AS id, {image} AS image, {last.format(what='j.after')} AS last"
        f' FROM "{table}" AS t) WHERE image IS NOT last ORDER BY id',
        {"table": table},
    )
    for row_id, now, then in rows:
        if then is None:
            yield Finding("unknown", table, row_id)
            continue
        for column in _different(now, then):
            yield Finding("differs", table, row_id, column)
    lost = connection.execute(
        "SELECT row_id FROM journal WHERE id IN (SELECT max(id) FROM journal WHERE table_name = :table GROUP BY row_id)"
        f" AND action <> 'delete' AND row_id NOT IN (SELECT id FROM \"{table}\") ORDER BY row_id",
        {"table": table},
    )
    for (row_id,) in lost:
        yield Finding("lost", table, row_id)


def _different(left: str | None, right: str | None) -> list[str]:
    """Name the columns in which two images differ; a column that one schema lacks counts as empty."""
    first = _loaded(left)
    second = _loaded(right)
    if first is None or second is None:
        return [] if first is second else ["id"]
    return [name for name in {**first, **second} if first.get(name) != second.get(name)]


def _loaded(text: str | None) -> dict[str, Any] | None:
    """Read an image; one that is damaged counts as empty, and differs from every other."""
    try:
        found = None if text is None else json.loads(text)
    except ValueError:
        return {}
    return found if found is None or isinstance(found, dict) else {}
