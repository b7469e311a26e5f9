"""G7: a backup made while others write is one state of the database; a restore gives that state; neither stops halfway."""

import errno
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pbcli.db.verify import verify
from tests.endurance.adding import NAME
from tests.endurance.commands import COMMANDS
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.goals.g04_power_cuts import worker
from tests.endurance.goals.g05_several import added, make_school, tally
from tests.endurance.goals.g06_migrations import trial
from tests.endurance.points import Field, Point, field, some
from tests.endurance.shim import Fault, Server, why_not
from tests.endurance.state import seen

BACKUPS, RESTORES, ENOUGH = 100, 60, 1_000
PART, PATIENCE = 16 * 4096, 5
"""How many bytes the naive copy takes at a time, and how many seconds it waits for a change after them."""


@contextmanager
def load(path: Path) -> Iterator[None]:
    """Have another process change the database all the time."""
    with worker(path) as process:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        try:
            yield
        finally:
            process.terminate()


def told(file: Path) -> int:
    """Give the number that a backup holds. Raises ValueError where it isn't one state of a sound database."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        wrong = connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",) or verify(connection)
        if wrong:
            raise ValueError(str(wrong))
        (value,) = connection.execute("SELECT value FROM setting WHERE name = ?", (NAME,)).fetchone()
        return int(value)


def backed_up(place: Path, server: Server, count: int) -> tuple[list[Path], list[str]]:
    """Make backups under load, and read each of them."""
    files, problems, last = [], [], 0
    for number in range(count):
        done = server.run(place, ["-q", "db", "backup"])
        if done.code:
            problems.append(f"backup {number}: exit {done.code}: {done.said}")
            continue
        files.append(Path(done.out.strip()))
        try:
            found = told(files[-1])
        except (ValueError, sqlite3.Error) as error:
            problems.append(f"backup {number}: {error}")
            continue
        if found < last:
            problems.append(f"backup {number}: {found} after {last}")
        last = found
    return files, problems + [f"backups: {fault}" for fault in seen(place).faults]


def copied(path: Path, file: Path) -> None:
    """Copy as a file manager does onto a slow stick: a part, and another, while changes go on."""
    question = f"SELECT value FROM setting WHERE name = '{NAME}'"
    with path.open("rb") as source, file.open("wb") as target:
        while block := source.read(PART):
            target.write(block)
            before, deadline = tally(path, question), time.monotonic() + PATIENCE
            while tally(path, question) == before and time.monotonic() < deadline:
                time.sleep(0.001)


def spoilt(place: Path, count: int) -> int:
    """Make copies under load in the naive way, and count those that are no state of the database."""
    wrong = 0
    for number in range(count):
        file = place / f"copy{number}.db"
        copied(place / "pbcli.db", file)
        try:
            told(file)
        except (ValueError, sqlite3.Error):
            wrong += 1
    return wrong


def restored(place: Path, server: Server, files: list[Path], count: int, chance: random.Random) -> list[str]:
    """Restore backups in any order, while another process changes the database or after it; compare what came back."""
    problems = []
    for number in range(count):
        file = chance.choice(files)
        done = server.run(place, ["db", "restore", str(file), "--yes"])
        if done.code:
            problems.append(f"restore {number}: exit {done.code}: {done.said}")
            continue
        with closing(sqlite3.connect(place / "pbcli.db")) as connection, closing(sqlite3.connect(file)) as backup:
            problems += [f"restore {number}: {found}" for found in verify(connection)]
            if _rows(connection) != _rows(backup):
                problems.append(f"restore {number}: other records than in the backup")
    return problems + [f"restores: {fault}" for fault in seen(place).faults]


def _rows(connection: sqlite3.Connection) -> list[str]:
    """Give every row but for the operation that a restore leaves."""
    return [line for line in connection.iterdump() if "operation" not in line and "sqlite_sequence" not in line]


def points_of(bench: Bench, ground: Field) -> list[Point]:
    """Give faults of backups and restores: each operation once, killed or with an error, in turn."""
    kinds = (
        lambda at: Fault("kill", at),
        lambda at: Fault("fail", at, errno.ENOSPC, sticky=True),
        lambda at: Fault("kill halfway", at),
        lambda at: Fault("fail", at, errno.EIO),
    )  # fmt: skip
    found: list[Point] = []
    for command in COMMANDS:
        if command.name.startswith(("db backup", "db restore")):
            reference = ground.reference(command)
            turn: list[Callable[[int], Fault]] = list(kinds)
            found += [Point(reference, turn[at % len(turn)](at)) for at in range(1, reference.run.count + 1)]
    return some(bench, found, bench.budget(6, 1_300))


def run(bench: Bench) -> Finding:
    """Back up and restore under load, then under faults."""
    if reason := why_not():
        return Finding("", not_run=reason)
    place = bench.folder / "school"
    make_school(place)
    added(place, processes=1, times=1)
    backups, restores, copies = bench.budget(2, BACKUPS), bench.budget(2, RESTORES), bench.budget(2, 25)
    with field(bench) as ground:
        server, _place = ground.server()
        with load(place / "pbcli.db"):
            files, problems = backed_up(place, server, backups)
            wrong = spoilt(place, copies)
        problems += restored(place, server, files, restores, bench.chance("restores"))
        points = points_of(bench, ground)
        problems += [problem for found in ground.each(points, trial) for problem in found]
    return Finding(
        found=f"{len(files)} backups under load, {restores} restores, {len(points):,} fault points: {len(problems)} wrong",
        problems=problems,
        control=f"copying the file in use: {wrong} of {copies} bad",
        has_fired=wrong > 0,
        is_enough=bench.is_small or len(points) >= ENOUGH,
    )


GOAL = Goal("G7", f"{BACKUPS} backups under load, {RESTORES} restores, ≥ {ENOUGH:,} fault points", "all good", run)
