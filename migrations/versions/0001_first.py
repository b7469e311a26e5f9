"""The first tables, the journal's triggers, and the kinds of event that every unit has.

Everything here is written out and independent of the models, which go on changing.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from alembic import op

from pbcli.db import journal
from pbcli.db.engine import driver_connection

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DAY = datetime(2026, 11, 1, tzinfo=UTC)
"""The day of this revision: what it writes bears this moment, so that two new databases are the same."""

EVENT_KINDS = (
    "支部党员大会",
    "支委会",
    "党小组会",
    "党课",
    "主题党日",
    "组织生活会",
    "民主评议",
    "党委专题会议",
    "中心组学习",
    "教职工理论学习",
    "集中培训",
    "志愿服务",
    "红色教育",
    "演讲比赛",
    "国旗下讲话",
    "慰问",
    "其他",
)


def upgrade() -> None:
    connection = driver_connection(op.get_bind())
    for statement in statements(Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute("INSERT INTO journal_state (id, operation_id) VALUES (1, NULL)")
    journal.create_triggers(connection)
    operation = journal.begin_operation(connection, at=DAY, actor="pbcli", command="schema 0001")
    connection.executemany("INSERT INTO event_kind (name, is_builtin) VALUES (?, 1)", [(kind,) for kind in EVENT_KINDS])
    journal.end_operation(connection, operation)


def statements(text: str) -> Iterator[str]:
    """Give the statements of a script one by one."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
