"""From the first revision to the second: bases of dues are kept with their ids, their journal, and the ids to come."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pbcli.db import journal, migrate, schema
from pbcli.db.connection import connect, make_file
from pbcli.db.engine import driver_connection, make_engine
from pbcli.db.verify import verify
from tests.conftest import NOW


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the first revision with three bases, of which the last is gone again."""
    path = tmp_path / "first.db"
    make_file(path)
    with closing(connect(path, "rw")) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    with make_engine(path, foreign_keys=False, any_older=True).connect() as session, session.begin():
        migrate._apply(session, "0001")
        driver = driver_connection(session)
        driver.execute("PRAGMA user_version = 1")
        operation = journal.begin_operation(driver, at=NOW, actor="x", command="x")
        driver.execute("INSERT INTO member (name, pinyin, initials) VALUES ('甲', 'jia', 'j')")
        for month in ("2023-01", "2024-01", "2025-01"):
            driver.execute(
                "INSERT INTO dues_base (member_id, from_month, base_fen, payer_group) VALUES (1, ?, 500000, '在职')",
                (month,),
            )
        driver.execute("DELETE FROM dues_base WHERE id = 3")
        journal.end_operation(driver, operation)
    return path


def test_rows_ids_and_journal_are_kept(first: Path) -> None:
    assert migrate.upgrade(first)
    with closing(sqlite3.connect(first)) as connection:
        assert connection.execute("SELECT * FROM dues_base").fetchall() == [
            (1, 1, "2023-01", 500000, "在职", None, None),
            (2, 1, "2024-01", 500000, "在职", None, None),
        ]
        assert connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'dues_base'").fetchall() == [(3,)]
        assert verify(connection) == []
        assert connection.execute("SELECT count(*) FROM redaction").fetchone() == (0,)


def test_a_base_is_kept_or_what_it_came_to(first: Path) -> None:
    migrate.upgrade(first)
    with closing(sqlite3.connect(first)) as connection:
        connection.execute("UPDATE dues_base SET base_fen = NULL, owed_fen = 5000 WHERE id = 1")
        for wrong in ("base_fen = NULL", "owed_fen = 5000", "rate_basis_points = 10001"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE dues_base SET {wrong} WHERE id = 2")
