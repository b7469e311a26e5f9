"""Trying many points of many commands, on as many servers as there are processors."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from tests.endurance.commands import COMMANDS, USUAL, Command
from tests.endurance.goal import Bench
from tests.endurance.places import Places
from tests.endurance.shim import Fault, Run, Server, servers
from tests.endurance.state import State, seen

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reference:
    """A command without a fault: what was there before and after, and how many file operations it took."""

    command: Command
    before: State
    after: State
    run: Run
    reads: int
    """Its operations where those that read count as well."""


@dataclass(frozen=True)
class Point:
    """A command and the fault that it meets."""

    reference: Reference
    fault: Fault

    @property
    def command(self) -> Command:
        """The command."""
        return self.reference.command

    def __str__(self) -> str:
        """Name the point so that it can be found again."""
        fault = self.fault
        error = f" {os.strerror(fault.errno)}{', from then on' if fault.sticky else ''}" if fault.errno else ""
        return f"{self.command.name}: {fault.action}{error} at {fault.at}{' (reads count)' if fault.reads else ''}"


Trial = Callable[[Point, Server, Path], Answer]


class Field:
    """The servers, a place for each of them, and the commands' references."""

    def __init__(self, bench: Bench, started: Sequence[Server]) -> None:
        self.bench = bench
        self.places = Places(bench.folder / "templates", started[0])
        self.places.folder.mkdir()
        self.started = started

    def server(self, number: int = 0) -> tuple[Server, Path]:
        """Give a server and its place."""
        return self.started[number], self.bench.folder / f"place{number}"

    def reference(self, command: Command) -> Reference:
        """Run a command without a fault."""
        server, place = self.server()
        self.places.fresh(command.place, place)
        reads = server.run(place, command.at(place), Fault(reads=True), **command.patches).count
        self.places.fresh(command.place, place)
        before = seen(place)
        run = server.run(place, command.at(place), **command.patches)
        return Reference(command, before, seen(place), run, reads)

    def references(self) -> list[Reference]:
        """Run every command without a fault, or the usual ones for a small budget."""
        return [self.reference(one) for one in COMMANDS if not self.bench.is_small or one.name in USUAL]

    def each(self, points: Iterable[Point], trial: Trial[Answer]) -> list[Answer]:
        """Try each point in a fresh place, and give the answers in their order.

        Each server has a process of its own beside it, which makes the place and looks at it afterwards.
        """
        if len(self.started) == 1:
            return [self.tried(0, trial, point) for point in points]
        context = get_context("fork")
        numbers = context.SimpleQueue()
        for number in range(len(self.started)):
            numbers.put(number)
        with ProcessPoolExecutor(len(self.started), context, _take_place, (self, numbers)) as pool:
            return list(pool.map(_tried, [(trial, point) for point in points], chunksize=8))

    def tried(self, number: int, trial: Trial[Answer], point: Point) -> Answer:
        """Try a point on one of the servers."""
        server, place = self.server(number)
        self.places.fresh(point.command.place, place)
        return trial(point, server, place)


_own: list[tuple[Field, int]] = []
"""In a forked process: the field, and the number of the server that is its own."""


def _take_place(ground: Field, numbers: Any) -> None:
    _own.append((ground, numbers.get()))


def _tried(task: tuple[Trial[Answer], Point]) -> Answer:
    ground, number = _own[-1]
    return ground.tried(number, *task)


@contextmanager
def field(bench: Bench, **patches: Any) -> Iterator[Field]:
    """Start a server for each processor, or one for a small budget, and end them."""
    with servers(bench.budget(1, os.cpu_count() or 1), bench.folder, **patches) as started:
        yield Field(bench, started)


def some(bench: Bench, points: Sequence[Point], limit: int) -> list[Point]:
    """Choose so many of the points, evenly and always the same; all of them where there are no more."""
    if len(points) <= limit:
        return list(points)
    return bench.chance(len(points), limit).sample(points, limit)


def is_done(reference: Reference, found: State) -> bool:
    """Tell whether all is there that a command leaves, and nothing that it removes."""
    before, after = reference.before, reference.after
    removed = {name for name, *_rest in before.backups} - {name for name, *_rest in after.backups}
    return (
        found.records == after.records
        and found.kept >= after.kept
        and found.listed >= after.listed
        and after.others.items() <= found.others.items()
        and removed.isdisjoint(name for name, *_rest in found.backups)
    )


def wrong_state(reference: Reference, found: State) -> list[str]:
    """Tell what is wrong with a state that must be the one before or the one after, and nothing between."""
    before, after = reference.before, reference.after
    problems = list(found.faults)
    if before.faults and found.records == before.records:
        # The damaged database of a restore that had not come to it yet.
        problems = [fault for fault in problems if fault not in before.faults]
    if found.records not in {before.records, after.records}:
        problems.append("partial: neither the state before nor the one after")
    for name, digest in found.others.items():
        if digest not in {before.others.get(name), after.others.get(name)}:
            problems.append(f"partial: the file {name}")
    gone = before.others.keys() & after.others.keys() - found.others.keys()
    return problems + [f"gone: the file {name}" for name in sorted(gone)]
