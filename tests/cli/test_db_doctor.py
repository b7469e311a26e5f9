"""`pbcli db doctor`, as its user meets it: what is in force, what is wanting, and what mends it."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db import schema
from pbcli.db.condition import synced_by
from pbcli.db.connection import backups_folder
from pbcli.drafts import passing_name
from tests.conftest import Program, call
from tests.db.bad_files import all_files, foreign_in_wal_mode, set_header, tear

POSIX = pytest.mark.skipif(os.name != "posix", reason="there are no modes to try")
MONTH_LATER, QUARTER_LATER = "2026-12-02", "2027-02-15"


@pytest.fixture(autouse=True)
def _a_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T04:00:00+00:00")


def examined(pb: Program, *words: str, code: int | None = 0, today: str = "2026-11-01") -> dict[str, Any]:
    import json

    outcome = pb("db", "doctor", *words, "-f", "json", today=today, ok=code)
    return {row["key"]: row for row in json.loads(outcome.out)}


def wanting(rows: dict[str, Any]) -> dict[str, str]:
    return {key: row["command"] for key, row in rows.items() if row["verdict"] == "found"}


def test_a_new_database_is_well_and_nobody_nags(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    rows = examined(pb)
    assert list(rows) == [
        "sqlite", "free_space", "synced_folder", "modes", "journal_mode", "synchronous", "secure_delete", "revision",
        "encryption", "integrity", "orphans", "schema", "leftovers", "evidence", "last_backup", "last_copy_elsewhere", "last_rehearsal",
    ]  # fmt: skip
    assert wanting(rows) == {}
    assert sqlite3.sqlite_version in rows["sqlite"]["finding"]
    facts = [rows[key]["finding"] for key in ("journal_mode", "synchronous", "secure_delete")]
    assert facts == ["journal_mode=delete", "synchronous=EXTRA", "secure_delete=ON"]
    assert {rows[key]["verdict"] for key in ("encryption", "last_backup", "last_copy_elsewhere", "last_rehearsal")} == {
        "note"
    }
    page = pb("db", "doctor").out
    assert "✓ 正常  写入即落盘" in page
    assert "○ 说明  最近备份" in page


@pytest.mark.parametrize(
    ("version", "is_said"), [("3.6.9", False), ("3.7.0", True), ("3.51.2", True), ("3.51.3", False)]
)
def test_a_known_bug_is_named_and_why_it_does_no_harm(
    version: str, is_said: bool, pb: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version", version)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", tuple(map(int, version.split("."))))
    row = examined(pb)["sqlite"]
    assert ("WAL" in row["finding"], row["verdict"]) == (is_said, "ok")


def test_what_should_be_done_from_time_to_time(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wanting(examined(pb, today=QUARTER_LATER)) == {}
    pb("branch", "add", "第一党支部")
    assert wanting(examined(pb, code=9, today=MONTH_LATER)) == {
        "last_backup": "pbcli db backup", "last_copy_elsewhere": "pbcli db backup --to DIR",
    }  # fmt: skip
    pb("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
    rows = examined(pb, today="2026-11-08")
    assert rows["last_copy_elsewhere"]["finding"] == "2026-11-01，7 天前"
    assert wanting(examined(pb, code=9, today=QUARTER_LATER)).keys() == {
        "last_backup", "last_copy_elsewhere", "last_rehearsal",
    }  # fmt: skip
    pb("db", "backup")
    pb("db", "rehearse")
    assert "last_rehearsal" not in wanting(examined(pb, code=9, today="2027-01-30"))
    assert "last_rehearsal" in wanting(examined(pb, code=9, today="2027-01-31"))


def test_found_is_exit_9_with_the_list_on_stdout(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    outcome = pb("db", "doctor", today=MONTH_LATER, ok=9)
    assert "✗ 要处理  最近备份" in outcome.out
    assert outcome.err == "发现 2 处问题。\n"


@POSIX
def test_what_is_open_to_others_is_closed_on_request(pb: Program) -> None:
    pb("db", "backup")
    folder = backups_folder(pb.database)
    pb.database.chmod(0o644)
    folder.chmod(0o755)
    rows = examined(pb, code=9)
    assert rows["modes"]["command"] == "pbcli db doctor --fix"
    assert "integrity" not in rows, "a file that the program refuses isn't opened"
    outcome = pb("db", "doctor", "--fix")
    assert outcome.err == f"已修好：{pb.database}\n已修好：{folder}\n"
    assert (pb.database.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


@POSIX
def test_a_mode_that_cannot_be_changed_is_said(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that was mounted for reading only."""

    def refused(*_arguments: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    pb.database.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refused)
    outcome = pb("db", "doctor", "--fix", ok=11)
    assert outcome.err == f"改不了权限：{pb.database}。\n下一步：ls -ld {pb.database}\n"


@POSIX
def test_a_link_is_said_and_never_followed(pb: Program, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("")
    victim.chmod(0o644)
    pb("db", "backup")
    (backups_folder(pb.database) / "x.db").symlink_to(victim)
    pb("db", "doctor", "--fix", ok=9)
    assert victim.stat().st_mode & 0o777 == 0o644


def test_where_a_system_has_no_modes_it_says_so(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from pbcli.services import doctor

    monkeypatch.setattr(os, "name", "nt")
    (row,) = [finding for finding in doctor._modes(pb.database) if finding.key == "modes"]
    assert (row.verdict, row.what[:4]) == (doctor.Verdict.NOTE, "这个系统")


def test_another_journal_mode_is_put_right_on_request(pb: Program) -> None:
    with closing(sqlite3.connect(pb.database)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    assert wanting(examined(pb, code=9)) == {"journal_mode": "pbcli db doctor --fix"}
    pb("db", "doctor", "--fix")
    assert examined(pb)["journal_mode"]["finding"] == "journal_mode=delete"


def test_drafts_of_a_kill_are_removed_where_nobody_is_at_one(pb: Program, tmp_path: Path) -> None:
    pb("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
    left, elsewhere, begun = (
        folder / f".pbcli.db.0a0b0c0{place}.new"
        for place, folder in enumerate((backups_folder(pb.database), tmp_path / "stick", pb.database.parent))
    )
    for draft in (left, elsewhere, begun):
        draft.write_bytes(b"")
        draft.chmod(0o600)
    with passing_name(pb.database.with_name("other.db")):
        assert wanting(examined(pb, code=9)) == {"leftovers": "pbcli db doctor --fix"}
        pb("db", "doctor", "--fix")
    assert (left.exists(), elsewhere.exists(), begun.exists()) == (False, False, True)


def test_damage_and_what_it_hides(pb: Program) -> None:
    tear(pb.database)
    rows = examined(pb, code=9)
    if "integrity" in rows:
        assert rows["integrity"]["command"] == "pbcli db restore FILE"
    else:
        assert rows["open"]["command"] == "pbcli db restore FILE"


def test_a_torn_index_hides_what_else_may_be(pb: Program) -> None:
    with closing(sqlite3.connect(pb.database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_member_name'").fetchone()
    with pb.database.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\x0a" + b"\x00" * 4095)
    rows = examined(pb, code=9)
    assert rows["integrity"]["command"] == "pbcli db restore FILE"
    assert {rows[key]["verdict"] for key in ("orphans", "schema")} == {"note"}


def test_orphans_and_missing_triggers(pb: Program) -> None:
    with closing(sqlite3.connect(pb.database, isolation_level=None)) as other:
        other.execute("DROP TRIGGER journal_branch_insert")
        other.execute("INSERT INTO party_group (branch_id, name) VALUES (9, '第一小组')")
    rows = examined(pb, code=9)
    assert (rows["orphans"]["finding"], rows["schema"]["finding"]) == ("1 处问题", "1 处问题")


def test_an_older_schema(pb: Program) -> None:
    set_header(pb.database, "user_version", schema.SCHEMA_NUMBER - 1)
    with closing(sqlite3.connect(pb.database)) as other, other:
        other.execute("DROP TABLE evidence")
    rows = examined(pb, code=9)
    assert rows["revision"]["command"] == "pbcli db migrate"
    assert rows["evidence"]["verdict"] == "ok"
    assert "open" not in rows


@pytest.mark.parametrize("number", [schema.SCHEMA_NUMBER + 1])
def test_a_newer_one_cannot_be_looked_into(number: int, pb: Program) -> None:
    set_header(pb.database, "user_version", number)
    assert examined(pb, code=9)["open"]["command"] == "pip install --upgrade pbcli"


@pytest.mark.parametrize("words", [[], ["--fix"]])
def test_no_database(words: list[str], tmp_path: Path) -> None:
    outcome = call(["--db", str(tmp_path / "none" / "x.db"), "db", "doctor", *words])
    assert (outcome.code, outcome.err.splitlines()[1]) == (7, "下一步：pbcli init --unit NAME")
    assert all_files(tmp_path) == {}


def test_what_is_not_ours_is_not_mended(tmp_path: Path) -> None:
    foreign = tmp_path / "songs.db"
    foreign_in_wal_mode(foreign)
    foreign.chmod(0o644)
    before = all_files(tmp_path)
    assert call(["--db", str(foreign), "db", "doctor", "--fix"]).code == 11
    assert all_files(tmp_path) == before


def test_little_room(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _place: type("Usage", (), {"free": 2**20})())
    assert examined(pb, code=9)["free_space"]["finding"] == "剩 1 MB"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - 某校/党务", "OneDrive - 某校"), ("Dropbox", "Dropbox"), ("我的坚果云", None), ("坚果云", "坚果云"),
        ("Library/Mobile Documents/x", "Mobile Documents"), ("iCloudDrive", "iCloudDrive"), ("文档", None),
    ],
)  # fmt: skip
def test_a_folder_that_is_copied_away_while_it_is_used(folder: str, service: str | None, tmp_path: Path) -> None:
    assert synced_by(tmp_path / folder / "pbcli.db") == service


def test_it_is_warned_of(template: Path, tmp_path: Path) -> None:
    place = tmp_path / "OneDrive"
    place.mkdir()
    (place / "x.db").write_bytes(template.read_bytes())
    (place / "x.db").chmod(0o600)
    assert "在会自动同步的“OneDrive”里" in examined(Program(place / "x.db"), code=9)["synced_folder"]["finding"]
