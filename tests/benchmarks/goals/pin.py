"""The pin of Typer: what the version that is held costs to start, against the next one (docs/adr/0002)."""

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Finding, code, table
from tests.benchmarks.processes import Call
from tests.benchmarks.tools import install_typer

HELD, NEXT = "0.28", "0.29"
_COMMAND = """
import sys
import typer
app = typer.Typer(add_completion=False)
@app.command()
def count(times: int = 1, name: str = ""):
    print(times, name, "pydantic" in sys.modules)
app()
"""


def run(bench: Bench) -> Finding:
    """Measure a program of one command with each version."""
    script = bench.home / "count.py"
    script.write_text(_COMMAND, encoding="utf-8")
    calls = {
        version: Call([install_typer(bench.tools, version), script, "--times", "3"]) for version in (HELD, NEXT)
    } | {"pass": bench.python("pass")}
    samples = bench.paired(calls)
    rows = [
        (code(f"python count.py --times 3, Typer {version}"), f"{samples[version].milliseconds:.1f}",
         f"{samples[version].over(samples['pass']):.2f}", f"{samples[version].peak:.0f}")
        for version in (HELD, NEXT)
    ]  # fmt: skip
    return Finding([table(("command", "CPU, ms", "over `python -c pass`", "peak, MiB"), rows)])


GOAL = Goal("pin", "The pin of Typer", run)
