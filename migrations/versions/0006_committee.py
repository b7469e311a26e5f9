"""Posts of the unit's own committee, which are of no branch; when an office inspects its projects."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

from pbcli.db import journal
from pbcli.db.engine import driver_connection

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = driver_connection(op.get_bind())
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        # They name the tables that are rebuilt; they are made anew below.
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements(Path(__file__).with_name("0006_committee.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    journal.create_triggers(connection)


def statements(text: str) -> Iterator[str]:
    """Give the statements of a script one by one."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
