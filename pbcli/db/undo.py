"""Taking back an operation: the inverse of each of its changes, last first, as an operation of its own."""

import sqlite3
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from pbcli.db.batches import Batch, batch_of, is_free, put_back, stands_as_written
from pbcli.db.journal import Change, Image, changes_in, changes_to, columns_of, count_changes, single_changes
from pbcli.db.redaction import redacted_by
from pbcli.db.titles import row_title
from pbcli.domain.errors import Conflict, RuleForbids, UnknownName

if TYPE_CHECKING:
    from pbcli.db.engine import Work

SCHEMA_COMMAND = "schema"


def last_undoable(connection: sqlite3.Connection) -> int | None:
    """Give the last operation that changed records and is neither an undo nor undone already."""
    operations = connection.execute(
        "SELECT id FROM operation AS o WHERE undoes_id IS NULL AND command NOT LIKE ?"
        " AND (EXISTS (SELECT 1 FROM journal AS j WHERE j.operation_id = o.id)"
        " OR EXISTS (SELECT 1 FROM journal_batch AS b WHERE b.operation_id = o.id))"
        " AND NOT EXISTS (SELECT 1 FROM journal AS j"
        " WHERE j.operation_id = o.id AND j.table_name = 'unit' AND j.action = 'insert')"
        " AND NOT EXISTS (SELECT 1 FROM redaction AS r WHERE o.id IN (r.operation_id, r.redacted_id))"
        " ORDER BY id DESC",
        (f"{SCHEMA_COMMAND} %",),
    )
    return next((operation_id for (operation_id,) in operations if undone_by(connection, operation_id) is None), None)


def undone_by(connection: sqlite3.Connection, operation_id: int) -> int | None:
    """Give the operation that took this one back and stands itself; none where this one is in force."""
    undos = connection.execute("SELECT id FROM operation WHERE undoes_id = ? ORDER BY id DESC", (operation_id,))
    return next((undo for (undo,) in undos.fetchall() if undone_by(connection, undo) is None), None)


def last_redoable(connection: sqlite3.Connection) -> int | None:
    """Give the last undo that is in force: taking it back redoes what it undid. A redo, which undoes one, is none."""
    undos = dict(connection.execute("SELECT id, undoes_id FROM operation WHERE undoes_id IS NOT NULL ORDER BY id DESC"))
    return next((id_ for id_ in undos if _is_undo(undos, id_) and undone_by(connection, id_) is None), None)


def _is_undo(undos: Mapping[int, int], operation_id: int) -> bool:
    """Tell an undo from a redo: it takes back an operation, or the redo of one."""
    undone = undos[operation_id]
    return undone not in undos or not _is_undo(undos, undone)


def undo(work: "Work", operation_id: int) -> int:
    """Take back an operation within this one, and give how many changes of rows that made.

    Raises Conflict where a row has moved on since, or where the operation is undone already.
    """
    work.session.flush()
    connection = work.connection
    _refuse_undoable(connection, operation_id)
    connection.execute("UPDATE operation SET undoes_id = ? WHERE id = ?", (operation_id, work.operation_id))
    try:
        for done in _last_first(connection, operation_id):
            if isinstance(done, Change):
                _take_back(connection, done)
            else:
                _take_back_batch(connection, done)
    except ValueError:
        raise Conflict("操作 {id} 的变更记录已损坏，不能撤销。", id=operation_id, hint="pbcli db verify") from None
    work.session.expire_all()
    return count_changes(connection, work.operation_id)


def _last_first(connection: sqlite3.Connection, operation_id: int) -> Iterator[Change | Batch]:
    """Give what an operation did, the last first: single changes and batches, of which one at a time is in memory."""
    singles = single_changes(connection, "operation_id = ?", (operation_id,))
    batches = connection.execute(
        "SELECT id, after_id FROM journal_batch WHERE operation_id = ? ORDER BY id", (operation_id,)
    ).fetchall()
    while singles or batches:
        # A batch stands behind the change after which it was made.
        if not singles or (batches and batches[-1][1] >= singles[-1].id):
            yield batch_of(connection, batches.pop()[0])
        else:
            yield singles.pop()


def _take_back_batch(connection: sqlite3.Connection, batch: Batch) -> None:
    """Take back a batch whole; where it no longer stands as it was written, row by row, which names the first."""
    if batch.action == "insert":
        is_whole = stands_as_written(connection, batch, columns_of(connection, batch.table))
    else:
        is_whole = is_free(connection, batch)
    if is_whole:
        connection.execute("SAVEPOINT batch")
        try:
            put_back(connection, batch)
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            # Some row of it is needed elsewhere, or the table has changed: the rows will tell which, and how.
            connection.execute("ROLLBACK TO batch")
        else:
            connection.execute("RELEASE batch")
            return
    for change in sorted(changes_in(batch), key=attrgetter("row_id"), reverse=True):
        _take_back(connection, change)


def _take_back(connection: sqlite3.Connection, change: Change) -> None:
    _refuse_moved_on(connection, change)
    try:
        _invert(connection, change)
    except sqlite3.IntegrityError:
        raise Conflict(
            "不能撤销操作 {id}：后来的记录与{record}有关。",
            id=change.operation_id,
            record=row_title(change.table, change.row_id),
            hint="pbcli history",
        ) from None


def _refuse_undoable(connection: sqlite3.Connection, operation_id: int) -> None:
    """Refuse to take back what can't be: an operation that isn't there, was taken back, or founded or purged."""
    row = connection.execute("SELECT command FROM operation WHERE id = ?", (operation_id,)).fetchone()
    if row is None:
        raise UnknownName("没有编号为 {id} 的操作。", id=operation_id, hint="pbcli history")
    later = undone_by(connection, operation_id)
    if later is not None:
        raise Conflict("操作 {id} 已经由操作 {later} 撤销。", id=operation_id, later=later, hint="pbcli undo {later}")
    founding = single_changes(
        connection, "operation_id = ? AND table_name = 'unit' AND action = 'insert'", (operation_id,)
    )
    if founding or row[0].startswith(f"{SCHEMA_COMMAND} "):
        raise RuleForbids("操作 {id} 建立了数据库，不能撤销。", id=operation_id, hint="pbcli history")
    if not count_changes(connection, operation_id):
        raise RuleForbids("操作 {id} 没有改动记录，不用撤销。", id=operation_id, hint="pbcli history")
    purge = redacted_by(connection, operation_id)
    if purge == operation_id:
        raise RuleForbids("操作 {id} 清理了到期的内容，不能撤销。", id=operation_id, hint="pbcli privacy report")
    if purge is not None:
        raise RuleForbids(
            "操作 {id} 的内容已经由操作 {purge} 按保存期清理，不能撤销。",
            id=operation_id,
            purge=purge,
            hint="pbcli history {purge}",
        )


def _current(connection: sqlite3.Connection, table: str, row_id: int) -> Image | None:
    """Give the row as it stands."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    row = cursor.fetchone()
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def same_image(left: Image | None, right: Image | None) -> bool:
    """Tell whether two images are of one state; a column that a later schema added counts where it is filled."""
    if left is None or right is None:
        return left is right
    return all(left.get(name) == right.get(name) for name in left.keys() | right.keys())


def _refuse_moved_on(connection: sqlite3.Connection, change: Change) -> None:
    """Refuse to take back a change of a row that is no longer as that change left it."""
    if same_image(_current(connection, change.table, change.row_id), change.after):
        return
    last = changes_to(connection, change.table, change.row_id)
    raise Conflict(
        "不能撤销操作 {id}：{record}后来又改过（操作 {later}）。",
        id=change.operation_id,
        record=row_title(change.table, change.row_id),
        later=(last[-1].operation_id if last else None) or "?",
        hint="pbcli history {table}/{row}",
        table=change.table,
        row=change.row_id,
    )


def _invert(connection: sqlite3.Connection, change: Change) -> None:
    """Put a row back to what it was before a change."""
    table, before = change.table, change.before
    if before is None:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (change.row_id,))
        return
    known = set(columns_of(connection, table))
    if not before.keys() <= known:
        raise Conflict(
            "不能撤销操作 {id}：{record}的结构后来变了。",
            id=change.operation_id,
            record=row_title(table, change.row_id),
            hint="pbcli history {id}",
        )
    names = [name for name in before if name != "id"]
    values = {name: before[name] for name in names} | {"id": change.row_id}
    if change.after is None:
        places = ", ".join(f":{name}" for name in ["id", *names])
        columns = ", ".join(f'"{name}"' for name in ["id", *names])
        connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', values)
    else:
        changed = ", ".join(f'"{name}" = :{name}' for name in names)
        connection.execute(f'UPDATE "{table}" SET {changed} WHERE id = :id', values)
