"""Opening the file: the settings that keep what was acknowledged, and what is refused, untouched."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli import drafts
from pbcli.db import connection as opening
from pbcli.db.connection import (
    is_there,
    make_file,
    make_folder,
    open_database,
    publish,
    refuse_foreign,
)
from pbcli.db.read import open_reader
from pbcli.db.schema import SCHEMA_NUMBER
from pbcli.db.waiting import busy_milliseconds
from pbcli.domain.errors import Conflict, StorageUnusable
from tests.conftest import Outcome, Program
from tests.db.bad_files import all_files, foreign_in_wal_mode, kill_a_writer, locked, overwrite, set_header, tear

SETTINGS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "secure_delete": 1,
    "recursive_triggers": 1,
    "busy_timeout": 60_000,
}


def in_force(connection: sqlite3.Connection) -> dict[str, Any]:
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}


# ---- settings


def test_a_writer_has_the_settings_that_lose_nothing(database: Path) -> None:
    with closing(open_database(database, "rw")) as connection:
        assert in_force(connection) == SETTINGS


def test_so_has_a_unit_of_work_and_it_holds_the_lock_from_the_start(work: Any, database: Path) -> None:
    with work() as opened:
        assert in_force(opened.connection) == SETTINGS
        assert opened.connection.in_transaction
        with closing(sqlite3.connect(database, timeout=0)) as other, pytest.raises(sqlite3.OperationalError):
            other.execute("BEGIN IMMEDIATE")


def test_a_reader_waits_and_cannot_write(database: Path) -> None:
    with open_reader(database) as reader:
        assert reader.connection.execute("PRAGMA busy_timeout").fetchone() == (60_000,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM unit")


def test_migrations_run_without_foreign_keys(database: Path) -> None:
    with closing(open_database(database, "rw", foreign_keys=False)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (0,)


@pytest.mark.parametrize(("text", "wait"), [("250", 250), ("0", 0), ("", 60_000), ("-1", 60_000), ("１", 60_000)])
def test_the_wait_for_a_lock_can_be_shortened(text: str, wait: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_BUSY_MS", text)
    assert busy_milliseconds() == wait


# ---- what is refused


def test_it_is_said_in_english_too(pb: Program) -> None:
    pb.database.chmod(0o644)
    assert pb("--lang", "en", "branch", "list", ok=11).err.startswith("The database file is open to other users: ")


def missing(path: Path) -> None:
    path.unlink()


def below_a_file(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("not a folder")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to("real.db")


def not_a_database(path: Path) -> None:
    path.write_text("党费" * 1000)


def foreign(path: Path) -> None:
    path.unlink()
    foreign_in_wal_mode(path)


def a_file_of_the_system(path: Path) -> None:
    path.write_text("root:x:0:0\n" * 7)
    path.chmod(0o644)


def foreign_and_open(path: Path) -> None:
    set_header(path, "application_id", 1)
    path.chmod(0o644)


def perhaps_encrypted_and_open(path: Path) -> None:
    path.write_bytes(b"\xa5\x17" * 2048)
    path.chmod(0o644)


BAD: list[tuple[Callable[[Path], Any], int, str, str]] = [
    (missing, 7, "还没有数据库：{path}。", "pbcli init --unit NAME"),
    (below_a_file, 7, "还没有数据库：{path}。", "pbcli init --unit NAME"),
    (folder, 11, "这不是一个文件：{path}。", "ls -ld {path}"),
    (link, 11, "数据库不能是符号链接：{path}。", "ls -ld {path}"),
    (lambda path: path.chmod(0o644), 11, "数据库文件对其他用户开放：{path}。", "chmod 600 {path}"),
    (perhaps_encrypted_and_open, 11, "数据库文件对其他用户开放：{path}。", "chmod 600 {path}"),
    (a_file_of_the_system, 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (foreign_and_open, 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (not_a_database, 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (lambda path: path.write_bytes(b""), 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (foreign, 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (lambda path: set_header(path, "application_id", 1), 11, "这不是 pbcli 的数据库：{path}。", "pbcli --db PATH db info"),
    (
        lambda path: set_header(path, "user_version", SCHEMA_NUMBER + 1), 7,
        f"数据库的结构（{SCHEMA_NUMBER + 1:04d}）比本程序（{SCHEMA_NUMBER:04d}）新：{{path}}。请升级 pbcli。",
        "pip install --upgrade pbcli",
    ),
    (
        lambda path: set_header(path, "user_version", SCHEMA_NUMBER - 1), 7,
        f"数据库的结构（{SCHEMA_NUMBER - 1:04d}）需要升级到（{SCHEMA_NUMBER:04d}）：{{path}}。", "pbcli db migrate",
    ),
    (tear, 11, "数据库已损坏：{path}。", "pbcli db restore FILE"),
    (lambda path: overwrite(path, 100, b"\xff" * 3000), 11, "数据库已损坏：{path}。", "pbcli db restore FILE"),
]  # fmt: skip
IDS = (
    "missing", "below a file", "a folder", "a link", "open to others", "encrypted, open",
    "a system's, open", "foreign, open", "not a database", "empty", "foreign, WAL",
    "other application", "newer", "older", "torn", "torn schema",
)  # fmt: skip
COMMANDS = (["branch", "list"], ["branch", "add", "第三党支部"], ["undo"], ["history"])


@pytest.mark.parametrize(("spoil", "code", "sentence", "hint"), BAD, ids=IDS)
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_one_sentence_the_next_command_and_nothing_written(
    words: list[str], spoil: Any, code: int, sentence: str, hint: str, database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "place" / "own.db"
    path.parent.mkdir()
    database.rename(path)
    spoil(path)
    before = all_files(tmp_path)
    outcome = Program(path)(*words, ok=code)
    assert outcome.out == ""
    assert outcome.err == f"{sentence}\n下一步：{hint}\n".replace("{path}", str(path))
    assert all_files(tmp_path) == before


@pytest.mark.parametrize(
    "words", [["branch", "add", "第三党支部"], ["branch", "list"], ["undo"], ["db", "backup"], ["db", "info"]]
)
def test_a_locked_database_is_a_conflict(
    words: list[str], pb: Program, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PBCLI_BUSY_MS", "50")
    with locked(database):
        before = database.read_bytes()
        outcome = pb(*words, ok=6)
    assert outcome.err == f"数据库正被另一个程序占用：{database}。\n下一步：稍后再试一次。\n"
    assert database.read_bytes() == before


def test_readers_go_on_while_another_program_prepares_to_write(pb: Program, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert pb("branch", "list").code == 0


# ---- a crash before


@pytest.mark.parametrize(
    "words", [["branch", "list"], ["db", "info"], ["db", "check"], ["db", "backup"], ["branch", "add", "第一党支部"]]
)
def test_whoever_opens_first_rolls_back_what_a_crash_left(words: list[str], pb: Program, database: Path) -> None:
    kill_a_writer(database)
    pb(*words)
    assert not database.with_name(database.name + "-journal").exists()
    with open_reader(database) as reader:
        assert reader.connection.execute("SELECT count(*) FROM reminder_said").fetchone() == (0,)
        assert reader.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_crash_in_a_file_that_is_refused_stays_as_it_is(pb: Program, database: Path) -> None:
    kill_a_writer(database)
    database.chmod(0o644)
    before = all_files(database.parent)
    pb("branch", "list", ok=11)
    assert all_files(database.parent) == before


# ---- files and folders


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_modes_do_not_depend_on_the_umask(umask: int, tmp_path: Path) -> None:
    kept = os.umask(umask)
    try:
        make_folder(tmp_path / "a" / "b")
        make_file(tmp_path / "a" / "b" / "file")
    finally:
        os.umask(kept)
    modes = {name: mode & 0o777 for name, (_bytes, mode) in all_files(tmp_path / "a").items()}
    assert modes == {"b": 0o700, "b/file": 0o600}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


def test_a_file_is_never_made_over_another_or_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (tmp_path / "link").symlink_to(victim)
    for name in ("victim", "link"):
        with pytest.raises(Conflict):
            make_file(tmp_path / name)
    assert victim.read_text() == "kept"


def test_a_folder_that_cannot_be_made_or_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnusable, match="这不是一个文件夹"):
        make_folder(tmp_path / "file")
    with pytest.raises(StorageUnusable, match="无法建立文件夹"):
        make_folder(tmp_path / "file" / "below")
    with pytest.raises(StorageUnusable, match="无法写入这个文件夹"):
        make_file(tmp_path / "file" / "below")
    with pytest.raises(StorageUnusable, match="无法访问"):
        is_there(tmp_path / ("长" * 200))
    with pytest.raises(StorageUnusable, match="无法访问数据库"):
        open_database(tmp_path / ("长" * 200), "ro")


def test_a_finished_file_gets_its_name_but_never_over_another(tmp_path: Path) -> None:
    draft, other = tmp_path / "draft", tmp_path / "other"
    draft.write_text("new")
    other.write_text("old")
    with pytest.raises(Conflict):
        publish(draft, other)
    publish(draft, tmp_path / "own")
    assert {name: content for name, (content, _mode) in all_files(tmp_path).items()} == {"other": b"old", "own": b"new"}


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_paths: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    test_a_finished_file_gets_its_name_but_never_over_another(tmp_path)


def test_a_system_without_modes_asks_for_none(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_HAS_MODES", False)
    monkeypatch.delattr(os, "fchmod")
    database.chmod(0o644)
    open_database(database, "ro").close()
    monkeypatch.setattr(drafts, "_HAS_MODES", False)
    drafts.sync_folder(database.parent)
    make_file(database.with_name("other"))
    assert database.with_name("other").exists()


def test_looking_for_a_foreign_file_leaves_no_trace(tmp_path: Path) -> None:
    foreign_in_wal_mode(tmp_path / "songs.db")
    before = all_files(tmp_path)
    with pytest.raises(StorageUnusable):
        refuse_foreign(tmp_path / "songs.db")
    assert all_files(tmp_path) == before


def test_a_database_under_an_odd_name(process: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "党务 100%?#&档案;.db"
    assert process("--db", path, "init", "--unit", "某校").code == 0
    assert process("--db", path, "db", "check").code == 0
    assert [file.name for file in tmp_path.glob("*.db*")] == [path.name]
