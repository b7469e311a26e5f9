"""G9: a text that has broken programs before is kept whole through list, export and import, or refused with its field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pbcli.services.exporting_kinds import KINDS
from tests.conftest import Outcome, Program
from tests.endurance.forms import FORMS, Form
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import home, small_school
from tests.endurance.naughty import NAUGHTY, TEXTS
from tests.endurance.shares import shared
from tests.papers import UNIT

STRINGS = 515
REFUSED = {2, 4, 5, 6}
SPOKEN = ("已经有", "没有叫")
"""A refusal may name the text itself: another record has this name, or nobody of those that it lists."""
LISTS = (
    "branch list",
    "member list",
    "class list",
    "liaison contacts 2026-10",
    "event list 2026-10",
    "project list",
    "dues list 2026-10",
)
_BETWEEN = re.compile(r"[、，,;；\s]")
_BLANK = re.compile("[\\s\u200b\u2060\ufeff]+")
"""What entry evens out: blanks, and the signs without width that only mark where a line may break."""


@dataclass
class Tally:
    """What came of the texts: how many were kept and refused, in how many fields, and what was wrong."""

    kept: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)
    expected: list[tuple[str, str, str]] = field(default_factory=list)
    """Each kept text: the kind of its export, its place there, the text."""


def even(text: str) -> str:
    """Give a text without what entry evens out: two that are the same then are the same text."""
    return _BLANK.sub("", text)


def short(text: str) -> str:
    """Show a text in a report."""
    return ascii(text[:40]) + ("…" if len(text) > 40 else "")


def is_syntax(option: str, text: str) -> bool:
    """Tell whether a text says something else to an option: a list of names, or the file in which the value stands."""
    return (option == "--leave" and _BETWEEN.search(text) is not None) or (text[:1] == "@" and Path(text[1:]).is_file())


def type_in(pb: Program, form: Form, text: str, number: int, tally: Tally) -> None:
    """Type a text into all fields of a form; where that is refused, into each of them alone."""
    id_ = pb("-q", *(word.format(n=number) for word in form.first)).out.strip() if form.first else ""
    whole = {key: text for key, (option, _title) in form.fields.items() if not is_syntax(option, text)}
    outcome = pb(*form.call(whole, number, id_), ok=None)
    if outcome.code == 0:
        note_kept(form, whole, tally)
        return
    if len(whole) == 1:
        note_refused(form, next(iter(whole)), text, outcome, tally)
        return
    for place, key in enumerate(whole):
        outcome = pb(*form.call({key: text}, number + 1 + place, id_), ok=None)
        if outcome.code == 0:
            note_kept(form, {key: text}, tally)
        else:
            note_refused(form, key, text, outcome, tally)


def note_kept(form: Form, texts: dict[str, str], tally: Tally) -> None:
    """Remember what must be found again; a text of nothing but blanks leaves an optional field empty."""
    tally.kept += len(texts)
    tally.expected += [(form.kind, key, text) for key, text in texts.items() if even(text) and text != "-"]


def note_refused(form: Form, key: str, text: str, outcome: Outcome, tally: Tally) -> None:
    """Look whether a refusal is one sentence that names the field."""
    tally.refused += 1
    option, title = form.fields[key]
    is_named = title in outcome.err or (option and option in outcome.err) or "NAME" in outcome.err
    is_named = is_named or any(words in outcome.err for words in SPOKEN)
    if outcome.code not in REFUSED or not is_named:
        tally.problems.append(f"{form.name}: {key} = {short(text)}: exit {outcome.code}: {outcome.err.strip()[:160]}")


def values_at(row: Any, place: str) -> Iterator[str]:
    """Give the texts that stand at a place of an exported row."""
    key, _dot, rest = place.partition(".")
    found = row.get(key) if isinstance(row, dict) else row
    for item in found if isinstance(found, list) else [found]:
        if rest:
            yield from values_at(item, rest)
        elif isinstance(item, str):
            yield item


def look_for(pb: Program, tally: Tally) -> None:
    """Look for every kept text where it was put."""
    shown: dict[str, list[Any]] = {}
    standing: dict[tuple[str, str], set[str]] = {}
    for kind, place, text in tally.expected:
        if kind not in shown:
            shown[kind] = pb.json("export", kind, "--unmask") if kind in KINDS else pb.json(*kind.split())
        if (kind, place) not in standing:
            standing[kind, place] = {even(value) for row in shown[kind] for value in values_at(row, place)}
        if even(text) not in standing[kind, place]:
            tally.problems.append(f"kept: {kind}: {place} = {short(text)} is gone")


def listed(pb: Program, tally: Tally) -> None:
    """Call every list, for people and for programs."""
    for words in LISTS:
        for form in ("plain", "table", "json", "csv"):
            outcome = pb(*words.split(), "-f", form, ok=None)
            if outcome.code:
                tally.problems.append(f"{words} -f {form}: exit {outcome.code}: {outcome.err[:160]}")


def taken_again(pb: Program, folder: Path, suffix: str, tally: Tally) -> None:
    """Export every kind into files, import them into an empty database, and compare what both export."""
    files = [folder / f"{kind}.{suffix}" for kind in KINDS]
    for kind, file in zip(KINDS, files, strict=True):
        outcome = pb("export", kind, "--unmask", "-o", file, ok=None)
        if outcome.code:
            tally.problems.append(f"export {kind} -o .{suffix}: exit {outcome.code}: {outcome.err[:160]}")
            return
    again = Program(folder / f"{suffix}.db")
    again("init", "--unit", UNIT)
    outcome = again("import", *files, ok=None)
    if outcome.code:
        tally.problems.append(f"import *.{suffix}: exit {outcome.code}: {outcome.err[:300]} {outcome.out[:600]}")
        return
    for kind in KINDS:
        before, after = (one("export", kind, "--unmask", "-f", "jsonl").out.splitlines() for one in (pb, again))
        lost = [line for line in before if line not in set(after)]
        if lost or len(before) != len(after):
            tally.problems.append(f"{kind} through {suffix}: {len(lost)} differ: {ascii(lost[:1])[:300]}")


def trial(bench: Bench, share: int, of: int) -> Tally:
    """Type a share of the texts into every field, and follow them out and in again."""
    texts = chosen(bench)[share::of]
    tally = Tally()
    with home(bench.folder / "school") as pb:
        small_school(pb)
        for order, text in enumerate(texts):
            for form in FORMS:
                type_in(pb, form, text, 1_000 + 20 * order, tally)
        look_for(pb, tally)
        listed(pb, tally)
        for suffix in ("csv", "xlsx"):
            taken_again(pb, bench.folder, suffix, tally)
    return tally


def chosen(bench: Bench) -> list[str]:
    """Give all texts, or for a small budget one of each sort."""
    return [bench.chance("text").choice(texts) for texts in NAUGHTY.values()][::2] if bench.is_small else TEXTS


def control(texts: Sequence[str]) -> int:
    """Count the texts that a plain file of lines, cells split at commas, does not bring back: what a naive export does."""
    return sum(
        f"{text},1\n".encode(errors="replace").decode().splitlines() != [f"{text},1"] or "," in text for text in texts
    )


def run(bench: Bench) -> Finding:
    """Share the texts among the processors."""
    texts = chosen(bench)
    tallies = shared(bench, trial, each=2)
    problems = [problem for tally in tallies for problem in tally.problems]
    kept, refused = sum(tally.kept for tally in tallies), sum(tally.refused for tally in tallies)
    fields = sum(len(form.fields) for form in FORMS)
    lost = control(texts)
    return Finding(
        found=f"{len(texts)} texts × {fields} fields: {kept:,} kept and found again, {refused:,} refused by name, {len(problems)} wrong",
        problems=problems,
        control=f"lines split at commas lose {lost}",
        has_fired=lost > 0,
        is_enough=bench.is_small or len(texts) >= STRINGS,
    )


GOAL = Goal(
    "G9", f"{STRINGS} naughty strings in every text field: add → list → export → import",
    "equal, or refused with the field named; 0 tracebacks", run,
)  # fmt: skip
