"""Import: contacts from CSV, validated, journalled and undoable, against the shell's bare `.import` of the same rows."""

import subprocess
from collections.abc import Iterator
from itertools import count, islice, product
from pathlib import Path

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call, Sample, environment
from tests.benchmarks.processes import run as run_call

HEADER = "日期,联系人,班级,联系方式,学生人数,发现问题,采取措施"
KINDS = ("走访寝室", "学生谈心", "主题班会")


def run(bench: Bench) -> Finding:
    """Import a small paper and one ten times as long, each into a school of its own."""
    finding = Finding()
    most = 1_000_000 if bench.is_full else 20_000
    samples = {size: _own(bench, size) for size in (most // 10, most)}
    rows = [(code(f"pbcli import contacts contacts-{size}.csv"), f"{one.milliseconds:.0f}", f"{one.peak:.0f}")
            for size, one in samples.items()]  # fmt: skip
    found = None
    if bench.tools.shell is not None:
        shell = _in_shell(bench, most)
        rows.append(
            (
                code(f'sqlite3 new.db ".import --csv contacts-{most}.csv contact"'),
                f"{shell.milliseconds:.0f}",
                f"{shell.peak:.0f}",
            )
        )
        found = samples[most].over(shell)
    finding.tables.append(table(("command", "CPU, ms", "peak, MiB"), rows))
    finding.bounds = [
        Bound(f"{most:,} contacts from CSV / `sqlite3 .import`", 3, found, reason="no sqlite3 shell"),
        Bound(f"{most:,} contacts from CSV: peak of memory", 150, samples[most].peak, "MiB"),
        Bound(
            f"import: peak of memory, {most:,} over {most // 10:,} contacts",
            1.1,
            samples[most].peak / samples[most // 10].peak,
        ),
    ]
    return finding


def _own(bench: Bench, size: int) -> Sample:
    """Import once: it writes, so that a second time would be another thing."""
    database = bench.home / "imported.db"
    database.write_bytes(bench.school.read_bytes())
    database.chmod(0o600)
    paper = _paper(bench, size)
    return Sample([run_call(bench.pbcli(database, "--no-input", "import", "contacts", paper), bench.home)])


def _in_shell(bench: Bench, size: int) -> Sample:
    target = bench.home / "bare.db"
    target.unlink(missing_ok=True)
    words: list[str | Path] = [bench.tools.shell or "", target, f".import --csv {_paper(bench, size)} contact"]
    return Sample([run_call(Call(words), bench.home)])


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
