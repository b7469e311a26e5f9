"""Import: contacts from CSV, validated, journalled and undoable, against the shell's bare `.import` of the same rows."""

import csv
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import count, islice, product
from pathlib import Path

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call, Sample, environment
from tests.benchmarks.processes import run as run_call

HEADER = "日期,联系人,班级,联系方式,学生人数,发现问题,采取措施"
NONE = "no sqlite3 shell"
KINDS = ("走访寝室", "学生谈心", "主题班会")


def run(bench: Bench) -> Finding:
    """Import a paper and one ten times as long, each into a school of its own; beside them what the shell does."""
    finding = Finding()
    most = 1_000_000 if bench.is_full else 100_000
    samples = {size: _own(bench, size) for size in (most // 10, most)}
    rows = [(code(f"pbcli import contacts contacts-{size}.csv"), one) for size, one in samples.items()]
    bare = kept = None
    if bench.tools.shell is not None:
        bare = _in_shell(bench, _paper(bench, most))
        kept = _in_shell(bench, _stored(bench, most), schema=_schema(bench))
        rows += [
            (code(f'sqlite3 new.db ".import --csv contacts-{most}.csv contact"'), bare),
            ("the same of the rows as they are stored, into a table with the indexes, without checks", kept),
        ]
    lines = [(what, f"{one.milliseconds:.0f}", f"{one.peak:.0f}") for what, one in rows]
    finding.tables.append(table(("command", "CPU, ms", "peak, MiB"), lines))
    finding.bounds = [
        Bound(f"{most:,} contacts / `.import` of the rows as stored", 3, _over(samples[most], kept), reason=NONE),
        Bound(f"{most:,} contacts / `.import` of the paper, bare", 3, _over(samples[most], bare), reason=NONE),
        Bound(f"{most:,} contacts from CSV: peak of memory", 150, samples[most].peak, "MiB"),
        Bound(
            f"import: peak of memory, {most:,} over {most // 10:,} contacts",
            1.1,
            samples[most].peak / samples[most // 10].peak,
        ),
    ]
    return finding


def _over(own: Sample, peer: Sample | None) -> float | None:
    return None if peer is None else own.over(peer)


def _own(bench: Bench, size: int) -> Sample:
    """Import once: it writes, so that a second time would be another thing."""
    database = bench.home / "imported.db"
    database.write_bytes(bench.school.read_bytes())
    database.chmod(0o600)
    paper = _paper(bench, size)
    return Sample([run_call(bench.pbcli(database, "--no-input", "import", "contacts", paper), bench.home)])


def _in_shell(bench: Bench, rows: Path, schema: str = "") -> Sample:
    """Let the shell import a file into a new database, with the tables of a schema where one is given."""
    target = bench.home / "bare.db"
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(schema)
    words: list[str | Path] = [bench.tools.shell or "", target, f".import --csv {rows} contact"]
    return Sample([run_call(Call(words), bench.home)])


def _stored(bench: Bench, size: int) -> Path:
    """Write the contacts that were imported last as the database has them."""
    path = bench.home / f"stored-{size}.csv"
    with (
        closing(sqlite3.connect(bench.home / "imported.db")) as connection,
        path.open("w", encoding="utf-8", newline="") as file,
    ):
        rows = connection.execute("SELECT * FROM contact WHERE id > (SELECT max(id) FROM contact) - ?", (size,))
        csv.writer(file).writerows(rows)
    return path


def _schema(bench: Bench) -> str:
    """Give the table of contacts with its columns and its indexes, without what the shell's empty texts would break."""
    with closing(sqlite3.connect(bench.school)) as connection:
        columns = [f"{row[1]} {row[2]}" for row in connection.execute("PRAGMA table_info(contact)")]
        indexes = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'contact'")
        columns[0] += " PRIMARY KEY"
        return ";".join([f"CREATE TABLE contact ({', '.join(columns)})", *(sql for (sql,) in indexes if sql), ""])


def _paper(bench: Bench, size: int) -> Path:
    path = bench.home / f"contacts-{size}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.write(HEADER + "\n")
            file.writelines(islice(_lines(bench), size))
    return path


def _lines(bench: Bench) -> Iterator[str]:
    """Give contacts without end, over ten years."""
    listed = subprocess.run(
        [bench.tools.pbcli, "--db", bench.school, "liaison", "assignments", "-f", "csv", "--fields", "member,class"],
        env=environment(bench.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    pairs = [line.strip() for line in listed.stdout.splitlines()[1:]]
    days = [f"2026-{month:02d}-{day:02d}" for month, day in product((9, 10), range(1, 29))]
    for place in count():
        pair, day = pairs[place % len(pairs)], days[place // 7 % len(days)]
        yield f"{day},{pair},{KINDS[place % 3]},{1 + place % 40},第{place}号问题,已处理\n"


GOAL = Goal("import", "Papers in", run)
