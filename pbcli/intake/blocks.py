"""Finds the further tables of a sheet: headers below the rows of the first one, each under a heading of its own."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from pbcli.intake.candidates import Candidate, Heading, Search, candidates_at, is_header_row
from pbcli.intake.footers import branch_named, is_footing
from pbcli.intake.headers import fold
from pbcli.intake.paper import Line
from pbcli.intake.texts import header_text
from pbcli.intake.told import Context, Told, context_of, told_by

MOST_ABOVE = 15
"""So many lines at most are a table's heading."""
_BELOW = 3
_SHORTEST_TITLE = 5
_TITLE = re.compile(r"表|册|账|帐|记录|名单|一览|支部|班|月|季度|学期|年")
_DAY = re.compile(r"\d{2,4}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?|\d+")
_LABEL_OF_BRANCH = "党支部"


def further_headers(sought: Search, lines: Sequence[Line], first: Candidate, places: Sequence[int]) -> list[Candidate]:
    """Return the headers below the first one's rows. `places` are the indexes of the lines that look like headers."""
    found = [first]
    for place, above, rows in _windows(lines, places):
        before = found[-1]
        room = above[max(0, len(above) - (place - before.line - 1)) :]
        if place > before.line and (one := _header(sought, room, rows, place, before, first)) is not None:
            found.append(one)
    return found[1:]


def _windows(lines: Sequence[Line], places: Sequence[int]) -> Iterator[tuple[int, list[Line], list[Line]]]:
    """Give each place with the lines above it and those from it on, going once through all lines."""
    wanted = iter(places)
    place = next(wanted, None)
    kept: deque[Line] = deque(maxlen=MOST_ABOVE + _BELOW)
    for at, row in enumerate(chain(lines, [()] * _BELOW), 1 - _BELOW):
        if place is None:
            return
        kept.append(row)
        if at == place:
            held = list(kept)
            yield place, held[:-_BELOW], held[-_BELOW:]
            place = next(wanted, None)


def _header(
    sought: Search, above: Sequence[Line], rows: Sequence[Line], place: int, before: Candidate, first: Candidate
) -> Candidate | None:
    """Return the header that begins with a line, or one line above it; None where it is the one before once more."""
    found: list[Candidate] = []
    for room, body in [(above, rows), *([(above[:-1], [above[-1], *rows])] if above else [])]:
        line = place - (len(body) - len(rows))
        heading = _heading(sought, room, line, before, first)
        found += candidates_at(sought, body, line, heading, "".join(heading.texts))
    same = [one for one in found if one.kind is before.kind and _folded(one) == _folded(before)]
    if any(one.heading.own <= before.heading.own for one in same):
        return None
    known = [one for one in found if one.is_header() and is_header_row(one, is_apart=one.heading.length > 0)]
    return max(same or [one for one in known if place <= one.line], key=lambda one: one.score, default=None)


def _folded(one: Candidate) -> tuple[str, ...]:
    words = [fold(header) for header in one.headers]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def _heading(sought: Search, above: Sequence[Line], line: int, before: Candidate, first: Candidate) -> Heading:
    """Read the heading of a header, the signatures of the table before aside."""
    length = _length_of_heading(sought, above)
    texts: list[str] = []
    contexts: list[Context] = []
    for number, row in enumerate(above[len(above) - length :], line - length + 1):
        words = _texts(row)
        branch = branch_named(words)
        context = context_of(row, number)
        if branch is not None:
            context = Context((Told(_LABEL_OF_BRANCH, branch, number),))
        elif _is_footing(sought, row):
            continue
        contexts += [] if context is None else [context]
        texts += words
    return Heading(
        texts=tuple(dict.fromkeys([*texts, *before.heading.texts])),
        contexts=tuple(contexts),
        top=first.heading.contexts,
        earlier={before.kind.kind: before.told},
        length=length,
        own=frozenset(map(fold, texts)),
    )


def _length_of_heading(sought: Search, above: Sequence[Line]) -> int:
    """Count the lines above a header that are no rows: blank ones, titles, labels with values.

    What stands right below the rows, parted from the rest by a blank line, belongs to the rows.
    """
    rows = list(takewhile(lambda row: not has_cells(row), reversed(above)))[::-1]
    attached = len(list(takewhile(_texts, rows)))
    if any(map(_texts, rows[attached:])):
        return len(rows) - attached
    opened = next((place for place, row in enumerate(rows[:attached]) if _opens(sought, row)), attached)
    return len(rows) - opened


def has_cells(row: Line) -> bool:
    """Tell a row from what may be part of a heading: one text at most, or labels with their values."""
    if len(_texts(row)) < 2:
        return False
    context = context_of(row, 0)
    return context is None or not context.is_whole


def _opens(sought: Search, row: Line) -> bool:
    """Tell whether a line right below rows begins a heading: neither a signature nor a row in which a name stands."""
    texts = _texts(row)
    is_title = len(texts) > 1 or sum(cell is not None for cell in row) >= 3
    is_title |= len(texts[0]) >= _SHORTEST_TITLE or _TITLE.search(texts[0]) is not None
    return is_title and not _DAY.fullmatch(texts[0]) and not _is_footing(sought, row)


def _is_footing(sought: Search, row: Line) -> bool:
    """Tell whether a line signs or explains what stands above it, and tells nothing of what stands below."""
    context = context_of(row, 0)
    tells = context is not None and any(told_by(kind, sought.named, [context])[0] for kind in sought.kinds)
    return is_footing(_texts(row)) and not tells


def _texts(row: Line) -> list[str]:
    return list(dict.fromkeys(text for cell in row if (text := header_text(cell))))
