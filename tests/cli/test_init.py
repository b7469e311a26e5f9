"""`init`: a database of one's own, once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pbcli.db.read import open_reader
from tests.conftest import Outcome, call

Process = Callable[..., Outcome]


def test_it_makes_a_private_database_with_the_units_name(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "own.db"
    outcome = call(["--db", str(path), "init", "--unit", "某职业学校"])
    assert outcome.code == 0
    assert outcome.out == ""
    assert outcome.err.startswith(f"已为某职业学校建好数据库：{path}\n下一步：pbcli import")
    assert path.stat().st_mode & 0o777 == 0o600
    with open_reader(path) as reader:
        assert reader.value("unit_name") == "某职业学校"


def test_quiet_prints_just_the_address(tmp_path: Path) -> None:
    outcome = call(["-q", "--db", str(tmp_path / "own.db"), "init", "--unit", "某校"])
    assert outcome.out == f"{tmp_path / 'own.db'}\n"
    assert outcome.err == ""


def test_without_a_terminal_it_says_what_is_missing(tmp_path: Path) -> None:
    outcome = call(["--db", str(tmp_path / "own.db"), "init"])
    assert outcome.code == 2
    assert outcome.err == "还缺：单位名称（--unit）。\n下一步：pbcli init --help\n"
    assert not (tmp_path / "own.db").exists()


def test_a_second_time_is_a_conflict_and_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    assert call(["--db", str(database), "init", "--unit", "别的学校"]).code == 6
    assert database.read_bytes() == before


@pytest.mark.parametrize("name", ["", "  ", "甲" * 201, "甲\x1b[31m乙"])
def test_a_name_that_cannot_be(name: str, tmp_path: Path) -> None:
    outcome = call(["--db", str(tmp_path / "own.db"), "init", "--unit", name])
    assert outcome.code == 5
    assert "单位名称" in outcome.err
    assert not (tmp_path / "own.db").exists()


def test_it_works_with_an_empty_environment_and_the_default_place(process: Process, tmp_path: Path) -> None:
    outcome = process("init", "--unit", "某校", LC_ALL="C")
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "home" / ".local" / "share" / "pbcli" / "pbcli.db").exists()
    assert "某校" in process("db", "info", LC_ALL="C").out


def test_without_any_home_the_system_is_asked_or_the_option_named(process: Process, tmp_path: Path) -> None:
    outcome = process("--db", tmp_path / "own.db", "init", "--unit", "某校", HOME="")
    assert outcome.code == 0, outcome.err


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    import os
    import sys

    path = tmp_path / "own.db"
    environment = {**os.environ, "PBCLI_LANG": "zh"}
    child = pexpect.spawn(
        sys.executable, ["-m", "pbcli", "--db", str(path), "init"], env=environment, encoding="utf-8", timeout=30
    )
    child.expect("单位名称")
    child.sendline("某职业学校")
    child.expect("已为某职业学校建好数据库")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
