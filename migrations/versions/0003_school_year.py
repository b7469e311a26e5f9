"""Every record that a school keeps: resolutions, study, talks, brands, checklists, evidence, projects in depth."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

from pbcli.db import journal
from pbcli.db.engine import driver_connection

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = driver_connection(op.get_bind())
    for statement in statements(Path(__file__).with_name("0003_school_year.sql").read_text(encoding="utf-8")):
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
