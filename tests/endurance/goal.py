"""A goal of endurance: what is tried, what must not happen, and the control that must fire."""

import importlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SEED = 20261101
MEMORY = Path("/dev/shm")
"""Where there is one, folders lie in memory: what is tried there is the order of operations, not the disk."""


@dataclass(frozen=True)
class Bench:
    """What a goal works with: a folder of its own, how much it may try, and a fixed source of chance."""

    folder: Path
    is_small: bool
    seed: int = SEED

    def chance(self, *parts: object) -> random.Random:
        """Give a source of chance of its own to a part of the work, the same on every run."""
        return random.Random(f"{self.seed} {parts}")

    def budget(self, small: int, full: int) -> int:
        """Give how many are to be tried."""
        return small if self.is_small else full


@dataclass(frozen=True)
class Finding:
    """What a run found: what was tried and seen, what was wrong, and what the control did."""

    found: str
    problems: Sequence[str] = ()
    control: str = ""
    has_fired: bool = True
    """Whether the control, which must go wrong, was seen to go wrong."""
    is_enough: bool = True
    """Whether as much was tried as the goal wants; a small budget is always enough."""
    not_run: str | None = None
    """Why it couldn't be tried here; then the goal isn't met, nor missed."""

    @property
    def verdict(self) -> str:
        """Give the word for the table."""
        if self.not_run is not None:
            return "not run"
        return "met" if not self.problems and self.has_fired and self.is_enough else "NOT MET"


@dataclass(frozen=True)
class Goal:
    """One goal, as the table names it; `run` tries it."""

    name: str
    what: str
    target: str
    run: Callable[[Bench], Finding] = field(repr=False)


def goals() -> list[Goal]:
    """Find the goals: each file below goals/ has one, called GOAL."""
    names = sorted(file.stem for file in (Path(__file__).parent / "goals").glob("g*.py"))
    found: list[Goal] = [importlib.import_module(f"tests.endurance.goals.{name}").GOAL for name in names]
    return sorted(found, key=lambda goal: int(goal.name[1:]))


@contextmanager
def bench(*, is_small: bool, seed: int = SEED) -> Iterator[Bench]:
    """Set up a bench, and clear it away."""
    folder = Path(tempfile.mkdtemp(prefix="endurance-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield Bench(folder, is_small, seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
