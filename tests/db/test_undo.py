"""Random sequences of changes and of taking them back leave the exact rows, and a journal that is sound."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from pbcli.db.engine import Work, unit_of_work
from pbcli.db.journal import journalled_tables
from pbcli.db.models import Branch, Class, ClassHead, PartyGroup, Setting
from pbcli.db.undo import last_undoable, undo, undone_by
from pbcli.db.verify import verify
from pbcli.domain.errors import Conflict, PbcliError
from tests.conftest import NOW

State = dict[str, list[tuple[Any, ...]]]


def state_of(connection: sqlite3.Connection) -> State:
    """Give all rows of all tables of records."""
    return {
        table: connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
        for table in journalled_tables(connection)
    }


def add_branch(work: Work, number: int) -> None:
    work.add(Branch.make(name=f"支部{work.operation_id}-{number}", pinyin="z", initials="z"))


def add_group(work: Work, number: int) -> None:
    branches = work.session.exec(select(Branch)).all()
    if branches:
        branch = branches[number % len(branches)]
        work.add(PartyGroup.make(branch_id=branch.id, name=f"小组{work.operation_id}"))


def edit_branches(work: Work, number: int) -> None:
    """Change several rows at once, one of them twice."""
    for branch in work.session.exec(select(Branch)).all()[: number % 4]:
        work.add(branch.revise(note=f"备注{number}", founded_on=date(2000 + number % 20, 1, 1)))
        work.add(branch.revise(note=None if number % 2 else "再改"))


def add_class(work: Work, number: int) -> None:
    """Write two tables in one operation."""
    added = work.add(Class.make(name=f"班{work.operation_id}", pinyin="b", initials="b", pupils=number))
    work.add(ClassHead.make(class_id=added.id, teacher_name="孙老师", from_on=date(2026, 9, 1)))


def remove_class(work: Work, number: int) -> None:
    classes = work.session.exec(select(Class)).all()
    if classes:
        chosen = classes[number % len(classes)]
        for head in work.session.exec(select(ClassHead).where(ClassHead.class_id == chosen.id)):
            work.remove(head)
        work.remove(chosen)


def remove_branch(work: Work, number: int) -> None:
    branches = work.session.exec(select(Branch)).all()
    if branches:
        work.remove(branches[number % len(branches)])


def write_in_bulk(work: Work, number: int) -> None:
    """Go past the models, as an import does."""
    work.connection.execute("DELETE FROM setting WHERE id % 2 = ?", (number % 2,))
    work.connection.execute("UPDATE setting SET value = value || 'x'")
    work.add(Setting.make(name=f"s{work.operation_id}", value="“=1+1” 😀\t𠮷"))


STEPS: list[Callable[[Work, int], None]] = [
    add_branch, add_group, edit_branches, add_class, remove_class, remove_branch, write_in_bulk,
]  # fmt: skip


@given(steps=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=3, max_size=14))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_sequences_restore_exact_rows(steps: list[tuple[int, int]], template: Path, tmp_path: Path) -> None:
    path = tmp_path / "random.db"
    path.write_bytes(template.read_bytes())
    path.chmod(0o600)
    before: dict[int, tuple[State, State]] = {}
    for kind, number in steps:
        _one_step(path, kind, number, before)
    with closing(sqlite3.connect(path)) as connection:
        assert verify(connection) == []
    _take_all_back(path)


def _one_step(path: Path, kind: int, number: int, known: dict[int, tuple[State, State]]) -> None:
    """Change something, or take something back; whatever is refused leaves all as it was."""
    with closing(sqlite3.connect(path)) as connection:
        start = state_of(connection)
        (last,) = connection.execute("SELECT max(id) FROM operation").fetchone()
    try:
        with unit_of_work(path, command="step", actor="test", now=NOW) as work:
            if kind < len(STEPS):
                STEPS[kind](work, number)
            else:
                undo(work, max(3, last - number % 3))
    except PbcliError:
        with closing(sqlite3.connect(path)) as connection:
            assert state_of(connection) == start
        return
    with closing(sqlite3.connect(path)) as connection:
        known[last + 1] = (start, state_of(connection))


def _take_all_back(path: Path) -> None:
    """Take back whatever is in force, last first: then there is what the new database had."""
    while True:
        with unit_of_work(path, command="undo", actor="test", now=NOW) as work:
            chosen = last_undoable(work.connection)
            if chosen is None:
                break
            undo(work, chosen)
    with closing(sqlite3.connect(path)) as connection:
        kept = {table for table, rows in state_of(connection).items() if rows}
        assert kept == {"event_kind", "unit"}
        assert verify(connection) == []


def test_taking_back_and_again_and_again(work: Any, database: Path) -> None:
    with work() as opened:
        add_class(opened, 7)
    with closing(sqlite3.connect(database)) as connection:
        full = state_of(connection)
    number = 3
    for turn in range(6):
        with work() as opened:
            undo(opened, number)
            number = opened.operation_id
        with closing(sqlite3.connect(database)) as connection:
            assert (state_of(connection) == full) is bool(turn % 2)
            assert undone_by(connection, 3) == (None if turn % 2 else number - turn)


def test_a_record_read_before_is_read_anew(work: Any) -> None:
    with work() as opened:
        opened.add(Branch.make(name="甲", pinyin="j", initials="j"))
    with work() as opened:
        branch = opened.session.exec(select(Branch)).one()
        opened.add(branch.revise(note="改"))
        operation = opened.operation_id
    with work() as opened:
        branch = opened.session.exec(select(Branch)).one()
        undo(opened, operation)
        assert branch.note is None


def test_a_column_that_is_gone_is_a_conflict(work: Any, database: Path) -> None:
    with work() as opened:
        opened.add(Setting.make(name="x", value="y"))
    with work() as opened:
        opened.remove(opened.session.exec(select(Setting)).one())
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for action in ("insert", "update", "delete"):
            connection.execute(f"DROP TRIGGER journal_setting_{action}")
        connection.execute("ALTER TABLE setting RENAME COLUMN value TO words")
    with pytest.raises(Conflict, match="结构后来变了"), work() as opened:
        undo(opened, 4)


def test_a_row_changed_past_the_program_has_moved_on(work: Any, database: Path) -> None:
    with work() as opened:
        opened.add(Setting.make(name="x", value="y"))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE setting SET value = 'z'")
    with pytest.raises(Conflict, match=r"“设置 1”后来又改过（操作 \?）"), work() as opened:
        undo(opened, 3)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM journal WHERE table_name = 'setting' AND operation_id IS NULL")
        connection.execute("DELETE FROM setting")
        connection.execute("DELETE FROM journal WHERE table_name = 'setting' AND operation_id IS NULL")
    with pytest.raises(Conflict, match="操作 3"), work() as opened:
        undo(opened, 3)
