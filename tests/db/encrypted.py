"""Encrypted databases for tests, and what must not be found in them."""

from pathlib import Path

import pytest

from tests.conftest import UNIT, Program

pytest.importorskip("sqlcipher3", reason="the extra crypt is not installed")

SECRET = "正确 horse 电池"
PLAIN = b"SQLite format 3\0"
MARK = b"pbc1"


def key_file(path: Path, text: str = "5a" * 32) -> Path:
    """Write a key file that only its owner reads."""
    path.write_text(text + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def encrypted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Make an encrypted database whose key file the environment names."""
    folder.mkdir(exist_ok=True)
    monkeypatch.setenv("PBCLI_KEY_FILE", str(key_file(folder / "own.key")))
    pb = Program(folder / "pbcli.db")
    pb("init", "--unit", UNIT, "--encrypt")
    return pb


def readable(folder: Path, *words: str) -> list[str]:
    """Name the files of a folder that are plain databases, or in which one of the words stands."""
    wanted = [PLAIN, *(word.encode() for word in words)]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in wanted)]
