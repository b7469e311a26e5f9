"""Lists: 100,000 contacts to JSON and CSV, against the shell's own modes, and whether memory stays the same."""

from pbcli.db.read import query_text
from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call
from tests.benchmarks.school import MONTH


def run(bench: Bench) -> Finding:
    """Measure the export of a tenth of the rows and of all, in both formats."""
    finding = Finding()
    many = bench.contacts(100_000, in_month=100_000)
    few = bench.contacts(10_000, in_month=10_000)
    script = bench.home / "contacts.sql"
    script.write_text(
        ".parameter init\n"
        + "".join(f".parameter set :{name} {value}\n" for name, value in _VALUES.items())
        + query_text("contact_list")
        + ";\n",
        encoding="utf-8",
    )
    for mode in ("json", "csv"):
        words = ("liaison", "contacts", MONTH, "-f", mode)
        calls = {"own": bench.pbcli(many, *words), "few": bench.pbcli(few, *words)}
        if bench.tools.shell is not None:
            calls["shell"] = Call([bench.tools.shell, "-readonly", f"-{mode}", many], stdin=script)
        samples = bench.paired(calls, rounds=max(3, bench.rounds // 2))
        rows = [(code(calls[key].shown), f"{one.milliseconds:.0f}", f"{one.peak:.0f}") for key, one in samples.items()]
        finding.tables.append(table(("command", "CPU, ms", "peak, MiB"), rows))
        found = samples["own"].over(samples["shell"]) if "shell" in samples else None
        finding.bounds += [
            Bound(f"100,000 contacts to {mode} / the shell's `.mode {mode}`", 3, found, reason="no sqlite3 shell"),
            Bound(
                f"{mode}: peak of memory, 100,000 over 10,000 contacts", 1.1, samples["own"].peak / samples["few"].peak
            ),
        ]
    return finding


_VALUES = {
    "start": "\"'2026-10-01'\"", "end": "\"'2026-10-31'\"", "id": "NULL", "member_id": "NULL", "class_id": "NULL",
    "branch_id": "NULL", "kind": "NULL",
}  # fmt: skip

GOAL = Goal("lists", "Lists and exports", run)
