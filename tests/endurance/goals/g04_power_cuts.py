"""G4: the power is cut while changes are made, on a real file system; what was acknowledged is there afterwards."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pbcli.db.connection import open_database
from pbcli.db.verify import verify
from pbcli.domain.errors import PbcliError
from tests.endurance.adding import NAME
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.goals.g05_several import added, make_school
from tests.endurance.power import Disk, why_no_disk
from tests.endurance.shim import ROOT

ENOUGH = 60


@contextmanager
def worker(path: Path, *more: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a process that adds when told to, and end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.adding", str(path), *more],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def cut(disk: Disk, process: "subprocess.Popen[str]", seconds: float) -> int:
    """Let the worker add for a while, cut the power and bring it back. Gives the last number that was acknowledged."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    last = process.stdout.readline()
    time.sleep(seconds)
    disk.cut()
    acknowledged = 0
    while last != "failed\n":
        acknowledged, last = int(last), process.stdout.readline()
    disk.unmount()
    disk.mount()
    return acknowledged


def kept(path: Path) -> tuple[int, list[str]]:
    """Give the number that is there, and what is wrong with the database."""
    try:
        with closing(open_database(path, "ro")) as connection:
            (value,) = connection.execute("SELECT value FROM setting WHERE name = ?", (NAME,)).fetchone()
            wrong = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
            return int(value), wrong + [str(found) for found in verify(connection)]
    except PbcliError as error:
        return 0, [str(error)]


def cuts(bench: Bench, disk: Disk, school: Path, count: int, *more: str) -> tuple[int, int, list[str]]:
    """Cut the power so many times. Gives how much was acknowledged, how many cuts lost any of it, and what was wrong."""
    path = disk.folder / "pbcli.db"
    shutil.copy(school, path)
    descriptor = os.open(disk.folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    os.sync()
    chance = bench.chance("cuts", *more)
    total = losing = 0
    problems = []
    with worker(path, *more) as process:
        before, _wrong = kept(path)
        for number in range(count):
            acknowledged = cut(disk, process, chance.uniform(0.02, 0.15 if bench.is_small else 0.5))
            found, wrong = kept(path)
            total += acknowledged - before
            losing += found < acknowledged
            problems += [f"cut {number}: {problem}" for problem in wrong]
            if found < acknowledged:
                problems.append(f"cut {number}: {acknowledged} was acknowledged, {found} is there")
            before = found
    return total, losing, problems


def run(bench: Bench) -> Finding:
    """Cut the power of the program, and of the control: Python's own settings."""
    if reason := why_no_disk(bench.folder):
        return Finding("", not_run=reason)
    place = bench.folder / "school"
    make_school(place)
    added(place, processes=1, times=1)
    school = place / "pbcli.db"
    count = bench.budget(3, ENOUGH)
    disk = Disk(bench.folder)
    try:
        disk.mount()
        total, _losing, problems = cuts(bench, disk, school, count)
        naive_count = bench.budget(6, 30)
        _total, losing, _wrong = cuts(bench, disk, school, naive_count, "--naive")
    finally:
        disk.unmount()
    return Finding(
        found=f"{count} cuts, {total:,} acknowledged changes: {len(problems)} wrong",
        problems=problems,
        control=f"Python's own settings lose in {losing} of {naive_count} cuts",
        has_fired=losing > 0,
    )


GOAL = Goal("G4", "real power cuts on loop-mounted ext4", f"≥ {ENOUGH} cuts: 0 acknowledged lost", run)
