"""Trying many points of many commands, on as many servers as there are processors."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from tests.endurance.commands import COMMANDS, USUAL, Command, Places
from tests.endurance.goal import Bench
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


class Field:
    """The servers, a place for each of them, and the commands' references."""

    def __init__(self, bench: Bench, started: Sequence[Server]) -> None:
        self.bench = bench
        self.places = Places(bench.folder / "templates", started[0])
        self.places.folder.mkdir()
        self._free: SimpleQueue[tuple[Server, Path]] = SimpleQueue()
        for number, server in enumerate(started):
            self._free.put((server, bench.folder / f"place{number}"))
        self._count = len(started)

    @contextmanager
    def server(self) -> Iterator[tuple[Server, Path]]:
        """Borrow a server and its place."""
        borrowed = self._free.get()
        try:
            yield borrowed
        finally:
            self._free.put(borrowed)

    def reference(self, command: Command) -> Reference:
        """Run a command without a fault."""
        with self.server() as (server, place):
            self.places.fresh(command.place, place)
            reads = server.run(place, command.at(place), Fault(reads=True), **command.patches).count
            self.places.fresh(command.place, place)
            before = seen(place)
            run = server.run(place, command.at(place), **command.patches)
            return Reference(command, before, seen(place), run, reads)

    def references(self) -> list[Reference]:
        """Run every command without a fault, or the usual ones for a small budget."""
        return [self.reference(one) for one in COMMANDS if not self.bench.is_small or one.name in USUAL]

    def each(self, points: Iterable[Point], trial: Callable[["Field", Point, Server, Path], Answer]) -> list[Answer]:
        """Try each point in a fresh place, and give the answers in their order."""

        def tried(point: Point) -> Answer:
            with self.server() as (server, place):
                self.places.fresh(point.command.place, place)
                return trial(self, point, server, place)

        with ThreadPoolExecutor(self._count) as pool:
            return list(pool.map(tried, points))


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


def wrong_state(reference: Reference, found: State) -> list[str]:
    """Tell what is wrong with a state that must be the one before or the one after, and nothing between."""
    problems = list(found.faults)
    if reference.before.faults and found.records == reference.before.records:
        # The damaged database of a restore that had not come to it yet.
        problems = [fault for fault in problems if fault not in reference.before.faults]
    if found.records not in {reference.before.records, reference.after.records}:
        problems.append("partial: neither the state before nor the one after")
    return problems
