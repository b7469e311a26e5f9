"""Summary: a month's figures over a million contacts, against the same SQL in the sqlite3 shell, and as history grows."""

import json
import subprocess
from pathlib import Path

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call, Sample, environment
from tests.benchmarks.school import MONTH

IN_MONTH = 275_000
GROWN_MONTH = 27_500
COMMANDS = (("liaison", "count", MONTH, "-f", "json"), ("report", "monthly", MONTH, "-f", "json"))
_TRACE = """
import io, json, sqlite3, sys
connect, asked = sqlite3.connect, []
def traced(*args, **options):
    connection = connect(*args, **options)
    connection.set_trace_callback(asked.append)
    return connection
sqlite3.connect = traced
from pbcli.cli.app import run
kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
assert run(json.loads(sys.argv[1])) == 0
print(json.dumps([one for one in asked if "SELECT" in one and "sqlite_master" not in one]), file=kept)
"""


def run(bench: Bench) -> Finding:
    """Measure both commands on a million contacts, and on histories of a tenth and of the whole."""
    finding = Finding()
    count = 10_000_000 if bench.is_full else 1_000_000
    large = bench.contacts(count, in_month=IN_MONTH)
    short = bench.contacts(100_000, in_month=GROWN_MONTH)
    long = bench.contacts(count, in_month=GROWN_MONTH)
    for words in COMMANDS:
        name = " ".join(words[:2])
        calls = {
            "own": bench.pbcli(large, *words),
            "short": bench.pbcli(short, *words),
            "long": bench.pbcli(long, *words),
        }
        if bench.tools.shell is not None:
            calls["shell"] = _in_shell(bench, large, words)
        samples = bench.paired(calls)
        finding.tables.append(
            table(("command", "CPU, ms", "peak, MiB"), [_line(calls[key], one) for key, one in samples.items()])
        )
        found = samples["own"].over(samples["shell"]) if "shell" in samples else None
        finding.bounds += [
            Bound(
                f"`{name}` over {count:,} contacts / the same SQL in the shell", 1.5, found, reason="no sqlite3 shell"
            ),
            Bound(f"`{name}`: growth from 100,000 to {count:,} contacts", 1.2, samples["long"].over(samples["short"])),
            Bound(f"`{name}`: peak of memory", 60, samples["own"].peak, "MiB"),
        ]
    return finding


def _line(call: Call, sample: Sample) -> tuple[str, str, str]:
    return (code(call.shown), f"{sample.milliseconds:.0f}", f"{sample.peak:.0f}")


def _in_shell(bench: Bench, database: Path, words: tuple[str, ...]) -> Call:
    """Write down what the command asks of the database, values filled in, for the shell to be asked the same."""
    argv = [str(word) for word in bench.pbcli(database, *words).words[1:]]
    done = subprocess.run(
        [bench.tools.python, "-c", _TRACE, json.dumps(argv)],
        env=environment(bench.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    script = bench.home / f"{words[0]}-{words[1]}.sql"
    script.write_text("\n;\n".join(json.loads(done.stdout)) + "\n;\n", encoding="utf-8")
    return Call([bench.tools.shell or "", "-readonly", "-json", database], stdin=script)


GOAL = Goal("summary", "A month's summary", run)
