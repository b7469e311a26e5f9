"""G13: a hostile file is refused in a sentence or read right, quickly, in little memory, and nothing is written."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pbcli.intake.reading import read_paper
from tests.conftest import TODAY, Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.endurance.hostile import Hostile, hostile_files
from tests.endurance.shares import shared
from tests.endurance.shim import ROOT
from tests.papers import snapshot

SECONDS = 2.0
MEGABYTES = 200
REFUSED = {2, 5}
OFTEN = ("far-cell.xlsx", "laughs.xlsx", "page.xls")
"""The ones of a small budget."""
NAIVE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
"""The control: the reader beneath ours, asked without a question about the size; it may take two gigabytes."""


MEASURED = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_child, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""A small process between us and the one that is measured: a child's memory counts from what its parent had."""


@dataclass(frozen=True)
class Cost:
    """What a process took: its exit code, seconds of processor, megabytes, and what it said."""

    code: int
    seconds: float
    megabytes: float
    said: str


def cost_of(words: Sequence[str], folder: Path) -> Cost:
    """Run a process of its own and measure it."""
    with (folder / "said").open("w+b") as said:
        command = [sys.executable, "-c", MEASURED, sys.executable, *words]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, cwd=ROOT, check=True
        )
        said.seek(0)
        text = said.read().decode(errors="replace")
    code, seconds, megabytes = done.stdout.split()
    return Cost(int(code), float(seconds), float(megabytes), text)


def imported(pb: Program, file: Path, *options: str) -> Cost:
    """Import a file by a process of its own."""
    return cost_of(
        ["-m", "pbcli", "--db", str(pb.database), "--today", TODAY, "--no-input", "import", *options, str(file)],
        file.parent,
    )


def trial(pb: Program, hostile: Hostile, folder: Path) -> tuple[Cost, list[str]]:
    """Import a file, and look at what came of it."""
    file = folder / hostile.name
    file.write_bytes(hostile.content)
    before = sorted(path.name for path in folder.iterdir()), snapshot(pb)
    cost = imported(pb, file, *(["--dry-run"] if hostile.is_right else []))
    problems = []
    if hostile.is_right and (cost.code != 0 or read_paper(file).sheets[0].rows[1][0] != "孙七"):
        problems.append(f"not read right: exit {cost.code}: {cost.said[:300]}")
    if not hostile.is_right and (cost.code not in REFUSED or not cost.said.strip()):
        problems.append(f"not refused: exit {cost.code}: {cost.said[:300]}")
    if "Traceback" in cost.said:
        problems.append("a traceback")
    if cost.seconds >= SECONDS or cost.megabytes >= MEGABYTES:
        problems.append(f"took {cost.seconds:.1f} s, {cost.megabytes:.0f} MB")
    if (sorted(path.name for path in folder.iterdir()), snapshot(pb)) != before:
        problems.append("something was written")
    file.unlink()
    return cost, [f"{hostile.name}: {problem}" for problem in problems]


def trials(bench: Bench, share: int, of: int) -> list[tuple[Cost, list[str]]]:
    """Import a share of the files, one after another."""
    folder = bench.folder / "papers"
    folder.mkdir()
    (folder / "said").touch()
    drawn = hostile_files(with_bombs=not bench.is_small)
    files = [one for one in drawn if not bench.is_small or one.name in OFTEN]
    with home(bench.folder / "school") as pb:
        small_school(pb)
        return [trial(pb, hostile, folder) for hostile in files[share::of]]


def naive_cost(folder: Path) -> Cost:
    """Measure the reader alone at the one far cell."""
    hostile = next(one for one in hostile_files(with_bombs=False) if one.name == "far-cell.xlsx")
    (folder / hostile.name).write_bytes(hostile.content)
    return cost_of(["-c", NAIVE, str(folder / hostile.name)], folder)


def run(bench: Bench) -> Finding:
    """Share the files among the processors."""
    found = [one for share in shared(bench, trials) for one in share]
    costs = [cost for cost, _problems in found]
    problems = [problem for _cost, some in found for problem in some]
    naive = naive_cost(bench.folder)
    return Finding(
        found=f"{len(costs)} files, at most {max(cost.seconds for cost in costs):.1f} s of processor and "
        f"{max(cost.megabytes for cost in costs):.0f} MB: {len(problems)} wrong",
        problems=problems,
        control=f"the reader alone at one far cell: {'no memory' if naive.code else f'{naive.megabytes:.0f} MB'}",
        has_fired=naive.code != 0 or naive.megabytes >= MEGABYTES,
        is_enough=len(costs) > 0,
    )


GOAL = Goal(
    "G13", "hostile files (bomb, entities, far cell, wrong magic, GBK, UTF-16 …)",
    f"refused or right, < {SECONDS:.0f} s, < {MEGABYTES} MB, nothing written", run,
)  # fmt: skip
