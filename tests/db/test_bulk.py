"""Many rows at once, past the models: the journal sees them, and the checks hold."""

from typing import Any

import pytest

from pbcli.db.bulk import delete_row, insert_rows, update_row
from pbcli.db.verify import verify
from pbcli.domain.errors import RuleForbids

COLUMNS = ("id", "name", "value")


def test_rows_are_written_changed_and_removed_in_the_journal(work: Any) -> None:
    with work() as opened:
        rows = [{"id": number, "name": f"s{number}", "value": "=1+1"} for number in (5, 6, 7)]
        insert_rows(opened.connection, "setting", COLUMNS, rows)
        update_row(opened.connection, "setting", 5, {"value": None})
        delete_row(opened.connection, "setting", 7)
        assert [(change.row_id, change.action) for change in opened.changes()] == [
            (5, "insert"), (6, "insert"), (7, "insert"), (5, "update"), (7, "delete"),
        ]  # fmt: skip
    with work() as opened:
        kept = opened.connection.execute("SELECT id, name, value FROM setting ORDER BY id").fetchall()
        assert kept == [(5, "s5", None), (6, "s6", "=1+1")]
        assert opened.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'setting'").fetchone() == (7,)
    with work() as opened:
        opened.annotate("核对")
    with work() as opened:
        before_this = [found for found in verify(opened.connection) if found.row_id != opened.operation_id]
        assert before_this == []


def test_one_bad_row_and_none_is_there(work: Any) -> None:
    rows = [{"id": 1, "name": "甲", "value": None}, {"id": 2, "name": "", "value": None}]
    with pytest.raises(RuleForbids, match="“设置项”的值不合规则"), work() as opened:
        insert_rows(opened.connection, "setting", COLUMNS, rows)
    with work() as opened:
        assert opened.connection.execute("SELECT count(*) FROM setting").fetchone() == (0,)
