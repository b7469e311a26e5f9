"""G3: the power fails between any two file operations of a working day, and the disk holds any part of what wasn't synced.

Commands are run one after the other and traced; what was acknowledged must be there in every disk that may remain.
"""

import os
import shutil
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.places import recipient
from tests.endurance.replay import SAID, Disk, Image, Operation, losses, pending, read_log
from tests.endurance.shim import KEY, Server, secret_file, servers, why_not
from tests.endurance.state import NONE, State, seen
from tests.papers import BRANCHES, CLASSES, CONTACTS, FIRST, MEMBERS, UNIT, text_file

ENOUGH = 20_000
FEW, MANY = 5, 10
"""So many losses are drawn at each moment, by a small budget and a full one, or a few more, besides the two extremes."""
AHEAD = 32
"""So many moments are laid out before the first of them is examined: they lie in memory."""
DAY: Sequence[Sequence[str]] = (
    ("init", "--unit", UNIT),
    ("import", "{papers}/支部.csv", "{papers}/名册.csv", "{papers}/班级.csv"),
    ("branch", "add", "第三党支部"),
    ("member", "join", "钱七", "--branch", FIRST, "--on", "2026-10-31"),
    ("db", "backup"),
    ("import", "{papers}/台账.csv"),
    ("liaison", "log", "王五", "2025级机电2班", "学生谈心", "--on", "2026-10-09"),
    ("undo",),
    ("config", "set", "dues.rounding", "0.1"),
    ("event", "add", FIRST, "主题党日", "--on", "2026-10-20"),
    ("evidence", "add", "event/1", "{papers}/台账.csv", "--kind", "签到"),
    ("db", "keygen", "{place}/own.key"),
    ("db", "backup", "--encrypt-to", "{recipient}", "--to", "{place}/stick"),
    ("db", "restore", "{place}/pbcli.db.d/backups/pbcli-20261101T040000Z.db", "--yes"),
    ("liaison", "log", "张三", "2024级护理1班", "走访寝室"),
    ("db", "backup", "--to", "{place}/stick"),
    ("db", "encrypt"),
    ("liaison", "log", "张三", "2024级护理1班", "学生谈心"),
    ("db", "backup"),
    ("db", "rekey", "--key-file", "{secret}"),
    ("db", "decrypt", "--yes"),
)
SHORT = (0, 2, 4)
"""The commands of the day that the controls and the small budget run."""
WRONG = ("OFF", "NORMAL", "FULL")
"""Settings of `synchronous` with which, in this journal mode, an acknowledged change can be lost: the controls."""


@dataclass(frozen=True)
class Day:
    """What was traced: the operations, and what is true from which of them on."""

    operations: Sequence[Operation]
    acknowledged: Sequence[int]
    """For each command the first operation after what it said."""
    begun: Sequence[int]
    """For each command its first operation."""
    states: Sequence[State]
    """The place before the first command, and after each."""


def traced(place: Path, server: Server, words: Sequence[Sequence[str]], **patches: Any) -> Day:
    """Run commands one after the other and write down what they did to the disk."""
    place.mkdir(mode=0o700)
    papers = place.with_name(f"{place.name}-papers")
    papers.mkdir()
    for name, rows in (("支部", BRANCHES), ("名册", MEMBERS), ("班级", CLASSES), ("台账", CONTACTS)):
        text_file(papers / f"{name}.csv", rows)
    secret_file(place).write_text(KEY + "\n", encoding="ascii")
    secret_file(place).chmod(0o600)
    log = place.with_name(f"{place.name}.log")
    begun, acknowledged, states = [], [], [seen(place)]
    operations: list[Operation] = []
    for command in words:
        begun.append(len(operations))
        filled = [_filled(word, place, papers) for word in command]
        done = server.run(place, filled, log=log, **patches)
        assert done.code == 0, f"{filled}: {done.said}"
        operations = read_log(log.read_bytes(), place)
        said = (at for at in range(begun[-1], len(operations)) if operations[at].kind == SAID)
        acknowledged.append(next(said) + 1)
        states.append(seen(place))
    return Day(operations, acknowledged, begun, states)


def _filled(word: str, place: Path, papers: Path) -> str:
    """Put what is known of a place into a word of a command."""
    if word == "{recipient}":
        return recipient(place)
    names = {"{place}": place, "{papers}": papers, "{secret}": secret_file(place)}
    for name, path in names.items():
        word = word.replace(name, str(path))
    return word


@dataclass(frozen=True)
class Disks:
    """The different disks that may remain at a moment, and what must be on each of them."""

    disks: Sequence[Disk]
    allowed: frozenset[str]
    """The records that may be there: those of before the command under way, and of after it."""
    backups: Mapping[str, str]
    """The backups that were acknowledged."""
    others: Mapping[str, str]
    """The keys, and the copies on another disk, that were acknowledged."""
    where: str


def moments(bench: Bench, day: Day, count: int) -> Iterator[Disks]:
    """Give for each moment of the day the disks that may remain, each of them once."""
    met: set[tuple[int, frozenset[str], int]] = set()
    sure, base = 0, Image()
    for moment in range(len(day.operations) + 1):
        done = day.operations[:moment]
        unsure = pending(done, sure)
        first = min(unsure, default=moment)
        base, sure = base.after(done[sure:first]) if first > sure else base, first
        told = sum(at <= moment for at in day.acknowledged)
        running = sum(at <= moment for at in day.begun)
        allowed = frozenset(state.records for state in day.states[told : max(told, running) + 1])
        backups = {name: records for name, records, _listed in day.states[told].backups}
        others = dict(day.states[told].others.items() - day.states[0].others.items())
        found = []
        for lost, torn in losses(unsure, bench.chance(moment), count):
            kept = [done[at] for at in range(sure, moment) if at not in lost]
            one = base.after(kept, done[torn] if torn >= 0 else None).disk
            key = (_fingerprint(one), allowed, told)
            if key not in met:
                met.add(key)
                found.append(one)
        if found and (not bench.is_small or moment % 6 == 0 or moment in day.acknowledged):
            yield Disks(found, allowed, backups, others, f"operation {moment}")


def _fingerprint(one: Disk) -> int:
    """Give a number that two disks share only if they hold the same; Python keeps that of each file's bytes."""
    return hash(frozenset(one.items()))


def judged(disks: Disks, folder: Path) -> tuple[int, list[str]]:
    """Open what each of the disks holds, as the program does. Gives how many there were, and what was wrong."""
    place = folder / f"disk{os.getpid()}"
    problems = []
    for one in disks.disks:
        shutil.rmtree(place, ignore_errors=True)
        _lay_out(one, place)
        problems += [f"{disks.where}: {problem}" for problem in _wrong(place, disks)]
    return len(disks.disks), problems


def _lay_out(one: Disk, place: Path) -> None:
    place.mkdir(mode=0o700)
    for name in sorted(one):
        content = one[name]
        if content is None:
            (place / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            (place / name).write_bytes(content)
            (place / name).chmod(0o600)


def _wrong(place: Path, disks: Disks) -> Iterator[str]:
    """Tell what is wrong with a place after the power came back."""
    found = seen(place)
    yield from found.faults
    if found.records not in disks.allowed:
        lost = "lost: " if found.records == NONE else ""
        yield f"{lost}neither what was acknowledged nor what was under way"
    there = {name: records for name, records, _listed in found.backups}
    for name, records in disks.backups.items():
        if there.get(name) != records:
            yield f"an acknowledged backup is lost: {name}"
    for name, digest in disks.others.items():
        if found.others.get(name) != digest:
            yield f"an acknowledged file is lost: {name}"


def examined(bench: Bench, day: Day, count: int) -> tuple[int, list[str]]:
    """Examine every disk of a day, on all processors; a small budget isn't worth starting them."""
    if bench.is_small:
        found = [judged(disks, bench.folder) for disks in moments(bench, day, count)]
    else:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            found, waiting = [], deque[Future[tuple[int, list[str]]]]()
            for disks in moments(bench, day, count):
                waiting.append(pool.submit(judged, disks, bench.folder))
                if len(waiting) > AHEAD:
                    found.append(waiting.popleft().result())
            found += [one.result() for one in waiting]
    return sum(number for number, _wrong in found), [problem for _number, wrong in found for problem in wrong]


def run(bench: Bench) -> Finding:
    """Trace a day and examine its disks; the controls trace a shorter one with the wrong settings."""
    if reason := why_not():
        return Finding("", not_run=reason)
    short = [DAY[number] for number in SHORT]
    with servers(1, bench.folder) as (server,):
        day = traced(bench.folder / "day", server, short if bench.is_small else DAY)
        wrong_days = {
            setting: traced(bench.folder / setting, server, short, **_synchronous(setting))
            for setting in (WRONG[-1:] if bench.is_small else WRONG)
        }
    tried, problems = examined(bench, day, bench.budget(FEW, MANY))
    caught = {setting: len(examined(bench, wrong, FEW)[1]) for setting, wrong in wrong_days.items()}
    return Finding(
        found=f"{tried:,} different disks after {len(day.operations):,} operations: {len(problems)} wrong",
        problems=problems,
        control="synchronous=" + ", ".join(f"{setting}: {wrong} wrong" for setting, wrong in caught.items()),
        has_fired=all(caught.values()),
        is_enough=bench.is_small or tried >= ENOUGH,
    )


def _synchronous(setting: str) -> dict[str, Any]:
    """Give the patch that puts a weaker setting in force."""
    pragmas = ("PRAGMA journal_mode = DELETE", f"PRAGMA synchronous = {setting}", "PRAGMA recursive_triggers = ON")
    return {"pbcli.db.connection:WRITER_PRAGMAS": pragmas}


GOAL = Goal(
    "G3", "power-loss states by replay of traced writes",
    f"≥ {ENOUGH:,}: 0 lost; the wrong settings must be caught by the same test", run,
)  # fmt: skip
