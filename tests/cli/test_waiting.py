"""Several at once: the one who waits is told after a moment, and then goes on, or gives up after a while."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pbcli.db import copying, waiting
from pbcli.domain.errors import Conflict
from tests.conftest import Outcome, Program

TOLD = "正在等另一个 pbcli 写完…\n"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (waiting, copying):
        monkeypatch.setattr(module, "PATIENCE_MILLISECONDS", 100)


@contextmanager
def held(path: Path, *statements: str, seconds: float = 2.0) -> Iterator[None]:
    """Hold the database as another program would, and let it go after a while."""
    begun = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            for statement in statements:
                other.execute(statement).fetchall()
            begun.set()
            time.sleep(seconds)
            other.execute("ROLLBACK")

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(10)
    try:
        yield
    finally:
        thread.join()


WRITER = ("BEGIN EXCLUSIVE",)
RESERVED = ("BEGIN IMMEDIATE",)
READER = ("BEGIN", "SELECT count(*) FROM branch")


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("words", "holder", "said"),
    [
        (["branch", "add", "第一党支部"], RESERVED, f"{TOLD}已添加第一党支部。\n"),
        (["branch", "add", "第一党支部"], WRITER, f"{TOLD}已添加第一党支部。\n"),
        (["branch", "add", "第一党支部"], READER, f"{TOLD}已添加第一党支部。\n"),
        (["branch", "list"], WRITER, TOLD),
        (["branch", "list"], RESERVED, ""),
        (["db", "info"], WRITER, TOLD),
        (["db", "backup", "-q"], WRITER, ""),
    ],
)
def test_whoever_waits_is_told_once(words: list[str], holder: tuple[str, ...], said: str, pb: Program) -> None:
    with held(pb.database, *holder):
        assert pb(*words).err == said


@pytest.mark.usefixtures("impatient")
def test_a_copy_that_waits_for_a_writer_or_a_reader(pb: Program) -> None:
    from tests.db.bad_files import locked

    file = pb("-q", "db", "backup").out.strip()
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as source,
        closing(sqlite3.connect(pb.database)) as target,
    ):
        told: list[bool] = []
        waiting.announce_by(lambda: told.append(True))
        with held(pb.database, *READER):
            copying.copy_database(source, target, pb.database)
        assert told == [True]
        with locked(pb.database), pytest.MonkeyPatch.context() as patch:
            patch.setenv("PBCLI_BUSY_MS", "150")
            with pytest.raises(Conflict):
                copying.copy_database(source, target, pb.database)
        assert told == [True, True]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("words", [["branch", "add", "第一党支部"], ["branch", "list"], ["db", "backup"]])
def test_whoever_waited_too_long_gives_up(words: list[str], pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.db.bad_files import locked

    monkeypatch.setenv("PBCLI_BUSY_MS", "300")
    with locked(pb.database):
        outcome = pb(*words, ok=6)
    sentence = f"数据库正被另一个程序占用：{pb.database}。\n下一步：稍后再试一次。\n"
    assert (outcome.out, outcome.err) == ("", TOLD + sentence)


def test_a_short_wait_is_not_worth_a_word(pb: Program) -> None:
    with held(pb.database, *RESERVED, seconds=0.3):
        assert pb("branch", "add", "第一党支部").err == "已添加第一党支部。\n"


def test_who_gives_up_at_once_says_only_that(pb: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.db.bad_files import locked

    monkeypatch.setenv("PBCLI_BUSY_MS", "0")
    with locked(pb.database):
        assert pb("branch", "list", ok=6).err.startswith("数据库正被另一个程序占用")


def test_as_a_program_of_its_own(database: Path, process: object) -> None:
    assert callable(process)
    with held(database, *RESERVED, seconds=2.5):
        outcome: Outcome = process("--db", str(database), "branch", "add", "第一党支部", LC_ALL="C.UTF-8")
    assert (outcome.code, outcome.err) == (0, f"{TOLD}已添加第一党支部。\n")


def test_without_anyone_to_tell_it_waits_all_the_same(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_tellers", [])
    waiting.announce()
