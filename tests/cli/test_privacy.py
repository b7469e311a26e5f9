"""What is kept on people: found, covered, taken away for good, and shown to whom it belongs."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pbcli.domain.privacy import PURGED
from tests.conftest import Program
from tests.private_school import CANARIES, NOTE, NUMBER, PHONE, TASK, fill


@pytest.fixture(scope="module")
def kept(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("private") / "kept.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(path.parent))
        fill(Program(path))
    return path


@pytest.fixture
def private(kept: Path, pb: Program) -> Program:
    shutil.copyfile(kept, pb.database)
    return pb


def query(pb: Program, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(pb.database)) as connection:
        return connection.execute(sql).fetchall()


def found_in(text: str | bytes) -> set[str]:
    bare = text if isinstance(text, bytes) else text.encode()
    return {canary for canary in CANARIES if canary.encode() in bare}


DEFAULT_OUTPUTS = [
    *(["member", "list"], ["member", "list", "--left"], ["member", "show", "王建国"], ["branch", "show", "1"]),
    *(["liaison", "contacts", "2024"], ["liaison", "show", "1"], ["liaison", "followups", "--all"], ["liaison", "count", "2024"]),
    *(["dues", "list", "2024-03"], ["dues", "show", "王建国", "2024"], ["class", "show", "2021级护理1班"], ["history"]),
    *(["history", str(number)] for number in range(1, 19)),
    *(["history", record] for record in ("member/王建国", "contact/1", "follow_up/1", "dues_base/1", "id_number/1")),
    *(["export", kind] for kind in ("members", "contacts", "dues", "events", "classes")),
    *(["privacy", "scan"], ["privacy", "report"], ["privacy", "export", "王建国"], ["privacy", "pupils", "2024"]),
    *(["report", "monthly", "2024-03"], ["remind", "due"], ["db", "info"], ["db", "verify"], ["undo", "--dry-run"]),
    ["privacy", "purge", "--before", "今天", "--dry-run"],
]  # fmt: skip


def test_the_headings_of_what_is_kept_of_someone_follow_the_language(private: Program) -> None:
    page = private("--lang", "en", "privacy", "export", "王建国").out
    heads = [
        above for above, line in zip(page.splitlines(), page.splitlines()[1:], strict=False) if set(line) == {"-", " "}
    ]
    assert heads[0].split() == ["item", "content"]
    assert [head for head in heads if re.search("[\u4e00-\u9fff]", head)] == []


@pytest.mark.parametrize("words", DEFAULT_OUTPUTS, ids=" ".join)
def test_nothing_private_is_shown_unless_someone_asks(words: list[str], private: Program) -> None:
    outcome = private(*words, ok=None)
    assert outcome.code in {0, 9}, outcome.err
    assert found_in(outcome.raw + outcome.err.encode()) == set()
    if words[0] not in {"history", "undo"} and "purge" not in words:
        machine = private(*words, "-f", "json", ok=None)
        assert found_in(machine.raw + machine.err.encode()) == set()


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (["liaison", "show", "1"], NOTE),
        (["liaison", "contacts", "2024-03"], NOTE),
        (["liaison", "followups", "--all"], TASK),
        (["member", "show", "王建国"], PHONE),
        (["privacy", "export", "王建国"], NUMBER),
    ],
)
def test_who_asks_sees_it_and_is_noted(words: list[str], seen: str, private: Program) -> None:
    before = query(private, "SELECT count(*) FROM operation WHERE note IS NOT NULL")
    assert seen in private(*words, "--unmask").out
    assert query(private, "SELECT count(*) FROM operation WHERE note IS NOT NULL") == [(before[0][0] + 1,)]
    assert found_in(private("history").out) == set()


def test_what_is_due_is_taken_away_for_good(private: Program) -> None:
    counts = private.json("liaison", "count", "2024")
    owed = private.json("report", "monthly", "2023-06")["dues"]
    assert found_in(private.database.read_bytes()) == set(CANARIES) - {"8765.43"}
    done = json.loads(private("privacy", "purge", "--before", "今天", "--yes", "-f", "json").out)
    assert {row["key"]: (row["records"], row["changes"], row["oldest"]) for row in done} == {
        "liaison_notes": (1, 2, "2024-07-10"),
        "follow_ups": (1, 2, "2024-03-18"),
        "dues_bases": (2, 2, "2023-12-31"),
        "former_members": (1, 2, "2024-08-01"),
        "id_numbers": (1, 1, "2024-08-01"),
    }
    assert found_in(private.database.read_bytes()) == set()
    assert [path.name for path in private.database.parent.glob("pbcli.db*")] == ["pbcli.db"]
    assert private.json("db", "verify") == private.json("db", "check") == []
    assert query(private, "SELECT problem, measure, pupils, kind FROM contact WHERE id = 1") == [
        (PURGED, PURGED, 2, "学生谈心")
    ]
    assert query(private, "SELECT phone, id_last4, id_digest, note, birth_date FROM member WHERE id = 1") == [
        (None, None, None, None, "1980-03-07")
    ]
    assert query(private, "SELECT base_fen, rate_basis_points, owed_fen FROM dues_base ORDER BY id") == [
        (None, 150, 13148),
        (None, 100, 5000),
        (600000, None, None),
    ]
    assert query(private, "SELECT count(*) FROM id_number") == [(0,)]
    assert private.json("liaison", "count", "2024") == counts
    assert private.json("report", "monthly", "2023-06")["dues"] == owed
    assert "1.5%" in private("dues", "show", "王建国", "2024").out
    assert private("privacy", "purge", "--before", "今天", "--yes").err == "没有要清理的。\n"


def test_a_trial_shows_the_same_and_changes_nothing(private: Program) -> None:
    before = private.database.read_bytes()
    trial = private("privacy", "purge", "--before", "今天", "--dry-run")
    assert trial.err == "这是预演，什么也没有写入。\n"
    assert private.database.read_bytes() == before
    assert private("privacy", "purge", "--before", "今天", "--yes").out == trial.out


def test_it_is_not_done_without_being_asked_for(private: Program) -> None:
    refused = private("privacy", "purge", "--before", "今天", ok=2)
    assert "清理以后不能撤销，继续吗？" in refused.err
    for words in ([], ["--before", "今天", "--numbers"]):
        assert private("privacy", "purge", *words, "--yes", ok=2).err.startswith("要写 --before 或 --numbers")
    early = private("privacy", "purge", "--before", "2027-01-01", "--yes", ok=5)
    assert early.err.startswith("2027-01-01 还没有到，那时才到期的现在不能清理。")


def test_before_an_earlier_day_less_is_due(private: Program) -> None:
    done = json.loads(private("privacy", "purge", "--before", "2025-04-01", "--yes", "-f", "json").out)
    assert {row["key"] for row in done} == {"follow_ups", "dues_bases"}
    assert private.json("db", "verify") == []
    private("privacy", "purge", "--before", "今天", "--yes")
    assert private.json("db", "verify") == []
    assert found_in(private.database.read_bytes()) == set()


def test_what_was_purged_cannot_be_taken_back(private: Program) -> None:
    purge = private("-q", "privacy", "purge", "--before", "今天", "--yes").out.splitlines()[-1]
    assert private("undo", purge, ok=5).err.startswith(f"操作 {purge} 清理了到期的内容，不能撤销。\n下一步：")
    (edit,) = query(
        private,
        "SELECT operation_id FROM journal WHERE table_name = 'contact' AND row_id = 1 AND action = 'update' ORDER BY id LIMIT 1",
    )
    assert private("undo", str(edit[0]), ok=5).err.startswith(
        f"操作 {edit[0]} 的内容已经由操作 {purge} 按保存期清理，不能撤销。\n下一步："
    )
    assert "已撤销操作" in private("undo").err
    assert private.json("db", "verify") == []


def test_who_took_what_out_of_which_operation_is_said(private: Program) -> None:
    assert private.json("privacy", "report")["purges"] == []
    private("privacy", "purge", "--before", "今天", "--yes")
    assert "清理过变更记录：联系记录 2 处。\n" in private("db", "verify").err
    page = private.json("privacy", "report")
    assert {row["table"]: row["changes"] for row in page["purges"]} == {
        "contact": 2, "dues_base": 2, "follow_up": 2, "id_number": 1, "member": 2,
    }  # fmt: skip
    assert all(kind["due"] == 0 for kind in page["kinds"])
    assert "清理了 2026-11-01 之前到期的内容：联系记录的文字 1 条" in private("history", "--limit", "1").out


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET after = replace(after, '〔已清理〕', '伪造') WHERE table_name = 'contact' AND row_id = 1",
        "UPDATE redaction SET seal = substr(seal, 2) || 'x'",
        "DELETE FROM redaction",
        "UPDATE redaction SET redacted_id = 3",
    ],
)
def test_a_forged_redaction_is_found(tampering: str, private: Program) -> None:
    private("privacy", "purge", "--before", "今天", "--yes")
    with closing(sqlite3.connect(private.database)) as connection, connection:
        connection.execute(tampering)
    private("db", "verify", ok=9)


def test_older_backups_are_named(private: Program) -> None:
    backup = private("-q", "db", "backup").out.strip()
    said = private("privacy", "purge", "--before", "今天", "--yes").err
    assert f"备份里还有清理前的内容：{backup}" in said
    assert [row["file"] for row in private.json("privacy", "report")["backups"]] == [backup]
    Path(backup).unlink()
    assert private.json("privacy", "report")["backups"] == []


def test_what_a_removed_record_left_goes_a_year_after(private: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2025-01-05T00:00:00Z")
    private("liaison", "edit", "2", "--problem", "灯又坏了CANARY8801")
    private("liaison", "remove", "2", "--yes")
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T00:00:00Z")
    private("privacy", "purge", "--before", "2026-01-05", "--yes")
    assert b"CANARY8801" in private.database.read_bytes()
    private("privacy", "purge", "--before", "2026-01-06", "--yes")
    assert b"CANARY8801" not in private.database.read_bytes()
    assert private.json("db", "verify") == []
