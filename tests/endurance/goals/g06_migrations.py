"""G6: an upgrade that is killed, or that the disk has no room for, has happened or it has not."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from pbcli.db import journal, migrate, schema
from pbcli.db.check import schema_of
from tests.endurance.commands import Command
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.goals.g01_killed import trial as killed
from tests.endurance.goals.g02_io_errors import trial as failed
from tests.endurance.points import Field, Point, Reference, field, some
from tests.endurance.shim import Fault, Server, why_not
from tests.migrations.tomorrow import NEXT, NEXT_NUMBER, REBUILD

MEMBERS = 60
FEW = 40
"""So many operations are drawn of an upgrade whose migrations are all in another that is tried at each of them."""


@dataclass(frozen=True)
class Step:
    """An upgrade: from which revision to which, and where the migrations lie."""

    before: int
    after: int
    scripts: Path

    @property
    def has_migrations_of_its_own(self) -> bool:
        """Tell whether it runs a migration that no upgrade from an earlier revision runs."""
        return self.before == 1 or self.after == NEXT_NUMBER

    @property
    def patches(self) -> Mapping[str, Any]:
        """Give what makes a server's child the program of the revision after."""
        return {
            "pbcli.db.schema:REVISION": f"{self.after:04d}",
            "pbcli.db.schema:SCHEMA_NUMBER": self.after,
            "pbcli.db.migrate:scripts_folder": {"function": "pathlib:Path", "bound": [str(self.scripts)]},
        }

    @contextmanager
    def program_of(self, number: int) -> Iterator[None]:
        """Be the program of a revision, in this process."""
        with (
            mock.patch.object(schema, "REVISION", f"{number:04d}"),
            mock.patch.object(schema, "SCHEMA_NUMBER", number),
            mock.patch.object(migrate, "scripts_folder", return_value=self.scripts),
        ):
            yield


def steps(bench: Bench) -> list[Step]:
    """Give the upgrades: from each revision to today's, and from today's to an invented one that rebuilds a table.

    A small budget has those that run a migration which none of the others runs.
    """
    own = migrate.scripts_folder()
    tomorrow = bench.folder / "tomorrow"
    shutil.copytree(own, tomorrow, ignore=shutil.ignore_patterns("__pycache__"))
    text = REBUILD.format(next=NEXT, own=schema.REVISION, more="pass")
    (tomorrow / "versions" / f"{NEXT}_tomorrow.py").write_text(text, encoding="utf-8")
    earlier = [Step(number, schema.SCHEMA_NUMBER, own) for number in range(1, schema.SCHEMA_NUMBER)]
    every = [*earlier, Step(schema.SCHEMA_NUMBER, NEXT_NUMBER, tomorrow)]
    return [step for step in every if step.has_migrations_of_its_own] if bench.is_small else every


def make_older(place: Path, step: Step) -> None:
    """Make a database of the revision before, with rows in tables that later revisions rebuild."""
    place.mkdir(mode=0o700, parents=True)
    with step.program_of(step.before), migrate.new_database(place / "pbcli.db"):
        pass
    with closing(sqlite3.connect(place / "pbcli.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        operation = journal.begin_operation(connection, at=datetime.now(UTC), actor="test", command="then")
        connection.execute("INSERT INTO branch (name, pinyin, initials) VALUES ('甲', 'j', 'j')")
        connection.execute("INSERT INTO setting (name, value) VALUES ('dues.rounding', '0.1')")
        for number in range(1, MEMBERS + 1):
            connection.execute("INSERT INTO member (name, pinyin, initials) VALUES (?, 'z', 'z')", (f"张{number}",))
            connection.execute(
                "INSERT INTO dues_base (member_id, from_month, base_fen, payer_group) VALUES (?, '2026-01', ?, '在职')",
                (number, 500_000 + number),
            )
        journal.end_operation(connection, operation)
        connection.execute("COMMIT")


def trial(point: Point, server: Server, place: Path) -> list[str]:
    """Kill the upgrade or let the disk be full, and look."""
    return (killed if point.fault.action.startswith("kill") else failed)(point, server, place)


def points_of(bench: Bench, reference: Reference, limit: int) -> list[Point]:
    """Give a kill and a full disk at each file operation."""
    operations = range(1, reference.run.count + 1)
    kills = [Point(reference, Fault("kill", at)) for at in operations]
    full = [Point(reference, Fault("fail", at, errno.ENOSPC, sticky=True)) for at in operations]
    return some(bench, kills, limit) + some(bench, full, limit)


def tried(bench: Bench, ground: Field, step: Step) -> tuple[int, int, list[str]]:
    """Try one upgrade, ours and the naive one. Gives how many points, how many the control lost, what was wrong."""
    name = f"{step.before:04d} to {step.after:04d}"
    make_older(ground.places.folder / name, step)
    command = Command(f"db migrate, {name}", ("db", "migrate"), name, repeatable=True, patches=step.patches)
    naive = {**step.patches, "pbcli.db.migrate:_run": {"function": "tests.endurance.naive:migrate"}}
    control = Command(f"naive, {name}", ("db", "migrate"), name, repeatable=True, patches=naive)
    with step.program_of(step.after):
        reference = ground.reference(command)
        points = points_of(bench, reference, bench.budget(3, 10_000 if step.has_migrations_of_its_own else FEW))
        problems = [problem for found in ground.each(points, trial) for problem in found]
        if reference.run.code:
            problems.append(f"{name}: {reference.run.said}")
        problems += _other_schema(ground, command)
        naive_points = points_of(bench, ground.reference(control), bench.budget(3, 20))
        lost = sum(bool(found) for found in ground.each(naive_points, trial))
    return len(points), lost, problems


def _other_schema(ground: Field, command: Command) -> list[str]:
    """Tell how the upgraded schema differs from a fresh one."""
    server, place = ground.server()
    ground.places.fresh(command.place, place)
    server.run(place, command.at(place), **command.patches)
    with closing(sqlite3.connect(place / "pbcli.db")) as connection:
        found = schema_of(connection)
    migrate.schema_at.cache_clear()
    fresh = migrate.schema_at(schema.REVISION)
    migrate.schema_at.cache_clear()
    return [
        f"{command.name}: {name} isn't as in a fresh one"
        for name in found.keys() | fresh.keys()
        if found.get(name) != fresh.get(name)
    ]


def run(bench: Bench) -> Finding:
    """Try each upgrade."""
    if reason := why_not():
        return Finding("", not_run=reason)
    with field(bench) as ground:
        found = [tried(bench, ground, step) for step in steps(bench)]
    problems = [problem for _points, _lost, wrong in found for problem in wrong]
    return Finding(
        found=f"{len(found)} upgrades, {sum(points for points, _lost, _wrong in found):,} points: {len(problems)} wrong",
        problems=problems,
        control="Alembic's own way: " + ", ".join(f"{lost} wrong" for _points, lost, _wrong in found),
        has_fired=any(lost for _points, lost, _wrong in found),
    )


GOAL = Goal(
    "G6", "every migration × every file operation × {kill, disk full}", "0 in between; schema equals a fresh one", run
)
