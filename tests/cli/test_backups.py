"""`pbcli db backup prune rehearse`, as their user meets them: which copies stay, and whether one can be had again."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.db import manifest
from pbcli.db.backup import back_up
from pbcli.db.connection import backups_folder
from pbcli.services import importing_backup
from tests.conftest import Program
from tests.db.bad_files import all_files, overwrite


def backed_up(pb: Program, monkeypatch: pytest.MonkeyPatch, *moments: str) -> list[Path]:
    """Make a backup at each moment, the earliest first."""
    files = []
    for moment in moments:
        monkeypatch.setenv("PBCLI_NOW", f"{moment}T12:00:00+00:00")
        files.append(Path(pb("-q", "db", "backup").out.strip()))
    return files


def lines(pb: Program) -> list[manifest.Entry]:
    return manifest.entries(backups_folder(pb.database))


# ---- which stay


@pytest.fixture
def aged(pb: Program, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    for name, count in (("daily", 2), ("weekly", 1), ("monthly", 2), ("yearly", 1)):
        pb("config", "set", f"backup.keep_{name}", str(count))
    days = ("2026-08-03", "2026-08-30", "2026-10-29", "2026-10-30", "2026-10-31")
    return dict(zip(days, backed_up(pb, monkeypatch, *days), strict=True))


def test_each_has_its_reason(pb: Program, aged: dict[str, Path]) -> None:
    rows = pb.json("db", "prune", "--dry-run")
    assert [(row["action"], row["at"][:10], row["reason"]) for row in rows] == [
        (
            "留",
            "2026-10-31",
            "最新的一份、2026-10-31 当天最后一份、2026-W44 周最后一份、2026-10 月最后一份、2026 年最后一份",
        ),
        ("留", "2026-10-30", "2026-10-30 当天最后一份"),
        ("删", "2026-10-29", "更新的备份已经够了"),
        ("留", "2026-08-30", "2026-08 月最后一份"),
        ("删", "2026-08-03", "更新的备份已经够了"),
    ]
    assert all(file.is_file() for file in aged.values())


def test_what_is_not_kept_goes_and_is_entered(pb: Program, aged: dict[str, Path]) -> None:
    outcome = pb("db", "prune")
    assert outcome.err == "删除 2 份，留下 3 份。\n"
    assert [day for day, file in aged.items() if not file.exists()] == ["2026-08-03", "2026-10-29"]
    assert [Path(line.file) for line in lines(pb) if line.kind == "prune"] == [aged["2026-10-29"], aged["2026-08-03"]]
    assert pb.json("db", "verify") == []
    assert pb("db", "prune").err == "删除 0 份，留下 3 份。\n"


def test_with_a_backup_at_once(pb: Program, aged: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T12:00:00+00:00")
    assert pb("db", "backup", "--prune").err.endswith("\n整理了旧备份，删除 4 份。\n")


def test_the_newest_stays_whatever_the_rule(pb: Program, aged: dict[str, Path]) -> None:
    for name in ("daily", "weekly", "monthly", "yearly"):
        pb("config", "set", f"backup.keep_{name}", "0")
    pb("db", "prune")
    assert [day for day, file in aged.items() if file.exists()] == ["2026-10-31"]


def test_what_nothing_else_replaces_stays(pb: Program, aged: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pb("db", "rehearse", aged["2026-08-03"])
    monkeypatch.setenv("PBCLI_NOW", "2026-10-31T13:00:00+00:00")
    pb("db", "restore", aged["2026-10-29"], "--yes")
    backed_up(pb, monkeypatch, "2026-11-02", "2026-11-03", "2026-11-04")
    reasons = {row["at"]: row["reason"] for row in pb.json("db", "prune")}
    assert reasons["2026-08-03T12:00:00Z"] == "最近演练过恢复的"
    assert "最近一次恢复之前的状态" in reasons["2026-10-31T13:00:00Z"]
    assert pb.json("db", "verify") == []


def test_what_lies_elsewhere_or_is_gone_is_left_alone(
    pb: Program, aged: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-01-01T12:00:00+00:00")
    pb("db", "backup", "--to", tmp_path / "stick")
    aged["2026-10-29"].unlink()
    (backups_folder(pb.database) / "own.db").write_text("kept")
    pb("db", "prune")
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1
    assert (backups_folder(pb.database) / "own.db").exists()


def test_one_that_cannot_be_removed(pb: Program, aged: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_path: object) -> None:
        raise OSError(1, "no")

    monkeypatch.setattr(Path, "unlink", refused)
    assert pb("db", "prune", ok=11).err.startswith("删不掉这个备份：")


# ---- on another device


@pytest.mark.parametrize(("words", "elsewhere"), [([], False), (["--elsewhere"], True)])
def test_a_copy_elsewhere_is_entered_as_one(words: list[str], elsewhere: bool, pb: Program, tmp_path: Path) -> None:
    pb("db", "backup", "--to", tmp_path / "stick", *words)
    assert [line.is_elsewhere for line in lines(pb)] == [elsewhere]


def test_a_disk_without_modes_is_said(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick, where a mode can't be changed and all are alike."""

    def refused(*_arguments: object) -> None:
        raise PermissionError(1, "no modes here")

    kept = os.umask(0)
    real_open = os.open
    monkeypatch.setattr(os, "fchmod", refused)
    monkeypatch.setattr(Path, "chmod", refused)
    monkeypatch.setattr(
        os, "open", lambda path, flags, mode=0o777, **more: real_open(path, flags, mode | 0o755, **more)
    )
    try:
        outcome = pb("db", "backup", "--to", tmp_path / "stick", "--elsewhere")
    finally:
        os.umask(kept)
        monkeypatch.undo()
    assert outcome.err.startswith("这个盘没有文件权限，拿到它的人就能读备份；")
    assert len(list((tmp_path / "stick").glob("*.db"))) == 1


# ---- rehearsal


def test_a_rehearsal_restores_aside_and_is_entered(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    file = Path(pb("-q", "db", "backup").out.strip())
    pb("branch", "add", "第二党支部")
    before = pb.database.read_bytes()
    outcome = pb("db", "rehearse")
    assert (outcome.out, outcome.err) == ("", f"已演练：{file.name} 恢复得了，19 行，3 个操作，与清单一致。\n")
    assert (lines(pb)[-1].kind, lines(pb)[-1].file) == ("rehearsal", str(file))
    assert pb.database.read_bytes() == before
    assert [name for name in all_files(pb.database.parent) if name.endswith(".new")] == []
    assert pb("db", "rehearse", "-q").out == f"{file}\n"
    assert pb.json("db", "verify") == []


def test_where_there_is_only_one_on_another_device_that_one_is_rehearsed(pb: Program, tmp_path: Path) -> None:
    file = pb("db", "backup", "--to", tmp_path / "stick", "-q").out
    assert pb("db", "rehearse", "-q").out == file
    shutil.rmtree(tmp_path / "stick")
    assert pb("db", "rehearse", ok=2).err.endswith("下一步：pbcli db backup\n")


def test_without_a_backup_there_is_nothing_to_rehearse(pb: Program) -> None:
    assert pb("db", "rehearse", ok=2).err.endswith("下一步：pbcli db backup\n")


def test_a_moved_backup_is_known_by_its_name(pb: Program, tmp_path: Path) -> None:
    file = Path(pb("-q", "db", "backup").out.strip())
    moved = tmp_path / file.name
    moved.write_bytes(file.read_bytes())
    pb("db", "rehearse", moved)
    (tmp_path / "other.db").write_bytes(file.read_bytes())
    assert pb("db", "rehearse", tmp_path / "other.db", ok=9).err.startswith("备份清单里没有 other.db\n")


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(statement)


def test_what_is_not_as_listed_is_said_and_not_entered(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    file = Path(pb("-q", "db", "backup").out.strip())
    change(file, "DELETE FROM branch")
    change(file, "UPDATE operation SET seal = 'x' WHERE id = 3")
    said = pb("db", "rehearse", ok=9).err.splitlines()
    assert said[0].startswith("备份里有 ")
    assert said[1:] == [
        "文件的摘要与备份清单不符", "党支部：清单上 1 行，恢复得 0 行", "变更记录的封印与备份清单不符", "发现 4 处问题。",
    ]  # fmt: skip
    assert [line.kind for line in lines(pb)] == ["backup"]


def test_a_database_that_lost_its_end_is_said(pb: Program) -> None:
    pb("branch", "add", "第一党支部")
    pb("db", "backup")
    change(pb.database, "DELETE FROM operation WHERE id = 3")
    assert "现在的数据库里没有这份备份的变更记录" in pb("db", "rehearse", ok=9).err


def test_one_from_before_a_restore_is_as_good(pb: Program) -> None:
    first = pb("-q", "db", "backup").out.strip()
    pb("branch", "add", "第一党支部")
    pb("db", "restore", first, "--yes")
    assert "恢复得了" in pb("db", "rehearse").err


def test_a_damaged_one_cannot_be_restored(pb: Program) -> None:
    file = Path(pb("-q", "db", "backup").out.strip())
    overwrite(file, 4096 * 3, b"\xff" * 4096 * 20)
    assert pb("db", "rehearse", ok=11).err.startswith("数据库已损坏：")


# ---- before a large import


def test_a_large_import_is_preceded_by_a_backup(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing_backup, "LARGE", 2)
    paper = tmp_path / "班级.csv"
    paper.write_text("班级名称,入学时间\n2024级护理1班,2024-09-01\n2024级护理2班,2024-09-01\n", encoding="utf-8")
    assert "已备份" not in pb("import", "classes", paper, "--dry-run").err
    assert lines(pb) == []
    outcome = pb("import", "classes", paper)
    (line,) = lines(pb)
    assert (line.cause, line.operation) == ("import", 2)
    assert line.rows is not None
    assert line.rows["class"] == 0
    assert outcome.err.startswith(f"改动较多，导入前已备份：{line.file}\n")
    pb("import", "classes", paper)
    assert len(lines(pb)) == 1


def test_a_backup_within_a_change_keeps_the_lock(pb: Program, work: Any) -> None:
    """Closing a second connection to a file must not drop the locks of the first."""
    with work() as opened:
        back_up(pb.database, opened.now)
        tried = subprocess.run(
            [sys.executable, "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')",
             str(pb.database)], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "database is locked" in tried.stderr


def test_the_line_says_what_it_was_made_before(pb: Program) -> None:
    file = pb("-q", "db", "backup").out.strip()
    pb("db", "restore", file, "--yes")
    text = (backups_folder(pb.database) / manifest.NAME).read_text(encoding="utf-8")
    assert [json.loads(line)["cause"] for line in text.splitlines()] == ["", "restore", ""]


# ---- when the database or the computer is gone


def test_a_bare_machine_needs_the_file_and_nothing_else(pb: Program, tmp_path: Path) -> None:
    pb("branch", "add", "第一党支部")
    backup = Path(pb("-q", "db", "backup", "--to", tmp_path / "stick").out.strip())
    bare = Program(tmp_path / "another" / "computer" / "pbcli.db")
    assert bare("db", "restore", backup).err == f"已恢复：{bare.database}\n"
    assert bare.json("branch", "list")[0]["name"] == "第一党支部"
    assert bare.json("db", "verify") == bare.json("db", "check") == []
    assert "要先确认" in bare("db", "restore", backup, ok=2).err


def test_a_deleted_database_points_to_its_newest_backup(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    pb("branch", "add", "第一党支部")
    _older, newest = backed_up(pb, monkeypatch, "2026-10-30", "2026-10-31")
    pb.database.unlink()
    said = f"数据库不见了：{pb.database}，旁边还有它的备份。\n下一步：pbcli db restore {newest}\n"
    for words in (["branch", "list"], ["remind", "due"], ["branch", "add", "甲"], ["db", "doctor"]):
        assert pb(*words, ok=7).err == said
    assert "are still beside it" in pb("branch", "list", "--lang", "en", ok=7).err
    pb("db", "restore", newest)
    assert pb.json("branch", "list")[0]["name"] == "第一党支部"


def test_a_copy_that_stays_on_the_disk_is_said_to(pb: Program, tmp_path: Path) -> None:
    said = "这份备份和数据库在同一个设备上，硬盘坏了就都没了"
    assert said in pb("db", "backup", "--to", tmp_path / "stick").err
    assert said not in pb("db", "backup", "--to", tmp_path / "cloud", "--elsewhere").err
    assert said not in pb("db", "backup").err


@pytest.mark.parametrize(
    "words", ["branch list", "branch add 乙", "remind due", "db migrate", "db backup", "db check", "db verify", "undo"]
)
def test_an_older_program_leaves_a_newer_database_alone(words: str, pb: Program) -> None:
    with closing(sqlite3.connect(pb.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = pb.database.read_bytes()
    refused = pb(*words.split(), ok=7)
    assert refused.err.startswith("数据库的结构（0099）比本程序（")
    assert refused.err.endswith("请升级 pbcli。\n下一步：pip install --upgrade pbcli\n")
    assert pb.database.read_bytes() == before
