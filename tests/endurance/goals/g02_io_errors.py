"""G2: a disk that errs is said so, in one sentence; what was acknowledged is there, what failed left nothing half done."""

import errno
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.goals.g01_killed import CONTROL
from tests.endurance.points import Point, Reference, field, is_done, some, wrong_state
from tests.endurance.shim import Fault, Run, Server, why_not
from tests.endurance.state import seen

ENOUGH = 3_000
MOST = 45
"""So many errors of a command are tried in writing, drawn from all that there are, and a fifth as many in reading."""
KINDS = (
    ("fail", errno.EIO, False),
    ("fail", errno.EIO, True),
    ("fail", errno.ENOSPC, False),
    ("fail", errno.ENOSPC, True),
    ("fail", errno.EDQUOT, True),
    ("fail", errno.EROFS, True),
    ("fail halfway", errno.ENOSPC, True),
)
"""Action, error, and whether it stays: five kinds, the input/output error and the full disk once as well."""
REPORTED = {2, 5, 6, 7, 9, 11}
"""The exit codes of a command that says what went wrong (9: a look at everything that names what it found); 1 would be a bug."""


def points_of(bench: Bench, reference: Reference) -> list[Point]:
    """Give each kind of error at operations of a command, and errors of reading."""
    writing = [
        Point(reference, Fault(action, at, number, sticky))
        for (action, number, sticky), at in product(KINDS, range(1, reference.run.count + 1))
    ]
    reading = [Point(reference, Fault("fail", at, errno.EIO, reads=True)) for at in range(1, reference.reads + 1)]
    limit = bench.budget(3, reference.command.points or MOST)
    return some(bench, writing, limit) + some(bench, reading, limit // 5)


def trial(point: Point, server: Server, place: Path) -> list[str]:
    """Let a command meet an error, and look at what it says and what is there."""
    reference = point.reference
    run = server.run(place, point.command.at(place), point.fault, **point.command.patches)
    found = seen(place)
    problems = [*wrong_state(reference, found), *wrong_words(reference, run)]
    if run.code == reference.run.code and not is_done(reference, found):
        problems.append("silent success: said to be done, and isn't")
    return [f"{point}: {problem}" for problem in problems]


def wrong_words(reference: Reference, run: Run) -> Sequence[str]:
    """Tell what is wrong with how a failure was said."""
    if run.code == reference.run.code:
        return ()
    problems = [] if run.code in REPORTED else [f"exit {run.code}: {run.said.strip()}"]
    if "Traceback" in run.said or not run.err.strip():
        problems.append(f"not said in a sentence: {run.said.strip()[-200:]!r}")
    return problems


def run(bench: Bench) -> Finding:
    """Try every command, and the control."""
    if reason := why_not():
        return Finding("", not_run=reason)
    with field(bench) as ground:
        references = ground.references()
        points = [point for reference in references for point in points_of(bench, reference)]
        problems = [problem for found in ground.each(points, trial) for problem in found]
        naive = some(bench, points_of(bench, ground.reference(CONTROL)), bench.budget(5, 60))
        fired = sum(bool(found) for found in ground.each(naive, trial))
    return Finding(
        found=f"{len(points):,} errors in {len(references)} commands: {len(problems)} wrong",
        problems=problems,
        control=f"without a rollback journal {fired} of {len(naive)} wrong",
        has_fired=fired > 0,
        is_enough=bench.is_small or len(points) >= ENOUGH,
    )


GOAL = Goal(
    "G2", "input/output errors, once and sticky, 5 kinds, writing and reading",
    f"≥ {ENOUGH:,}: 0 bad, 0 silent success, 0 tracebacks", run,
)  # fmt: skip
