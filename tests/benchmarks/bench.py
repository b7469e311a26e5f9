"""What a goal works with: the tools, a folder for databases, how many rounds; and the list of the goals."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.benchmarks.finding import Finding
from tests.benchmarks.processes import Call, Sample, paired
from tests.benchmarks.school import TODAY, make_school, with_contacts
from tests.benchmarks.tools import Tools


@dataclass(frozen=True)
class Bench:
    """The tools and the place of one run."""

    tools: Tools
    home: Path
    is_full: bool
    rounds: int

    @cached_property
    def school(self) -> Path:
        """The demonstration school: 100 members."""
        return make_school(self.tools, self.home)

    def contacts(self, count: int, *, in_month: int) -> Path:
        """The school with so many contacts, so many of them in the month."""
        return with_contacts(self.school, self.home / f"contacts-{count}-{in_month}.db", count=count, in_month=in_month)

    def pbcli(self, database: Path, *words: str | Path, today: str = TODAY, code: int = 0) -> Call:
        """The program called on a database."""
        return Call([self.tools.pbcli, "--db", database, "--today", today, *words], code=code)

    def python(self, text: str) -> Call:
        """The program's own interpreter, running a line."""
        return Call([self.tools.python, "-c", text])

    def paired(self, calls: dict[str, Call], *, rounds: int | None = None) -> dict[str, Sample]:
        """Measure the commands in turn."""
        return paired(calls, self.home, rounds or self.rounds)


@dataclass(frozen=True)
class Goal:
    """One goal: its name on the command line, what it is about, how it is measured."""

    name: str
    what: str
    run: Callable[[Bench], Finding] = field(repr=False)


def goals() -> list[Goal]:
    """Find the goals in their order: each is a module below goals/, which has one called GOAL."""
    names = ("start", "imports", "summary", "lists", "pin")
    return [importlib.import_module(f"tests.benchmarks.goals.{name}").GOAL for name in names]
