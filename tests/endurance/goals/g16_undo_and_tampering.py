"""G16: an undo puts back exactly what was, whatever came before it; whoever changes the records past the program is found."""

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pbcli.db import manifest, verify
from pbcli.db.connection import backups_folder
from tests.conftest import Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.endurance.shares import shared
from tests.papers import FIRST, SECOND, kept, snapshot

UNDOS, TAMPERINGS = 400, 200
CUT_TAILS = 20
"""How many of the tamperings take the end of the journal off, with all that would tell."""

Row = tuple[Any, ...]
Records = dict[str, dict[int, Row]]


def records_of(pb: Program) -> Records:
    """Give every row of every table, by its id."""
    return {table: {row[0]: row for row in rows} for table, rows in snapshot(pb).items() if table != "reminder_said"}


def command(chance: random.Random, number: int) -> list[str]:
    """Give a command that changes records; what it names may be gone, then it is refused."""
    member, klass = (
        chance.choice(["张三", "赵六", "王五", "4", f"甲{number - 1}"]),
        chance.choice(["2024级护理1班", "2025级机电2班"]),
    )
    day = f"2026-10-{chance.randrange(1, 29):02d}"
    some_id = str(chance.randrange(1, 40))
    return chance.choice(
        [
            ["branch", "add", f"支部{number}"], ["branch", "edit", FIRST, "--note", f"注{number}"], ["branch", "remove", f"支部{number - 2}", "--yes"],
            ["member", "add", f"甲{number}", "--branch", SECOND, "--joined-on", "2019-06-01", "--converted-on", "2020-06-01"],
            ["member", "edit", member, "--education", f"学{number}"], ["member", "transfer", member, "--to", SECOND, "--on", day],
            ["member", "leave", member, "--reason", "去世", "--on", day], ["member", "remove", f"甲{number - 1}", "--yes"],
            ["class", "add", f"班{number}", "--head", f"师{number}"], ["class", "head", klass, f"师{number}", "--on", day],
            ["class", "remove", f"班{number - 1}", "--yes"], ["liaison", "log", member, klass, "走访寝室", "--on", day, "--follow-up-by", "2026-12-01"],
            ["liaison", "edit", some_id, "--note", f"注{number}"], ["liaison", "remove", some_id, "--yes"], ["liaison", "assign", member, klass],
            ["liaison", "close", some_id], ["event", "add", FIRST, "主题党日", "--on", day, "--absent", "赵六"],
            ["event", "remove", some_id, "--yes"], ["dues", "base", member, str(5_000 + number), "--from", "2026-09"],
            ["dues", "pay", member, "10", "--month", "2026-09"], ["project", "advance", "XG2026-001", "--on", "2026-05-01"],
            ["term", "add", f"学期{number}", "--from", f"{2030 + number % 100}-02-01", "--to", f"{2030 + number % 100}-03-01"],
            ["config", "set", "liaison.silent_days", str(30 + number % 30)], ["undo"],
        ]
    )  # fmt: skip


def changed_rows(pb: Program, operation: int) -> list[tuple[str, int, str | None, str | None]]:
    """Give the rows that an operation changed: the image before its first change, and the one after its last."""
    found: dict[tuple[str, int], list[str | None]] = {}
    query = "SELECT table_name, row_id, before, after FROM journal WHERE operation_id = ? ORDER BY id"
    for table, row, before, after in kept(pb, query, operation):
        found.setdefault((table, row), [before, after])[1] = after
    return [(table, row, before, after) for (table, row), (before, after) in found.items()]


def expected_after(records: Records, pb: Program, operation: int) -> Records:
    """Give what must be there after an operation is taken back: its rows as they were before it, all others as they are."""
    expected = {table: dict(rows) for table, rows in records.items()}
    for table, row, before, _after in changed_rows(pb, operation):
        expected[table].pop(row, None)
        if before is not None:
            expected[table][row] = tuple(json.loads(before).values())
    return expected


def undo_one(pb: Program, chance: random.Random, was: Records) -> tuple[bool, list[str]]:
    """Take back the last operation, or an earlier one, and hold it against what must be. Tells whether it was taken back."""
    operations = [row[0] for row in kept(pb, "SELECT id FROM operation ORDER BY id DESC LIMIT 12")]
    is_last = chance.random() < 0.6
    chosen = operations[0] if is_last else chance.choice(operations)
    now = records_of(pb)
    expected = expected_after(now, pb, chosen)
    outcome = pb("undo", str(chosen), ok=None)
    found = records_of(pb)
    if outcome.code:
        problems = [] if found == now else [f"undo {chosen} was refused (exit {outcome.code}) and changed something"]
        problems += (
            [f"undo {chosen}: exit {outcome.code}: {outcome.err.strip()[:200]}"]
            if outcome.code not in {4, 5, 6}
            else []
        )
        return False, problems
    problems = [] if found == expected else [f"undo {chosen} isn't exact"]
    if (
        is_last
        and was is not None
        and chosen == operations[0]
        and found != was
        and kept(pb, "SELECT undoes_id FROM operation WHERE id = ?", chosen) == [(None,)]
    ):
        problems.append(f"undo of the last operation {chosen} doesn't give what was before it")
    return True, problems


def undone(pb: Program, chance: random.Random, wanted: int) -> tuple[int, int, list[str]]:
    """Type commands at random, take some back, and redo some of that. Gives how many undos were made and refused."""
    number = made = refused = 0
    problems: list[str] = []
    while made < wanted and number < 20 * wanted:
        number += 1
        was = records_of(pb)
        if pb(*command(chance, number), ok=None).code == 0 and chance.random() < 0.7:
            is_made, found = undo_one(pb, chance, was)
            made, refused = made + is_made, refused + (not is_made)
            problems += found
    if pb("db", "verify", ok=None).code:
        problems.append("db verify finds something after all that")
    return made, refused, problems


def cells_of(connection: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """Name every stored value of the records, the operations and the journal."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    passed_over = {"sqlite_sequence", "alembic_version", "reminder_said", "journal_state"}
    return [
        (table, row, column)
        for table in tables
        if table not in passed_over
        for column in [info[1] for info in connection.execute(f"PRAGMA table_info({table})")][1:]
        for (row,) in connection.execute(f"SELECT id FROM {table}").fetchall()
    ]


def tamper(connection: sqlite3.Connection, chance: random.Random, cells: Sequence[tuple[str, int, str]]) -> str:
    """Change, remove or add something, as one would who doesn't want to be found. Tells what."""
    table, row, column = chance.choice(cells)
    how = chance.choice(["change", "change", "change", "remove", "add", "swap"])
    if how == "remove":
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
    elif how == "add":
        names = ", ".join(info[1] for info in connection.execute(f"PRAGMA table_info({table})") if info[1] != "id")
        connection.execute(
            f"INSERT INTO {table} (id, {names}) SELECT id + 100000, {names} FROM {table} WHERE id = ?", (row,)
        )
    elif how == "swap" and table not in {"operation", "journal"}:
        other = chance.choice([cell[1] for cell in cells if cell[0] == table])
        (left,), (right,) = (
            connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (one,)).fetchone() for one in (row, other)
        )
        if left == right:
            return tamper(connection, chance, cells)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (right, row))
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (left, other))
    else:
        (value,) = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row,)).fetchone()
        kind = next(info[2] for info in connection.execute(f"PRAGMA table_info({table})") if info[1] == column)
        changed = (
            (value or 0) + 1 if kind == "INTEGER" else None if value and chance.random() < 0.2 else f"{value or ''}1"
        )
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (changed, row))
    return f"{how} {table} {row} {column}"


def cut_tail(connection: sqlite3.Connection, operations: int) -> str:
    """Take the last operations off with all that would tell: the records as they were, the journal, the counters."""
    for _ in range(operations):
        (last,) = connection.execute("SELECT max(id) FROM operation").fetchone()
        for table, row, before in connection.execute(
            "SELECT table_name, row_id, before FROM journal WHERE operation_id = ? ORDER BY id DESC", (last,)
        ).fetchall():
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
            if before is not None:
                image = json.loads(before)
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(image)}) VALUES ({', '.join('?' * len(image))})",
                    tuple(image.values()),
                )
        connection.execute("DELETE FROM journal WHERE operation_id = ?", (last,))
        connection.execute("DELETE FROM operation WHERE id = ?", (last,))
    for table in ("journal", "operation"):
        connection.execute(f"UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM {table}) WHERE name = ?", (table,))
    return f"cut {operations} off the end"


def trial(path: Path, heads: Sequence[str], chance: random.Random, *, cuts: int) -> tuple[str, bool, bool]:
    """Tamper with a copy. Gives what was done, whether our check finds it, and whether SQLite's own does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        done = ""
        while not done:
            try:
                done = cut_tail(connection, cuts) if cuts else tamper(connection, chance, cells_of(connection))
            except sqlite3.IntegrityError:
                continue  # STRICT types, NOT NULL and UNIQUE hold against a tamperer as well
        sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        seen_by_sqlite = not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        return done, bool(verify.verify(connection, heads)), seen_by_sqlite


def tampered(pb: Program, chance: random.Random, numbers: range, cuts: int) -> Iterator[tuple[str, bool, bool]]:
    """Tamper with one copy after another; a backup was made just before, so that its list knows the end."""
    for word in ("甲", "乙", "丙", "丁"):
        pb("branch", "edit", SECOND, "--note", word)
    pb("db", "backup")
    heads = [entry.head for entry in manifest.entries(backups_folder(pb.database))]
    copy = pb.database.with_name("copy.db")
    for number in numbers:
        shutil.copyfile(pb.database, copy)
        yield trial(copy, heads, chance, cuts=1 + number % 4 if number < cuts else 0)


Found = tuple[int, int, list[str], list[tuple[str, bool, bool]]]


def trials(bench: Bench, share: int, of: int) -> Found:
    """Undo, then tamper, in a school of this share's own."""
    with home(bench.folder / "school") as pb:
        small_school(pb)
        made, refused, problems = undone(pb, bench.chance("undos", share), -(-bench.budget(8, UNDOS) // of))
        numbers = range(share, bench.budget(12, TAMPERINGS), of)
        found = list(tampered(pb, bench.chance("tamperings", share), numbers, bench.budget(2, CUT_TAILS)))
    return made, refused, problems, found


def run(bench: Bench) -> Finding:
    """Share the undos and the tamperings among the processors."""
    found = shared(bench, trials)
    made, refused = sum(one[0] for one in found), sum(one[1] for one in found)
    problems = [problem for one in found for problem in one[2]]
    tamperings = [done for one in found for done in one[3]]
    missed = [f"not found: {done}" for done, is_found, _seen in tamperings if not is_found]
    past_sqlite = sum(not seen for _done, _found, seen in tamperings)
    return Finding(
        found=f"{made} undos, {len(problems)} not exact ({refused} refused, nothing changed); {len(tamperings)} tamperings, {len(missed)} missed",
        problems=problems + missed,
        control=f"SQLite's own checks miss {past_sqlite}",
        has_fired=past_sqlite > 0,
        is_enough=made >= bench.budget(8, UNDOS) and len(tamperings) >= bench.budget(12, TAMPERINGS),
    )


GOAL = Goal("G16", f"{UNDOS} random undos; {TAMPERINGS} tamperings, a cut tail included", "exact; all found", run)
