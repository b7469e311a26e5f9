"""Bytes that are no text any more: every command says so, a check names the place, a restore mends it."""

import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Program
from tests.db.bad_files import overwrite

DAMAGED = "数据库已损坏"


@pytest.fixture
def branch(pb: Program) -> Program:
    pb("branch", "add", "第一党支部", "--note", "甲乙丙丁")
    pb("db", "backup")
    return pb


def break_schema(pb: Program) -> None:
    """Break the name of an index, so that SQLite's complaint about the schema quotes a byte that is no text."""
    with closing(sqlite3.connect(pb.database)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = CAST(X'4352' || X'FF' || substr(CAST(sql AS BLOB), 4) AS TEXT)"
            " WHERE name = 'ix_member_name'"
        )
        connection.commit()


def test_a_broken_value_is_named(branch: Program) -> None:
    with closing(sqlite3.connect(branch.database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'branch'").fetchone()
    whole = branch.database.read_bytes()
    place = whole.index("甲乙丙丁".encode(), (page - 1) * 4096)
    overwrite(branch.database, place, b"\xff")
    assert "（编号 1）的“备注”与变更记录不符：现在是 \\udcff" in branch("db", "verify", ok=9).out
    assert DAMAGED in branch("branch", "show", "1", ok=11).err
    assert DAMAGED in branch("branch", "edit", "1", "--focus", "特色", ok=11).err


def test_a_broken_image_is_named(branch: Program) -> None:
    with closing(sqlite3.connect(branch.database)) as connection:
        connection.execute("UPDATE journal SET after = substr(after, 2) WHERE table_name = 'branch'")
        connection.commit()
    assert "“党支部 1”的“备注”与变更记录不符" in branch("db", "verify", ok=9).out


@pytest.mark.parametrize("words", [["branch", "list"], ["branch", "add", "乙"], ["db", "check"], ["db", "verify"]])
def test_a_broken_schema_is_damage(words: list[str], branch: Program) -> None:
    break_schema(branch)
    outcome = branch(*words, ok=11)
    assert DAMAGED in outcome.err
    assert "pbcli db restore FILE" in outcome.err


def test_a_broken_name_of_a_column_is_damage_to_the_records_and_a_change_to_the_schema(branch: Program) -> None:
    with closing(sqlite3.connect(branch.database)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = CAST(replace(CAST(sql AS BLOB), CAST('mobility TEXT' AS BLOB), X'6DFF62696C6974792054455854') AS TEXT)"
            " WHERE name = 'member'"
        )
        connection.commit()
    assert DAMAGED in branch("db", "verify", ok=11).err
    assert "member 被改过" in branch("db", "check", ok=9).out


def test_a_broken_schema_is_mended_by_a_restore(branch: Program) -> None:
    (backup,) = branch.database.with_name("pbcli.db.d").glob("backups/*.db")
    break_schema(branch)
    branch("db", "restore", backup, "--yes")
    assert branch.json("branch", "list")[0]["name"] == "第一党支部"


def test_a_backup_with_a_broken_schema_is_refused(branch: Program) -> None:
    (backup,) = branch.database.with_name("pbcli.db.d").glob("backups/*.db")
    whole = branch.database.read_bytes()
    break_schema(branch)
    backup.write_bytes(branch.database.read_bytes())
    branch.database.write_bytes(whole)
    assert DAMAGED in branch("db", "restore", backup, "--yes", ok=11).err
    assert branch.database.read_bytes() == whole
