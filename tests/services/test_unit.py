"""A unit's database: its key, its first records, all of it or nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db.models import Branch
from pbcli.domain.errors import RuleForbids
from pbcli.services.unit import create_unit
from tests.conftest import NOW
from tests.db.bad_files import all_files


def test_two_units_have_keys_of_their_own(tmp_path: Path) -> None:
    keys = set()
    for name in ("a.db", "b.db"):
        create_unit(tmp_path / name, "某　校", NOW, actor="test")
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            (unit, key) = connection.execute("SELECT name, digest_key FROM unit").fetchone()
        keys.add(key)
        assert unit == "某校"
        assert len(bytes.fromhex(key)) == 32
    assert len(keys) == 2


def test_its_first_records_are_of_the_same_operation(tmp_path: Path) -> None:
    def fill(work: Any) -> None:
        work.add(Branch.make(name="甲", pinyin="j", initials="j"))

    create_unit(tmp_path / "own.db", "某校", NOW, actor="test", command="demo", digest_key="0" * 64, fill=fill)
    with closing(sqlite3.connect(tmp_path / "own.db")) as connection:
        query = "SELECT o.command, j.table_name FROM journal AS j JOIN operation AS o ON o.id = j.operation_id"
        assert connection.execute(f"{query} WHERE o.id = 2 ORDER BY j.id").fetchall() == [
            ("demo", "unit"), ("demo", "branch"),
        ]  # fmt: skip
        assert connection.execute("SELECT digest_key FROM unit").fetchone() == ("0" * 64,)


def test_records_that_cannot_be_leave_no_file(tmp_path: Path) -> None:
    def fill(work: Any) -> None:
        work.add(Branch.make(name="", pinyin="j", initials="j"))

    with pytest.raises(RuleForbids):
        create_unit(tmp_path / "own.db", "某校", NOW, actor="test", fill=fill)
    assert all_files(tmp_path) == {}
