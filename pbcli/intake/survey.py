"""A first look at the lines below a header: filled columns, lines that may be no data or another header, how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from pbcli.intake.headers import all_words
from pbcli.intake.paper import DITTOS, Cell, Line

_BLOCK = 1000
_SHORT = 4
_BLANKS = (" ", "  ", "   ", "    ", "\u3000", "\u3000\u3000")


@dataclass(frozen=True)
class Survey:
    """What a first look at the lines below a header told."""

    filled: frozenset[int]
    """The columns in which anything stands."""
    lonely: Sequence[Line]
    """The lines that may stand by themselves, with one text."""
    headlike: Sequence[int]
    """The indexes of lines that have a word of a header in one of the first or needed columns."""
    length: int
    has_dittos: bool = False
    """Whether somewhere a mark stands for what stands above it."""


def survey(lines: Sequence[Line], start: int, end: int | None, needed: Sequence[int]) -> Survey:
    """Go once through the lines from one on; `needed` are the places of the columns in which a row has something."""
    first, second, *_rest = [*needed, 0, 0]
    width, missing = 0, [0]
    lonely: list[Line] = []
    headlike: list[int] = []
    length = 0
    has_dittos = False
    body = islice(lines, start, end)
    while block := tuple(islice(body, _BLOCK)):
        widest = max(map(len, block))
        if widest > width:
            missing += range(max(width, 1), widest)
            width = widest
        missing = [place for place in missing if all(place >= len(row) or row[place] is None for row in block)]
        looked_at = _looked_at(block, first, second)
        lonely += _lonely(block, looked_at)
        headlike += [start + length + place for place in _headlike(looked_at)]
        has_dittos = has_dittos or not DITTOS.isdisjoint(chain.from_iterable(block))
        length += len(block)
    return Survey(frozenset(range(width)).difference(missing), lonely, headlike, length, has_dittos)


_Looked = Sequence[tuple[Cell, Cell, Cell]]
"""Of each line the cells in the two needed columns, and in the first one."""


def _looked_at(block: Sequence[Line], first: int, second: int) -> _Looked:
    try:
        return list(map(itemgetter(first, second, 0), block))
    except IndexError:
        places = (first, second, 0)
        short = [tuple(row[place] if place < len(row) else None for place in places) for row in block]
        return [(one, two, zero) for one, two, zero in short]


def _lonely(block: Sequence[Line], looked_at: _Looked) -> list[Line]:
    """Return the lines that have nothing in one of two places, or the same in both."""
    return [
        row
        for row, (one, other, _zero) in zip(block, looked_at, strict=True)
        if one is None or other is None or one == other
    ]


def _headlike(looked_at: _Looked) -> list[int]:
    """Return the places of lines with a word of a header."""
    words = _words_of_headers()
    if words.isdisjoint(chain.from_iterable(looked_at)):
        return []
    return [place for place, line in enumerate(looked_at) if not words.isdisjoint(line)]


@lru_cache(maxsize=1)
def _words_of_headers() -> frozenset[str]:
    """Return the words of headers as they stand in papers, short ones also with blanks between: 姓　名."""
    spread = [blank.join(word) for word in all_words() if len(word) <= _SHORT for blank in _BLANKS]
    return all_words().union(spread)
