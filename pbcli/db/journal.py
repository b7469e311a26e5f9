"""The journal: triggers write an image of each row before and after, the program seals them into a chain.

Standard library only: what reads the journal reads it here, and migrations make their triggers from here. A trigger
calls no function that only this program has, so that a raw write from another tool stays possible; it has no operation,
and shows as unsealed.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from operator import attrgetter
from typing import Any, Literal

from pbcli.db.batches import SEALED_BATCH, Batch, are_kept, batches_of_row, batches_where
from pbcli.db.schema import UNJOURNALLED
from pbcli.values import dataclass

Action = Literal["insert", "update", "delete"]
Image = Mapping[str, Any]

SEALED = "id, at, actor, command, undoes_id, note"
SEALED_CHANGE = "id, table_name, row_id, action, before, after"
"""The columns that an operation's seal covers, of itself and of its changes."""

_STATE = "(SELECT operation_id FROM journal_state WHERE id = 1)"
_UNTOLD = "(SELECT batch_table FROM journal_state WHERE id = 1)"


@dataclass(frozen=True)
class Change:
    """What one operation did to one row: its image before and after."""

    id: int
    operation_id: int | None
    table: str
    row_id: int
    action: Action
    before: Image | None
    after: Image | None
    batch_id: int = 0
    """The batch that it stands in; `id` is then the last single change before it."""

    @property
    def order(self) -> tuple[int, int]:
        """Its place among all changes."""
        return self.id, self.batch_id


def journalled_tables(connection: sqlite3.Connection) -> list[str]:
    """Give the tables whose changes are journalled: all but the journal's own."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [name for (name,) in names if name not in UNJOURNALLED]


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Give the names of a table's columns, in their order."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def trigger_statements(connection: sqlite3.Connection) -> dict[str, str]:
    """Give each trigger of the schema as it stands, by name: the journal's, and those that guard the ids."""
    has_batches = are_kept(connection)
    return {
        trigger: statement
        for table in journalled_tables(connection)
        for trigger, statement in _table_triggers(table, columns_of(connection, table), has_batches=has_batches)
    }


def create_triggers(connection: sqlite3.Connection) -> None:
    """Make the journal's triggers anew. Every migration ends with this, since a rebuilt table loses its triggers."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in trigger_statements(connection).values():
        connection.execute(statement)


def image_expression(columns: Iterable[str], row: str) -> str:
    """Give the SQL for the JSON image of a row, all its columns in their order."""
    return "json_object(" + ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns) + ")"


def _table_triggers(table: str, columns: Iterable[str], *, has_batches: bool) -> Iterator[tuple[str, str]]:
    """Give the four triggers of a table; those for rows that come and go are silent while a batch tells of them."""
    names = list(columns)
    told = f"WHEN {_UNTOLD} IS NOT '{table}' " if has_batches else ""
    images = {side: image_expression(names, side) for side in ("OLD", "NEW")}
    moved = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in names)
    for action, row, before, after, condition in (
        ("insert", "NEW", "NULL", images["NEW"], told),
        ("update", "NEW", images["OLD"], images["NEW"], f"WHEN {moved} "),
        ("delete", "OLD", images["OLD"], "NULL", told),
    ):
        name = f"journal_{table}_{action}"
        statement = (
            f'CREATE TRIGGER {name} AFTER {action.upper()} ON "{table}" {condition}BEGIN\n'
            f"  INSERT INTO journal (operation_id, table_name, row_id, action, before, after)\n"
            f"  VALUES ({_STATE}, '{table}', {row}.id, '{action}', {before}, {after});\n"
            f"END"
        )
        yield name, statement
    name = f"journal_{table}_id"
    statement = (
        f'CREATE TRIGGER {name} BEFORE UPDATE OF id ON "{table}" WHEN OLD.id IS NOT NEW.id BEGIN\n'
        f"  SELECT RAISE(ABORT, 'an id never changes');\n"
        f"END"
    )
    yield name, statement


def begin_operation(
    connection: sqlite3.Connection,
    *,
    at: datetime,
    actor: str,
    command: str,
    undoes_id: int | None = None,
    note: str | None = None,
) -> int:
    """Record an operation and point the triggers at it; the transaction must have begun. Gives its id."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    cursor = connection.execute(
        "INSERT INTO operation (at, actor, command, undoes_id, note) VALUES (?, ?, ?, ?, ?)",
        (moment, actor, command, undoes_id, note),
    )
    operation_id = cursor.lastrowid
    if operation_id is None:  # pragma: no cover  an INSERT always sets it
        raise RuntimeError
    clear = ", batch_table = NULL" if are_kept(connection) else ""
    connection.execute(f"UPDATE journal_state SET operation_id = ?{clear} WHERE id = 1", (operation_id,))
    return operation_id


def count_changes(connection: sqlite3.Connection, operation_id: int) -> int:
    """Count the rows that an operation changed so far."""
    query = (
        "SELECT (SELECT count(*) FROM journal WHERE operation_id = :id)"
        " + (SELECT coalesce(sum(row_count), 0) FROM journal_batch WHERE operation_id = :id)"
    )
    count: int = connection.execute(query, {"id": operation_id}).fetchone()[0]
    return count


def end_operation(connection: sqlite3.Connection, operation_id: int) -> str:
    """Seal an operation into the chain and point the triggers at none. Gives the new head."""
    row = connection.execute(
        "SELECT seal FROM operation WHERE id < ? ORDER BY id DESC LIMIT 1", (operation_id,)
    ).fetchone()
    seal = seal_of(connection, operation_id, (row[0] if row else None) or "")
    connection.execute("UPDATE operation SET seal = ? WHERE id = ?", (seal, operation_id))
    connection.execute("UPDATE journal_state SET operation_id = NULL WHERE id = 1")
    return seal


def forget_operation(connection: sqlite3.Connection, operation_id: int) -> None:
    """Take back the record of an operation that changed no journalled row, and its id with it."""
    connection.execute("UPDATE journal_state SET operation_id = NULL WHERE id = 1")
    connection.execute("DELETE FROM operation WHERE id = ?", (operation_id,))
    connection.execute("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'operation'")


def seal_of(connection: sqlite3.Connection, operation_id: int, previous: str) -> str:
    """Give the SHA-256 of an operation, its changes and the seal before it."""
    operation = connection.execute(f"SELECT {SEALED} FROM operation WHERE id = ?", (operation_id,)).fetchone()
    changes = connection.execute(
        f"SELECT {SEALED_CHANGE} FROM journal WHERE operation_id = ? ORDER BY id", (operation_id,)
    )
    batches = sealed_batches(connection, operation_id) if are_kept(connection) else ()
    return seal(previous, operation, chain(changes, batches))


def sealed_batches(connection: sqlite3.Connection, operation_id: int) -> Iterable[Sequence[Any]]:
    """Give the sealed columns of an operation's batches, which its seal covers after its single changes."""
    return connection.execute(
        f"SELECT {SEALED_BATCH} FROM journal_batch WHERE operation_id = ? ORDER BY id", (operation_id,)
    )


def seal(previous: str, operation: Sequence[Any], changes: Iterable[Sequence[Any]]) -> str:
    """Give the seal of an operation's and its changes' sealed columns, after the seal before it."""
    digest = hashlib.sha256(previous.encode())
    digest.update(_canonical(operation))
    for change in changes:
        digest.update(_canonical(change))
    return digest.hexdigest()


def _canonical(values: Iterable[Any]) -> bytes:
    """Write sealed values as the seal takes them; a damaged file may give bytes where there was a text."""
    text = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"), default=bytes.hex)
    return text.encode(errors="surrogateescape") + b"\n"


def changes_of(connection: sqlite3.Connection, operation_id: int) -> list[Change]:
    """Give the changes of an operation, in the order in which they were made."""
    singles = single_changes(connection, "operation_id = ?", (operation_id,))
    batches = batches_where(connection, "operation_id = ?", (operation_id,))
    return sorted([*singles, *chain.from_iterable(map(changes_in, batches))], key=attrgetter("order"))


def count_by_kind(connection: sqlite3.Connection, operation_id: int) -> dict[tuple[Action, str], int]:
    """Count the rows that an operation changed, by what happened to them and by table."""
    rows = connection.execute(
        "SELECT action, table_name, sum(changes) FROM"
        " (SELECT action, table_name, 1 AS changes, id, 0 AS batch_id FROM journal WHERE operation_id = :id"
        " UNION ALL SELECT action, table_name, row_count, after_id, id FROM journal_batch WHERE operation_id = :id)"
        " GROUP BY action, table_name ORDER BY min(id), min(batch_id)",
        {"id": operation_id},
    )
    return {(action, table): count for action, table, count in rows}


def first_change(connection: sqlite3.Connection, operation_id: int) -> Change | None:
    """Give the first change that an operation made, of those that were written one by one."""
    row = connection.execute(
        "SELECT id, operation_id, table_name, row_id, action, before, after FROM journal"
        " WHERE operation_id = ? ORDER BY id LIMIT 1",
        (operation_id,),
    ).fetchone()
    return None if row is None else _change(row)


def changes_to(connection: sqlite3.Connection, table: str, row_id: int) -> list[Change]:
    """Give the changes of one row, in the order in which they were made."""
    singles = single_changes(connection, "table_name = ? AND row_id = ?", (table, row_id))
    batches = batches_of_row(connection, table, row_id)
    batched = [change for batch in batches for change in changes_in(batch) if change.row_id == row_id]
    return sorted([*singles, *batched], key=attrgetter("order"))


def single_changes(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> list[Change]:
    """Give the changes outside batches of which a condition is true, in the order in which they were made."""
    rows = connection.execute(
        "SELECT id, operation_id, table_name, row_id, action, before, after FROM journal"
        f" WHERE {condition} ORDER BY id",
        values,
    )
    return [_change(row) for row in rows]


def changes_in(batch: Batch) -> Iterator[Change]:
    """Give each row of a batch as a change of its own. Raises ValueError where the images are damaged."""
    for values in batch.rows():
        image = dict(zip(batch.columns, values, strict=True))
        before, after = (None, image) if batch.action == "insert" else (image, None)
        yield Change(
            batch.after_id, batch.operation_id, batch.table, image["id"], batch.action, before, after, batch.id
        )


def _change(row: tuple[Any, ...]) -> Change:
    id_, operation_id, table, row_id, action, before, after = row
    return Change(id_, operation_id, table, row_id, action, _image(before), _image(after))


def _image(text: str | None) -> Image | None:
    return None if text is None else json.loads(text)


def seals(connection: sqlite3.Connection) -> set[str]:
    """Give every seal of the chain."""
    return {seal for (seal,) in connection.execute("SELECT seal FROM operation") if seal}


def head(connection: sqlite3.Connection) -> str:
    """Give the seal of the last operation: the head of the chain, empty where there is none."""
    row = connection.execute("SELECT seal FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return (row[0] if row else None) or ""
