"""A first look at the lines below a header: which columns are filled, which lines may be none of the data, how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from pbcli.intake.paper import Line

_BLOCK = 1000


@dataclass(frozen=True)
class Survey:
    """What a first look at the lines below a header told."""

    filled: frozenset[int]
    """The columns in which anything stands."""
    lonely: Sequence[Line]
    """The lines that may stand by themselves, with one text."""
    length: int


def survey(lines: Sequence[Line], start: int, needed: Sequence[int]) -> Survey:
    """Go once through the lines from one on; `needed` are the places of the columns in which a row has something."""
    first, second, *_rest = [*needed, 0, 0]
    width, missing = 0, [0]
    lonely: list[Line] = []
    length = 0
    body = islice(lines, start, None)
    while block := tuple(islice(body, _BLOCK)):
        length += len(block)
        widest = max(map(len, block))
        if widest > width:
            missing += range(max(width, 1), widest)
            width = widest
        missing = [place for place in missing if all(place >= len(row) or row[place] is None for row in block)]
        lonely += _lonely(block, first, second)
    return Survey(frozenset(range(width)).difference(missing), lonely, length)


def _lonely(block: Sequence[Line], first: int, second: int) -> list[Line]:
    """Return the lines that are too short for two places, have nothing in one of them, or the same in both."""
    try:
        pairs = list(map(itemgetter(first, second), block))
    except IndexError:
        farther = max(first, second)
        pairs = [(row[first], row[second]) if farther < len(row) else (None, None) for row in block]
    return [row for row, (one, other) in zip(block, pairs, strict=True) if one is None or other is None or one == other]
