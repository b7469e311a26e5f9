"""Every named query: it fits the schema, says what it gives, and reads no growing table from end to end."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pbcli.db.read import SQL_FOLDER

GROWING = frozenset({"contact", "event", "attendance", "dues_payment", "journal", "follow_up"})
"""The tables that get longer with the years."""

TEXTS = {file.stem: file.read_text(encoding="utf-8") for file in sorted(SQL_FOLDER.glob("*.sql"))}
PARAMETER = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")
TABLE = re.compile(
    r"\b(?:FROM|JOIN)\s+\"?(\w+)\"?(?:\s+AS)?(?:\s+(?!ON\b|WHERE\b|JOIN\b|LEFT\b|ORDER\b|GROUP\b)(\w+))?"
)


def comment_of(text: str) -> str:
    return " ".join(
        line.strip().removeprefix("--").strip() for line in text.splitlines() if line.lstrip().startswith("--")
    )


def query_of(text: str) -> str:
    bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    return re.sub(r"'[^']*'", "''", bare)


def scanned(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """Name the growing tables that a query's plan reads from end to end."""
    tables: dict[str, set[str]] = {}
    for table, alias in TABLE.findall(query_of(text)):
        tables.setdefault(alias or table, set()).add(table)
    nothing = dict.fromkeys(PARAMETER.findall(query_of(text)))
    for *_place, step in connection.execute(f"EXPLAIN QUERY PLAN\n{text}", nothing):
        found = re.match(r"SCAN (\w+)", step)
        if found:
            yield from tables.get(found[1], {found[1]}) & GROWING


@pytest.fixture(scope="module")
def connection(template: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{template.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


def test_each_fits_the_schema(connection: sqlite3.Connection) -> None:
    assert len(TEXTS) > 250
    wrong = {}
    for name, text in TEXTS.items():
        try:
            connection.execute(f"EXPLAIN\n{text}", dict.fromkeys(PARAMETER.findall(query_of(text)))).fetchall()
        except sqlite3.Error as error:
            wrong[name] = str(error)
    assert wrong == {}


def test_each_begins_with_what_a_row_is_and_names_its_parameters() -> None:
    assert [name for name, text in TEXTS.items() if not re.match(r"-- (One|Each|All|The) ", text)] == []
    unsaid = {}
    for name, text in TEXTS.items():
        said = comment_of(text).partition("Parameters:")[2] or comment_of(text).partition("Parameter:")[2]
        used = set(PARAMETER.findall(query_of(text)))
        unsaid[name] = {one for one in used if not re.search(rf"\b{one}\b", said)}
    assert {name: found for name, found in unsaid.items() if found} == {}


def test_each_reads_no_growing_table_from_end_to_end_unless_it_says_why(connection: sqlite3.Connection) -> None:
    unexplained = {
        name: {table for table in scanned(connection, text) if f"Reads all of {table}" not in comment_of(text)}
        for name, text in TEXTS.items()
    }
    assert {name: tables for name, tables in unexplained.items() if tables} == {}


def test_none_uses_a_function_that_only_sqlite_knows() -> None:
    own = re.compile(r"\b(strftime|julianday|date_trunc|datetime|ifnull|iif|group_concat|glob|instr|rowid)\b")
    found = {name: own.findall(query_of(text).lower()) for name, text in TEXTS.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_reading_of_plans_would_notice(connection: sqlite3.Connection) -> None:
    assert list(scanned(connection, "SELECT c.id FROM contact AS c WHERE c.note = :note")) == ["contact"]
    assert list(scanned(connection, "SELECT c.id FROM contact AS c WHERE c.occurred_on = :day")) == []
