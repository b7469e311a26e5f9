"""Try the goals of endurance, and print their table with what was found on this run.

    python -m tests.endurance [--goal G1 …] [--small] [--seed N] [--write]

With --write the rows go into the table of docs/trust.md, in the stead of those of the same goals. Exits 1 when a goal isn't met. One that can't be tried on this machine is said to be `not run`, with the reason.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path
from typing import TextIO

from tests.endurance.goal import SEED, Finding, Goal, bench, goals
from tests.endurance.shim import ROOT, end_idle

HEADER = ("goal", "what", "target", "found; what the control did", "result")
PAGE = ROOT / "docs" / "trust.md"
SHOWN_PROBLEMS = 20


def main() -> int:
    """Try what is asked for, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("--goal", action="append", metavar="G1", help="only this goal; may be repeated")
    parser.add_argument("--small", action="store_true", help="the small budgets of the ordinary suite")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed tries other points")
    parser.add_argument("--write", action="store_true", help="put the rows into the table of docs/trust.md")
    asked = parser.parse_args()
    wanted = {name.upper() for name in asked.goal or ()}
    known = goals()
    if unknown := wanted - {goal.name for goal in known}:
        parser.error(f"no such goal: {', '.join(sorted(unknown))}")
    _tell("| " + " | ".join(HEADER) + " |\n" + "|---" * len(HEADER) + "|")
    verdicts = []
    for goal in known:
        if not wanted or goal.name in wanted:
            begun, used = time.monotonic(), _processor_seconds()
            with bench(is_small=asked.small, seed=asked.seed) as own:
                finding = goal.run(own)
            end_idle()
            row = _row(goal, finding, time.monotonic() - begun, _processor_seconds() - used)
            _tell(row)
            _tell_problems(goal, finding)
            if asked.write:
                write_row(PAGE, goal.name, row)
            verdicts.append(finding.verdict)
    return int("NOT MET" in verdicts)


def _tell_problems(goal: Goal, finding: Finding) -> None:
    """Print the first of what was wrong, beside the table."""
    for problem in finding.problems[:SHOWN_PROBLEMS]:
        _tell(f"{goal.name}: {problem}", sys.stderr)
    if len(finding.problems) > SHOWN_PROBLEMS:
        _tell(f"{goal.name}: … {len(finding.problems)} in all", sys.stderr)


def _tell(line: str, stream: TextIO = sys.stdout) -> None:
    """Print a line at once."""
    stream.write(line + "\n")
    stream.flush()


def _processor_seconds() -> float:
    """Give the processor's time that this process and the ones it waited for have had."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _row(goal: Goal, finding: Finding, seconds: float, processor: float) -> str:
    """Put a finding into a line of the table."""
    found = finding.not_run or f"{finding.found} ({seconds:.0f} s, {processor:.0f} s of processor)"
    control = (
        f"; {finding.control}{'' if finding.has_fired else ': THE CONTROL DID NOT FIRE'}" if finding.control else ""
    )
    return f"| {goal.name} | {goal.what} | {goal.target} | {found}{control} | {finding.verdict} |"


def write_row(page: Path, name: str, row: str) -> None:
    """Put a goal's row into the page's table of what was found, where the goal's row stands."""
    text = page.read_text(encoding="utf-8")
    changed, count = re.subn(rf"^\| {name} \| .*\|$", lambda _old: row, text, count=1, flags=re.MULTILINE)
    if count != 1:
        raise ValueError(f"no row of {name} in {page.name}")
    page.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
