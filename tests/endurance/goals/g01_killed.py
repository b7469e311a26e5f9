"""G1: a command that is killed at any of its file operations has happened or it has not."""

from dataclasses import replace
from pathlib import Path

from tests.endurance.commands import Command
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.points import Point, Reference, field, is_done, some, wrong_state
from tests.endurance.shim import Fault, Server, why_not
from tests.endurance.state import State, seen

ENOUGH = 2_000
NAIVE = {"pbcli.db.connection:WRITER_PRAGMAS": ["PRAGMA journal_mode = OFF"]}
"""The control: without a journal a killed change must be seen as a partial one."""
CONTROL = Command("import", ("import", "{place}/台账.csv"), patches=NAIVE)


MOST = 20
"""So many operations of a command are tried, drawn from all that it does: there are a hundred commands."""


def points_of(bench: Bench, reference: Reference) -> list[Point]:
    """Give kills before operations, and half as many halfway through one."""
    command = reference.command
    operations = range(1, reference.run.count + 1)
    found = [Point(reference, Fault("kill", at)) for at in operations]
    halfway = [Point(reference, Fault("kill halfway", at)) for at in operations]
    limit = bench.budget(2, command.points or MOST)
    return some(bench, found, limit) + some(bench, halfway, limit // 2)


def trial(point: Point, server: Server, place: Path) -> list[str]:
    """Kill a command, look at what is there, and type it again."""
    command, reference = point.command, point.reference
    killed = server.run(place, command.at(place), point.fault, **command.patches)
    found = seen(place)
    problems = wrong_state(reference, found)
    if killed.code >= 0:
        problems.append(f"was not killed: {killed.code}")
    if killed.said and not command.speaks_first and not is_done(reference, found):
        problems.append("acknowledged and lost")
    return [f"{point}: {problem}" for problem in problems or _again(point, server, place, found)]


def _again(point: Point, server: Server, place: Path, found: State) -> list[str]:
    """Type the command again: it must do exactly what was left to do."""
    command, reference = point.command, point.reference
    before, after = reference.before, reference.after
    is_changed = (before.records, before.others) != (after.records, after.others)
    is_noted = command.notes_first and found.records == after.records
    if is_changed and is_done(reference, found) and not command.repeatable:
        return _left(found, server, place)
    again = server.run(place, command.at(place), **command.patches)
    found = seen(place)
    problems = [*found.faults, *_left(found, server, place)]
    if again.code != reference.run.code:
        problems.append(f"typed again: exit {again.code}: {again.said}")
    if not is_done(reference, replace(found, records=after.records) if is_noted else found):
        problems.append("typed again: not what it should be")
    if command.takes_away and command.takes_away.encode() in (place / "pbcli.db").read_bytes():
        problems.append("typed again: what was to be taken away is there still")
    return problems


def _left(found: State, server: Server, place: Path) -> list[str]:
    """Have the database looked after, where something that was begun lies about still. Gives what stays."""
    if not found.drafts:
        return []
    fixed = server.run(place, ["db", "doctor", "--fix"])
    return [f"left behind: {name}: {fixed.said[-200:]}" for name in seen(place).drafts]


def run(bench: Bench) -> Finding:
    """Try every command, and the control."""
    if reason := why_not():
        return Finding("", not_run=reason)
    with field(bench) as ground:
        references = ground.references()
        broken = [f"{one.command.name}: {one.run.said}" for one in references if one.run.code not in {0, 8}]
        broken += [f"{one.command.name} changes nothing" for one in references if is_done(one, one.before)]
        points = [point for reference in references for point in points_of(bench, reference)]
        problems = [problem for found in ground.each(points, trial) for problem in found]
        control = ground.reference(CONTROL)
        kills = [Point(control, Fault("kill", at)) for at in range(1, control.run.count + 1)]
        naive = some(bench, kills, bench.budget(4, 60))
        fired = sum(bool(found) for found in ground.each(naive, trial))
    return Finding(
        found=f"{len(points):,} kills in {len(references)} commands: {len(problems)} wrong",
        problems=broken + problems,
        control=f"without a rollback journal {fired} of {len(naive)} wrong",
        has_fired=fired > 0,
        is_enough=bench.is_small or len(points) >= ENOUGH,
    )


GOAL = Goal(
    "G1", "killed at every file operation of every writing command",
    f"≥ {ENOUGH:,} points: 0 corrupt, 0 partial, 0 acknowledged lost, a rerun exact", run,
)  # fmt: skip
