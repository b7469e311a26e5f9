"""Comparing the records with their journal: what was changed past the program, and what the journal lost.

Standard library only. SQLite's own checks see no more than a torn file; a changed figure is seen here alone.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from pbcli.db.batches import are_kept
from pbcli.db.finding import Finding, different, loaded
from pbcli.db.journal import (
    SEALED,
    SEALED_CHANGE,
    columns_of,
    image_expression,
    journalled_tables,
    seal,
    sealed_batches,
)
from pbcli.db.redaction import redacted_seals
from pbcli.db.verify_batches import Spans, all_spans, unlike


def verify(connection: sqlite3.Connection, heads: Sequence[str] = ()) -> list[Finding]:
    """Walk the chain and compare each row with its last image; `heads` are seals that the chain must contain."""
    tables = journalled_tables(connection)
    spans = all_spans(connection, tables)
    return [
        *_chain(connection, heads),
        *_gaps(connection),
        *_unsealed(connection),
        *_images_in_order(connection, spans),
        *(finding for table in tables for finding in _rows(connection, table, spans[table])),
    ]


def _chain(connection: sqlite3.Connection, heads: Sequence[str]) -> Iterator[Finding]:
    """Compute each operation's seal anew, in one walk over both tables; a redacted one has its redaction's seal."""
    redacted = redacted_seals(connection)
    changes = connection.execute(
        f"SELECT operation_id, {SEALED_CHANGE} FROM journal WHERE operation_id IS NOT NULL ORDER BY operation_id, id"
    )
    by_operation = groupby(changes, key=itemgetter(0))
    upcoming = next(by_operation, None)
    with_batches = _operations_with_batches(connection)
    previous = ""
    seen = {""}
    for kept, *operation in connection.execute(f"SELECT seal, {SEALED} FROM operation ORDER BY id"):
        while upcoming is not None and upcoming[0] < operation[0]:
            # Changes of an operation that is gone: its missing number is found as a gap.
            upcoming = next(by_operation, None)
        own = upcoming[1] if upcoming is not None and upcoming[0] == operation[0] else ()
        batches = sealed_batches(connection, operation[0]) if operation[0] in with_batches else ()
        everything = chain((change[1:] for change in own), batches)
        if redacted.get(operation[0], kept) != seal(previous, operation, everything):
            yield Finding("seal", "operation", operation[0])
        previous = kept or ""
        seen.add(previous)
    if any(head not in seen for head in heads):
        yield Finding("head", "operation")


def _operations_with_batches(connection: sqlite3.Connection) -> set[int]:
    if not are_kept(connection):
        return set()
    return {number for (number,) in connection.execute("SELECT DISTINCT operation_id FROM journal_batch")}


def _gaps(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Find numbers that the journal gave and that are no longer there; they are never reused."""
    for table in ("operation", "journal", *(["journal_batch"] if are_kept(connection) else [])):
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
    if are_kept(connection):
        for table, row_id in connection.execute(
            "SELECT table_name, first_id FROM journal_batch WHERE operation_id IS NULL ORDER BY id"
        ):
            yield Finding("unsealed", table, row_id)
    for (state,) in connection.execute("SELECT operation_id FROM journal_state WHERE operation_id IS NOT NULL"):
        yield Finding("unsealed", "journal_state", state)


def _images_in_order(connection: sqlite3.Connection, spans: Mapping[str, Spans]) -> Iterator[Finding]:
    """Find a change whose row was not as the change before had left it. Rows of batches are looked at with these."""
    rows = connection.execute(
        "SELECT table_name, row_id, before, last FROM (SELECT id, table_name, row_id, before,"
        " lag(after) OVER (PARTITION BY table_name, row_id ORDER BY id) AS last FROM journal)"
        " WHERE before IS NOT last ORDER BY id"
    )
    for table, row_id, before, last in rows:
        if table in spans and row_id in spans[table]:
            continue
        columns = _different(before, last)
        if columns:
            yield Finding("order", table, row_id, columns[0])


def _rows(connection: sqlite3.Connection, table: str, spans: Spans) -> Iterator[Finding]:
    """Compare the rows of a table with their last images, both ways: those of batches, then those between them."""
    columns = columns_of(connection, table)
    for span in spans.all:
        yield from unlike(connection, table, columns, span)
    image = image_expression(columns, "t")
    last = (
        "(SELECT {what} FROM journal AS j WHERE j.table_name = :table AND j.row_id = t.id ORDER BY j.id DESC LIMIT 1)"
    )
    for first_id, last_id in spans.between():
        rows = connection.execute(
            f"SELECT id, image, last FROM (SELECT t.id AS id, {image} AS image, {last.format(what='j.after')} AS last"
            f' FROM "{table}" AS t WHERE t.id BETWEEN :first AND :last) WHERE image IS NOT last ORDER BY id',
            {"table": table, "first": first_id, "last": last_id},
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
        if row_id not in spans:
            yield Finding("lost", table, row_id)


def _different(left: str | None, right: str | None) -> list[str]:
    """Name the columns in which two images differ."""
    return different(loaded(left), loaded(right))
