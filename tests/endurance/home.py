"""The program in this process, in a home of its own: no setting of whoever runs it reaches it, and none leaves it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from pbcli.cli import lazy
from tests.conftest import Program
from tests.docs.examples import make_demo
from tests.endurance.shim import environment
from tests.papers import CONTACTS, UNIT, school, text_file

_KEPT = ("PATH", "SYSTEMROOT", "COVERAGE_FILE")


@contextmanager
def home(folder: Path, **variables: str) -> Iterator[Program]:
    """Give the program on the database of a folder; the folder is made where it isn't there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = mock.patch.dict(os.environ, {**kept, **environment(folder), **variables}, clear=True)
    # A third of each call would go into building the area's command anew.
    with own, mock.patch("pbcli.cli.lazy.load", cache(lazy.load)):
        yield Program(folder / "pbcli.db")


@cache
def _kept() -> TemporaryDirectory[str]:
    """Give the folder in which a process makes its first small school."""
    return TemporaryDirectory(prefix="small-school-")


def small_school(pb: Program) -> None:
    """Put a small school where the program's database is to be: a copy of the first that was made in this process."""
    kept = Path(_kept().name) / "pbcli.db"
    if not kept.exists():
        new_small_school(Program(kept))
    shutil.copytree(kept.parent, pb.database.parent, dirs_exist_ok=True)
    pb.database.parent.chmod(0o700)


def new_small_school(pb: Program) -> None:
    """Make a small school: two branches, five members, two classes, four weeks of contacts, an event, a payment."""
    folder = pb.database.parent
    pb("init", "--unit", UNIT)
    school(folder, pb)
    ledger = text_file(folder / "台账.csv", CONTACTS)
    pb("import", ledger)
    ledger.unlink()
    pb("event", "add", "第一党支部", "主题党日", "--on", "2026-10-20", "--topics", "学习")
    pb("dues", "base", "张三", "6500", "--from", "2026-01")
    pb("dues", "pay", "张三", "97.5", "--month", "2026-10")
    pb("project", "add", "党建品牌建设研究", "--branch", "第一党支部", "--leader", "张三", "--number", "XG2026-001")


def demonstration(pb: Program) -> None:
    """Put the demonstration school where the program's database is to be: a year of a school of the real one's size."""
    make_demo(pb.database.parent / "demo").rename(pb.database)
