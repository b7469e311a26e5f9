"""The door: quick answers, streams that were closed, and the exit code handed on."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from pbcli import __version__
from pbcli.__main__ import answered
from pbcli.cli.boundary import prepare_streams, silence_stdout
from tests.conftest import Outcome, call

ROOT = Path(__file__).resolve().parents[1]


def test_the_version_is_answered_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(["--version"]) == 0
    assert capsys.readouterr().out == f"pbcli {__version__}\n"


def test_all_else_goes_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(["config", "path"]) == 0
    assert capsys.readouterr().out.endswith("config.toml\n")
    assert answered(["nonsense"]) == 2
    assert "没有“nonsense”这个命令。" in capsys.readouterr().err


def through_the_door(*words: str, stdout: int | IO[bytes], **variables: str) -> "subprocess.CompletedProcess[bytes]":
    """Go through the door in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pbcli", *words], stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=60,
        env={"HOME": "/nowhere", "PYTHONPATH": str(ROOT), **variables},
    )  # fmt: skip


def test_the_door_hands_on_the_exit_code_with_everything_said() -> None:
    done = through_the_door("help", "formats", stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stdout.decode().endswith("\n")
    assert len(done.stdout) > 1000
    refused = through_the_door("nonsense", stdout=subprocess.PIPE)
    assert refused.returncode == 2
    assert "没有“nonsense”这个命令。" in refused.stderr.decode()


def test_the_door_completes() -> None:
    done = through_the_door("mem", stdout=subprocess.PIPE, _PBCLI_COMPLETE="bash")
    assert (done.returncode, done.stdout) == (0, b"words\nmember\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_the_door_tells_that_there_was_no_room() -> None:
    with Path("/dev/full").open("wb") as full:
        assert through_the_door("--version", stdout=full).returncode == 11


def test_the_door_is_quiet_when_nobody_reads_on() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = through_the_door("--version", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_alone_without_a_database_it_says_how_to_begin() -> None:
    outcome = call([])
    assert outcome.code == 0
    assert "pbcli init --unit" in outcome.out


ASCII_ONLY = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.skipif(sys.platform == "win32", reason="words are Unicode there")
def test_words_are_read_as_they_were_typed_whatever_the_locale(process: Callable[..., Outcome], tmp_path: Path) -> None:
    database = ("--db", tmp_path / "党务.db")
    assert process(*database, "init", "--unit", "某校", **ASCII_ONLY).code == 0
    assert process(*database, "branch", "add", "第一党支部", **ASCII_ONLY).code == 0
    shown = process(*database, "branch", "show", "第一党支部", **ASCII_ONLY)
    assert (shown.code, "第一党支部" in shown.out) == (0, True)


@pytest.mark.parametrize(
    ("word", "begins_again"),
    [("上月", False), ("\udce4\udcb8\udc8a\udce6\udc9c\udc88", True), ("\udce4\udcb8", False), ("\ud83d", False)],
)
def test_it_begins_again_only_where_that_helps(word: str, begins_again: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _path, words: begun.append(words))
    monkeypatch.setattr(sys, "orig_argv", ["python", "-m", "pbcli", "report"])
    answered(["report", word])
    assert begun == ([[sys.executable, "-X", "utf8", "-m", "pbcli", "report"]] if begins_again else [])


def test_streams_that_were_closed_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare_streams()
    opened = [getattr(sys, name) for name in ("stdin", "stdout", "stderr")]
    try:
        assert sys.stdin.read() == ""
        sys.stdout.write("党支部")
        assert sys.stdout.encoding == "utf-8"
    finally:
        for stream in opened:
            stream.close()


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_pipes_are_utf8_and_terminals_keep_their_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, terminal = io.TextIOWrapper(io.BytesIO(), "ascii"), Terminal(io.BytesIO(), "gbk")
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", terminal)
    prepare_streams()
    assert (pipe.encoding, terminal.encoding, terminal.errors) == ("utf-8", "gbk", "backslashreplace")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    prepare_streams()


class Faulty(io.TextIOWrapper):
    """A stdout that fails when it is flushed."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(io.BytesIO(), "utf-8")
        self.fault: BaseException | None = fault

    def flush(self) -> None:
        if self.fault is not None:
            raise self.fault


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left on device"), 11, "写不下去了：磁盘已满。\n"),
        (KeyboardInterrupt(), 130, "\n"),
        (PermissionError(13, "x"), 1, "程序出了意外错误，编号 "),
    ],
)
def test_what_stdout_says_in_the_end(
    fault: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pbcli.cli.app import run

    stdout = Faulty(fault)
    monkeypatch.setattr(sys, "stdout", stdout)
    assert run(["help"]) == code
    stdout.fault = None
    assert capsys.readouterr().err.startswith(said)


def test_silence_reaches_the_file_behind_stdout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with path.open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        silence_stdout()
        file.write("lost")
    assert path.read_text() == ""
