"""Import: contacts from CSV and xlsx, validated, journalled and undoable, against `.import` of the same rows."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.benchmarks import papers
from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call, Sample, Usage
from tests.benchmarks.processes import run as run_call

NONE = "no sqlite3 shell"
WORKBOOK = 100_000
_READ_CELLS = """
import sys
from python_calamine import CalamineWorkbook
for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows():
    pass
"""

Measure = Callable[[], Usage]


def run(bench: Bench) -> Finding:
    """Measure a ledger of csv and one ten times as long, beside them the shell; and one of xlsx beside its reader."""
    finding = Finding()
    _against_the_shell(bench, finding)
    _workbook(bench, finding)
    return finding


def _against_the_shell(bench: Bench, finding: Finding) -> None:
    most = 1_000_000 if bench.is_full else 100_000
    own = [
        (code(f"pbcli import contacts contacts-{size}.csv"), _own(bench, papers.paper(bench, size)))
        for size in (most // 10, most)
    ]
    run_call(bench.pbcli(*_fresh(bench), papers.paper(bench, most)), bench.home)  # unmeasured: byte code is written
    shell = _in_shell(bench, most) if bench.tools.shell is not None else []
    samples = _paired([*own, *shell], min(bench.rounds, 3) if bench.is_full else bench.rounds)
    less, all_rows, *peers = samples.values()
    finding.tables.append(_table(samples, all_rows))
    whats = ("as stored, into a table with the indexes", "into the program's own table", "of the paper, bare")
    mosts = (3, None, None)
    found: list[float | None] = [all_rows.over(peer) for peer in peers] or [None] * len(whats)
    finding.bounds += [
        Bound(f"{most:,} contacts / `.import` {what}", bound, ratio, reason=NONE)
        for what, bound, ratio in zip(whats, mosts, found, strict=True)
    ]
    finding.bounds += [
        Bound(f"{most:,} contacts from CSV: peak of memory", 150, all_rows.peak, "MiB"),
        Bound(f"import: peak of memory, {most:,} over {most // 10:,} contacts", 1.1, all_rows.peak / less.peak),
    ]


def _workbook(bench: Bench, finding: Finding) -> None:
    """Measure a ledger of xlsx beside its reader, whose start isn't counted, and beside the same ledger as csv."""
    book = papers.workbook(bench, WORKBOOK)
    calls = {
        code(f"pbcli import contacts {book.name}"): _own(bench, book),
        code(f"pbcli import contacts {book.stem}.csv"): _own(bench, papers.paper(bench, WORKBOOK)),
        "python-calamine reads the cells": lambda: run_call(
            Call([bench.tools.python, "-c", _READ_CELLS, book]), bench.home
        ),
        code("python -c pass"): lambda: run_call(bench.python("pass"), bench.home),
    }
    samples = _paired(list(calls.items()), min(bench.rounds, 3) if bench.is_full else bench.rounds)
    finding.tables.append(_table(samples))
    xlsx, text, reader, start = samples.values()
    allowed = Sample(
        [
            Usage(1.5 * (reading.seconds - nothing.seconds) + rows.seconds, 0)
            for rows, reading, nothing in zip(text.usages, reader.usages, start.usages, strict=True)
        ]
    )
    what = f"{WORKBOOK:,} contacts from xlsx / 1.5 × the reading of the cells + the same from CSV"
    finding.bounds.append(Bound(what, 1, xlsx.over(allowed)))


def _table(samples: dict[str, Sample], own: Sample | None = None) -> str:
    """Write what was measured, and how many times another the program's own is."""
    lines = [
        (what, f"{one.milliseconds:.0f}", f"{one.peak:.0f}", *(() if own is None else (f"{own.over(one):.2f}",)))
        for what, one in samples.items()
    ]
    return table(
        ("command", "CPU, ms", "peak, MiB", *(() if own is None else ("the import is so many times it",))), lines
    )


def _paired(measures: list[tuple[str, Measure]], rounds: int) -> dict[str, Sample]:
    samples = {what: Sample() for what, _measure in measures}
    for _round in range(rounds):
        for what, measure in measures:
            samples[what].usages.append(measure())
    return samples


def _fresh(bench: Bench) -> tuple[Path, str, str, str]:
    """Give the words of an import into a school of its own: a second time in the same would be another thing."""
    database = bench.home / "imported.db"
    shutil.rmtree(database.with_name("imported.db.d"), ignore_errors=True)
    shutil.copyfile(bench.school, database)
    database.chmod(0o600)
    return database, "--no-input", "import", "contacts"


def _own(bench: Bench, paper: Path) -> Measure:
    return lambda: run_call(bench.pbcli(*_fresh(bench), paper), bench.home)


def _in_shell(bench: Bench, size: int) -> list[tuple[str, Measure]]:
    """Give what the shell does with the same rows; they must have been imported last."""
    database = bench.home / "imported.db"
    columns, filled = papers.all_columns(bench), papers.filled_columns(database)
    rows, few = papers.stored(bench, database, size, columns), papers.stored(bench, database, size, filled)
    ways = (
        (f"`.import` of the same {len(columns)} columns, into a table with the indexes, without checks", rows, papers.bare_table(bench), False),
        (f"`.import` of the {len(filled)} that are filled, into the program's own table with checks and links", few, papers.own_table(bench, filled), True),
        ("`.import` of the paper, bare: seven columns into a table of texts, without indexes", papers.paper(bench, size), "", False),
    )  # fmt: skip
    return [(what, _import(bench, file, script, in_school=in_school)) for what, file, script, in_school in ways]


def _import(bench: Bench, rows: Path, script: str, *, in_school: bool) -> Measure:
    """Let the shell import a file into a new database, or into a school that has the other tables."""
    target = bench.home / "shell.db"

    def measure() -> Usage:
        target.unlink(missing_ok=True)
        if in_school:
            shutil.copyfile(bench.school, target)
        with closing(sqlite3.connect(target)) as connection:
            connection.executescript(script)
        words: list[str | Path] = [bench.tools.shell or "", "-cmd", "PRAGMA foreign_keys = ON", target]
        return run_call(Call([*words, f".import --csv {rows} contact"]), bench.home)

    return measure


GOAL = Goal("import", "Papers in", run)
