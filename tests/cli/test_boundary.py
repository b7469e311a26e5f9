"""What happens when things go wrong underneath: bugs, pipes that close, a hand on Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pbcli.config
from tests.conftest import Program, call


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Path:
        canary = "13800138000"
        raise RuntimeError(canary)

    monkeypatch.setattr(pbcli.config, "config_file", broken)


@pytest.mark.usefixtures("bug")
def test_a_bug_is_one_sentence_and_a_private_log_without_values(tmp_path: Path) -> None:
    outcome = call(["config", "path"])
    assert outcome.code == 1
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1
    log = tmp_path / "home" / "data" / "pbcli" / "errors.log"
    assert str(log) in outcome.err
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700
    written = log.read_text(encoding="utf-8")
    number = written.split()[0]
    assert number in outcome.err
    assert "RuntimeError" in written
    assert "test_boundary.py" in written
    assert "13800138000" not in written + outcome.err


@pytest.mark.usefixtures("bug")
def test_a_bug_with_nowhere_to_log_still_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    outcome = call(["config", "path"])
    assert outcome.code == 1
    assert outcome.err == "程序出了意外错误（RuntimeError），日志也写不了。\n"


@pytest.mark.usefixtures("bug")
def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCLI_DEBUG", "1")
    with pytest.raises(RuntimeError):
        call(["config", "path"])


def test_a_closed_pipe_is_quiet(pb: Program) -> None:
    command = f'"{sys.executable}" -m pbcli --db "{pb.database}" help exit-codes | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_is_130_without_a_traceback(pb: Program) -> None:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable, ["-m", "pbcli", "--db", str(pb.database.with_name("new.db")), "init"],
        env={**os.environ, "PBCLI_LANG": "zh"}, encoding="utf-8", timeout=30,
    )  # fmt: skip
    child.expect("单位名称")
    time.sleep(0.3)
    child.kill(signal.SIGINT)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before
    assert not pb.database.with_name("new.db").exists()
