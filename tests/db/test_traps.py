"""Traps that have cost others their records, each with what would notice its return here; docs/trust.md lists them all."""

import ast
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pbcli.db.connection import connect
from pbcli.db.engine import make_engine
from pbcli.db.models.branch import Branch
from tests.conftest import TODAY
from tests.papers import BRANCHES, CLASSES, MEMBERS, text_file

ROOT = Path(__file__).resolve().parents[2]
OTHER_LIBRARIES = ("apsw", "pysqlite2", "pysqlite3", "sqlcipher3")

WATCHED = """
import contextlib, io, json, os, sys
database, lines = sys.argv[1], json.loads(sys.argv[2])
opened, failed, now = [], [], []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and os.path.abspath(os.fsdecode(arguments[0])) == database:
        opened.append(now[-1])
sys.addaudithook(watch)
from pbcli.cli.app import run
for words in lines:
    now.append(" ".join(words))
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as err:
        code = run(["--db", database, "--no-input", *words])
    if code not in (0, 9):
        failed.append([words, code, err.getvalue()])
print(json.dumps([opened, failed, sorted(set(sys.modules) & set(sys.argv[3].split()))]))
"""
"""Runs commands and tells which of them opened the database's file otherwise than by SQLite."""

DAY = (
    "branch list", "report monthly 2026-10", "remind due", "history", "export members", "liaison log 张三 2024级护理1班 走访寝室",
    "db path", "db info", "db check", "db verify", "db doctor", "db doctor --fix", "db migrate", "db backup", "db rehearse", "db prune",
    "db restore {backup} --yes", "undo", "privacy scan", "privacy purge --before 今天 --yes", "init --unit 某校",
)  # fmt: skip


def test_the_file_in_use_is_never_opened_beside_sqlite_and_by_one_library(tmp_path: Path) -> None:
    """Closing any descriptor of it would drop SQLite's locks; a second library would not even know of them."""
    papers = [
        str(text_file(tmp_path / f"{number}.csv", rows)) for number, rows in enumerate((BRANCHES, MEMBERS, CLASSES))
    ]
    backup = tmp_path / "pbcli.db.d" / "backups" / "pbcli-20261101T040000Z.db"
    lines = [["init", "--unit", "某校"], ["import", *papers]]
    lines += [line.replace("{backup}", str(backup)).split() for line in DAY[:-1]]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "pbcli.db"), json.dumps(lines), " ".join(OTHER_LIBRARIES)],
        capture_output=True, text=True, check=True, timeout=120, cwd=ROOT,
        env={"HOME": str(tmp_path), "PBCLI_TODAY": TODAY, "PBCLI_NOW": "2026-11-01T04:00:00+00:00", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    opened, failed, libraries = json.loads(done.stdout)
    assert failed == []
    assert opened == []
    assert libraries == []


def sources() -> Iterator[tuple[str, str]]:
    """Give the program's files with their text."""
    for file in sorted((ROOT / "pbcli").rglob("*.py")):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def test_one_function_opens_databases_and_completion_only_looks() -> None:
    opening = {name: re.findall(r'sqlite3\.connect\((?!":memory:")[^\n]*', text) for name, text in sources()}
    calls = {name: found for name, found in opening.items() if found}
    (looking,) = calls.pop("pbcli/cli/completion.py")
    assert "?mode=ro" in looking
    assert [len(found) for found in calls.values()] == [1], calls


HASHING = {
    "pbcli/values.py": "what the language asks a value for",
    "pbcli/intake/kinds/kept_contacts.py": "a map of one import, in memory alone; on a hit the facts themselves are compared",
}


def test_no_hash_of_one_process_is_kept() -> None:
    """Python's hash() is another one in each process."""
    calls = [
        f"{name}:{node.lineno}"
        for name, text in sources()
        if name not in HASHING
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]
    assert calls == []


def test_what_the_orm_changes_in_bulk_is_journalled(work: Any) -> None:
    with work() as opened:
        for name in ("甲", "乙", "丙"):
            opened.add(Branch.make(name=name, pinyin="j", initials="j"))
    with work() as opened:
        opened.session.execute(sa.update(Branch).values(note="改"))
        opened.session.execute(sa.delete(Branch).where(sa.column("name") == "丙"))
        assert [change.action for change in opened.changes()] == ["update", "update", "update", "delete"]


def test_a_trigger_calls_no_function_that_only_this_program_has(database: Path) -> None:
    """Another tool must be able to write, and to be seen to have written."""
    with closing(connect(database, "ro")) as connection, closing(sqlite3.connect(":memory:")) as plain:
        texts = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
        known = {name for (name, *_rest) in plain.execute("PRAGMA function_list")}
    called = {word.lower() for text in texts for word in re.findall(r"\b(\w+)\(", text)}
    assert "json_object" in called
    assert called - known <= {"raise", "journal"}, "journal is the table"


def test_a_transaction_holds_the_lock_before_it_reads_anything(database: Path) -> None:
    """What was read without it may be old when it is written; the first write would come too late to know."""
    with (
        make_engine(database).connect() as connection,
        connection.begin(),
        closing(sqlite3.connect(database, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_an_error_of_the_library_holds_no_value(database: Path) -> None:
    with make_engine(database).connect() as connection, pytest.raises(sa.exc.OperationalError) as raised:
        connection.execute(sa.text("SELEC :number"), {"number": "13800138000"})
    assert "13800138000" not in str(raised.value)
    assert "SELEC" in str(raised.value)
