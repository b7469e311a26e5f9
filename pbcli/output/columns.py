"""Shares a width among columns: figures and days are never folded, texts take what is left."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from pbcli.output.result import Column
from pbcli.output.values import UNBROKEN
from pbcli.values import dataclass

_LEAST_TEXT = 10
"""A column of text is folded down to this many characters of a terminal, not narrower: 第一党支部 fits."""
_LEAST_TITLE = 8
_BREAKS_AFTER = "、，；。：, "
_NEVER_FIRST = "、，；。：）》”"


@dataclass(frozen=True)
class Span:
    """How narrow a column may become, and how wide it would like to be, in characters of a terminal."""

    least: int
    natural: int


def span(column: Column, *, title: int, content: int) -> Span:
    """Give a column's span from the widths of its title and of its widest cell."""
    if column.kind in UNBROKEN:
        return Span(max(content, min(title, _LEAST_TITLE)), max(content, title))
    return Span(min(max(content, title), _LEAST_TEXT), max(content, title))


def fits(spans: Sequence[Span], room: int) -> bool:
    """Tell whether the columns fit side by side at their least."""
    return sum(one.least for one in spans) <= room


def allot(spans: Sequence[Span], room: int) -> list[int]:
    """Give each column its width: all they'd like where there is room, else the wide ones share what is left alike."""
    widths = [one.least for one in spans]
    growing = [place for place, one in enumerate(spans) if one.least < one.natural]
    while growing and sum(widths) < room:
        # The narrowest grows, so that no text is folded small while another one has room to spare.
        place = min(growing, key=lambda place: widths[place])
        widths[place] += 1
        if widths[place] == spans[place].natural:
            growing.remove(place)
    return widths


def display_width(text: str) -> int:
    """Give the width of a text's widest line, in characters of a terminal."""
    return max(sum(map(_width, line)) for line in text.split("\n"))


def folded(text: str, width: int) -> list[str]:
    """Break a text into lines of at most this width: after a comma or a blank where that is not too early."""
    lines: list[str] = []
    for line in text.split("\n"):
        rest = line
        while (end := _end(rest, width)) < len(rest):
            lines.append(rest[:end].rstrip(" "))
            rest = rest[end:].lstrip(" ")
        lines.append(rest)
    return lines


def _end(text: str, width: int) -> int:
    """Give where the first line of a text ends."""
    used = 0
    for place, character in enumerate(text):
        used += _width(character)
        if used > width:
            for better in range(place, place // 2, -1):
                if text[better - 1] in _BREAKS_AFTER:
                    return better
            return place - 1 if character in _NEVER_FIRST and place > 1 else max(place, 1)
    return len(text)


@cache
def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
