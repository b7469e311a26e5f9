"""Batches of the journal: many rows that one operation wrote or removed at once, as one compressed image.

Triggers for each row make a large import several times as dear. So a batch switches those of one table off inside its
transaction, by a flag that they read, and keeps what they would have written: one row of the journal for a thousand of
the table, sealed like any other. Who reads the journal sees each row of a batch as a change of its own.
Standard library only.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from pbcli.values import dataclass

SIZE = 1000
"""So many rows at most stand in one batch: few enough to be held in memory, and to find one of them quickly."""

WORTHWHILE = 100
"""Fewer rows than these are journalled one by one, so that a person can read their images by SQL alone."""

SEALED_BATCH = "id, after_id, table_name, action, first_id, last_id, row_count, column_names, hex(images)"
"""The columns of a batch that its operation's seal covers."""

_COLUMNS = "id, operation_id, after_id, table_name, action, first_id, last_id, row_count, column_names, images"
_SPEED = 1
"""How hard to compress: the hardest would save a fifth of the space, for twice the time."""

Values = Sequence[Any]


@dataclass(frozen=True)
class Batch:
    """Rows of one table, by ascending id, that an operation wrote or removed.

    It stands behind the change `after_id` of the journal.
    """

    id: int
    operation_id: int | None
    after_id: int
    table: str
    action: Literal["insert", "delete"]
    first_id: int
    last_id: int
    row_count: int
    columns: tuple[str, ...]
    """The columns that any row has a value in; in all others each row is empty."""
    images: bytes

    @property
    def text(self) -> bytes:
        """The images as JSON. Raises ValueError where they are damaged."""
        try:
            return zlib.decompress(self.images)
        except zlib.error as error:
            raise ValueError from error

    def rows(self) -> list[list[Any]]:
        """Give the values of each row, in the order of the columns. Raises ValueError where they are damaged."""
        found = json.loads(self.text)
        if "id" not in self.columns or not isinstance(found, list):
            raise ValueError
        place = self.columns.index("id")
        if not all(_is_row(row, len(self.columns), place) for row in found):
            raise ValueError
        return found

    def of_row(self, row_id: int) -> dict[str, Any] | None:
        """Give the image of one row; nothing where the batch has none of it. Raises ValueError."""
        images = (dict(zip(self.columns, row, strict=True)) for row in self.rows())
        return next((image for image in images if image["id"] == row_id), None)


def _is_row(row: object, width: int, place: int) -> bool:
    return isinstance(row, list) and len(row) == width and isinstance(row[place], int)


def are_kept(connection: sqlite3.Connection) -> bool:
    """Tell whether the schema knows batches: an older one, which a migration starts from, does not."""
    query = "SELECT 1 FROM pragma_table_info('journal_state') WHERE name = 'batch_table'"
    return connection.execute(query).fetchone() is not None


def packed(rows: Sequence[Values]) -> bytes:
    """Give the compressed images of rows."""
    return zlib.compress(plain_images(rows), _SPEED)


def plain_images(rows: Sequence[Values]) -> bytes:
    """Give the images of rows as JSON, always the same for the same rows."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogateescape")


def insert_batch(connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Write rows of ascending ids, whose values are given as they are stored, and journal them as one batch.

    The first column is the id. The transaction must have begun, and an operation with it.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" * len(columns))
    with _untold(connection, table):
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
    _record(connection, table, "insert", (rows[0][0], rows[-1][0], len(rows)), columns, packed(rows))


def put_back(connection: sqlite3.Connection, batch: Batch) -> None:
    """Take back a batch as a batch: remove what it wrote, or write what it removed. The images stay what they were."""
    with _untold(connection, batch.table):
        if batch.action == "insert":
            connection.execute(f'DELETE FROM "{batch.table}" WHERE id BETWEEN ? AND ?', (batch.first_id, batch.last_id))
        else:
            names = ", ".join(f'"{name}"' for name in batch.columns)
            places = ", ".join("?" * len(batch.columns))
            connection.executemany(f'INSERT INTO "{batch.table}" ({names}) VALUES ({places})', batch.rows())
    inverse: Literal["insert", "delete"] = "delete" if batch.action == "insert" else "insert"
    _record(
        connection, batch.table, inverse, (batch.first_id, batch.last_id, batch.row_count), batch.columns, batch.images
    )


def stands_as_written(connection: sqlite3.Connection, batch: Batch, columns: Sequence[str]) -> bool:
    """Tell whether the table has exactly the rows of a batch between its first and its last id, with these values.

    `columns` are the table's own. Raises ValueError where the images are damaged.
    """
    if not set(batch.columns) <= set(columns):
        return False
    names = ", ".join(f'"{name}"' for name in batch.columns)
    between = f'FROM "{batch.table}" WHERE id BETWEEN ? AND ?'
    ids = (batch.first_id, batch.last_id)
    rows = connection.execute(f"SELECT {names} {between} ORDER BY id", ids).fetchall()
    if plain_images(rows) != batch.text:
        return False
    filled = " OR ".join(f'"{name}" IS NOT NULL' for name in columns if name not in batch.columns)
    return not filled or connection.execute(f"SELECT 1 {between} AND ({filled})", ids).fetchone() is None


def is_free(connection: sqlite3.Connection, batch: Batch) -> bool:
    """Tell whether the table has no row between the first and the last id of a batch."""
    query = f'SELECT 1 FROM "{batch.table}" WHERE id BETWEEN ? AND ?'
    return connection.execute(query, (batch.first_id, batch.last_id)).fetchone() is None


def batches_where(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> Iterator[Batch]:
    """Give the batches of which a condition is true, in the order in which they were made, one at a time."""
    ids = connection.execute(f"SELECT id FROM journal_batch WHERE {condition} ORDER BY id", values).fetchall()
    for (batch_id,) in ids:
        yield batch_of(connection, batch_id)


def batch_of(connection: sqlite3.Connection, batch_id: int) -> Batch:
    """Give one batch by its id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM journal_batch WHERE id = ?", (batch_id,)).fetchone()
    number, operation_id, after_id, table, action, first_id, last_id, row_count, column_names, images = row
    columns = tuple(column_names.split(" "))
    return Batch(number, operation_id, after_id, table, action, first_id, last_id, row_count, columns, images)


def batches_of_row(connection: sqlite3.Connection, table: str, row_id: int) -> Iterator[Batch]:
    """Give the batches that may hold a row."""
    yield from batches_where(connection, "table_name = ? AND first_id <= ? AND last_id >= ?", (table, row_id, row_id))


def replace_images(connection: sqlite3.Connection, batch: Batch, rows: Sequence[Values]) -> None:
    """Put other images in the place of a batch's own: a redaction alone may."""
    connection.execute("UPDATE journal_batch SET images = ? WHERE id = ?", (packed(rows), batch.id))


@contextmanager
def _untold(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Keep the triggers of one table from writing. A flag that is left after a failure goes with its transaction."""
    connection.execute("UPDATE journal_state SET batch_table = ? WHERE id = 1", (table,))
    yield
    connection.execute("UPDATE journal_state SET batch_table = NULL WHERE id = 1")


def _record(
    connection: sqlite3.Connection,
    table: str,
    action: Literal["insert", "delete"],
    span: tuple[int, int, int],
    columns: Iterable[str],
    images: bytes,
) -> None:
    connection.execute(
        "INSERT INTO journal_batch (operation_id, after_id, table_name, action, first_id, last_id, row_count,"
        " column_names, images) VALUES ((SELECT operation_id FROM journal_state WHERE id = 1),"
        " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0), ?, ?, ?, ?, ?, ?, ?)",
        (table, action, *span, " ".join(columns), images),
    )
