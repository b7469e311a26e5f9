"""G8: whatever a flipped byte changes in what is kept, a check finds; what lies in unused space may go unnoticed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pbcli.db.check import schema_of
from tests.conftest import Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import demonstration, home, small_school
from tests.endurance.shares import shared

FLIPS = 1_000
FOUND = {7, 9, 11}
"""The exit codes by which a check says that something is wrong; 1 would be a crash."""

Content = dict[str, Any]


def content_of(path: Path) -> Content | None:
    """Give all that is kept: the header's marks, the schema, every value of every row. None where it can't be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            names = [
                name.decode() for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            kept: Content = {
                name: connection.execute(f'SELECT rowid, * FROM "{name}" NOT INDEXED ORDER BY rowid').fetchall()
                for name in names
            }
            for mark in ("application_id", "user_version"):
                kept[f"PRAGMA {mark}"] = connection.execute(f"PRAGMA {mark}").fetchone()
            connection.text_factory = str
            return kept | {"schema": schema_of(connection)}
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def is_seen_by_sqlite(path: Path) -> bool:
    """Tell whether SQLite's own checks find anything: the control, which sees no changed value."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            return not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def checked(pb: Program) -> tuple[int, int]:
    """Give the exit codes of both checks."""
    return pb("db", "check", ok=None).code, pb("db", "verify", ok=None).code


def trials(bench: Bench, share: int, of: int) -> tuple[int, int, list[str]]:
    """Flip one byte after another, each in a sound file. Gives how many flips changed what is kept, how many of those
    SQLite misses, and what was wrong."""
    chance = bench.chance("flips")
    changed = past_sqlite = 0
    problems = []
    with home(bench.folder / "school") as pb:
        (small_school if bench.is_small else demonstration)(pb)
        pb("db", "backup")
        whole = pb.database.read_bytes()
        sound = content_of(pb.database)
        flips = [(chance.randrange(len(whole)), chance.randrange(1, 256)) for _ in range(bench.budget(40, FLIPS))]
        for place, difference in flips[share::of]:
            with pb.database.open("r+b", buffering=0) as file:
                file.seek(place)
                file.write(bytes([whole[place] ^ difference]))
            if content_of(pb.database) != sound:
                changed += 1
                past_sqlite += not is_seen_by_sqlite(pb.database)
                codes = checked(pb)
                if not FOUND & {*codes} or 1 in codes:
                    problems.append(f"byte {place} ^ {difference:#04x}: db check and db verify exit {codes}")
            pb.database.write_bytes(whole)
        if checked(pb) != (0, 0):
            problems.append("the sound file isn't found sound")
    return changed, past_sqlite, problems


def run(bench: Bench) -> Finding:
    """Share the flips among the processors."""
    flips = bench.budget(40, FLIPS)
    found = shared(bench, trials)
    changed, past_sqlite = sum(one[0] for one in found), sum(one[1] for one in found)
    problems = [problem for one in found for problem in one[2]]
    return Finding(
        found=f"{flips:,} flips, {changed} changed what is kept, {changed - len(problems)} of them found",
        problems=problems,
        control=f"SQLite's own checks alone miss {past_sqlite}",
        has_fired=past_sqlite > 0,
        is_enough=bench.is_small or flips >= FLIPS,
    )


GOAL = Goal("G8", f"{FLIPS:,} flipped bytes", "every change of content found", run)
