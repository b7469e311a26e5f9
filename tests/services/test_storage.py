"""The database as a thing to look after: what a command is given to show."""

from pathlib import Path

import pytest

from pbcli.db.check import Trouble
from pbcli.db.finding import FindingKind
from pbcli.db.schema import REVISION
from pbcli.domain.errors import DatabaseNotReady
from pbcli.services.storage import FOUND, back_up, check_backup, check_file, describe, migrate, put_back, verify_records
from tests.conftest import NOW, UNIT


def test_what_is_in_a_new_database(database: Path) -> None:
    info = describe(database)
    assert (info.unit, info.revision, info.operations, info.last_backup) == (UNIT, REVISION, 2, None)
    assert {title: rows for _table, title, rows in info.rows if rows} == {"活动类型": 17, "单位": 1}
    assert info.sqlite.startswith("3.")


def test_every_kind_of_finding_has_its_sentence() -> None:
    kinds = {*Trouble.__args__, *FindingKind.__args__}  # type: ignore[attr-defined]
    assert set(FOUND) == kinds


def test_backup_and_restore_leave_a_note_and_a_sound_database(database: Path) -> None:
    entry = back_up(database, NOW)
    assert check_backup(Path(entry.file)) == REVISION
    restored = put_back(database, Path(entry.file), command="db restore", actor="test", now=NOW)
    assert restored.former is not None
    assert describe(database).operations == 3
    assert verify_records(database) == check_file(database) == []


def test_what_is_up_to_date_is_left_alone(database: Path) -> None:
    assert migrate(database, NOW) is None
    assert not database.with_name("pbcli.db.d").exists()


def test_without_a_database_nothing_can_be_said(tmp_path: Path) -> None:
    for call in (describe, check_file, verify_records):
        with pytest.raises(DatabaseNotReady):
            call(tmp_path / "none.db")
