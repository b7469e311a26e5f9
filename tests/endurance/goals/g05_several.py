"""G5: several at once: writers, the secretary, an import, a backup; nobody fails and nothing is lost."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from pbcli.db.connection import open_database
from pbcli.db.verify import verify
from tests.endurance.adding import NAME
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.shim import ROOT, TODAY, environment
from tests.papers import BRANCHES, CLASSES, CONTACTS, FIRST, MEMBERS, UNIT, text_file

PROCESSES = 8
FEW = 4
"""How many work side by side in a small budget."""


def python(place: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run Python with some words, as a process of its own."""
    variables = {"PATH": os.environ["PATH"], **environment(place)}
    del variables["PBCLI_NOW"], variables["PBCLI_BUSY_MS"]
    return subprocess.run(
        [sys.executable, *words], env=variables, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )


def call(place: Path, *words: str) -> str | None:
    """Call the program; tell how it failed."""
    done = python(place, "-m", "pbcli", "--db", str(place / "pbcli.db"), "--today", TODAY, "--no-input", *words)
    return None if done.returncode == 0 else f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}"


def make_school(place: Path) -> None:
    """Make a school of its own."""
    place.mkdir(mode=0o700)
    papers = [
        text_file(place / name, rows) for name, rows in (("1.csv", BRANCHES), ("2.csv", MEMBERS), ("3.csv", CLASSES))
    ]
    for words in (("init", "--unit", UNIT), ("import", *map(str, papers)), ("config", "set", "dues.rounding", "0.1")):
        problem = call(place, *words)
        assert problem is None, problem


def tally(path: Path, question: str) -> int:
    """Ask the database for a number."""
    with closing(open_database(path, "ro")) as connection:
        row = connection.execute(question).fetchone()
        return int(row[0]) if row else 0


def added(place: Path, processes: int, times: int, *more: str) -> tuple[int, list[str]]:
    """Let processes add ones side by side. Gives the number that was reached, and what failed."""
    path = place / "pbcli.db"
    words = ["-m", "tests.endurance.adding", str(path), str(times), *more]
    with ThreadPoolExecutor(processes) as pool:
        done = list(pool.map(lambda _number: python(place, *words), range(processes)))
    failed = [one.stderr.strip().splitlines()[-1] for one in done if one.returncode]
    return tally(path, f"SELECT value FROM setting WHERE name = '{NAME}'"), failed


def calls_of(place: Path, worker: int, times: int) -> list[str]:
    """Do one process's calls, one after the other: an import, backups, a report, and contacts for the rest."""
    problems = []
    for number in range(times):
        if worker == 0:
            rows = [[*row[:7], f"第{number}份的问题", *row[8:]] for row in CONTACTS[1:5]]
            words = ["import", str(text_file(place / f"台账{number}.csv", [CONTACTS[0], *rows]))]
        elif worker == 1:
            words = ["db", "backup"] if number % 2 else ["report", "monthly", "2026-10", "-f", "json"]
        else:
            words = ["liaison", "log", f"{FIRST}/张三", "2024级护理1班", "走访寝室", "--problem", f"{worker}-{number}"]
        problems.append(call(place, *words))
    return [problem for problem in problems if problem is not None]


def called(place: Path, processes: int, times: int) -> tuple[int, int, list[str]]:
    """Let processes call the program side by side. Gives the contacts that are there, those that should be, what failed."""
    with ThreadPoolExecutor(processes) as pool:
        problems: Sequence[list[str]] = list(pool.map(lambda worker: calls_of(place, worker, times), range(processes)))
    wanted = (processes - 2) * times + 4 * times
    kept = tally(place / "pbcli.db", "SELECT count(*) FROM contact")
    return kept, wanted, [problem for some in problems for problem in some]


def run(bench: Bench) -> Finding:
    """Add, call, and let the control lose."""
    place = bench.folder / "school"
    make_school(place)
    path = place / "pbcli.db"
    processes = bench.budget(FEW, PROCESSES)
    times, calls = bench.budget(4, 50), bench.budget(1, 25)
    reached, problems = added(place, processes, times)
    kept, wanted, failed = called(place, processes, calls)
    problems += failed
    if reached != processes * times or kept != wanted:
        problems.append(f"lost: {processes * times - reached} of the writes, {wanted - kept} of the contacts")
    with closing(open_database(path, "ro")) as connection:
        problems += [str(found) for found in verify(connection)]
    naive_times = bench.budget(25, 50)
    naive, _errors = added(place, processes, naive_times, "--naive")
    lost = processes * naive_times - (naive - reached)
    return Finding(
        found=f"{reached} of {processes * times} writes, {processes * calls} calls with {kept} of {wanted} contacts, "
        f"{len(failed)} errors",
        problems=problems,
        control=f"SQLAlchemy's own transactions lose {lost} of {processes * naive_times}",
        has_fired=lost > 0,
    )


GOAL = Goal("G5", "8 processes × 50 writes, and 8 × 25 calls of the program", "0 lost, 0 errors", run)
