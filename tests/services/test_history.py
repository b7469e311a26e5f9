"""Taking back, and telling what became of a record, by the services alone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db.models import Branch
from pbcli.db.read import open_reader
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.services.history import find_record, find_table, list_operations, operation_fields, record_fields, take_back


def add(work: Any, name: str) -> None:
    with work() as opened:
        opened.add(Branch.make(name=name, pinyin="j", initials="j"))


def test_the_last_one_that_can_be_is_taken_back(work: Any) -> None:
    for name in ("甲", "乙"):
        add(work, name)
    taken = []
    for _turn in range(2):
        with work() as opened:
            undone = take_back(opened, None)
            taken.append((undone.id, undone.command, undone.changes))
    assert taken == [(4, "test", 1), (3, "test", 1)]
    with pytest.raises(RuleForbids, match="没有可以撤销的操作"), work() as opened:
        take_back(opened, None)


def test_who_undid_whom_is_settled_from_the_latest(work: Any, database: Path) -> None:
    add(work, "甲")
    for number in (3, 4, 5):
        with work() as opened:
            take_back(opened, number)
    with open_reader(database) as reader:
        undone = {row["id"]: row["undone_by"] for row in list_operations(reader)}
    assert undone == {6: None, 5: 6, 4: None, 3: 4, 2: None, 1: None}


def test_an_operation_and_a_record_by_number(work: Any, database: Path) -> None:
    add(work, "甲")
    with open_reader(database) as reader:
        operation, fields = operation_fields(reader, 3)
        assert operation["command"] == "test"
        assert [(row["title"], row["after"]) for row in fields] == [("党支部", "甲")]
        assert [row["operation"] for row in record_fields(reader, *find_record(reader, "党支部", "甲"))] == [3]
        for missing in (lambda: operation_fields(reader, 9), lambda: record_fields(reader, "branch", 9)):
            with pytest.raises(UnknownName):
                missing()


def test_a_raw_write_has_no_operation(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO setting (name, value) VALUES ('x', 'y')")
    with open_reader(database) as reader:
        (row, _value) = record_fields(reader, "setting", 1)
    assert (row["operation"], row["at"], row["command"]) == (None, None, None)


def test_tables_by_name_and_title() -> None:
    assert find_table("Member") == find_table("党员") == "member"
    with pytest.raises(UnknownName):
        find_table("operation")
