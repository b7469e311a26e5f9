"""Measure the program against its peers, and say which goals hold.

    python -m tests.benchmarks [--full] [--goal start|import|summary|lists|pin]

Whole processes, CPU of user and system, paired in one run, medians. Exits 1 when a bound doesn't hold.
"""

import argparse
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.bench import Bench, goals
from tests.benchmarks.finding import Bound, table
from tests.benchmarks.tools import install, versions


def main() -> int:
    """Measure what is asked for, print the tables, and return the exit code."""
    known = goals()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="ten million contacts, a million imported")
    parser.add_argument("--goal", action="append", choices=[goal.name for goal in known], help="only this goal")
    parser.add_argument("--rounds", type=int, default=7, help="how often each command is run")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "pbcli-benchmarks")
    asked = parser.parse_args()
    tools = install(asked.cache)
    said = ", ".join(f"{name} {number}" for name, number in versions(tools).items())
    _tell(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {platform.system()} {platform.release()}; {said}\n")
    bounds: list[Bound] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as home:
        bench = Bench(tools, Path(home), asked.full, asked.rounds)
        for goal in known:
            if not asked.goal or goal.name in asked.goal:
                finding = goal.run(bench)
                _tell(f"## {goal.what}\n\n" + "\n\n".join(finding.tables) + "\n")
                bounds += finding.bounds
    _tell("## Which goals hold\n\n" + table(("what", "at most", "found", ""), [bound.shown for bound in bounds]))
    return int(any(bound.verdict == "DOES NOT HOLD" for bound in bounds))


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
