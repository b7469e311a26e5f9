"""Encrypted backups, as their user meets them: a key in a file or a passphrase, never on the command line."""

import io
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.conftest import Program, call
from tests.db.bad_files import all_files

pyrage = pytest.importorskip("pyrage", reason="the extra crypt is not installed")

SECRET = "正确 horse 电池"


@pytest.fixture
def key(pb: Program, tmp_path: Path) -> Path:
    """The file of a secret key."""
    pb("db", "keygen", tmp_path / "own.key")
    return tmp_path / "own.key"


def public(key: Path) -> str:
    return key.read_text().splitlines()[0].removeprefix("# public key: ")


def typed(monkeypatch: pytest.MonkeyPatch, line: str, *argv: str) -> tuple[int, str]:
    """Call the program with a line on stdin that is no terminal."""
    from pbcli.cli.app import run

    err = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    try:
        return run(list(argv)), err.getvalue()
    finally:
        monkeypatch.undo()


def test_a_key_pair_is_made_for_its_owner_alone(pb: Program, tmp_path: Path) -> None:
    outcome = pb("db", "keygen", tmp_path / "new.key")
    assert outcome.out == f"{public(tmp_path / 'new.key')}\n"
    assert (tmp_path / "new.key").stat().st_mode & 0o777 == 0o600
    assert "AGE-SECRET-KEY" not in outcome.out + outcome.err
    taken = tmp_path / "new.key"
    assert pb("db", "keygen", taken, ok=6).err == f"那里已经有一个文件：{taken}。\n下一步：ls -l {taken}\n"


def test_a_backup_for_a_key_is_had_again_with_it(pb: Program, key: Path, tmp_path: Path) -> None:
    pb("branch", "add", "第一党支部")
    file = Path(pb("-q", "db", "backup", "--to", tmp_path / "stick", "--encrypt-to", public(key)).out.strip())
    assert file.name.endswith(".db.age")
    assert (file.stat().st_mode & 0o777, file.read_bytes()[:21]) == (0o600, b"age-encryption.org/v1")
    assert "第一党支部".encode() not in b"".join(data for data, _mode in all_files(tmp_path / "stick").values())
    path = tmp_path / "new" / "own.db"
    call(["--db", str(path), "db", "restore", str(file), "--identity", str(key), "--yes"])
    restored = Program(path)
    assert [row["name"] for row in restored.json("branch", "list")] == ["第一党支部"]
    assert restored.json("db", "verify") == []
    assert pb("db", "rehearse", file, "--identity", key).err.startswith(f"已演练：{file.name} 恢复得了")


def test_over_a_database_that_is_there(pb: Program, key: Path) -> None:
    file = pb("-q", "db", "backup", "--encrypt-to", public(key)).out.strip()
    pb("branch", "add", "第一党支部")
    pb("db", "restore", file, "--identity", key, "--yes")
    assert pb.json("branch", "list") == []
    assert pb.json("db", "verify") == pb.json("db", "check") == []


def test_the_setting_encrypts_what_leaves_and_not_what_stays(pb: Program, key: Path, tmp_path: Path) -> None:
    pb("config", "set", "backup.recipients", public(key))
    assert pb("-q", "db", "backup", "--to", tmp_path / "stick").out.endswith(".db.age\n")
    assert pb("-q", "db", "backup").out.endswith("Z.db\n")


def test_a_passphrase_from_stdin(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = ("--db", str(pb.database))
    code, said = typed(
        monkeypatch, f"{SECRET}\n", *database, "db", "backup", "--passphrase", "--to", str(tmp_path / "s")
    )
    assert code == 0, said
    (file,) = (tmp_path / "s").glob("*.age")
    restore = (*database, "db", "restore", str(file), "--passphrase", "--yes")
    assert typed(monkeypatch, "falsch\n", *restore)[1].startswith("密钥或口令不对，或者备份已损坏")
    assert typed(monkeypatch, f"{SECRET}\n", *restore)[0] == 0
    code, said = typed(monkeypatch, "", *restore)
    assert (code, said.splitlines()[0]) == (2, "还缺：备份的口令。")


def test_a_passphrase_is_asked_for_on_a_terminal(pb: Program, tmp_path: Path) -> None:
    words = ["-m", "pbcli", "--db", str(pb.database), "db", "backup", "--passphrase", "--to", str(tmp_path / "s")]
    child: Any = pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=60)
    child.expect("备份的口令")
    child.sendline(SECRET)
    child.expect("[Rr]epeat|再")
    child.sendline(SECRET)
    child.expect("已备份并核对")
    child.expect(pexpect.EOF)
    assert SECRET not in child.before
    (file,) = (tmp_path / "s").glob("*.age")
    child = pexpect.spawn(
        sys.executable, ["-m", "pbcli", "--db", str(pb.database), "db", "restore", str(file), "--yes"],
        encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect("备份的口令")
    child.sendline(SECRET)
    child.expect("已恢复")


@pytest.mark.parametrize(
    ("spoil", "code", "sentence"),
    [
        (lambda key: key.unlink(), 2, "读不了密钥文件："),
        (lambda key: key.chmod(0o644), 11, "密钥文件对其他用户开放："),
        (lambda key: key.write_text("nothing"), 2, "这不是 age 的密钥文件："),
        (lambda key: key.write_bytes(b"\xff\xfe"), 2, "这不是 age 的密钥文件："),
        (lambda key: key.write_text("AGE-SECRET-KEY-1XX"), 2, "这不是 age 的密钥文件："),
        (lambda key: (key.unlink(), key.mkdir()), 2, "这不是 age 的密钥文件："),
        (lambda key: key.write_text(str(pyrage.x25519.Identity.generate())), 11, "密钥或口令不对，或者备份已损坏："),
    ],
    ids=["missing", "open", "text", "bytes", "torn", "folder", "another"],
)
def test_a_key_that_does_not_open_it(spoil: Any, code: int, sentence: str, pb: Program, key: Path) -> None:
    file = pb("-q", "db", "backup", "--encrypt-to", public(key)).out.strip()
    spoil(key)
    before = pb.database.read_bytes()
    assert pb("db", "restore", file, "--identity", key, "--yes", ok=code).err.startswith(sentence)
    assert pb.database.read_bytes() == before


def test_without_a_key_it_says_what_is_missing(pb: Program, key: Path) -> None:
    file = Path(pb("-q", "db", "backup", "--encrypt-to", public(key)).out.strip())
    assert pb("db", "restore", file, "--yes", ok=2).err.startswith(f"{file.name} 是加密的备份，要用密钥文件打开。")


@pytest.mark.parametrize("place", [30, 300, -1])
def test_a_torn_one_is_refused(place: int, pb: Program, key: Path) -> None:
    file = Path(pb("-q", "db", "backup", "--encrypt-to", public(key)).out.strip())
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    before = pb.database.read_bytes()
    assert pb("db", "restore", file, "--identity", key, "--yes", ok=11).err.startswith("密钥或口令不对，或者备份已损坏")
    assert pb.database.read_bytes() == before


def test_what_is_no_database_of_ours_is_refused(pb: Program, key: Path, tmp_path: Path) -> None:
    recipient = pyrage.x25519.Recipient.from_str(public(key))
    (tmp_path / "junk.age").write_bytes(pyrage.encrypt(b"no database" * 100, [recipient]))
    (tmp_path / "empty.age").write_bytes(pyrage.encrypt(b"", [recipient]))
    for name in ("junk.age", "empty.age"):
        outcome = pb("db", "restore", tmp_path / name, "--identity", key, "--yes", ok=11)
        assert outcome.err.startswith("这不是 pbcli 的数据库")


def test_what_is_no_public_key_is_refused_before_anything(pb: Program, tmp_path: Path) -> None:
    assert pb("db", "backup", "--encrypt-to", "age1x", ok=2).err.startswith("“age1x”不是 age 的公钥。")
    assert not pb.database.with_name("pbcli.db.d").exists()


def test_what_is_read_back_must_be_what_was_written(pb: Program, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: write(self, data[:-1]))
    assert pb("db", "backup", "--encrypt-to", public(key), ok=11).err.startswith("无法写入备份")
    assert [name for name in all_files(pb.database.parent) if name.endswith((".age", ".new"))] == []
