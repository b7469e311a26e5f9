"""Putting a backup back: the file is judged, the present state is kept, and what isn't ours is refused."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db import manifest, schema
from pbcli.db.backup import back_up
from pbcli.db.connection import backups_folder
from pbcli.db.restore import check_backup, restore
from pbcli.db.schema import SCHEMA_NUMBER
from pbcli.domain.errors import Conflict, DatabaseNotReady, StorageUnusable, UsageFault
from tests.conftest import NOW, Program, call
from tests.db.bad_files import all_files, foreign_in_wal_mode, locked, overwrite, set_header, tear


@pytest.fixture
def backup(pb: Program) -> Path:
    """A backup with one branch; the database has gone on since."""
    pb("branch", "add", "第一党支部")
    file = Path(back_up(pb.database, NOW).file)
    pb("branch", "add", "第二党支部")
    return file


def branches(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM branch ORDER BY id")]


def test_the_former_state_is_kept_and_the_restore_is_in_the_list_and_the_journal(pb: Program, backup: Path) -> None:
    outcome = pb("db", "restore", backup, "--yes")
    former = next(file for file in backup.parent.glob("*.db") if file != backup)
    assert outcome.err == f"恢复前的数据库在：{former}\n已恢复：{pb.database}\n"
    assert (branches(pb.database), branches(former)) == (["第一党支部"], ["第一党支部", "第二党支部"])
    assert [entry.kind for entry in manifest.entries(backup.parent)] == ["backup", "backup", "restore"]
    last = pb.json("history")[0]
    assert (last["command"], last["note"]) == ("db restore", f"恢复自 {backup.name}")
    assert pb.json("db", "verify") == pb.json("db", "check") == []
    assert pb.database.stat().st_mode & 0o777 == 0o600


def test_the_state_before_can_be_had_again(pb: Program, backup: Path) -> None:
    former = restore(pb.database, backup, NOW).former
    assert former is not None
    restore(pb.database, former, NOW)
    assert branches(pb.database) == ["第一党支部", "第二党支部"]
    assert pb.json("db", "verify") == []


def test_it_asks_first(pb: Program, backup: Path) -> None:
    before = all_files(pb.database.parent)
    assert pb("db", "restore", backup, ok=2).err.startswith(f"要先确认：用 {backup.name} 替换现在的数据库？")
    assert all_files(pb.database.parent) == before


def test_where_no_database_is_one_is_made(pb: Program, backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "own.db"
    outcome = call(["-q", "--db", str(path), "db", "restore", str(backup), "--yes"])
    assert (outcome.code, outcome.out, outcome.err) == (0, f"{path}\n", "")
    assert branches(path) == ["第一党支部"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["own.db", "own.db.d"]


@pytest.mark.parametrize(
    "spoil",
    [tear, lambda path: path.write_bytes(b""), lambda path: overwrite(path, 0, b"\xff" * 200),
     lambda path: overwrite(path, 100, b"\xff" * 3000)],
    ids=["torn", "empty", "no header", "no schema"],
)  # fmt: skip
def test_a_damaged_database_is_moved_out_of_the_way(spoil: Callable[[Path], Any], pb: Program, backup: Path) -> None:
    spoil(pb.database)
    damaged = pb.database.read_bytes()
    former = restore(pb.database, backup, NOW).former
    assert former is not None
    assert former.name.startswith("pbcli.db.damaged-")
    assert former.read_bytes() == damaged
    assert branches(pb.database) == ["第一党支部"]
    assert pb.json("db", "check") == []


def test_the_journal_of_an_emptied_database_goes_with_it(pb: Program, backup: Path) -> None:
    pb.database.write_bytes(b"")
    journal = pb.database.with_name("pbcli.db-journal")
    journal.write_bytes(b"left")
    former = restore(pb.database, backup, NOW).former
    assert former is not None
    assert former.with_name(former.name + "-journal").read_bytes() == b"left"
    assert not journal.exists()


def test_a_damaged_database_stays_until_the_copy_is_there(
    pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tear(pb.database)

    def refused(*_paths: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "replace", refused)
    before = all_files(pb.database.parent)
    with pytest.raises(StorageUnusable, match="无法写入这个文件夹"):
        restore(pb.database, backup, NOW)
    after = all_files(pb.database.parent)
    assert len(after.pop("pbcli.db.d/backups/manifest.jsonl")) > 0
    assert after.items() <= before.items()


@pytest.mark.parametrize("call_that_fails", ["unlink", "replace"])
def test_a_damaged_database_stays_with_its_journal(
    call_that_fails: str, pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pb.database.write_bytes(b"")
    journal = pb.database.with_name("pbcli.db-journal")
    journal.write_bytes(b"left")
    real = getattr(Path, call_that_fails)

    def refused(path: Path, *more: Any, **named: Any) -> Any:
        if path == journal or call_that_fails == "replace":
            raise OSError(5, "disk error")
        return real(path, *more, **named)

    monkeypatch.setattr(Path, call_that_fails, refused)
    with pytest.raises(StorageUnusable, match="无法写入这个文件夹"):
        restore(pb.database, backup, NOW)
    monkeypatch.undo()
    kept = [path for path in pb.database.parent.glob("*-journal") if path.read_bytes() == b"left"]
    assert len(kept) == 1
    assert pb.database.read_bytes() == b""


def test_a_file_system_without_links_gets_a_copy_of_the_damaged_one(
    pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_paths: object) -> None:
        raise OSError(1, "no links")

    tear(pb.database)
    damaged = pb.database.read_bytes()
    monkeypatch.setattr(os, "link", refused)
    former = restore(pb.database, backup, NOW).former
    assert former is not None
    assert former.read_bytes() == damaged
    assert former.stat().st_mode & 0o777 == 0o600
    assert pb.json("db", "check") == []


def test_one_that_was_broken_off_is_no_alarm(pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("pbcli.db.restore._copy_over", _no_space)
        assert pb("db", "restore", backup, "--yes", ok=11).err.startswith("磁盘已满")
    assert branches(pb.database) == ["第一党支部", "第二党支部"]
    assert [entry.kind for entry in manifest.entries(backup.parent)] == ["backup", "backup", "restore"]
    assert pb.json("db", "verify") == []


def _no_space(_draft: Path, path: Path) -> None:
    raise StorageUnusable("磁盘已满，什么也没有写入：{path}。", path=path)


# ---- what is refused


def hostile(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER innocent AFTER INSERT ON operation BEGIN DELETE FROM member; END")


def hostile_view(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE VIEW v AS SELECT load_extension('x')")


def changed_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER journal_member_delete")


def torn_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_member_name'").fetchone()
    overwrite(path, (page - 1) * 4096, b"\x0a" + b"\x00" * 4095)


def nothing_in_it(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 1885496113")


def foreign(path: Path) -> None:
    path.unlink()
    foreign_in_wal_mode(path)


def link(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to("real.db")


REFUSED: list[tuple[Callable[[Path], Any], type[Exception], str]] = [
    (lambda path: path.unlink(), UsageFault, "没有这个文件"),
    (link, StorageUnusable, "这不是一个文件"),
    (foreign, StorageUnusable, "这不是 pbcli 的数据库"),
    (lambda path: path.write_text("党费"), StorageUnusable, "这不是 pbcli 的数据库"),
    (lambda path: path.write_bytes(b""), StorageUnusable, "这不是 pbcli 的数据库"),
    (nothing_in_it, StorageUnusable, "备份的结构不是 pbcli 的"),
    (hostile, StorageUnusable, "备份的结构不是 pbcli 的"),
    (hostile_view, StorageUnusable, "备份的结构不是 pbcli 的"),
    (changed_trigger, StorageUnusable, "备份的结构不是 pbcli 的"),
    (torn_index, StorageUnusable, "备份已损坏"),
    (tear, StorageUnusable, "已损坏"),
    (lambda path: set_header(path, "user_version", SCHEMA_NUMBER + 1), DatabaseNotReady, "比本程序"),
]


@pytest.mark.parametrize(("spoil", "error", "sentence"), REFUSED)
def test_a_file_that_must_not_be_restored(
    spoil: Callable[[Path], Any], error: type[Exception], sentence: str, pb: Program, backup: Path, tmp_path: Path
) -> None:
    file = tmp_path / "given" / "file.db"
    file.parent.mkdir()
    shutil.copy(backup, file)
    spoil(file)
    before = all_files(tmp_path)
    with pytest.raises(error, match=sentence):
        check_backup(file)
    with pytest.raises(error, match=sentence):
        restore(pb.database, file, NOW)
    assert all_files(tmp_path) == before


def test_the_database_itself_is_no_backup_of_itself(pb: Program) -> None:
    outcome = pb("db", "restore", pb.database, "--yes", ok=2)
    assert outcome.err == f"这就是现在的数据库：{pb.database}。\n下一步：pbcli db backup\n"


@pytest.mark.parametrize("mode", [0o644, 0o604])
def test_a_database_open_to_others_is_mended_first(mode: int, pb: Program, backup: Path) -> None:
    pb.database.chmod(mode)
    with pytest.raises(StorageUnusable, match="对其他用户开放"):
        restore(pb.database, backup, NOW)
    assert branches(pb.database) == ["第一党支部", "第二党支部"]


def test_anothers_database_is_never_replaced(pb: Program, backup: Path) -> None:
    pb.database.unlink()
    foreign_in_wal_mode(pb.database)
    before = all_files(pb.database.parent)
    with pytest.raises(StorageUnusable, match="这不是 pbcli 的数据库"):
        restore(pb.database, backup, NOW)
    assert all_files(pb.database.parent) == before


def test_a_locked_database_is_a_conflict(pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_BUSY_MS", "50")
    with locked(pb.database), pytest.raises(Conflict):
        restore(pb.database, backup, NOW)
    assert branches(pb.database) == ["第一党支部", "第二党支部"]


def test_a_writer_that_comes_between_is_a_conflict(pb: Program, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_BUSY_MS", "50")
    with closing(sqlite3.connect(pb.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Conflict):
            restore(pb.database, backup, NOW)
        other.execute("ROLLBACK")
    assert branches(pb.database) == ["第一党支部", "第二党支部"]
    assert backups_folder(pb.database).is_dir()


def test_a_backup_may_lie_on_a_stick_without_modes(pb: Program, backup: Path) -> None:
    backup.chmod(0o644)
    assert check_backup(backup) == schema.REVISION
    assert os.fspath(backup) in pb("db", "info").out
