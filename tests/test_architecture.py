"""The walls of the house: what each path imports, how often it asks the database, how large its files are."""

import ast
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import READING, WRITING, commands, takes_format, words_of
from tests.conftest import TODAY, call

ROOT = Path(__file__).resolve().parents[1]

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic")
"""What only writing may import."""

MOST_MODULES = {"member list -f json": 175, "liaison count -f json": 199, "remind due": 161, "report monthly": 236}
"""What each imports: Typer is 135 of them but for the digest; each costs a third of a millisecond."""

MOST_QUERIES = {
    "report monthly": 64, "remind due": 54, "privacy report": 50, "privacy export": 240, "privacy scan": 460, "db info": 40,
    "db verify": 170,
}  # fmt: skip
"""Where a page takes more than the few of a listing: most of these ask each table, some each column of free text."""


@pytest.fixture
def school(demonstration: Path) -> Path:
    """The demonstration school: 100 members, so that a query for each would be seen."""
    return demonstration


def test_every_command_is_on_one_of_the_two_paths() -> None:
    assert set(commands()) == set(READING) | WRITING
    assert set(READING).isdisjoint(WRITING)


READER = """
import contextlib, io, json, sys
from pbcli.cli.app import run
failed = []
for words in json.loads(sys.argv[1]):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as err:
        code = run(words)
    heavy = [name for name in json.loads(sys.argv[2]) if name in sys.modules]
    if code or heavy:
        failed.append([words, code, heavy, err.getvalue()])
        break
print(json.dumps(failed))
"""


def test_what_prints_never_imports_what_writes(school: Path) -> None:
    calls = [["--db", str(school), "--today", TODAY, *words_of(command)] for command in READING]
    calls += [[*words, "-f", form] for words in calls for form in ("json", "table") if takes_format(words[4:])]
    calls += [["--help"], ["member", "--help"], ["member", "add", "--help"], ["--version"]]
    done = subprocess.run(
        [sys.executable, "-c", READER, json.dumps(calls), json.dumps(HEAVY)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert json.loads(done.stdout or "null") == [], done.stderr


def imported(*words: str, **variables: str) -> set[str]:
    """Return the modules that a process of its own imports for these words, on a machine without a config file."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pbcli", *words],
        capture_output=True, text=True, check=True, timeout=60, env={"LC_ALL": "C.UTF-8", "HOME": "/nowhere", **variables},
    )  # fmt: skip
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize(
    ("words", "variables", "more"),
    [
        (["--help"], {}, set()),
        (["member", "--help"], {}, set()),
        (["--version"], {}, {"typer", "sqlite3", "pbcli.config", "pbcli.cli.app"}),
        (["member", "list", ""], {"_PBCLI_COMPLETE": "bash"}, {"typer", "pbcli.cli.app"}),
    ],
)
def test_help_version_and_completion_are_light(words: list[str], variables: dict[str, str], more: set[str]) -> None:
    modules = imported(*words, **variables)
    assert modules.isdisjoint({*HEAVY, "rich", "click", *more})


@pytest.mark.parametrize("command", MOST_MODULES)
def test_what_prints_imports_few_modules(command: str, school: Path) -> None:
    modules = imported("--db", str(school), "--today", TODAY, *command.split())
    assert modules.isdisjoint({*HEAVY, "rich", "xlsxwriter", "docx", "pypinyin", "python_calamine"})
    assert ("tabulate" in modules) is (command == "report monthly"), "only plain tables are its"
    assert modules.isdisjoint({"sqlcipher3", "sqlcipher3.dbapi2", "pbcli.db.keys"}), (
        "these are for an encrypted database"
    )
    assert len(modules) <= MOST_MODULES[command]


WRITER = """
import sys
from pbcli.cli.app import run
code = run(sys.argv[1:])
from sqlmodel import SQLModel
print(code, len(SQLModel.metadata.tables), "alembic" in sys.modules)
"""


def test_a_write_declares_the_tables_that_it_needs(school: Path, tmp_path: Path) -> None:
    path = tmp_path / "pbcli.db"
    path.write_bytes(school.read_bytes())
    path.chmod(0o600)
    words = ["--db", str(path), "--no-input", "-q", "class", "add", "2026级烘焙9班"]
    done = subprocess.run(
        [sys.executable, "-c", WRITER, *words], capture_output=True, text=True, check=True, timeout=60,
        env={"LC_ALL": "C.UTF-8", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    code, tables, alembic = done.stdout.splitlines()[-1].split()
    assert (code, alembic) == ("0", "False"), done.stderr
    assert int(tables) <= 8


@pytest.fixture
def queries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What SQLite is asked from here on."""
    asked: list[str] = []
    connect = sqlite3.connect

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    return asked


@pytest.mark.parametrize("command", READING)
def test_a_command_asks_the_database_a_bounded_number_of_times(command: str, school: Path, queries: list[str]) -> None:
    outcome = call(["--db", str(school), "--today", TODAY, *words_of(command)])
    assert outcome.code == 0, outcome.err
    selects = [query for query in queries if not query.lstrip("- ").upper().startswith(("PRAGMA", "BEGIN", "ROLLBACK"))]
    assert len(selects) <= MOST_QUERIES.get(command, 16), "\n".join(selects[:40])


POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty", "pty", "crypt")
WITHOUT_POSIX = """
import os, sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
for name in ("getuid", "geteuid", "getgid", "fchmod", "fchown", "chown", "O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC", "uname", "umask"):
    if hasattr(os, name) and name != "umask":
        delattr(os, name)
from pbcli.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["member", "list"],
        ["report", "monthly", "-f", "table"],
        ["branch", "add", "甲"],
        ["history", "-f", "json"],
    ],
)
def test_nothing_of_posix_is_needed(words: list[str], school: Path, tmp_path: Path) -> None:
    path = tmp_path / "pbcli.db"
    path.write_bytes(school.read_bytes())
    path.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, ",".join(POSIX_ONLY), "--db", str(path), *words],
        capture_output=True, check=False, timeout=60,
        env={"USERNAME": "甲", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def lengths_in(path: Path) -> Iterator[tuple[str, int]]:
    """Give the length of a file, under its own name, and of each function in it."""
    text, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
    yield name, text.count("\n")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}::{node.name}", (node.end_lineno or 0) - node.lineno + 1


def most_lines(name: str) -> int:
    return 60 if "::" in name else 700 if name.startswith("tests") else 400


def test_files_and_functions_are_small() -> None:
    sources = [path for folder in ("pbcli", "migrations", ".ci", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 600
    lengths = [found for path in sources for found in lengths_in(path)]
    assert [found for found in lengths if found[1] > most_lines(found[0])] == []


def test_nearly_all_functions_fit_on_a_screen() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in (ROOT / "pbcli").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) * 95 // 100] <= 40
