"""Making a database and bringing its schema up to date: always by the migrations, always all or nothing."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pbcli
from pbcli.db import journal
from pbcli.db.connection import check_file, connect, make_file, make_folder, publish
from pbcli.db.engine import driver_connection, make_engine
from pbcli.db.faults import translated, unusable
from pbcli.db.schema import APPLICATION_ID, REVISION, SCHEMA_NUMBER
from pbcli.domain.errors import Conflict


def scripts_folder() -> Path:
    """Give the folder of the migrations: inside the installed package, beside it in a checkout."""
    package = Path(pbcli.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


@contextmanager
def new_database(path: Path) -> Iterator[Path]:
    """Make a database under a passing name; it gets its own name when the block has ended well.

    So a database that was begun and not finished is never taken for one.
    """
    if path.is_symlink():
        raise unusable("数据库不能是符号链接：{path}。", path, "ls -ld {file}")
    if path.exists():
        raise Conflict("那里已经有一个数据库：{path}。", path=path, hint="pbcli db info")
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    make_file(draft)
    try:
        with translated(path):
            _mark(draft)
            _run(draft)
        yield draft
        publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def create_database(path: Path) -> None:
    """Make an empty database of the newest schema. Raises Conflict where a file is there already."""
    with new_database(path):
        pass


def upgrade(path: Path) -> bool:
    """Bring the schema up to date, in one transaction; tell whether there was anything to do."""
    check_file(path)
    with translated(path):
        connection = connect(path, "ro")
        try:
            (number,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
        if number == SCHEMA_NUMBER:
            return False
        _run(path)
    return True


def _mark(path: Path) -> None:
    """Mark a new file as ours, so that the one function that opens databases opens it."""
    connection = connect(path, "rw")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.close()


def _run(path: Path) -> None:
    """Run the missing migrations with foreign keys off, check what they left, and commit it all at once."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with make_engine(path, foreign_keys=False, any_older=True).connect() as connection, connection.begin():
        driver = driver_connection(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        journal.create_triggers(driver)
        driver.execute(f"PRAGMA user_version = {SCHEMA_NUMBER}")
        _check_before_commit(driver, path)


def _check_before_commit(driver: sqlite3.Connection, path: Path) -> None:
    """Refuse the result of a migration that broke a link or ended elsewhere than it should."""
    broken = driver.execute("PRAGMA foreign_key_check").fetchall()
    (revision,) = driver.execute("SELECT version_num FROM alembic_version").fetchone()
    if broken or revision != REVISION:
        raise unusable("升级没有完成，数据库保持原样：{path}。", path, "pbcli db check")
