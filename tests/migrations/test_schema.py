"""The migrated schema is what the models say, and what the program's constants say of it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from pbcli.db import journal, migrate, models, schema
from pbcli.db.check import schema_of
from pbcli.db.models.base import NAMING, TermType

models.load_all()
TABLES: dict[str, sa.Table] = dict(SQLModel.metadata.tables)
TERMS = [
    (table.name, column.name, column.type.terms)
    for table in TABLES.values()
    for column in table.columns
    if isinstance(column.type, TermType)
]


@pytest.fixture(scope="module")
def connection(template: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{template.as_uri()}?mode=ro", uri=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def declared() -> sqlite3.Connection:
    """A database in memory as the models alone would make it."""
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    SQLModel.metadata.create_all(engine)
    driver = engine.raw_connection().driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def names(connection: sqlite3.Connection, kind: str) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'", (kind,))
    return {name for (name,) in rows}


def unquoted(texts: dict[str, str]) -> dict[str, str]:
    return {name: text.replace('"', "") for name, text in texts.items() if not text.startswith("trigger")}


def test_there_is_a_model_for_each_table_and_a_table_for_each_model(connection: sqlite3.Connection) -> None:
    assert names(connection, "table") - {"alembic_version"} == set(TABLES)
    assert {getattr(models, name).__tablename__ for name in models.__all__ if name != "Record"} == set(TABLES)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_columns_are_alike(table: str, connection: sqlite3.Connection, declared: sqlite3.Connection) -> None:
    columns = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY cid"
    assert connection.execute(columns).fetchall() == declared.execute(columns).fetchall()


def constraints(connection: sqlite3.Connection, table: str) -> set[str]:
    """Give the words of each constraint of a table, whatever their order."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    lines = re.split(r",\s*\n", sql.replace('"', ""))
    found = {re.sub(r"\s+", "", line.rsplit("\n)", 1)[0]) for line in lines if "CONSTRAINT" in line}
    return {line for line in found if not line.startswith("CONSTRAINTpk_")}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_constraints_and_indexes_are_alike(
    table: str, connection: sqlite3.Connection, declared: sqlite3.Connection
) -> None:
    assert constraints(connection, table) == constraints(declared, table)
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    kept = {name for (name,) in connection.execute(indexes, (table,))}
    assert kept == {name for (name,) in declared.execute(indexes, (table,))}
    texts = unquoted(schema_of(connection)), unquoted(schema_of(declared))
    assert {name: texts[0][name] for name in kept} == {name: texts[1][name] for name in kept}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_tables_are_strict_and_never_reuse_an_id(table: str, connection: sqlite3.Connection) -> None:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    assert sql.rstrip().endswith("STRICT")
    assert "PRIMARY KEY AUTOINCREMENT" in sql
    # JSON functions, which the triggers use, take no BLOB; what has no triggers may have one.
    assert not re.search(r"\b(REAL|ANY)\b" if table in schema.MACHINERY else r"\b(REAL|BLOB|ANY)\b", sql)
    assert "ON DELETE CASCADE" not in sql


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_constraint_has_a_name(table: str, connection: sqlite3.Connection) -> None:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    bare = re.sub(r"CONSTRAINT (ck|fk|uq)_\w+ (CHECK|FOREIGN KEY|UNIQUE)", "", sql)
    assert not re.search(r"\b(CHECK|FOREIGN KEY|UNIQUE)\b", bare)
    assert set(NAMING) == {"ix", "uq", "ck", "fk", "pk"}


@pytest.mark.parametrize(("table", "column", "terms"), TERMS, ids=[f"{table}.{column}" for table, column, _ in TERMS])
def test_a_checks_list_is_its_enumeration(
    table: str, column: str, terms: type[StrEnum], connection: sqlite3.Connection
) -> None:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    listed = re.search(
        rf"CONSTRAINT ck_{table}_{column} CHECK \((?:{column} IS NULL OR )?{column} IN \(([^)]*)\)\)", sql
    )
    assert listed is not None
    assert re.findall(r"'([^']*)'", listed[1]) == [term.value for term in terms]


def test_each_table_of_records_has_its_triggers(connection: sqlite3.Connection) -> None:
    wanted = {
        f"journal_{table}_{what}"
        for table in set(TABLES) - schema.UNJOURNALLED
        for what in ("insert", "update", "delete", "id")
    }
    assert names(connection, "trigger") == wanted


@pytest.mark.parametrize("table", sorted(set(TABLES) - schema.UNJOURNALLED))
def test_triggers_name_every_column_of_today(table: str, connection: sqlite3.Connection) -> None:
    texts = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    columns = [column.name for column in TABLES[table].columns]
    assert journal.columns_of(connection, table) == columns
    for action in ("insert", "update", "delete"):
        assert texts[f"journal_{table}_{action}"] == journal.trigger_statements(connection)[f"journal_{table}_{action}"]
    assert all(f"'{name}', NEW.\"{name}\"" in texts[f"journal_{table}_insert"] for name in columns)


def test_only_the_machinery_and_what_was_said_are_not_journalled() -> None:
    assert set(TABLES) | {"alembic_version"} >= schema.UNJOURNALLED
    assert {"reminder_said"} == schema.UNJOURNALLED - schema.MACHINERY


def test_the_constant_is_the_newest_revision_and_the_revisions_are_one_line() -> None:
    files = sorted(migrate.scripts_folder().joinpath("versions").glob("[0-9]*.py"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    revisions = [re.search(r'^revision = "(\d{4})"$', text, re.MULTILINE) for text in texts]
    found = [match[1] for match in revisions if match]
    assert found == [f"{number:04d}" for number in range(1, len(files) + 1)]
    assert found[-1] == schema.REVISION
    assert int(schema.REVISION) == schema.SCHEMA_NUMBER
    downs = [re.search(r"^down_revision = (?:\"(\d{4})\"|None)$", text, re.MULTILINE) for text in texts]
    assert [match[1] for match in downs if match] == [None, *found[:-1]]


def test_a_new_database_says_what_it_is(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_NUMBER,)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.REVISION,)]


def test_a_new_database_is_what_the_migrations_make_in_memory(connection: sqlite3.Connection) -> None:
    assert schema_of(connection) == migrate.schema_at(schema.REVISION)
