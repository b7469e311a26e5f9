"""The fixtures that all tests share: a fresh database, the program itself, a unit of work."""

import getpass
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

TODAY = "2026-11-01"

MEMORY = Path("/dev/shm")
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 2**30:
    # Each commit waits for the disk (synchronous=EXTRA), which is a third of the suite's time on one; what a disk does
    # to the records is tried by the endurance goals.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

NOW = datetime(2026, 11, 1, 4, 0, 0, tzinfo=UTC)
UNIT = "某职业学校"
ACTOR = getpass.getuser()
"""Who does it all; where no variable tells, each change would ask the system anew."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one worker more than there are processors: many tests wait for a terminal or for another process."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker a run of tests that stand together, so that what a file prepares once is prepared by one of them."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


@dataclass(frozen=True)
class Outcome:
    """What a call of the program left: its exit code and its two streams."""

    code: int
    out: str
    err: str
    raw: bytes = b""


class Program:
    """Calls the program in this process on one database, as a script would: without questions."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def __call__(self, *words: str | Path, today: str = TODAY, ok: int | None = 0) -> Outcome:
        """Run the words and compare the exit code with `ok`; None takes any."""
        argv = ["--db", str(self.database), "--today", today, "--no-input", *map(str, words)]
        outcome = call(argv)
        if ok is not None:
            assert outcome.code == ok, f"{words}: {outcome.code}\n{outcome.err}\n{outcome.out}"
        return outcome

    def json(self, *words: str | Path, today: str = TODAY) -> Any:
        """Run the words with -f json and return what they print."""
        return json.loads(self(*words, "-f", "json", today=today).out)


def call(argv: list[str]) -> Outcome:
    """Call the program in this process with streams of its own."""
    from pbcli.cli.app import run
    from pbcli.messages import use

    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.StringIO("")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8", newline="", write_through=True)
    try:
        code = run(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        # Before the wrappers go: with them the buffers are closed.
        return Outcome(code, out.getvalue().decode(errors="replace"), err.getvalue().decode(), out.getvalue())
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
        use("zh")  # the language is one of the process: what a call spoke, the next test must not


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """What a test starts can be interrupted, even where whoever began the run has interrupts ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    for name in ("DB", "TODAY", "LANG", "KEY_FILE", "PROFILE", "CONFIG", "NOW", "DEBUG"):
        monkeypatch.delenv(f"PBCLI_{name}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LOGNAME", ACTOR)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with one unit and nothing else, made once a session."""
    from pbcli.services.unit import create_unit

    path = tmp_path_factory.mktemp("template") / "template.db"
    create_unit(path, UNIT, NOW)
    return path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demonstration school, made once a session; for reading only."""
    from tests.docs.examples import make_demo

    return make_demo(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A fresh database of its own for this test."""
    path = tmp_path / "pbcli.db"
    shutil.copyfile(template, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def pb(database: Path) -> Program:
    """The program, on the test's database."""
    return Program(database)


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Outcome]:
    """Call the program as a process of its own, with nothing in its environment but what the test gives."""

    def called(*words: str | Path, stdin: bytes = b"", **variables: str) -> Outcome:
        environment = {"HOME": str(tmp_path / "home"), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")} | variables
        environment = {name: value for name, value in environment.items() if value}
        done = subprocess.run(
            [sys.executable, "-m", "pbcli", *map(str, words)],
            input=stdin, capture_output=True, env=environment, cwd=tmp_path, timeout=60, check=False,
        )  # fmt: skip
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)

    return called


@pytest.fixture
def work(database: Path) -> Callable[[], AbstractContextManager[Any]]:
    """Open a unit of work on the test's database: `with work() as w: …`."""
    from pbcli.db.engine import unit_of_work

    def opened() -> AbstractContextManager[Any]:
        return unit_of_work(database, command="test", actor="test", now=NOW)

    return opened


@pytest.fixture
def reader(database: Path) -> Iterator[Any]:
    """A reader on the test's database."""
    from pbcli.db.read import open_reader

    with open_reader(database) as opened:
        yield opened
