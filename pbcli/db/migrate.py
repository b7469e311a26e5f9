"""Making a database and bringing its schema up to date: always by the migrations, always all or nothing."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

import pbcli
from pbcli.db import journal, schema
from pbcli.db.check import schema_of
from pbcli.db.connection import connect, is_there, make_file, make_folder, open_database, publish
from pbcli.db.driver import remember
from pbcli.db.engine import driver_connection, make_engine
from pbcli.db.faults import translated, unusable
from pbcli.db.keys import Secret, new_key
from pbcli.domain.errors import Conflict, RuleForbids
from pbcli.drafts import passing_name


def scripts_folder() -> Path:
    """Give the folder of the migrations: inside the installed package, beside it in a checkout."""
    package = Path(pbcli.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


@contextmanager
def new_database(path: Path, secret: Secret | None = None) -> Iterator[Path]:
    """Make a database under a passing name; it gets its own name when the block has ended well.

    So a database that was begun and not finished is never taken for one. With a secret it is encrypted from its first
    byte on.
    """
    if is_there(path):
        _refuse_taken(path)
    key = None if secret is None else new_key(secret())
    make_folder(path.parent)
    with passing_name(path) as draft:
        make_file(draft)
        remember(draft, key)
        with translated(path):
            _mark(draft)
            _run(draft)
        yield draft
        publish(draft, path)
        remember(path, key)


def _refuse_taken(path: Path) -> NoReturn:
    """Say what is in the way of a new database."""
    if path.is_symlink():
        raise unusable("数据库不能是符号链接：{path}。", path, "ls -ld {file}")
    if not path.is_file():
        raise unusable("这不是一个文件：{path}。", path, "ls -ld {file}")
    raise Conflict("那里已经有一个数据库：{path}。", path=path, hint="pbcli db info")


def upgrade(path: Path) -> bool:
    """Bring the schema up to date, in one transaction; tell whether there was anything to do."""
    if not is_behind(path):
        return False
    with translated(path):
        _run(path)
    return True


def is_behind(path: Path) -> bool:
    """Tell whether the schema is older than this program's. Raises DatabaseNotReady where it is newer."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(number < schema.SCHEMA_NUMBER)


def _mark(path: Path) -> None:
    """Mark a new file as ours, so that the one function that opens databases opens it."""
    connection = connect(path, "rw")
    try:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    finally:
        connection.close()


def _run(path: Path) -> None:
    """Run the missing migrations with foreign keys off, check what they left, and commit it all at once."""
    with make_engine(path, foreign_keys=False, any_older=True).connect() as connection, connection.begin():
        driver = driver_connection(connection)
        before = _counts(driver), _last_ids(driver)
        _apply(connection, schema.REVISION)
        driver.execute(f"PRAGMA user_version = {schema.SCHEMA_NUMBER}")
        _check_before_commit(driver, path, before)


def _apply(connection: Connection, revision: str) -> None:
    """Run the migrations up to a revision, and make the triggers anew."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    journal.create_triggers(driver_connection(connection))


def refuse_going_back(current: str | None, wanted: str) -> None:
    """Refuse a way back to an earlier revision: what a later schema holds has no place in it. Raises RuleForbids."""
    if current is not None and (wanted == "base" or wanted < current):
        raise RuleForbids("数据库的结构不能退回旧版；要回到升级之前，恢复那时的备份。", hint="pbcli db restore FILE")


@cache
def schema_at(revision: str) -> dict[str, str]:
    """Give the schema that the migrations make up to a revision, tried in memory."""
    engine = sa.create_engine("sqlite://", poolclass=NullPool)
    with engine.connect() as connection, connection.begin():
        _apply(connection, revision)
        return schema_of(driver_connection(connection))


def _counts(driver: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of each table, the journal's too."""
    tables = [*journal.journalled_tables(driver), *sorted(schema.UNJOURNALLED)]
    there = {name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        table: driver.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables if table in there
    }


def _last_ids(driver: sqlite3.Connection) -> dict[str, int]:
    """Give the last id that each table gave, of a row that is gone too; nothing in a file without tables."""
    if driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").fetchone() is None:
        return {}
    return dict(driver.execute("SELECT name, seq FROM sqlite_sequence"))


def _check_before_commit(driver: sqlite3.Connection, path: Path, before: Sequence[Mapping[str, int]]) -> None:
    """Refuse the result of a migration that lost rows, broke a link or ended elsewhere than it should.

    A table that was rebuilt must also go on counting where it was: an id that came again would be another row's in
    the journal.
    """
    broken = driver.execute("PRAGMA foreign_key_check").fetchall()
    (revision,) = driver.execute("SELECT version_num FROM alembic_version").fetchone()
    counts, last_ids = _counts(driver), _last_ids(driver)
    lost = any(counts[table] < count for table, count in before[0].items() if table in counts)
    lost |= any(last_ids.get(table, 0) < last_id for table, last_id in before[1].items() if table in counts)
    if broken or lost or revision != schema.REVISION:
        raise unusable("升级没有完成，数据库保持原样：{path}。", path, "pbcli db check")
