"""Taking values out of the journal for good: the images are blanked, and a record says by whom, and to what seal.

Each operation keeps its own seal, so that the chain and the heads in the backups' list stay as they are; its redaction,
journalled and sealed with the operation that made it, holds the seal that its content has since. Standard library only.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from pbcli.db import journal
from pbcli.db.batches import Batch, batches_where, replace_images
from pbcli.db.bulk import update_row
from pbcli.values import dataclass

StandIns = Mapping[str, Callable[[Any], Any]]
"""What each column's value becomes; one that is empty stays so. Always the same for the same value: the images of a row
must go on fitting each other."""


@dataclass(frozen=True)
class Blanked:
    """What was taken out of one table's images: how many changes, by the operation that they belong to."""

    table: str
    columns: tuple[str, ...]
    row_ids: tuple[int, ...]
    changes: Mapping[int | None, int]


def blank_images(connection: sqlite3.Connection, table: str, row_ids: Iterable[int], stand_ins: StandIns) -> Blanked:
    """Blank columns of rows in every image that the journal has of them, whether the rows are there or gone."""
    changes: Counter[int | None] = Counter()
    touched: dict[int, None] = {}
    wanted = list(row_ids)
    for row_id in wanted:
        images = connection.execute(
            "SELECT id, operation_id, before, after FROM journal WHERE table_name = ? AND row_id = ?", (table, row_id)
        ).fetchall()
        for change_id, operation_id, *kept in images:
            blank = [_blanked(image, stand_ins) for image in kept]
            if blank != kept:
                connection.execute("UPDATE journal SET before = ?, after = ? WHERE id = ?", (*blank, change_id))
                changes[operation_id] += 1
                touched[row_id] = None
    for owner, row_id in _blank_batches(connection, table, wanted, stand_ins):
        changes[owner] += 1
        touched[row_id] = None
    return Blanked(table, tuple(stand_ins), tuple(row_id for row_id in wanted if row_id in touched), changes)


def _blank_batches(
    connection: sqlite3.Connection, table: str, row_ids: Sequence[int], stand_ins: StandIns
) -> Iterator[tuple[int | None, int]]:
    """Blank columns of rows in the batches that hold them; give the operation and the id of each row changed."""
    if not row_ids:
        return
    wanted = set(row_ids)
    span = (table, max(wanted), min(wanted))
    for batch in batches_where(connection, "table_name = ? AND first_id <= ? AND last_id >= ?", span):
        rows, blanked = _blanked_rows(batch, wanted, stand_ins)
        if blanked:
            replace_images(connection, batch, rows)
        for row_id in blanked:
            yield batch.operation_id, row_id


def _blanked_rows(batch: Batch, wanted: AbstractSet[int], stand_ins: StandIns) -> tuple[list[list[Any]], list[int]]:
    """Give the rows of a batch with their values blanked, and the ids of those in which any went."""
    if wanted.isdisjoint(range(batch.first_id, batch.last_id + 1)):
        return [], []
    try:
        rows = batch.rows()
    except ValueError:  # `verify` finds it; there is nothing in it that could be told apart
        return [], []
    own = batch.columns.index("id")
    places = [(place, stand_ins[name]) for place, name in enumerate(batch.columns) if name in stand_ins]
    blanked = []
    for row in rows:
        if row[own] in wanted:
            before = list(row)
            for place, stand_in in places:
                row[place] = None if row[place] is None else stand_in(row[place])
            if row != before:
                blanked.append(row[own])
    return rows, blanked


def blank_rows(connection: sqlite3.Connection, table: str, row_ids: Iterable[int], stand_ins: StandIns) -> None:
    """Blank columns of the rows themselves; the triggers write it down, and `blank_images` takes that away again."""
    names = ", ".join(f'"{name}"' for name in stand_ins)
    for row_id in row_ids:
        row = connection.execute(f'SELECT {names} FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        values = {} if row is None else dict(zip(stand_ins, row, strict=True))
        blank = {name: stand_ins[name](value) for name, value in values.items() if value is not None}
        changes = {name: value for name, value in blank.items() if value != values[name]}
        if changes:
            update_row(connection, table, row_id, changes)


def record_redactions(connection: sqlite3.Connection, operation_id: int, blanked: Iterable[Blanked]) -> int:
    """Record for each earlier operation what this one took out of it. Gives the number of operations touched.

    A change made past the program has no operation, so nothing sealed it and nothing is recorded of it.
    """
    done = list(blanked)
    touched = sorted({owner for one in done for owner in one.changes if owner not in {None, operation_id}})
    for owner in touched:
        seal = journal.seal_of(connection, owner, _seal_before(connection, owner))
        for one in done:
            if owner in one.changes:
                connection.execute(
                    "INSERT INTO redaction (operation_id, redacted_id, table_name, column_names, changes, seal)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (operation_id, owner, one.table, " ".join(one.columns), one.changes[owner], seal),
                )
    return len(touched)


def redacted_seals(connection: sqlite3.Connection) -> dict[int, str]:
    """Give the seal that the content of each redacted operation has since the last redaction."""
    return dict(connection.execute("SELECT redacted_id, seal FROM redaction ORDER BY id"))


def redacted_by(connection: sqlite3.Connection, operation_id: int) -> int | None:
    """Give the last operation that took something out of this one's images, itself where it is a purge."""
    row = connection.execute(
        "SELECT max(operation_id) FROM redaction WHERE operation_id = :id OR redacted_id = :id", {"id": operation_id}
    ).fetchone()
    return None if row[0] is None else int(row[0])


def _seal_before(connection: sqlite3.Connection, operation_id: int) -> str:
    row = connection.execute(
        "SELECT seal FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation_id,)
    ).fetchone()
    return (row[0] if row else None) or ""


def _blanked(image: str | None, stand_ins: StandIns) -> str | None:
    """Give an image with its values blanked, written as the triggers write it; the same text where nothing is to go."""
    if image is None:
        return None
    try:
        values: dict[str, Any] = dict(json.loads(image))
    except (ValueError, TypeError):  # `verify` finds it; there is nothing in it that could be told apart
        return image
    blank = {
        name: stand_ins[name](value) if name in stand_ins and value is not None else value
        for name, value in values.items()
    }
    return image if blank == values else json.dumps(blank, ensure_ascii=False, separators=(",", ":"))
