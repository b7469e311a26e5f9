"""Without the extra `crypt`: one sentence that says how to have it."""

import sys
from pathlib import Path

import pytest

from tests.conftest import Program

MISSING = "加密备份要用 pyrage，还没有安装。\n下一步：pip install 'pbcli[crypt]'\n"


def test_one_sentence_says_how_to_have_it(pb: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    (tmp_path / "x.db.age").write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
    for words in (
        ["backup", "--encrypt-to", "age1x"],
        ["keygen", str(tmp_path / "k")],
        ["restore", str(tmp_path / "x.db.age"), "--yes"],
    ):
        assert pb("db", *words, ok=2).err == MISSING
    assert not (tmp_path / "k").exists()
    assert pb("db", "backup").code == 0


@pytest.mark.parametrize("name", ["none.age", ".", "link.age"])
def test_what_is_no_file_is_not_encrypted(name: str, pb: Program, tmp_path: Path) -> None:
    (tmp_path / "link.age").symlink_to(tmp_path / "x")
    assert "pyrage" not in pb("db", "restore", tmp_path / name, "--yes", ok=None).err
