"""Backups and their list: a checked copy that only its owner reads, or nothing at all."""

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pbcli.db import manifest, schema
from pbcli.db.backup import back_up
from pbcli.db.connection import backups_folder, make_folder
from pbcli.db.manifest import Entry
from pbcli.domain.errors import Conflict, StorageUnusable
from tests.conftest import NOW, Program
from tests.db.bad_files import all_files, locked, overwrite


def entries_of(database: Path) -> list[Entry]:
    return manifest.entries(backups_folder(database))


def test_a_backup_is_the_database_and_is_entered_in_the_list(pb: Program, database: Path) -> None:
    pb("branch", "add", "第一党支部")
    entry = back_up(database, datetime(2026, 11, 1, 12, 0, 5, tzinfo=timezone(timedelta(hours=8))))
    file = Path(entry.file)
    assert file == database.with_name("pbcli.db.d") / "backups" / "pbcli-20261101T040005Z.db"
    assert entries_of(database) == [entry]
    assert (entry.kind, entry.at, entry.revision, entry.operation) == (
        "backup",
        "2026-11-01T04:00:05Z",
        schema.REVISION,
        3,
    )
    assert entry.rows is not None
    assert (entry.rows["branch"], entry.rows["member"]) == (1, 0)
    assert entry.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert entry.bytes == file.stat().st_size
    with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(database)) as live:
        assert list(copy.iterdump()) == list(live.iterdump())


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_its_owner_reads_it(umask: int, database: Path) -> None:
    kept = os.umask(umask)
    try:
        back_up(database, NOW)
    finally:
        os.umask(kept)
    folder = database.with_name("pbcli.db.d")
    assert {mode & 0o777 for _name, (_bytes, mode) in all_files(folder).items()} == {0o600, 0o700}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [name for name in all_files(folder) if name.endswith(".new")] == []


def test_several_in_one_second_have_names_of_their_own(database: Path) -> None:
    names = [Path(back_up(database, NOW).file).name for _turn in range(3)]
    assert names == [f"pbcli-20261101T040000Z{end}.db" for end in ("", "-2", "-3")]
    assert [Path(entry.file).name for entry in entries_of(database)] == names


def test_elsewhere_it_is_entered_in_both_lists(database: Path, tmp_path: Path) -> None:
    entry = back_up(database, NOW, tmp_path / "usb" / "党务")
    assert Path(entry.file).parent == tmp_path / "usb" / "党务"
    assert manifest.entries(tmp_path / "usb" / "党务") == entries_of(database) == [entry]


def test_a_locked_database_leaves_no_file(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_BUSY_MS", "50")
    with locked(database), pytest.raises(Conflict):
        back_up(database, NOW)
    assert not backups_folder(database).exists()


def test_a_copy_that_is_not_sound_is_no_backup(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_member_name'").fetchone()
    overwrite(database, (page - 1) * 4096, b"\x0a" + b"\x00" * 4095)
    with pytest.raises(StorageUnusable, match="数据库已损坏"):
        back_up(database, NOW)
    assert all_files(backups_folder(database)) == {}


@pytest.mark.parametrize("place", [".", "backups"])
def test_a_link_in_place_of_the_folder_is_not_followed(place: str, database: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = database.with_name("pbcli.db.d") / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageUnusable, match="备份文件夹不能是符号链接"):
        back_up(database, NOW)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_in_place_of_the_list_is_not_followed(database: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    backups_folder(database).mkdir(parents=True)
    (backups_folder(database) / manifest.NAME).symlink_to(victim)
    with pytest.raises(StorageUnusable, match="无法写入备份清单"):
        back_up(database, NOW)
    assert victim.read_text() == "kept"


def test_a_place_that_is_a_file(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageUnusable, match="这不是一个文件夹"):
        back_up(database, NOW, tmp_path / "file")


def test_a_place_that_cannot_be_written(database: Path) -> None:
    with pytest.raises(StorageUnusable, match=r"无法写入这个文件夹：/proc。|无法建立文件夹"):
        back_up(database, NOW, Path("/proc"))


def test_a_copy_that_cannot_get_its_name(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_paths: object) -> None:
        raise OSError(28, "no space")

    make_folder(backups_folder(database))
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(StorageUnusable, match=r"无法写入备份：.*backups"):
        back_up(database, NOW)
    assert all_files(backups_folder(database)) == {}


# ---- the list


def entry(head: str, kind: str = "backup") -> Entry:
    return Entry(file="x.db", at="2026-11-01T04:00:00Z", head=head, revision="0001", kind=kind)


def test_the_heads_are_those_since_the_last_restore(tmp_path: Path) -> None:
    for line in (entry("a"), entry("b"), entry("a", "restore"), entry("c")):
        manifest.append(tmp_path, line)
    assert manifest.heads(tmp_path) == ["a", "c"]
    assert (tmp_path / manifest.NAME).stat().st_mode & 0o777 == 0o600


def test_a_new_database_in_the_place_of_another_begins_a_list_of_its_own(pb: Program, database: Path) -> None:
    pb("branch", "add", "第一党支部")
    back_up(database, NOW)
    database.unlink()
    pb("init", "--unit", "新学校")
    assert manifest.heads(backups_folder(database)) == []
    assert pb.json("db", "info")["last_backup"] is None
    assert pb.json("db", "verify") == []
    entry = back_up(database, NOW)
    assert manifest.heads(backups_folder(database)) == [entry.head]
    assert len(entries_of(database)) == 3


def test_a_torn_line_is_passed_over_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    manifest.append(tmp_path, entry("a"))
    with (tmp_path / manifest.NAME).open("ab") as stream:
        stream.write(b'{"file": "\xe5\x85')
    manifest.append(tmp_path, entry("b"))
    with (tmp_path / manifest.NAME).open("ab") as stream:
        stream.write(b'[1]\n{"unknown": 1}\n')
    assert manifest.heads(tmp_path) == ["a", "b"]


def test_without_a_list_there_are_no_heads(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert manifest.heads(tmp_path) == manifest.heads(tmp_path / "none") == manifest.heads(tmp_path / "file") == []


def test_a_list_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).mkdir()
    with pytest.raises(StorageUnusable, match="无法读取备份清单"):
        manifest.entries(tmp_path)
    with pytest.raises(StorageUnusable, match="无法写入备份清单"):
        manifest.append(tmp_path, entry("a"))


def test_a_line_is_one_object_in_readable_chinese(tmp_path: Path) -> None:
    manifest.append(tmp_path, Entry(file="党务.db", at=NOW.astimezone(UTC).isoformat(), head="", revision="0001"))
    (line,) = (tmp_path / manifest.NAME).read_text(encoding="utf-8").splitlines()
    assert "党务.db" in line
    assert json.loads(line)["kind"] == "backup"
