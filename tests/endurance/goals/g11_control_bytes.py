"""G11: nothing that steers a terminal leaves the program, whatever stands in the records, in a path, on the command line."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from tests.commands import READING, takes_format
from tests.conftest import TODAY, Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.endurance.shares import shared
from tests.endurance.spoken import Spoken, on_pipes, on_terminal

EVIL = "\x1b[35;47m\x07\x08\x9b31m\x7f\x00\u202e\u2066\x85"
"""What stands in every text: escape sequences, bells, backspaces, C1, NUL, marks of direction."""
FOLDER = "甲\x1b[35;47m\x07\x9b乙"
FORMS = ("auto", "plain", "table", "md", "csv", "tsv", "json", "jsonl", "html", "xlsx")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"\x1b\[(?:\?25[lh]|2K|1A)|\r(?=\x1b\[(?:2K|1A))")
"""What draws the bar of an import on a terminal, and wipes it away: the program's own."""
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

PLACES: Mapping[str, str] = {
    "branch show": "1", "member show": "1", "class show": "1", "event show": "1", "project show": "1", "dues show": "1 2026",
    "event list": "2026-10", "history": "3", "export": "contacts",
}  # fmt: skip
"""Other words than the demonstration school's for the commands that name a record."""

FAILING = (
    ["member", "show", EVIL.replace("\0", "")], ["branch", "show", "\x1b[35;47m"], ["\x1b[35;47m"], ["member", "\x9b35m"], ["--\x1b[35;47m"],
    ["branch", "list", "--\x07"], ["branch", "list", "-f", "\x1b[35;47m"], ["branch", "list", "--fields", "\x1b[35;47m"],
    ["branch", "list", "--sort", "\x9b"], ["branch", "list", "--limit", "\x1b[35;47m"], ["branch", "list", "-o", "/none/\x1b[35;47m.csv"],
    ["branch", "list", "-o", "\x1b[35;47m"], ["import", "\x1b[35;47m.csv"], ["import", "members", "没有\x9b.xlsx"], ["export", "\x1b[35;47m"],
    ["--today", "\x1b[35;47m", "branch", "list"], ["--lang", "\x1b[35;47m", "branch", "list"], ["--profile", "\x1b[35;47m", "branch", "list"],
    ["history", "\x1b[35;47m/1"], ["history", "member/\x1b[35;47m"], ["report", "monthly", "\x1b[35;47m"], ["branch", "add", "\x1b[35;47m"],
    ["branch", "add", "\u202e"], ["config", "set", "\x1b[35;47m", "1"], ["config", "set", "dues.rounding", "\x1b[35;47m"], ["undo", "\x1b[35;47m"],
    ["db", "restore", "\x1b[35;47m.db"], ["db", "backup", "--to", "/dev/null/\x1b[35;47m"], ["help", "\x1b[35;47m"], ["demo", "--at", "/dev/null/\x1b"],
    ["liaison", "log", "1", "1", "\x1b[35;47m"], ["liaison", "contacts", "--class", "\x1b[35;47m"], ["dues", "pay", "1", "\x1b[35;47m"],
)  # fmt: skip
"""Words that are refused, with what must not be said again as it is."""


def poison(path: Path) -> int:
    """Put control characters into every text of every record, past the program. Gives how many values took them."""
    poisoned = 0
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        for (table,) in names.fetchall():
            if table in {"journal", "journal_state", "alembic_version", "redaction"}:
                continue
            for _number, column, kind, *_rest in connection.execute(f"PRAGMA table_info({table})").fetchall():
                if kind != "TEXT" or column in {"seal", "digest_key", "actual_on"}:
                    continue
                for (row,) in connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid LIMIT 30").fetchall():
                    value = f"{EVIL}{row}"
                    try:
                        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
                        poisoned += 1
                    except sqlite3.IntegrityError:
                        break
    return poisoned


def steering_in(said: bytes, form: str, *, is_terminal: bool, is_coloured: bool = False) -> str:
    """Give the first thing in an output that could steer a terminal, with what stands around it; nothing where all is well."""
    if form in {"xlsx", "docx"} and said.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(said)) as parts:
            said = b"".join(parts.read(name) for name in parts.namelist())
    text = said.decode("utf-8", "backslashreplace")
    if is_terminal:
        text = PROGRESS.sub("", text.replace("\r\n", "\n"))
    if form in {"csv", "xlsx"}:
        text = text.replace("\r\n", "\n")
    if form == "xlsx":
        text = text.replace("\r", "")
    if is_coloured:
        text = STYLE.sub(lambda style: "\x1b" if style[0] == "\x1b[35;47m" else "", text)
    if not is_terminal and form in {"csv", "tsv", "xlsx"}:
        text = DIRECTION.sub("", text)  # part of a text, and no danger in a file; entry refuses them
    found = STEERING.search(text)
    return ascii(text[max(0, found.start() - 20) : found.end() + 10]) if found else ""


def calls(folder: Path) -> Iterator[tuple[list[str], str]]:
    """Give the words of every command that prints, in every format, and those that are refused."""
    for command, words in READING.items():
        called = [*command.split(), *PLACES.get(command, words).split()]
        if takes_format(called):
            yield from (([*called, "-f", form], form) for form in FORMS)
        else:
            yield called, "plain"
    typed: list[str]
    for typed in (
        ["branch", "edit", "1", "--note", "新", "--dry-run"], ["member", "remove", "3", "--yes", "--dry-run"], ["undo", "--dry-run"],
        ["liaison", "remove", "1", "--yes", "--dry-run"], ["db", "info"], ["db", "check"], ["db", "backup"], ["--help"], [], ["member", "remove", "1"],
        ["branch", "show", "1", "--fields", "name,note"], ["member", "list", "--limit", "1"], ["import", str(folder / "坏.csv")],
        ["import", str(folder / "坏.csv"), "--dry-run"], ["import", str(folder / "坏.csv"), "--skip-bad"], ["db", "restore", str(folder / "坏.csv"), "--yes"],
    ):  # fmt: skip
        yield typed, "plain"
    yield from ((list(typed), "plain") for typed in FAILING)


def bad_paper(folder: Path) -> None:
    """Write a paper with control characters in its names, its cells and its header."""
    rows = f"姓名,性别,入党日期,所在党支部,{FOLDER}\n甲\x1b[35;47m,男,2020-01-01,支部\x9b,x\n乙\x07,{EVIL.replace(chr(0), '')},2020-02-30,第一党支部,y\n"
    (folder / "坏.csv").write_text(rows, encoding="utf-8")


def looked_at(pb: Program, folder: Path, share: list[tuple[list[str], str]]) -> Iterator[str]:
    """Make each call on a pipe, on a terminal without colour and on one with it. Gives what is wrong."""
    for words, form in share:
        argv = ["--db", str(pb.database), "--no-input", *(() if "--today" in words else ("--today", TODAY)), *words]
        shown = ascii(" ".join(words))
        piped = on_pipes(argv)
        found: list[tuple[str, Spoken, str]] = [
            ("pipe", piped, steering_in(piped.out, form, is_terminal=False)),
            ("pipe for errors", piped, steering_in(piped.err, "plain", is_terminal=False)),
        ]
        terminal = on_terminal(argv, {"NO_COLOR": "1", "TERM": "xterm"})
        found.append(("terminal", terminal, steering_in(terminal.out, form, is_terminal=True)))
        if form in {"auto", "table", "plain"}:
            coloured = on_terminal(argv, {"TERM": "xterm-256color"})
            found.append(("colour", coloured, steering_in(coloured.out, form, is_terminal=True, is_coloured=True)))
        for where, spoken, seen in found:
            if seen:
                yield f"{where}: {shown}: {seen}"
            if spoken.code in {1, 70} or spoken.code < 0:
                yield f"{where}: {shown}: exit {spoken.code}: {(spoken.err or spoken.out)[:300]!r}"


def control() -> int:
    """Count the control characters that Rich alone lets pass, its own escape() applied."""
    from rich.console import Console
    from rich.markup import escape

    stream = io.StringIO()
    Console(file=stream, force_terminal=True, no_color=True).print(escape(EVIL))
    return len(STEERING.findall(stream.getvalue()))


def trials(bench: Bench, share: int, of: int) -> tuple[int, int, list[str]]:
    """Poison a school, and make a share of the calls. Gives how many texts, how many calls, what was wrong."""
    folder = bench.folder / FOLDER
    with home(folder) as pb:
        small_school(pb)
        poisoned = poison(pb.database)
        bad_paper(folder)
        every = list(calls(folder))
        chosen = bench.chance("calls").sample(every, bench.budget(30, len(every)))[share::of]
        for command in ("branch list", "db info", "import"):  # loads what the forked calls need
            pb(*command.split(), ok=None)
        return poisoned, len(chosen), list(looked_at(pb, folder, chosen))


def run(bench: Bench) -> Finding:
    """Share the calls among the processors."""
    found = shared(bench, trials)
    problems = [problem for one in found for problem in one[2]]
    passed = control()
    return Finding(
        found=f"{found[0][0]:,} texts with control characters; {sum(one[1] for one in found)} calls on pipe and terminal: "
        f"{len(problems)} wrong",
        problems=problems,
        control=f"Rich's escape() lets {passed} pass",
        has_fired=passed > 0,
    )


GOAL = Goal("G11", "control bytes in any output of any command, terminal or pipe", "0", run)
