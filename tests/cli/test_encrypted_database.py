"""An encrypted database, as its user meets it: a whole day with it, with its key and without."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from pbcli.db import driver
from tests.conftest import UNIT, Program, call
from tests.db.bad_files import all_files, overwrite
from tests.db.encrypted import MARK, SECRET, encrypted, key_file, readable
from tests.papers import BRANCHES, CLASSES, MEMBERS, text_file

WRONG = "a5" * 32


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted database and its key file, made once for this module."""
    folder = tmp_path_factory.mktemp("encrypted")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder.with_name("home")))
        encrypted(folder, patch)
    return folder


@pytest.fixture
def locked(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """An encrypted database; the environment names its key file."""
    folder = Path(shutil.copytree(first, tmp_path / "own"))
    monkeypatch.setenv("PBCLI_KEY_FILE", str(folder / "own.key"))
    return Program(folder / "pbcli.db")


def names(pb: Program) -> list[str]:
    return [row["name"] for row in pb.json("branch", "list")]


def test_a_whole_day_with_it(locked: Program, tmp_path: Path) -> None:
    papers = [
        text_file(tmp_path / name, rows)
        for name, rows in (("支.csv", BRANCHES), ("员.csv", MEMBERS), ("班.csv", CLASSES))
    ]
    locked("import", *papers)
    assert [row["name"] for row in locked.json("member", "list", "--branch", "第二党支部")] == ["王五", "李四"]
    locked("liaison", "log", "王五", "2025级机电2班", "学生谈心", "--problem", "迟到")
    report = locked.json("report", "monthly", "2026-11")
    assert sum(row["contacts"] for row in report["liaison"]) == 1
    assert locked("undo").err.startswith("已撤销操作 4（liaison log）")
    assert locked("redo").err.startswith("已重做操作 4")
    assert locked("member", "edit", "王五", "--education", "大学", "--dry-run").err.endswith("什么也没有写入。\n")
    file = Path(locked("-q", "db", "backup").out.strip())
    locked("branch", "add", "第三党支部")
    assert locked("db", "rehearse").err.startswith(f"已演练：{file.name} 恢复得了")
    locked("db", "restore", file, "--yes")
    assert names(locked) == ["第一党支部", "第二党支部"]
    assert locked.json("db", "verify") == locked.json("db", "check") == []
    assert locked("db", "migrate").err == "数据库的结构已经是最新的。\n"
    assert [row["command"] for row in locked.json("history", "--limit", "1")] == ["db restore"]
    assert "王五" in locked("export", "members", "--unmask").out
    locked("privacy", "purge", "--before", "今天", "--yes")
    assert locked("db", "prune").code == 0
    assert readable(locked.database.parent, "王五", "迟到", "CREATE TABLE") == []
    assert all_files(locked.database.parent).keys() >= {"pbcli.db.d/backups/manifest.jsonl"}


def test_what_is_said_of_it(locked: Program) -> None:
    facts = locked.json("db", "info")
    assert (facts["encrypted"], facts["unit"]) == (True, UNIT)
    assert "加密            是" in locked("db", "info").out
    rows = {row["key"]: row for row in locked.json("db", "doctor")}
    assert (rows["encryption"]["verdict"], rows["plain_backups"]["verdict"]) == ("ok", "ok")


def test_an_import_of_many_rows_is_one_step_and_nothing_plain_is_left_by_it(locked: Program, tmp_path: Path) -> None:
    paper = text_file(
        tmp_path / "支.csv", [["党支部", "成立日期"], *([f"第{n}党支部", "2016-07-01"] for n in range(1, 400))]
    )
    locked("import", "branches", paper)
    assert len(names(locked)) == 399
    locked("undo")
    assert (names(locked), locked.json("db", "verify")) == ([], [])
    assert readable(locked.database.parent, "党支部") == []


# ---- one that is there becomes encrypted, gets another key, and becomes plain again


def test_one_that_is_there(pb: Program, tmp_path: Path) -> None:
    pb("branch", "add", "第一党支部")
    before = pb.json("db", "info")
    outcome = pb("db", "encrypt", "--key-file", tmp_path / "own.key")
    key = tmp_path / "own.key"
    (backup,) = pb.database.with_name("pbcli.db.d").glob("backups/*.db")
    assert outcome.err.splitlines() == [
        f"已加密。加密前的备份：{backup}",
        f"新密钥在 {key}，只有您能读。",
        f"以后都用这把密钥：pbcli config set key_file {key}",
        "把密钥另存一份，不要和备份放在一起：没有它，数据库和备份谁也打不开。",
        "还有 1 份备份没有加密。确认打得开以后：",
        "  pbcli db backup",
        "  pbcli db prune --plain",
    ]
    assert (key.stat().st_mode & 0o777, len(key.read_text().strip())) == (0o600, 64)
    assert (pb.database.stat().st_mode & 0o777, pb.database.read_bytes()[:4]) == (0o600, MARK)
    pb("config", "set", "key_file", key)
    after = pb.json("db", "info")
    assert {**after, "encrypted": False} == {
        **before,
        **{name: after[name] for name in ("bytes", "sqlite", "last_backup", "last_backup_at")},
    }
    assert pb.json("db", "verify") == pb.json("db", "check") == []
    pb("branch", "add", "第二党支部")
    assert names(pb) == ["第一党支部", "第二党支部"]


def test_its_plain_backups_are_removed_once_there_is_another(locked: Program) -> None:
    locked("db", "decrypt", "--yes")
    plain = locked("-q", "db", "backup").out.strip()
    locked("db", "encrypt")
    found = locked("db", "doctor", ok=9).out
    assert "有 2 份备份没有加密" in found
    assert "pbcli db prune --plain" in found
    assert locked("db", "prune", "--plain", "--dry-run").err == "这是预演，会删除 2 份，什么也没有删。\n"
    assert Path(plain).exists()
    assert locked("db", "prune", "--plain").err == "删除 2 份，留下 1 份。\n"
    assert readable(locked.database.parent) == []
    assert locked("db", "doctor").code == 0


def test_while_there_is_no_other_the_plain_ones_stay(
    pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pb("db", "backup")
    assert pb("db", "prune", "--plain", ok=2).err.startswith("还没有加密的备份：")
    monkeypatch.setenv("PBCLI_KEY_FILE", str(key_file(tmp_path / "own.key")))
    pb("db", "encrypt")
    assert pb("db", "prune", "--plain", ok=2).err.endswith("下一步：pbcli db backup\n")


def test_another_key(locked: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked("branch", "add", "第一党支部")
    old, new = tmp_path / "own" / "own.key", tmp_path / "own" / "new.key"
    outcome = locked("db", "rekey", "--key-file", new)
    (backup,) = locked.database.with_name("pbcli.db.d").glob("backups/*.db")
    assert outcome.err.startswith(f"已换密钥。以前的备份仍要用旧密钥打开，最近一份：{backup}\n新密钥在 {new}")
    assert locked("branch", "list", ok=11).err.startswith("密钥不对，或者数据库已损坏：")
    monkeypatch.setenv("PBCLI_KEY_FILE", str(new))
    assert names(locked) == ["第一党支部"]
    locked("branch", "add", "第二党支部")
    assert locked("db", "rehearse", backup, ok=11).err.startswith(f"密钥不对，或者数据库已损坏：{backup}")
    assert locked("db", "rehearse", backup, "--identity", old).err.startswith("已演练：")
    locked("db", "restore", backup, "--identity", old, "--yes")
    assert names(locked) == ["第一党支部"]
    assert readable(tmp_path / "own") == []


def test_plain_again(locked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    locked("branch", "add", "第一党支部")
    assert locked("db", "decrypt", ok=2).err.startswith("要先确认：取消加密以后，拿到文件的人都能读。")
    outcome = locked("db", "decrypt", "--yes")
    (backup,) = locked.database.with_name("pbcli.db.d").glob("backups/*.db")
    assert outcome.err == f"已取消加密。加密的备份：{backup}\n"
    monkeypatch.delenv("PBCLI_KEY_FILE")
    assert (names(locked), locked.json("db", "verify")) == (["第一党支部"], [])
    with closing(sqlite3.connect(locked.database)) as connection:
        assert connection.execute("SELECT name FROM branch").fetchall() == [("第一党支部",)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["db", "rekey", "--key-file", "new.key"], "数据库没有加密："),
        (["db", "decrypt", "--yes"], "数据库没有加密："),
        (["db", "encrypt"], "数据库已经是加密的："),
        (["init", "--unit", "甲", "--encrypt"], "那里已经有一个数据库："),
    ],
)
def test_what_is_so_already(
    words: list[str], sentence: str, pb: Program, locked: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = all_files(tmp_path)
    for program in (pb, locked):
        outcome = program(*words, ok=None)
        if outcome.code == 6:
            assert outcome.err.startswith(sentence)
            assert {name: data for name, data in all_files(tmp_path).items() if "home" not in name} == before
            return
        assert outcome.code == 0
        before = all_files(tmp_path)
    pytest.fail("neither was refused")


# ---- without the key, or with another


def test_without_a_key_it_says_what_is_missing_and_nothing_is_written(
    locked: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = locked("-q", "db", "backup").out.strip()
    monkeypatch.delenv("PBCLI_KEY_FILE")
    before = all_files(locked.database.parent)
    for words in (
        ["branch", "list"],
        ["branch", "add", "甲"],
        ["db", "check"],
        ["db", "backup"],
        ["undo"],
    ):
        outcome = locked(*words, ok=2)
        assert outcome.err.splitlines() == [
            f"数据库是加密的，没有给出密钥：{locked.database}。",
            "下一步：pbcli config set key_file FILE",
        ]
    bare = Program(locked.database.parent / "bare" / "pbcli.db")
    assert bare("db", "restore", file, "--yes", ok=2).err.startswith(f"数据库是加密的，没有给出密钥：{file}")
    assert "没有给出密钥" in locked("db", "doctor", ok=9).out
    assert all_files(locked.database.parent) == before


def test_another_key_opens_nothing(locked: Program, tmp_path: Path) -> None:
    key_file(tmp_path / "own" / "own.key", WRONG)
    before = all_files(locked.database.parent)
    for words in (["branch", "list"], ["branch", "add", "甲"], ["db", "check"], ["db", "decrypt", "--yes"]):
        assert locked(*words, ok=11).err.splitlines() == [
            f"密钥不对，或者数据库已损坏：{locked.database}。",
            "下一步：pbcli config show --origin",
        ]
    assert all_files(locked.database.parent) == before


@pytest.mark.parametrize(
    ("spoil", "code", "sentence", "hint"),
    [
        (lambda key: key.chmod(0o640), 11, "密钥文件对其他用户开放：{key}。", "chmod 600 {key}"),
        (lambda key: key.chmod(0o604), 11, "密钥文件对其他用户开放：{key}。", "chmod 600 {key}"),
        (lambda key: (key.rename(f"{key}.x"), key.symlink_to(f"{key}.x")), 11, "密钥文件不能是符号链接：{key}。", "ls -ld {key}"),
        (lambda key: (key.unlink(), key.mkdir()), 11, "这不是一个文件：{key}。", "ls -ld {key}"),
        (lambda key: key.unlink(), 2, "读不了密钥文件：{key}。", "pbcli config show --origin"),
        (lambda key: key.write_text("\n"), 2, "密钥文件里没有密钥：{key}。", "pbcli config show --origin"),
        (lambda key: key.write_bytes(b"\xff\xfe\xff"), 2, "密钥文件里没有密钥：{key}。", "pbcli config show --origin"),
        (lambda key: key.write_bytes(b""), 2, "密钥文件里没有密钥：{key}。", "pbcli config show --origin"),
    ],
    ids=["group", "others", "link", "folder", "missing", "blank", "bytes", "empty"],
)  # fmt: skip
def test_a_key_file_that_cannot_be_used(
    spoil: Any, code: int, sentence: str, hint: str, locked: Program, tmp_path: Path
) -> None:
    key = tmp_path / "own" / "own.key"
    spoil(key)
    outcome = locked("branch", "list", ok=code)
    assert outcome.err.splitlines() == [sentence.format(key=key), f"下一步：{hint.format(key=key)}"]


def test_a_new_one_needs_a_secret_that_is_worth_it(
    pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pb("db", "encrypt", ok=2).err.startswith("还缺：密钥文件（--key-file）。")
    assert pb("db", "encrypt", "--key-file", key_file(tmp_path / "k", "1234567"), ok=5).err == "口令至少 8 个字符。\n"
    assert pb("db", "encrypt", "--key-file", tmp_path / "none" / "k", ok=11).err.startswith("无法写入这个文件夹：")
    assert not pb.database.with_name("pbcli.db.d").exists()
    bare = Program(tmp_path / "new.db")
    for words in (["db", "encrypt", "--key-file", tmp_path / "k2"], ["db", "rekey"], ["db", "decrypt", "--yes"]):
        assert bare(*words, ok=7).err.startswith("还没有数据库：")
    assert not (tmp_path / "k2").exists()
    assert bare("init", "--unit", UNIT, "--encrypt", ok=2).err.startswith("还缺：密钥文件（--key-file）。")
    assert not bare.database.exists()


def test_without_the_driver_one_sentence_says_how_to_have_it(locked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    missing = "加密的数据库要用 sqlcipher3，还没有安装。\n下一步：pip install 'pbcli[crypt]'\n"
    assert locked("branch", "list", ok=2).err == missing
    plain = Program(locked.database.with_name("plain.db"))
    plain("init", "--unit", UNIT)
    before = plain.database.read_bytes()
    assert plain("db", "encrypt", ok=2).err == missing
    assert plain.database.read_bytes() == before
    assert Program(locked.database.with_name("new.db"))("init", "--unit", UNIT, "--encrypt", ok=2).err == missing


# ---- passphrases, on a terminal


def spawned(database: Path, *words: str) -> Any:
    return pexpect.spawn(sys.executable, ["-m", "pbcli", "--db", str(database), *words], encoding="utf-8", timeout=60)


def test_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    database = tmp_path / "pbcli.db"
    child = spawned(database, "init", "--unit", UNIT, "--encrypt")
    child.expect("新口令")
    child.sendline(SECRET)
    child.expect("[Rr]epeat|再")
    child.sendline(SECRET)
    child.expect("已为.*建好数据库")
    child.expect(pexpect.EOF)
    assert SECRET not in child.before
    for typed, said in ((SECRET, "已添加"), ("falsch falsch", "密钥不对")):
        child = spawned(database, "branch", "add", "第一党支部")
        child.expect("pbcli.db 的口令")
        child.sendline(typed)
        child.expect(said)
        child.expect(pexpect.EOF)
    # The derivation is SQLCipher's own, so that its tools open the file too.
    with closing(pytest.importorskip("sqlcipher3").connect(str(database))) as connection:
        connection.execute(f"PRAGMA key = '{SECRET}'")
        assert connection.execute("SELECT name FROM branch").fetchall() == [("第一党支部",)]


def test_a_passphrase_in_a_key_file(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_KEY_FILE", str(key_file(tmp_path / "own.key", SECRET)))
    pb("db", "encrypt")
    assert pb("branch", "add", "第一党支部").code == 0
    file = pb("-q", "db", "backup").out.strip()
    child = pexpect.spawn(
        sys.executable, ["-m", "pbcli", "--db", str(tmp_path / "b.db"), "db", "restore", file, "--yes"],
        encoding="utf-8", timeout=60, env={"PATH": "", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    child.expect("的口令")
    child.sendline(SECRET)
    child.expect("已恢复")
    child.expect(pexpect.EOF)


# ---- backups: between encrypted and plain ones


def test_on_a_new_machine_the_backup_and_the_key_are_enough(
    locked: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked("branch", "add", "第一党支部")
    locked("db", "backup", "--to", tmp_path / "stick")
    (file,) = (tmp_path / "stick").glob("*.db")
    assert readable(tmp_path / "stick", "第一党支部") == []
    monkeypatch.delenv("PBCLI_KEY_FILE")
    new = Program(tmp_path / "new" / "pbcli.db")
    outcome = new("db", "restore", file, "--identity", tmp_path / "own" / "own.key", "--yes")
    assert outcome.err.endswith(f"以后都用这把密钥：pbcli config set key_file {tmp_path / 'own' / 'own.key'}\n")
    assert readable(tmp_path / "new", "第一党支部") == []
    new("config", "set", "key_file", tmp_path / "own" / "own.key")
    assert (names(new), new.json("db", "verify")) == (["第一党支部"], [])


def test_a_database_stays_what_it_is_whatever_is_restored(locked: Program, pb: Program) -> None:
    locked("branch", "add", "密支部")
    pb("branch", "add", "明支部")
    secret, plain = (program("-q", "db", "backup").out.strip() for program in (locked, pb))
    locked("db", "restore", plain, "--yes")
    assert (names(locked), locked.json("db", "check"), locked.json("db", "verify")) == (["明支部"], [], [])
    assert readable(locked.database.parent, "明支部") == []
    pb("db", "restore", secret, "--yes")
    assert (names(pb), pb.json("db", "check"), pb.json("db", "verify")) == (["密支部"], [], [])
    assert pb.json("db", "info")["encrypted"] is False


def test_a_key_that_a_plain_backup_needs_not(pb: Program, tmp_path: Path) -> None:
    file = pb("-q", "db", "backup").out.strip()
    assert pb("db", "restore", file, "--identity", tmp_path / "none.key", "--yes").err.endswith(
        f"已恢复：{pb.database}\n"
    )


def test_with_age_around_a_backup(locked: Program, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    locked("branch", "add", "第一党支部")
    public = locked("db", "keygen", tmp_path / "age.key").out.strip()
    file = locked("-q", "db", "backup", "--to", tmp_path / "stick", "--encrypt-to", public).out.strip()
    locked("branch", "add", "第二党支部")
    locked("db", "restore", file, "--identity", tmp_path / "age.key", "--yes")
    assert (names(locked), locked.json("db", "verify")) == (["第一党支部"], [])
    assert readable(tmp_path / "own", "第一党支部") == []
    rows = {row["key"]: row["verdict"] for row in locked.json("db", "doctor")}
    assert rows["plain_backups"] == "ok"


def test_a_torn_one_is_put_aside_and_one_behind_a_wrong_key_is_not(
    locked: Program, pb: Program, tmp_path: Path
) -> None:
    locked("branch", "add", "第一党支部")
    file = locked("-q", "db", "backup").out.strip()
    overwrite(locked.database, 4096 * 3, b"\xff" * 4096 * 5)
    assert locked("branch", "list", ok=11).err.startswith("数据库已损坏：")
    locked("db", "restore", file, "--yes")
    assert (names(locked), locked.json("db", "check")) == (["第一党支部"], [])
    assert len(list(locked.database.parent.glob("pbcli.db.damaged-*"))) == 1
    plain = pb("-q", "db", "backup").out.strip()
    overwrite(locked.database, 4096 * 3, b"\xff" * 4096 * 5)
    locked("db", "restore", plain, "--yes")
    assert locked.database.read_bytes()[:4] == MARK
    assert (names(locked), locked.json("db", "check")) == ([], [])
    key_file(tmp_path / "own" / "own.key", WRONG)
    before = locked.database.read_bytes()
    assert locked("db", "restore", plain, "--yes", ok=11).err.startswith("密钥不对，或者数据库已损坏：")
    assert locked.database.read_bytes() == before


@pytest.mark.parametrize("place", [100, 4096 * 2 + 7, -1])
def test_one_changed_bit_is_found(place: int, locked: Program) -> None:
    data = bytearray(locked.database.read_bytes())
    data[place] ^= 1
    locked.database.write_bytes(data)
    outcome = locked("db", "check", ok=None)
    assert outcome.code in {9, 11}
    assert "损坏" in outcome.err + outcome.out


# ---- settings, and completion


def test_the_key_file_is_a_setting(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert pb("config", "set", "key_file", "own.key", "--dry-run").err.endswith("什么也没有写入。\n")
    pb("config", "set", "key_file", "own.key")
    pb("db", "encrypt")
    assert (tmp_path / "own.key").stat().st_mode & 0o777 == 0o600
    (row,) = [row for row in pb.json("config", "show") if row["key"] == "key_file"]
    assert row["value"] == str(tmp_path / "own.key")
    assert pb("branch", "add", "第一党支部").code == 0
    assert "PBCLI_KEY_FILE" in pb("help", "environment").out


def test_who_looks_for_the_key_sees_where_it_was_looked_for(locked: Program, tmp_path: Path) -> None:
    key = key_file(tmp_path / "own" / "own.key", WRONG)
    outcome = locked("config", "show", "--origin", "-f", "json")
    assert outcome.err == f"密钥不对，或者数据库已损坏：{locked.database}。\n"
    rows = {row["key"]: row for row in json.loads(outcome.out)}
    assert (rows["key_file"]["value"], rows["key_file"]["origin"]) == (str(key), "PBCLI_KEY_FILE")
    assert "dues.rounding" not in rows


def test_completion_asks_nobody(locked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from pbcli.cli import completion

    locked("branch", "add", "第一党支部")
    monkeypatch.setattr(completion, "SECONDS", 60)
    line = ["--db", str(locked.database), "branch", "show", ""]
    assert [word for word, _meaning in completion.candidates(line)[1]] == ["第一党支部"]
    monkeypatch.delenv("PBCLI_KEY_FILE")
    driver.unlock_by(lambda path, _salt: pytest.fail(f"asked for {path}"))
    with pytest.raises(sqlite3.DatabaseError):
        completion.candidates(line)


def test_in_english(locked: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PBCLI_KEY_FILE")
    said = call(["--db", str(locked.database), "--lang", "en", "--no-input", "branch", "list"]).err
    assert said.splitlines()[0] == f"The database is encrypted and no key was given: {locked.database}."
