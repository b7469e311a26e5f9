"""Questions at a terminal, and what happens where nobody can be asked."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import typer

from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from tests.conftest import TODAY, Program, call
from tests.invented_school import fill

pexpect = pytest.importorskip("pexpect")


@pytest.fixture
def terminal(pb: Program) -> Callable[..., Any]:
    """Run the program on a terminal: `with terminal("branch", "remove", "甲") as child: …`."""

    @contextmanager
    def opened(*words: str) -> Iterator[Any]:
        child = pexpect.spawn(
            sys.executable, ["-m", "pbcli", "--db", str(pb.database), "--today", TODAY, *words],
            env={"HOME": os.environ["HOME"], "LC_ALL": "C.UTF-8", "TERM": "dumb"}, encoding="utf-8", timeout=60,
            dimensions=(40, 100), cwd=Path(__file__).parents[2],
        )  # fmt: skip
        yield child
        child.expect(pexpect.EOF)
        child.close()

    return opened


def state(**options: Any) -> State:
    return State(options, no_input=False, quiet=False, verbose=False)


def test_what_is_missing_is_asked_for(terminal: Callable[..., Any], pb: Program) -> None:
    with terminal("branch", "add") as child:
        child.expect("党支部名称.*: ")
        child.sendline("  甲支部 ")
    assert child.exitstatus == 0
    assert [row["name"] for row in pb.json("branch", "list")] == ["甲支部"]


@pytest.mark.parametrize(("answer", "code", "left"), [("y", 0, 0), ("n", 130, 1), ("", 130, 1)])
def test_a_removal_asks_first(answer: str, code: int, left: int, terminal: Callable[..., Any], pb: Program) -> None:
    pb("branch", "add", "甲支部")
    with terminal("branch", "remove", "甲支部") as child:
        child.expect(r"\[y/N\]: ")
        child.sendline(answer)
    assert child.exitstatus == code
    assert ("没有改动。" in child.before) == (code == 130)
    assert len(pb.json("branch", "list")) == left


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_question_that_is_left_is_130(key: str, terminal: Callable[..., Any], pb: Program) -> None:
    pb("branch", "add", "甲支部")
    with terminal("branch", "remove", "甲支部") as child:
        child.expect(r"\[y/N\]: ")
        time.sleep(0.3)  # an interrupt just before Python waits for the line is only seen with the next key
        child.send(key)
    assert child.exitstatus == 130
    assert "Traceback" not in child.before
    assert len(pb.json("branch", "list")) == 1


class Keyboard(io.StringIO):
    """A stdin, or a stderr, that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Type this in this process."""

    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Keyboard(text))
        monkeypatch.setattr(sys, "stderr", Keyboard())

    return typed


def test_answers_are_taken_in_this_process_too(keyboard: Callable[[str], None]) -> None:
    keyboard("y\n")
    state().confirm("真的？", yes=False)
    keyboard("n\n")
    with pytest.raises(typer.Exit) as left:
        state().confirm("真的？", yes=False)
    assert left.value.exit_code == 130
    keyboard("  甲支部 \n")
    assert state().ask("名称", None) == "甲支部"
    assert state().ask("名称", "乙支部") == "乙支部"


def test_no_input_on_a_terminal_never_waits(terminal: Callable[..., Any], pb: Program) -> None:
    pb("branch", "add", "甲支部")
    with terminal("--no-input", "branch", "remove", "甲支部") as child:
        pass
    assert child.exitstatus == 2
    assert "要先确认" in child.before
    assert "pbcli branch remove" in child.before
    assert "--yes" in child.before


def test_what_is_said_may_be_silenced(pb: Program, work: Any) -> None:
    with work() as opened:
        fill(opened)
    assert "按默认学期" in pb("liaison", "count", "本学期").err
    assert pb("-q", "liaison", "count", "本学期").err == ""
    assert pb("-q", "branch", "remove", "第一党支部", "--yes", ok=None).out == ""


def test_what_lies_behind_is_said_to_those_who_ask(pb: Program) -> None:
    added = pb("-v", "branch", "add", "甲支部")
    operation = pb.json("history")[0]["id"]
    assert added.err.splitlines() == [
        f"数据库：{pb.database}",
        f"操作 {operation}，改动 1 处。要撤销：pbcli undo {operation}",
        "已添加甲支部。",
    ]
    counted = pb("event", "list", "上月", "-v")
    assert counted.err.splitlines() == [
        f"数据库：{pb.database}", "时段：2026-10-01 至 2026-10-31；今天算作 2026-11-01。",
    ]  # fmt: skip
    assert "操作" not in pb("-v", "branch", "add", "乙支部", "--dry-run").err
    assert pb("-q", "-v", "branch", "list").err == ""


def test_a_dry_run_shows_what_would_change(pb: Program) -> None:
    outcome = pb("branch", "add", "甲支部", "--dry-run")
    assert "甲支部" in outcome.out
    assert outcome.err == "这是预演，什么也没有写入。\n"
    assert pb.json("branch", "list") == []


def test_today_and_now() -> None:
    assert state(today="2026-10-31").today == date(2026, 10, 31)
    assert abs((datetime.now(UTC) - state().now).total_seconds()) < 60
    assert abs((datetime.now(UTC).date() - state().today).days) <= 1


def test_the_moment_of_recording_may_be_fixed_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_NOW", "2026-11-01T12:00:00+08:00")
    assert state().now == datetime(2026, 11, 1, 4, tzinfo=UTC)


def test_who_is_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "secretary")
    assert state().actor == "secretary"

    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert state().actor == "?"


def test_a_tilde_is_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state(db="~/own.db").database == tmp_path / "own.db"
    with pytest.raises(UsageFault):
        _unused = state(db="postgresql://x").database


def test_an_address_of_another_kind_never_shows_a_password() -> None:
    outcome = call(["--db", "postgresql://u:geheim@h/d", "branch", "list"])
    assert outcome.code == 2
    assert "geheim" not in outcome.err
