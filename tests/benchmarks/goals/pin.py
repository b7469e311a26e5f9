"""The pins of libraries: what the version that is held costs to start, against the next one (docs/adr/0002, 0017)."""

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Finding, code, table
from tests.benchmarks.processes import Call
from tests.benchmarks.tools import install_library

_COMMAND = """
import sys
import typer
app = typer.Typer(add_completion=False)
@app.command()
def count(times: int = 1, name: str = ""):
    print(times, name, "pydantic" in sys.modules)
app()
"""
PINS = (
    ("typer", ("0.28", "0.29"), "count.py", _COMMAND, ("--times", "3")),
    ("tabulate", ("0.9", "0.10"), "tables.py", "import tabulate", ()),
    ("wcwidth", ("0.2", "0.9"), "widths.py", "import wcwidth", ()),
)
"""The library, the version that is held and the one that isn't, and a program that starts it, with its words."""


def run(bench: Bench) -> Finding:
    """Measure a small program with each version of each library."""
    calls = {"pass": bench.python("pass")}
    shown = {}
    for library, versions, name, text, words in PINS:
        script = bench.home / name
        script.write_text(text, encoding="utf-8")
        for version in versions:
            python = install_library(bench.tools, library, version)
            shown[f"{library} {version}"] = f"{code(' '.join(('python', name, *words)))}, {library} {version}"
            calls[f"{library} {version}"] = Call([python, script, *words])
    samples = bench.paired(calls)
    rows = [
        (what, f"{samples[name].milliseconds:.1f}", f"{samples[name].over(samples['pass']):.2f}", f"{samples[name].peak:.0f}")
        for name, what in shown.items()
    ]  # fmt: skip
    return Finding([table(("command", "CPU, ms", "over `python -c pass`", "peak, MiB"), rows)])


GOAL = Goal("pin", "The pins of libraries", run)
