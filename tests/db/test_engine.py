"""A unit of work: one transaction, one operation, all or nothing; and many at once lose nothing."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from pbcli.db import journal
from pbcli.db.engine import unit_of_work
from pbcli.db.finding import Finding
from pbcli.db.models import Branch, ReminderSaid, Setting, Unit
from pbcli.db.verify import verify
from pbcli.domain.errors import PbcliError
from tests.conftest import NOW, Program


def operations(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT id, command, note FROM operation WHERE id > 2 ORDER BY id").fetchall()


def branch(name: str) -> Branch:
    return Branch.make(name=name, pinyin="j", initials="j")


def test_one_operation_holds_all_its_changes(work: Any, database: Path) -> None:
    with work() as opened:
        opened.add(branch("甲"))
        opened.add(branch("乙"))
        assert opened.changed == 2
        assert [(change.table, change.action, change.row_id) for change in opened.changes()] == [
            ("branch", "insert", 1), ("branch", "insert", 2),
        ]  # fmt: skip
        assert opened.reader.value("branch_named", name="甲") == 1
    assert operations(database) == [(3, "test", None)]


def test_what_fails_leaves_nothing(work: Any, database: Path) -> None:
    before = database.read_bytes()

    def interrupted() -> None:
        with work() as opened:
            opened.add(branch("甲"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert database.read_bytes() == before


def test_a_trial_leaves_nothing(database: Path) -> None:
    before = database.read_bytes()
    with unit_of_work(database, command="test", actor="test", now=NOW, dry_run=True) as opened:
        opened.add(branch("甲"))
        assert opened.changed == 1
    assert database.read_bytes() == before


def test_an_operation_that_changes_nothing_leaves_no_trace(work: Any, database: Path) -> None:
    before = database.read_bytes()
    with work() as opened:
        assert opened.changed == 0
    with work() as opened:
        unit = opened.session.exec(select(Unit)).one()
        opened.add(unit.revise(name=unit.name))
    assert database.read_bytes() == before


def test_one_that_only_notes_stays(work: Any, database: Path) -> None:
    with work() as opened:
        opened.annotate("不经遮盖导出")
    assert operations(database) == [(3, "test", "不经遮盖导出")]


def test_what_is_not_journalled_is_written_without_an_operation(work: Any, database: Path) -> None:
    for key in ("a", "b"):
        with work() as opened:
            opened.add(ReminderSaid.make(key=key, offset_days=7, said_on=date(2026, 11, 1)))
    with work() as opened:
        opened.add(branch("甲"))
    assert operations(database) == [(3, "test", None)]
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT key FROM reminder_said").fetchall() == [("a",), ("b",)]
        assert connection.execute("SELECT operation_id FROM journal_state").fetchall() == [(None,)]
        assert verify(connection) == []


def test_moments_are_kept_in_utc(database: Path) -> None:
    local = datetime(2026, 11, 1, 7, 30, tzinfo=timezone(timedelta(hours=8)))
    with unit_of_work(database, command="test", actor="test", now=local) as opened:
        opened.add(branch("甲"))
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT at FROM operation WHERE id = 3").fetchone() == ("2026-10-31T23:30:00Z",)


def test_values_come_back_as_what_they_are(work: Any) -> None:
    with work() as opened:
        unit = opened.session.exec(select(Unit)).one()
        opened.add(unit.revise(keeps_id_numbers=True))
    with work() as opened:
        unit = opened.session.exec(select(Unit)).one()
        assert (unit.keeps_id_numbers, unit.created_at) == (True, NOW.astimezone(UTC))


# ---- the journal


def test_an_id_never_changes(work: Any) -> None:
    with work() as opened:
        opened.add(branch("甲"))
    with pytest.raises(PbcliError, match="an id never changes"), work() as opened:
        opened.connection.execute("UPDATE branch SET id = 7")


def test_replacing_a_row_is_a_removal_and_an_addition(work: Any) -> None:
    with work() as opened:
        opened.add(Setting.make(name="x", value="1"))
        opened.connection.execute("REPLACE INTO setting (id, name, value) VALUES (1, 'x', '2')")
        assert [change.action for change in opened.changes()] == ["insert", "delete", "insert"]
    with work() as opened:
        changes = journal.changes_to(opened.connection, "setting", 1)
        assert [change.after and change.after["value"] for change in changes] == ["1", None, "2"]
        assert verify(opened.connection) == [Finding("seal", "operation", 4), Finding("unsealed", "journal_state", 4)]


def test_a_write_that_changes_no_value_is_no_change(work: Any) -> None:
    with work() as opened:
        opened.add(branch("甲"))
    with work() as opened:
        opened.connection.execute("UPDATE branch SET name = name")
        assert opened.changes() == []


def test_images_hold_every_column_exactly(work: Any) -> None:
    note = "“引号\"'\\ \t😀𠮷\u2028=1+1"
    with work() as opened:
        opened.add(branch("甲").revise(note=note, founded_on=date(2001, 7, 1)))
        (change,) = opened.changes()
    assert change.before is None
    assert change.after == {
        "id": 1, "name": "甲", "pinyin": "j", "initials": "j", "founded_on": "2001-07-01", "dissolved_on": None,
        "brand_name": None, "brand_focus": None, "note": note,
    }  # fmt: skip


def test_a_new_chain_has_no_head() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE operation (id INTEGER PRIMARY KEY, seal TEXT)")
        assert journal.head(connection) == ""


# ---- several at once

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sqlmodel import select
from pbcli.db.engine import unit_of_work
from pbcli.db.models import Setting
for turn in range(int(sys.argv[2])):
    with unit_of_work(Path(sys.argv[1]), command="count", actor="test", now=datetime.now(UTC)) as work:
        kept = work.session.exec(select(Setting).where(Setting.name == "count")).one()
        work.add(kept.revise(value=str(int(kept.value) + 1)))
"""


def test_several_processes_at_once_lose_nothing(work: Any, database: Path) -> None:
    with work() as opened:
        opened.add(Setting.make(name="count", value="0"))
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(database), "20"], stderr=subprocess.PIPE) for _ in range(3)
    ]
    for writer in writers:
        _out, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, b"")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT value FROM setting WHERE name = 'count'").fetchone() == ("60",)
        assert connection.execute("SELECT count(*) FROM operation WHERE command = 'count'").fetchone() == (60,)
        assert verify(connection) == []


def test_calls_of_the_program_at_once_lose_nothing(pb: Program, database: Path) -> None:
    calls = [
        subprocess.Popen(
            [sys.executable, "-m", "pbcli", "-q", "--db", str(database), "--no-input", "branch", "add", f"第{number}党支部"],
            stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        for number in range(4)
    ]  # fmt: skip
    for called in calls:
        _out, errors = called.communicate(timeout=120)
        assert (called.returncode, errors) == (0, b"")
    assert len(pb.json("branch", "list")) == 4
    assert json.loads(pb("db", "verify", "-f", "json").out) == []


# ---- a disk that fails

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from pbcli.cli.app import run
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of files are POSIX's")
@pytest.mark.parametrize("most", [600, 40_000])
@pytest.mark.parametrize("words", [["branch", "add", "第一党支部"], ["db", "backup"], ["undo"]])
def test_a_disk_that_takes_no_more_is_one_sentence_and_nothing_is_written(
    words: list[str], most: int, pb: Program, tmp_path: Path
) -> None:
    pb("branch", "add", "第二党支部", "--note", "长" * 20_000)
    before = pb.database.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), "--db", str(pb.database), "--no-input", *words],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 11, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2
    assert "Traceback" not in done.stderr
    assert pb.json("db", "check") == pb.json("db", "verify") == []
    assert pb.database.read_bytes() == before
    assert list(tmp_path.rglob("*.new")) == []
