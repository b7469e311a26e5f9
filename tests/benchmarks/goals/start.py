"""Start: what a command costs before and beside its work, against its peers and against an empty console script."""

import subprocess
from pathlib import Path

from tests.benchmarks.bench import Bench, Goal
from tests.benchmarks.finding import Bound, Finding, code, table
from tests.benchmarks.processes import Call, Sample, environment, instructions
from tests.benchmarks.school import with_members

MOST_MODULES = 175


def run(bench: Bench) -> Finding:
    """Measure the start of what prints, of completion, of help, of the tables and of one write."""
    finding = Finding()
    calls = _own(bench) | _floors(bench) | _peers(bench)
    samples = bench.paired(calls)
    nothing = samples["pass"]
    finding.tables.append(
        table(
            ("command", "CPU, ms", "over `python -c pass`", "peak, MiB"),
            [
                (code(calls[name].shown), f"{one.milliseconds:.1f}", f"{one.over(nothing):.2f}", f"{one.peak:.0f}")
                for name, one in samples.items()
            ],
        )
    )
    finding.bounds += _bounds(samples)
    modules = _modules(bench)
    finding.bounds.append(Bound("`member list -f json`: modules imported", MOST_MODULES, modules, "modules"))
    if bench.tools.valgrind is not None:
        finding.tables.append(_instructions(bench, calls))
    return finding


def _own(bench: Bench) -> dict[str, Call]:
    """The program's commands that have a bound."""
    members = with_members(bench.school, bench.home / "members-10000.db", count=10_000)
    school = bench.school
    many = ("--fields", "id,name,branch,status,sex,ethnicity,birth_date,joined_on,converted_on,education")
    return {
        "list": bench.pbcli(school, "member", "list", "-f", "json"),
        "count": bench.pbcli(school, "liaison", "count", "-f", "json"),
        "due": bench.pbcli(school, "remind", "due"),
        "due by Typer": bench.pbcli(school, "remind", "due", "--within", "14d"),
        "version": Call([bench.tools.pbcli, "--version"]),
        "complete": Call([bench.tools.pbcli, "mem"], {"_PBCLI_COMPLETE": "bash"}),
        "complete name": Call([bench.tools.pbcli, "--db", members, "member", "show", "党员0999"], {"_PBCLI_COMPLETE": "bash"}),
        "help": Call([bench.tools.pbcli, "--help"]),
        "table": bench.pbcli(school, "member", "list", "--limit", "100", *many, "-f", "table"),
        "table as json": bench.pbcli(school, "member", "list", "--limit", "100", *many, "-f", "json"),
        "plain": bench.pbcli(members, "member", "list", "--limit", "1000", "-f", "plain"),
        "plain as json": bench.pbcli(members, "member", "list", "--limit", "1000", "-f", "json"),
        "write": _write(bench),
    }  # fmt: skip


def _write(bench: Bench) -> Call:
    """One contact noted down: a class that someone looks after, on a database of its own."""
    database = bench.home / "written.db"
    database.write_bytes(bench.school.read_bytes())
    database.chmod(0o600)
    listed = subprocess.run(
        [bench.tools.pbcli, "--db", database, "liaison", "assignments", "-f", "csv", "--fields", "class,member"],
        env=environment(bench.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    klass, member = listed.stdout.splitlines()[1].split(",")
    return bench.pbcli(database, "--no-input", "liaison", "log", member, klass, "走访寝室")


def _floors(bench: Bench) -> dict[str, Call]:
    """What the program is measured against on its own ground."""
    return {
        "pass": bench.python("pass"),
        "empty": Call([bench.tools.own / "emptyscript"]),
        "typer": bench.python("import typer"),
        "typer, sqlmodel": bench.python("import typer, sqlmodel"),
    }


def _peers(bench: Bench) -> dict[str, Call]:
    """Other programs of this kind, each listing what it has."""
    folder = bench.tools.peers
    calendar = bench.home / "todo"
    (calendar / "list").mkdir(parents=True, exist_ok=True)
    (bench.home / "todoman.py").write_text(f'path = "{calendar}/*"\n', encoding="utf-8")
    return {
        "sqlite-utils rows": Call([folder / "sqlite-utils", "rows", bench.school, "member"]),
        "watson report": Call([folder / "watson", "report"]),
        "todo list": Call([folder / "todo", "--config", bench.home / "todoman.py", "list"]),
        "beet ls": Call([folder / "beet", "ls"]),
        "buku -p": Call([folder / "buku", "--nostdin", "-p"]),
    }


def _bounds(samples: dict[str, Sample]) -> list[Bound]:
    """Compare each with what it is bound by."""
    rows, empty = samples["sqlite-utils rows"], samples["empty"]
    others = ("sqlite-utils rows", "watson report", "todo list", "beet ls", "buku -p")
    quickest = min((samples[name] for name in others), key=lambda sample: sample.milliseconds)
    bounds = []
    for name, title in (("list", "member list -f json"), ("count", "liaison count -f json"), ("due", "remind due")):
        bounds.append(Bound(f"`{title}` / `sqlite-utils rows`", 0.5, samples[name].over(rows)))
        bounds.append(Bound(f"`{title}` / the quickest Python tool above", 1.0, samples[name].over(quickest)))
    for name, title, most, base, against in (
        ("version", "`--version`", 1.3, empty, "an empty console script"),
        ("complete", "completion of a command", 1.3, empty, "an empty console script"),
        ("complete name", "completion of a name among 10,000", 1.8, empty, "an empty console script"),
        ("help", "`--help`", 2.0, samples["typer"], "`import typer`"),
        ("table", "a Rich table of 100 × 10", 3.5, samples["table as json"], "its JSON"),
        ("plain", "1,000 rows as plain text", 1.5, samples["plain as json"], "their JSON"),
        ("write", "`liaison log`", 1.0, samples["typer, sqlmodel"], "`import typer, sqlmodel`"),
    ):
        bounds.append(Bound(f"{title} / {against}", most, samples[name].over(base)))
    return bounds


def _modules(bench: Bench) -> int:
    """Count the modules that a listing imports, by their names, where no config file has to be read."""
    call = bench.pbcli(bench.school, "member", "list", "-f", "json")
    done = subprocess.run(
        [bench.tools.python, "-X", "importtime", *call.words],
        env=environment(bench.home / "without config"), capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return len({line.rpartition("|")[2].strip() for line in lines[1:]})


def _instructions(bench: Bench, calls: dict[str, Call]) -> str:
    """Count what cachegrind counts: repeatable where the clock is not."""
    nothing = instructions(calls["pass"], bench.home)
    rows = []
    for name in (
        "list", "count", "due", "due by Typer", "version", "complete", "complete name", "help", "write",
        "sqlite-utils rows", "watson report", "typer, sqlmodel",
    ):  # fmt: skip
        call = calls[name]
        words = [bench.tools.python, *call.words] if call.words[0] == bench.tools.pbcli else call.words
        counted = instructions(Call(_interpreted(words), call.variables), bench.home)
        rows.append((code(call.shown), f"{counted / 1e6:.0f}", f"{counted / nothing:.2f}"))
    return table(("command", "instructions, million", "over `python -c pass`"), rows)


def _interpreted(words: object) -> list[str | Path]:
    """Put the interpreter of a console script before it."""
    listed = list(words)  # type: ignore[call-overload]
    first = Path(listed[0])
    return listed if first.name.startswith("python") else [first.with_name("python"), *listed]


GOAL = Goal("start", "The start of a command", run)
