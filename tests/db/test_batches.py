"""Batches of the journal: written, taken back, done again, gone through row by row, blanked; and nothing hides in them."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db.batches import SIZE, batches_where, packed
from pbcli.db.bulk import insert_rows, update_row
from pbcli.db.finding import Finding
from pbcli.db.journal import changes_of, changes_to
from pbcli.db.naming import name_of
from pbcli.db.redaction import blank_images, blank_rows, record_redactions
from pbcli.db.texts import changes_linked, former_values, removed_in_batches
from pbcli.db.undo import last_redoable, last_undoable, undo
from pbcli.db.verify import verify
from pbcli.domain.errors import Conflict, RuleForbids
from tests.once import once

Opened = Callable[[], AbstractContextManager[Any]]
COLUMNS = ("id", "name", "pinyin", "initials", "note")
MANY = SIZE + 200
BATCHED = 3
"""The operation that writes the batches; the first two make the database."""


def branches(count: int, first: int = 1) -> list[dict[str, Any]]:
    return [
        {"id": number, "name": f"支部{number}", "pinyin": "z", "initials": "z", "note": f"“{number}”😀" if number % 2 else None}
        for number in range(first, first + count)
    ]  # fmt: skip


@pytest.fixture
@once
def batched(work: Opened, database: Path) -> Path:
    """A database with a large import of branches in two batches, the later rows first."""
    with work() as opened:
        insert_rows(opened.connection, "branch", COLUMNS, branches(MANY)[::-1])
    return database


def rows_of(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def found(path: Path) -> list[tuple[str, str, int | None, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return [(one.kind, one.table, one.row_id, one.column) for one in verify(connection)]


def raw(path: Path, *statements: str | tuple[str, Sequence[Any]], triggers: bool = True) -> None:
    """Write as another program would; without triggers, as one that meant to."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in kept if not triggers else ():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        for _name, sql in kept if not triggers else ():
            connection.execute(sql)


def test_many_rows_are_journalled_as_batches_and_read_as_single_changes(batched: Path) -> None:
    kept = "SELECT action, first_id, last_id, row_count, column_names FROM journal_batch"
    assert rows_of(batched, kept) == [
        ("insert", 1, SIZE, SIZE, "id name pinyin initials note"),
        ("insert", SIZE + 1, MANY, MANY - SIZE, "id name pinyin initials note"),
    ]
    assert rows_of(batched, "SELECT count(*) FROM journal WHERE table_name = 'branch'") == [(0,)]
    assert rows_of(batched, "SELECT operation_id, batch_table FROM journal_state") == [(None, None)]
    assert found(batched) == []
    with closing(sqlite3.connect(batched)) as connection:
        changes = changes_of(connection, BATCHED)
        assert [change.row_id for change in changes] == list(range(1, MANY + 1))
        (only,) = changes_to(connection, "branch", MANY)
        assert (only.operation_id, only.action, only.before) == (BATCHED, "insert", None)
        assert only.after == {"id": MANY, "name": f"支部{MANY}", "pinyin": "z", "initials": "z", "note": None}
        assert changes_to(connection, "branch", MANY + 1) == []


def test_few_rows_are_journalled_one_by_one(work: Opened, database: Path) -> None:
    with work() as opened:
        insert_rows(opened.connection, "branch", COLUMNS, branches(99))
    assert rows_of(database, "SELECT count(*) FROM journal_batch") == [(0,)]
    assert rows_of(database, "SELECT count(*) FROM journal WHERE table_name = 'branch'") == [(99,)]


def test_undo_and_redo_take_batches_whole(batched: Path, work: Opened) -> None:
    before = rows_of(batched, "SELECT * FROM branch ORDER BY id")
    with work() as opened:
        assert last_undoable(opened.connection) == BATCHED
        assert undo(opened, BATCHED) == MANY
    assert rows_of(batched, "SELECT count(*) FROM branch") == [(0,)]
    assert found(batched) == []
    with work() as opened:
        assert last_redoable(opened.connection) == BATCHED + 1
        assert undo(opened, BATCHED + 1) == MANY
    assert rows_of(batched, "SELECT * FROM branch ORDER BY id") == before
    assert rows_of(batched, "SELECT count(*) FROM journal WHERE table_name = 'branch'") == [(0,)]
    assert [action for (action,) in rows_of(batched, "SELECT action FROM journal_batch ORDER BY id")] == [
        "insert", "insert", "delete", "delete", "insert", "insert",
    ]  # fmt: skip
    assert found(batched) == []


def test_an_operation_of_both_kinds_is_taken_back_in_its_order(batched: Path, work: Opened) -> None:
    with work() as opened:
        update_row(opened.connection, "branch", 1, {"note": "先"})
        insert_rows(opened.connection, "branch", COLUMNS, branches(200, first=MANY + 1))
        update_row(opened.connection, "branch", MANY + 1, {"note": "后"})
    with work() as opened:
        assert undo(opened, BATCHED + 1) == 202
    assert rows_of(batched, "SELECT count(*), max(id) FROM branch") == [(MANY, MANY)]
    assert rows_of(batched, "SELECT note FROM branch WHERE id = 1") == [("“1”😀",)]
    assert found(batched) == []


def test_a_row_that_moved_on_keeps_its_batch_from_being_taken_back(batched: Path, work: Opened) -> None:
    with work() as opened:
        update_row(opened.connection, "branch", 7, {"note": "改"})
    assert found(batched) == []
    with (
        pytest.raises(Conflict, match=f"不能撤销操作 {BATCHED}：“党支部 7”后来又改过（操作 4）"),
        work() as opened,
    ):
        undo(opened, BATCHED)
    assert rows_of(batched, "SELECT count(*) FROM branch") == [(MANY,)]
    with work() as opened:
        undo(opened, BATCHED + 1)
    with work() as opened:
        undo(opened, BATCHED)
    assert rows_of(batched, "SELECT count(*) FROM branch") == [(0,)]
    assert found(batched) == []


def test_a_row_that_others_need_keeps_its_batch_from_being_taken_back(batched: Path, work: Opened) -> None:
    with work() as opened:
        opened.connection.execute("INSERT INTO party_group (branch_id, name, from_on) VALUES (3, '小组', '2026-01-01')")
    with pytest.raises(Conflict, match=f"不能撤销操作 {BATCHED}：后来的记录与“党支部 3”有关"), work() as opened:
        undo(opened, BATCHED)
    assert found(batched) == []


def test_a_row_in_the_place_of_a_removed_one_keeps_its_batch_from_coming_back(batched: Path, work: Opened) -> None:
    with work() as opened:
        undo(opened, BATCHED)
    raw(batched, "INSERT INTO branch (id, name, pinyin, initials) VALUES (5, '别的', 'b', 'b')")
    with pytest.raises(Conflict, match="“党支部 5”后来又改过"), work() as opened:
        undo(opened, BATCHED + 1)
    assert found(batched) == [("unsealed", "branch", 5, None)]


def test_a_batch_with_a_column_that_is_gone_is_not_taken_back(batched: Path, work: Opened) -> None:
    with work() as opened:
        undo(opened, BATCHED)
    raw(batched, "DROP TRIGGER journal_branch_insert", "DROP TRIGGER journal_branch_delete",
        "DROP TRIGGER journal_branch_update", "ALTER TABLE branch RENAME COLUMN note TO remark")  # fmt: skip
    with pytest.raises(Conflict, match="结构后来变了"), work() as opened:
        undo(opened, BATCHED + 1)


def replaced(path: Path, change: Callable[[bytes], bytes], batch: int = 1) -> tuple[str, Sequence[Any]]:
    ((images,),) = rows_of(path, f"SELECT images FROM journal_batch WHERE id = {batch}")
    return "UPDATE journal_batch SET images = ? WHERE id = ?", (change(images), batch)


def other_note(images: bytes) -> bytes:
    return zlib.compress(zlib.decompress(images).replace("“9”".encode(), "“8”".encode()))


SEAL = ("seal", "operation", BATCHED, None)
TAMPERINGS: list[tuple[str, bool, list[tuple[str, str, int | None, str | None]]]] = [
    ("UPDATE branch SET note = '乙' WHERE id = 9", True, [("unsealed", "branch", 9, None)]),
    ("UPDATE branch SET note = '乙' WHERE id = 9", False, [("differs", "branch", 9, "note")]),
    ("UPDATE branch SET founded_on = '2020-01-01' WHERE id = 9", False, [("differs", "branch", 9, "founded_on")]),
    ("DELETE FROM branch WHERE id = 9", False, [("lost", "branch", 9, None)]),
    (f"DELETE FROM branch WHERE id = {MANY}", False, [("lost", "branch", MANY, None)]),
    (
        f"INSERT INTO branch (id, name, pinyin, initials) VALUES ({MANY + 1}, '多', 'd', 'd')", False,
        [("unknown", "branch", MANY + 1, None)],
    ),
    ("UPDATE journal_batch SET action = 'delete' WHERE id = 2", True, [SEAL]),
    ("UPDATE journal_batch SET row_count = 5 WHERE id = 2", True, [SEAL]),
    ("UPDATE journal_batch SET after_id = 5 WHERE id = 2", True, [SEAL]),
    ("UPDATE journal_batch SET operation_id = NULL WHERE id = 2", True, [SEAL, ("unsealed", "branch", SIZE + 1, None)]),
    ("UPDATE journal_batch SET column_names = 'id name' WHERE id = 1", True, [SEAL]),
    ("UPDATE journal_batch SET column_names = 'name pinyin initials note id' WHERE id = 1", True, [SEAL]),
    ("UPDATE journal_batch SET images = x'00' WHERE id = 1", True, [SEAL]),
    ("DELETE FROM journal_batch WHERE id = 1", True, [SEAL, ("gap", "journal_batch", 1, None)]),
    ("DELETE FROM journal_batch WHERE id = 2", True, [SEAL, ("gap", "journal_batch", 2, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "triggers", "expected"), TAMPERINGS)
def test_a_change_inside_a_batch_is_found(statement: str, triggers: bool, expected: list[Any], batched: Path) -> None:
    raw(batched, statement, triggers=triggers)
    findings = found(batched)
    assert findings[: len(expected)] == expected
    # What isn't sealed may be named row by row as well; a row alone is named alone.
    assert len(findings) == len(expected) or SEAL in expected


def test_images_and_rows_changed_together_break_the_seal(batched: Path) -> None:
    raw(batched, replaced(batched, other_note), "UPDATE branch SET note = '“8”😀' WHERE id = 9", triggers=False)
    assert found(batched) == [SEAL]


def test_images_alone_changed_differ_as_well(batched: Path) -> None:
    raw(batched, replaced(batched, other_note))
    assert found(batched) == [SEAL, ("differs", "branch", 9, "note")]


@pytest.mark.parametrize("rows", [{"id": 1}, [{"id": 1}], [[1]], [["1", "n", "p", "i", "x"]]])
def test_images_of_another_shape_are_damage(rows: Any, batched: Path) -> None:
    raw(batched, replaced(batched, lambda _images: packed(rows)))
    assert found(batched)[:2] == [SEAL, ("unknown", "branch", 1, None)]
    with closing(sqlite3.connect(batched)) as connection:
        assert blank_images(connection, "branch", [1], {"note": lambda _value: None}).changes == {}


def test_damaged_images_are_not_taken_back(batched: Path, work: Opened) -> None:
    raw(batched, replaced(batched, lambda images: images[:-9]))
    with pytest.raises(Conflict, match=f"操作 {BATCHED} 的变更记录已损坏"), work() as opened:
        undo(opened, BATCHED)


def test_a_cut_tail_shows_against_a_kept_head(batched: Path) -> None:
    ((head,),) = rows_of(batched, f"SELECT seal FROM operation WHERE id = {BATCHED}")
    raw(
        batched,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM branch",
        "DELETE FROM journal_batch",
        f"DELETE FROM operation WHERE id = {BATCHED}",
        "UPDATE sqlite_sequence SET seq = 0 WHERE name IN ('branch', 'journal_batch')",
        "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'operation'",
        triggers=False,
    )
    with closing(sqlite3.connect(batched)) as connection:
        assert verify(connection) == []
        assert verify(connection, [head]) == [Finding("head", "operation")]


def test_an_earlier_state_that_was_swapped_in_is_out_of_order(batched: Path, work: Opened) -> None:
    with work() as opened:
        update_row(opened.connection, "branch", 9, {"note": "改"})
    raw(
        batched,
        "UPDATE journal SET before = json_set(before, '$.note', '乙') WHERE row_id = 9 AND table_name = 'branch'",
    )
    assert found(batched) == [("seal", "operation", BATCHED + 1, None), ("order", "branch", 9, "note")]


def test_the_flag_cannot_outlive_its_transaction(batched: Path, work: Opened) -> None:
    with closing(sqlite3.connect(batched)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE journal_state SET batch_table = 'branch'")
    # Another program may lie about an operation as well: it is found, and the next operation clears it.
    raw(batched, "UPDATE journal_state SET operation_id = 3, batch_table = 'branch'")
    assert found(batched) == [("unsealed", "journal_state", 3, None)]
    with work() as opened:
        update_row(opened.connection, "branch", 1, {"note": "改"})
        opened.connection.execute("DELETE FROM branch WHERE id = 2")
    assert found(batched) == []
    with pytest.raises(RuleForbids), work() as opened:  # noqa: PT012  what fails comes after the flag
        opened.connection.execute("UPDATE journal_state SET batch_table = 'branch' WHERE id = 1")
        insert_rows(opened.connection, "branch", COLUMNS, branches(1))
    assert rows_of(batched, "SELECT operation_id, batch_table FROM journal_state") == [(None, None)]


def test_an_operation_ends_only_when_its_flag_is_down(work: Opened, database: Path) -> None:
    with pytest.raises(RuleForbids, match="变更状态"), work() as opened:  # noqa: PT012  the note alone is well
        opened.annotate("核对")
        opened.connection.execute("UPDATE journal_state SET batch_table = 'branch' WHERE id = 1")
    assert rows_of(database, "SELECT count(*) FROM operation") == [(2,)]


@pytest.fixture
def purged(batched: Path, work: Opened) -> Iterator[sqlite3.Connection]:
    """What the journal is after the notes of three branches were taken out of it."""
    gone = {"note": lambda _value: "〔已清理〕"}
    with work() as opened:
        blank_rows(opened.connection, "branch", [1, 2, 1003], gone)
        blanked = blank_images(opened.connection, "branch", [1, 2, 1003], gone)
        assert blanked.row_ids == (1, 1003)
        assert blanked.changes == {BATCHED: 2, opened.operation_id: 2}
        assert record_redactions(opened.connection, opened.operation_id, [blanked]) == 1
    with closing(sqlite3.connect(batched)) as connection:
        yield connection


def test_a_purge_reaches_into_batches_and_the_chain_holds(purged: sqlite3.Connection) -> None:
    assert verify(purged) == []
    notes = [change.after["note"] for change in changes_of(purged, BATCHED) if change.after]
    assert (notes[0], notes[2], notes[1002]) == ("〔已清理〕", "“3”😀", "〔已清理〕")
    texts = b"".join(batch.text for batch in batches_where(purged, "true", ()))
    assert "“1”".encode() not in texts
    assert last_undoable(purged) is None
    assert purged.execute("SELECT redacted_id, table_name, changes FROM redaction").fetchall() == [
        (BATCHED, "branch", 2)
    ]


def test_a_forged_purge_inside_a_batch_is_found(purged: sqlite3.Connection) -> None:
    ((images,),) = purged.execute("SELECT images FROM journal_batch WHERE id = 1").fetchall()
    purged.execute("UPDATE journal_batch SET images = ? WHERE id = 1", (other_note(images),))
    assert [str(one.kind) for one in verify(purged)] == ["seal", "differs"]


def test_what_was_removed_in_a_batch_is_still_known(batched: Path, work: Opened) -> None:
    with work() as opened:
        undo(opened, BATCHED)
    with closing(sqlite3.connect(batched)) as connection:
        assert name_of(connection, "branch", 1005) == "支部1005"
        assert name_of(connection, "branch", MANY + 1) is None
        former = list(former_values(connection, "branch", ["note", "founded_on"]))
        assert former[:2] == [(1001, 4, "note", "“1001”😀"), (1003, 4, "note", "“1003”😀")]
        assert len(former) == MANY // 2
        assert len(removed_in_batches(connection, "branch", "2026-11-02")) == MANY
        assert removed_in_batches(connection, "branch", "2026-11-01") == {}
        gone = {"note": lambda _value: None}
        assert blank_images(connection, "branch", [1, 2, 9999], gone).changes == {BATCHED: 1, BATCHED + 1: 1}
    with work() as opened:
        undo(opened, BATCHED + 1)
        assert removed_in_batches(opened.connection, "branch", "2026-11-02") == {}


def test_rows_that_link_to_a_record_are_found_in_batches(batched: Path, work: Opened) -> None:
    groups = [
        {"id": number, "branch_id": 1 + number % 2, "name": f"组{number}", "from_on": "2026-01-01"}
        for number in range(1, 201)
    ]
    with work() as opened:
        insert_rows(opened.connection, "party_group", tuple(groups[0]), groups)
    with work() as opened:
        update_row(opened.connection, "party_group", 4, {"branch_id": 2})
    with closing(sqlite3.connect(batched)) as connection:
        linked = changes_linked(connection, "branch", 1)
    assert [change.row_id for change in linked] == [1, *range(2, 201, 2), 4]
    assert [change.action for change in linked][-1] == "update"
