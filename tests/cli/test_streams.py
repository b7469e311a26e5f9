"""What leaves the program: its encoding on pipes and terminals, colour, streams that are closed or full."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome, Program
from tests.once import once

Process = Callable[..., Outcome]
WITHOUT_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
@once
def branch(pb: Program) -> Program:
    pb("branch", "add", "第一党支部")
    return pb


@pytest.fixture
def terminal(branch: Program) -> Callable[..., bytes]:
    pexpect = pytest.importorskip("pexpect")

    def shown(*words: str, **variables: str) -> bytes:
        environment = {"HOME": os.environ["HOME"], "PBCLI_DB": str(branch.database), "TERM": "xterm", **variables}
        child = pexpect.spawn(
            sys.executable, ["-m", "pbcli", *words], env=environment, dimensions=(30, 100), timeout=60,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0, child.before
        return bytes(child.before)

    return shown


@pytest.mark.parametrize("variables", [{}, WITHOUT_UTF8, {"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "zh_CN.GBK"}])
@pytest.mark.parametrize("words", [["branch", "list"], ["--help"], ["help", "dates"], ["config", "path"]])
def test_a_pipe_gets_utf8_whatever_the_locale(
    words: list[str], variables: dict[str, str], branch: Program, process: Process
) -> None:
    piped = process(*words, PBCLI_DB=str(branch.database), **variables)
    assert piped.code == 0, piped.err
    assert piped == process(*words, PBCLI_DB=str(branch.database))


@pytest.mark.parametrize("variables", [{}, {"LC_ALL": "C"}, {"PYTHONUTF8": "1"}])
def test_chinese_words_arrive_whatever_the_locale(variables: dict[str, str], branch: Program, process: Process) -> None:
    outcome = process("branch", "add", "甲支部", PBCLI_DB=str(branch.database), **variables)
    assert (outcome.code, outcome.err) == (0, "已添加甲支部。\n")
    assert [row["name"] for row in branch.json("branch", "list")] == ["第一党支部", "甲支部"]


def test_a_terminal_keeps_its_encoding(terminal: Callable[..., bytes]) -> None:
    assert "第一党支部" in terminal("branch", "list").decode("utf-8")
    assert "第一党支部" in terminal("branch", "list", PYTHONIOENCODING="gbk").decode("gbk")
    assert "党务记录" in terminal("--help", PYTHONIOENCODING="gbk").decode("gbk")
    assert b"\\u7b2c" in terminal("branch", "list", PYTHONIOENCODING="ascii")


def test_colour_only_where_it_is_wanted(terminal: Callable[..., bytes], branch: Program) -> None:
    colour = re.compile(rb"\x1b\[[0-9;]*m")
    assert colour.search(terminal("branch", "list"))
    assert not colour.search(terminal("branch", "list", NO_COLOR="1"))
    assert not colour.search(terminal("branch", "list", TERM="dumb"))
    assert b"\x1b" not in branch("branch", "list", "-f", "table").raw


def shell(command: str, branch: Program) -> subprocess.CompletedProcess[bytes]:
    command = command.replace("pbcli", f'"{sys.executable}" -m pbcli --db "{branch.database}"')
    return subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", ["branch list", "--help", "branch list -f xlsx"])
def test_a_full_disk_behind_stdout_is_one_sentence(words: str, branch: Program) -> None:
    done = shell(f"pbcli {words} > /dev/full", branch)
    assert done.returncode == 11
    assert done.stderr.decode() == "写不下去了：磁盘已满。\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str, branch: Program) -> None:
    assert shell(f"pbcli branch list {closed}", branch).returncode == 0
    assert shell(f"pbcli branch add 乙支部 {closed}", branch).returncode == 0
    assert shell(f"pbcli branch add {closed}", branch).returncode == 2
    assert "乙支部" in branch("branch", "list").out


def test_a_reader_that_leaves_early_is_no_fault(branch: Program) -> None:
    done = shell("pbcli help formats | head -1; exit ${PIPESTATUS[0]}", branch)
    assert (done.returncode, done.stderr) == (0, b"")


def test_quiet_prints_the_id_alone(pb: Program) -> None:
    added: Any = pb("-q", "branch", "add", "甲支部")
    assert (added.out, added.err) == ("1\n", "")
