"""Comparing the rows of batches with their images: as bytes where nobody touched them since, else row by row."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from pbcli.db.batches import Batch, are_kept, batches_where, is_free, stands_as_written
from pbcli.db.finding import Finding, Loaded, different, loaded
from pbcli.db.journal import changes_in
from pbcli.values import dataclass

_FIRST, _LAST = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Span:
    """Ids from the first to the last, which batches tell of: one, or several of the same rows."""

    first_id: int
    last_id: int


@dataclass(frozen=True)
class Spans:
    """The spans of a table, in their order, none touching another."""

    all: Sequence[Span]

    def __contains__(self, row_id: int) -> bool:
        place = bisect_right(self.all, row_id, key=lambda span: span.first_id) - 1
        return place >= 0 and row_id <= self.all[place].last_id

    def between(self) -> Iterator[tuple[int, int]]:
        """Give the first and last ids of what lies before, between and behind the spans."""
        ends = [Span(_FIRST, _FIRST), *self.all, Span(_LAST, _LAST)]
        for left, right in pairwise(ends):
            first = left.last_id + (left.last_id != _FIRST)
            last = right.first_id - (right.first_id != _LAST)
            if first <= last:
                yield first, last


def all_spans(connection: sqlite3.Connection, tables: Sequence[str]) -> dict[str, Spans]:
    """Give the spans of each table's batches; those that have an id in common are one."""
    found: dict[str, list[Span]] = {table: [] for table in tables}
    if are_kept(connection):
        query = "SELECT table_name, first_id, last_id FROM journal_batch ORDER BY first_id, last_id"
        for table, first_id, last_id in connection.execute(query):
            spans = found.setdefault(table, [])
            if spans and first_id <= spans[-1].last_id:
                spans[-1] = Span(spans[-1].first_id, max(last_id, spans[-1].last_id))
            else:
                spans.append(Span(first_id, last_id))
    return {table: Spans(spans) for table, spans in found.items()}


def unlike(connection: sqlite3.Connection, table: str, columns: Sequence[str], span: Span) -> Iterator[Finding]:
    """Find what in a span is not as its batches, and the single changes since, say."""
    within = (table, span.first_id, span.last_id)
    batches = list(batches_where(connection, "table_name = ? AND first_id >= ? AND last_id <= ?", within))
    touched = connection.execute(
        "SELECT 1 FROM journal WHERE table_name = ? AND row_id BETWEEN ? AND ? LIMIT 1", within
    ).fetchone()
    if touched or not _are_whole(connection, batches, columns):
        yield from _replayed(connection, table, columns, span, batches)


def _are_whole(connection: sqlite3.Connection, batches: Sequence[Batch], columns: Sequence[str]) -> bool:
    """Tell whether the batches of a span write, remove and write again the same rows, and left them as they are now."""
    for earlier, later in pairwise(batches):
        same = (earlier.columns, earlier.images) == (later.columns, later.images)
        if not same or earlier.action == later.action:
            return False
    if batches[0].action != "insert":
        return False
    try:
        if batches[-1].action == "delete":
            return is_free(connection, batches[-1])
        return stands_as_written(connection, batches[-1], columns)
    except ValueError:
        return False


def _replayed(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], span: Span, batches: Sequence[Batch]
) -> Iterator[Finding]:
    """Go through all changes of a span in their order, then compare each row with what they left."""
    last: dict[int, Loaded | None] = {}
    for row_id, before, after in _changes(connection, table, span, batches):
        for column in different(before, last.get(row_id))[:1]:
            yield Finding("order", table, row_id, column)
        last[row_id] = after
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(
        f'SELECT {names} FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id', (span.first_id, span.last_id)
    )
    there = set()
    for values in rows:
        now = dict(zip(columns, values, strict=True))
        there.add(now["id"])
        then = last.get(now["id"])
        if then is None:
            yield Finding("unknown", table, now["id"])
        else:
            for column in different(now, then):
                yield Finding("differs", table, now["id"], column)
    for row_id, image in sorted(last.items()):
        if image is not None and row_id not in there:
            yield Finding("lost", table, row_id)


def _changes(
    connection: sqlite3.Connection, table: str, span: Span, batches: Sequence[Batch]
) -> Iterator[tuple[int, Loaded | None, Loaded | None]]:
    """Give the changes of a span: the row, its image before and after."""
    found: list[tuple[tuple[int, int], int, Loaded | None, Loaded | None]] = []
    singles: Iterator[tuple[Any, ...]] = connection.execute(
        "SELECT id, row_id, before, after FROM journal WHERE table_name = ? AND row_id BETWEEN ? AND ?",
        (table, span.first_id, span.last_id),
    )
    for change_id, row_id, before, after in singles:
        found.append(((change_id, 0), row_id, loaded(before), loaded(after)))
    for batch in batches:
        with suppress(ValueError):  # damaged images tell of no row; the seal shows it as well
            found += [(change.order, change.row_id, change.before, change.after) for change in changes_in(batch)]
    for _order, row_id, before, after in sorted(found, key=lambda change: change[0]):
        yield row_id, before, after
