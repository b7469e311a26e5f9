"""`pbcli evidence`: files that belong to records, kept once each beside the database."""

import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Program

SHEET, PHOTO = "签到表.pdf", "合影.jpg"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / SHEET).write_bytes(b"signed")
    (folder / PHOTO).write_bytes(b"picture")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def meeting(pb: Program, files: Path) -> Program:
    assert files.is_dir()
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01")
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-12", "--title", "重走长征路")
    return pb


def kept(pb: Program) -> list[Path]:
    folder = pb.database.with_name(pb.database.name + ".d") / "evidence"
    return sorted(file for file in folder.rglob("*") if file.is_file())


def test_a_file_is_kept_once_under_its_digest_and_closed_to_others(meeting: Program) -> None:
    done = meeting("evidence", "add", "event/1", SHEET, PHOTO, "--kind", "照片", "--shows-pupils", "--note", "备用")
    assert done.err == f"已附佐证 1：{SHEET}。\n已附佐证 2：{PHOTO}。\n"
    digests = [hashlib.sha256(content).hexdigest() for content in (b"signed", b"picture")]
    assert {file.name for file in kept(meeting)} == set(digests)
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in kept(meeting)} == {0o600}
        assert {file.parent.stat().st_mode & 0o777 for file in kept(meeting)} == {0o700}
    first, _second = meeting.json("evidence", "list")
    assert first == {
        "id": 1,
        "record_kind": "event",
        "record_id": 1,
        "record": "2026-10-12 第一党支部 重走长征路",
        "kind": "照片",
        "file": SHEET,
        "size": 6,
        "shows_pupils": True,
        "attached_on": "2026-11-01",
        "note": "备用",
        "sha256": digests[0],
    }
    assert meeting("evidence", "path", "1").out.strip() == str(kept(meeting)[0 if digests[0] < digests[1] else 1])


def test_the_same_file_again_and_under_another_name(meeting: Program, files: Path) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    again = meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    assert f"“{SHEET}”已经附在这条记录上，没有再附。" in again.err
    (files / "另名.pdf").write_bytes(b"signed")
    other = meeting("evidence", "add", "branch/第一党支部", "另名.pdf", "--kind", "签到", "--on", "2026-10-13")
    assert f"这份文件已存为“{SHEET}”，没有再存一遍。" in other.err
    assert len(kept(meeting)) == 1
    assert [row["id"] for row in meeting.json("evidence", "list", "--record", "branch/1")] == [2]
    assert [row["id"] for row in meeting.json("evidence", "list", "2026-10")] == [2]


@pytest.mark.parametrize(
    ("record", "code", "said"),
    [
        ("event/9", 4, "没有 event/9 这条记录。"),
        ("event", 2, "“event”要写成“种类/编号”"),
        ("setting/1", 2, "“setting”不能附佐证"),
        ("没有/1", 4, "没有叫“没有”的表"),
    ],
)
def test_a_record_that_cannot_have_any(meeting: Program, record: str, code: int, said: str) -> None:
    assert said in meeting("evidence", "add", record, SHEET, "--kind", "签到", ok=code).err
    assert kept(meeting) == []


@pytest.mark.parametrize(("file", "said"), [("没有.pdf", "读不了文件 没有.pdf"), (".", ". 不是一个文件。")])
def test_a_file_that_cannot_be_read(meeting: Program, file: str, said: str) -> None:
    assert said in meeting("evidence", "add", "event/1", SHEET, file, "--kind", "签到", ok=2).err
    assert meeting.json("evidence", "list") == []


def test_what_is_missing_is_asked_for_or_named(meeting: Program) -> None:
    assert "还缺：佐证种类（--kind）。" in meeting("evidence", "add", "event/1", SHEET, ok=2).err
    assert "没有说要改什么" in meeting("evidence", "edit", "1", ok=2).err
    assert "没有编号为 7 的佐证。" in meeting("evidence", "edit", "7", "--kind", "记录", ok=4).err
    assert "没有编号为 7 的佐证。" in meeting("evidence", "path", "7", ok=4).err
    assert "要先确认" in meeting("evidence", "remove", "1", ok=2).err


def test_a_trial_keeps_nothing_in_the_records(meeting: Program) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到", "--dry-run")
    assert meeting.json("evidence", "list") == []


def test_which_events_lack_evidence(meeting: Program) -> None:
    assert [row["missing"] for row in meeting.json("evidence", "list", "--missing", "2026-10")] == [
        ["签到", "记录", "照片"]
    ]
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    meeting("event", "edit", "1", "--evidence", "会议记录本第 3 页")
    (row,) = meeting.json("evidence", "list", "--missing", "2026-10")
    assert (row["record_id"], row["kinds"], row["missing"]) == (1, ["主题党日"], ["照片"])
    meeting("event", "edit", "1", "--clear", "evidence", "--summary", "参观纪念馆")
    assert [row["missing"] for row in meeting.json("evidence", "list", "--missing", "2026-10")] == [["照片"]]
    meeting("config", "set", "evidence.required", "主题党日=签到；党课=记录")
    assert meeting.json("evidence", "list", "--missing", "2026-10") == []
    meeting("config", "set", "evidence.required", "off")
    assert len(meeting.json("evidence", "list", "--missing", "2026-10")) == 1
    assert "evidence.required" in meeting("config", "set", "evidence.required", "主题党日", ok=2).err


def test_evidence_is_required_of_kinds_that_there_are(meeting: Program) -> None:
    for value in ("主题党曰=签到", "主题党日=签到；喝茶=照片"):
        refused = meeting("config", "set", "evidence.required", value, ok=4)
        assert refused.err.endswith("下一步：pbcli event kind list\n")
    assert len(meeting.json("evidence", "list", "--missing", "2026-10")) == 1
    meeting("config", "set", "evidence.required", "支部大会=签到、 照片;主题=")
    kept = {row["key"]: row["value"] for row in meeting.json("config", "show")}
    assert kept["evidence.required"] == "支部党员大会=签到、照片；主题党日="
    assert meeting.json("evidence", "list", "--missing", "2026-10") == []


def test_who_keeps_evidence_is_reminded_of_what_is_missing(meeting: Program) -> None:
    def reminded() -> list[str]:
        rows = meeting.json("remind", "due")
        return [row["message"] for row in rows if row["kind"] == "event_evidence"]

    assert reminded() == []
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    assert reminded() == ["逾期 17 天：第一党支部有 1 次活动缺佐证，最早的在 2026-10-12"]
    for kind in ("记录", "照片"):
        meeting("evidence", "add", "event/1", PHOTO, "--kind", kind)
    assert reminded() == []


def test_the_working_days_are_the_units_to_set(meeting: Program) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    meeting("config", "set", "events.record_days", "10")
    rows = [row for row in meeting.json("remind", "due") if row["kind"] == "event_evidence"]
    assert [row["due_on"] for row in rows] == ["2026-10-26"]
    said = meeting("event", "add", "第一党支部", "党课", "--on", "2026-10-15").err
    assert "OL-16：会后 3 个工作日内；本单位定为 10" in said


def test_the_missing_evidence_is_spoken_of_every_week(meeting: Program) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    said = []
    for days in range(24):
        today = str(date(2026, 10, 14) + timedelta(days))
        lines = meeting("remind", "send", "-f", "csv", "--fields", "kind,due_on", today=today).out
        if "event_evidence,2026-10-15" in lines:
            said.append(today)
    assert said == ["2026-10-15", "2026-10-16", "2026-10-23", "2026-10-30", "2026-11-06"]


def test_the_month_tells_which_events_have_it_all(meeting: Program) -> None:
    def figures(month: str = "2026-10") -> list[dict[str, object]]:
        rows: list[dict[str, object]] = meeting.json("report", "monthly", month)["evidence"]
        return rows

    assert figures() == []
    assert "佐证材料" not in meeting("report", "monthly", "2026-10").out
    meeting("branch", "add", "第二党支部")
    meeting("event", "add", "第二党支部", "主题党日", "--on", "2026-10-13")
    meeting("event", "add", "党委", "主题党日", "--on", "2026-10-14")
    for kind in ("签到", "记录", "照片"):
        meeting("evidence", "add", "event/1", SHEET, "--kind", kind)
    meeting("evidence", "add", "event/2", PHOTO, "--kind", "照片")
    first, second, *rest = figures()
    assert first == {"branch": "第一党支部", "required": 1, "complete": 1, "missing": 0, "kinds": {}}
    assert second == {
        "branch": "第二党支部", "required": 1, "complete": 0, "missing": 1, "kinds": {"签到": 1, "记录": 1},
    }  # fmt: skip
    page = meeting("report", "monthly", "2026-10").out
    assert "缺的是哪几次，见 pbcli evidence list --missing" in page
    assert "【佐证材料】" in page
    assert [row["required"] for row in figures("2026-09")] == [0, 0]
    assert [(row["branch"], row["missing"]) for row in rest] == [("某职业学校", 1)]
    assert "【佐证材料】" not in meeting("report", "monthly", "2026-09").out
    lacking = meeting.json("evidence", "list", "--missing", "2026-10")
    assert [row["branch"] for row in lacking] == ["第二党支部", "某职业学校"]
    for record in ("event/2", "event/3"):
        for kind in ("签到", "记录", "照片"):
            meeting("evidence", "add", record, PHOTO, "--kind", kind)
    assert "✓ 都齐全" in meeting("report", "monthly", "2026-10").out


def test_a_lost_and_a_changed_file_are_found(meeting: Program) -> None:
    assert "佐证文件都在，没有改动。" in meeting("evidence", "check").err
    meeting("evidence", "add", "event/1", SHEET, PHOTO, "--kind", "记录")
    sheet, photo = (
        next(file for file in kept(meeting) if file.read_bytes() == content) for content in (b"signed", b"picture")
    )
    sheet.write_bytes(b"forged")
    photo.unlink()
    found = meeting("evidence", "check", "-f", "json", ok=9).out
    assert '"changed"' in found
    assert '"lost"' in found
    assert "丢失或被改动" in meeting("evidence", "path", "1", ok=5).err
    assert "1 个文件不见了" in meeting("db", "doctor", ok=9).out
    meeting("evidence", "add", "event/1", SHEET, PHOTO, "--kind", "签到")
    assert meeting.json("evidence", "check") == []


def test_what_is_detached_stays_until_it_is_cleared_away(meeting: Program) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    meeting("evidence", "edit", "1", "--kind", "记录", "--no-pupils", "--on", "2026-10-20", "--note", "x")
    assert "文件还在" in meeting("evidence", "remove", "1", "--yes").err
    (stray,) = meeting.json("evidence", "check")
    assert (stray["finding"], stray["id"]) == ("stray", None)
    meeting("undo")
    assert [row["kind"] for row in meeting.json("evidence", "list")] == ["记录"]
    meeting("redo")
    assert "要先确认：删除 1 个文件？" in meeting("evidence", "prune", ok=2).err
    meeting("evidence", "prune", "--dry-run")
    assert len(kept(meeting)) == 1
    assert meeting("-q", "evidence", "prune", "--yes").out == "1\n"
    assert kept(meeting) == []
    assert "没有多余的佐证文件。" in meeting("evidence", "prune").err


def test_it_goes_with_its_record_and_comes_back_with_it(meeting: Program) -> None:
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    meeting("event", "remove", "1", "--yes")
    assert meeting.json("evidence", "list") == []
    meeting("undo")
    assert len(meeting.json("evidence", "list")) == 1
    meeting("db", "verify")


def test_a_planted_link_is_not_followed(meeting: Program, files: Path) -> None:
    digest = hashlib.sha256(b"signed").hexdigest()
    folder = meeting.database.with_name(meeting.database.name + ".d") / "evidence" / digest[:2]
    folder.mkdir(parents=True, mode=0o700)
    (files / "target").write_bytes(b"theirs")
    (folder / digest).symlink_to(files / "target")
    meeting("evidence", "add", "event/1", SHEET, "--kind", "签到")
    assert (files / "target").read_bytes() == b"theirs"
    assert [file.read_bytes() for file in kept(meeting)] == [b"signed"]
    assert not kept(meeting)[0].is_symlink()


def test_a_folder_that_cannot_be_written(meeting: Program) -> None:
    (meeting.database.with_name(meeting.database.name + ".d")).write_text("in the way")
    assert meeting("evidence", "add", "event/1", SHEET, "--kind", "签到", ok=11).err.startswith("无法建立文件夹")
    with closing(sqlite3.connect(meeting.database)) as connection:
        assert connection.execute("SELECT count(*) FROM evidence_file").fetchone() == (0,)


def test_every_sort_of_record_is_called_something(meeting: Program) -> None:
    meeting("class", "add", "2024级护理1班")
    meeting("liaison", "log", "张三", "2024级护理1班", "走访寝室", "--on", "2026-10-12")
    meeting("liaison", "assign", "张三", "2024级护理1班", "--from", "2026-09-01")
    meeting("project", "add", "劳动教育研究", "--branch", "第一党支部")
    for record in ("contact/1", "class/1", "assignment/1", "project/1", "member/1", "branch/1"):
        meeting("evidence", "add", record, SHEET, "--kind", "其他")
    assert [row["record"] for row in meeting.json("evidence", "list")] == [
        "2026-10-12 张三 2024级护理1班",
        "2024级护理1班",
        "张三 2024级护理1班",
        "劳动教育研究",
        "张三",
        "第一党支部",
    ]
