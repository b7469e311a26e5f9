"""Reads csv and tsv strictly: the separator found by looking, each fault of the quoting named by its line."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.encodings import Text
from pbcli.intake.limits import MEGABYTE, MOST_CELLS, MOST_ROWS, too_much_inside
from pbcli.intake.paper import Line

Numbered = Iterator[tuple[int, str]]

_SEPARATORS = (",", ";", "\t")
_SAMPLE = 30
_LONGEST_CELL = MEGABYTE
_QUOTED = re.compile(r'"(?:[^"]|"")*(?:"|\Z)')
_NAMED_SEPARATOR = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
"""A first line by which Excel is told the separator; Excel doesn't count it."""

_HINT = "用 Excel 或 WPS 打开，看这一行，改好后另存为 xlsx，再导入"


def read_delimited(data: bytes, suffix: str, encoding: str | None) -> tuple[Line, ...]:
    """Return the lines of a csv or tsv file, without the apostrophe that keeps spreadsheets from running a cell.

    Raises UnusablePaper for a wrong encoding and for malformed lines, UsageFault for an unknown encoding.
    """
    text = Text(data, encoding)
    separator, skipped = _separator(text, suffix)
    rows: list[Line] = []
    texts: dict[str, str | None] = {"": None}
    written = 0
    for cells in _rows(text, separator, skipped):
        written += len(cells)
        if written > MOST_CELLS or len(rows) >= MOST_ROWS:
            raise too_much_inside()
        bare = (cell[cell.startswith("'") :] for cell in cells)
        rows.append(tuple(texts.setdefault(cell, cell) for cell in bare))
    return tuple(rows)


def _separator(text: Text, suffix: str) -> tuple[str, int]:
    """Return what stands between cells, and how many lines only say so."""
    sample = list(islice(text.lines(), _SAMPLE))
    named = _NAMED_SEPARATOR.fullmatch(sample[0]) if sample else None
    if named is not None:
        return named[1], 1
    if suffix == ".tsv":
        return "\t", 0
    bare = _QUOTED.sub("", "".join(sample)).splitlines()
    return max(_SEPARATORS, key=lambda separator: _steadiness(separator, bare)), 0


def _steadiness(separator: str, lines: list[str]) -> tuple[int, int]:
    """Return how many lines have the same number of a separator, and that number: a table has it in each line."""
    counts = Counter(found for line in lines if (found := line.count(separator)))
    return max(((times, found) for found, times in counts.items()), default=(0, 0))


def _rows(text: Text, separator: str, skipped: int) -> Iterator[list[str]]:
    lines = islice(enumerate(text.lines(), 1), skipped, None)
    for number, line in lines:
        if '"' in line:
            yield _quoted_row(lines, number, line, separator, text)
        else:
            yield _content(number, line, text).split(separator)


def _quoted_row(lines: Numbered, number: int, line: str, separator: str, text: Text) -> list[str]:
    """Read a row with quotes, which may go on over several lines."""
    cells: list[str] = []
    place = 0
    while True:
        if line.startswith('"', place):
            cell, number, line, place = _quoted_cell(lines, number, line, place + 1)
            end = place if line.startswith(separator, place) else -1
            if end < 0 and _content(number, line, text)[place:]:
                raise UnusablePaper("“{name}”第 {line} 行的引号后面还有字。", line=number, hint=_HINT)
        else:
            end = line.find(separator, place)
            cell = line[place:end] if end >= 0 else _content(number, line, text)[place:]
            if '"' in cell:
                raise UnusablePaper("“{name}”第 {line} 行的引号前面还有字。", line=number, hint=_HINT)
        cells.append(cell)
        if end < 0:
            return cells
        place = end + 1


def _quoted_cell(lines: Numbered, number: int, line: str, place: int) -> tuple[str, int, str, int]:
    """Read a cell in quotes; return it, and where it ends: the line's number, the line, the place behind the quote."""
    first = number
    parts: list[str] = []
    size = 0
    while True:
        end = line.find('"', place)
        if end >= 0 and line.startswith('"', end + 1):
            parts.append(line[place : end + 1])
            place = end + 2
        elif end >= 0:
            parts.append(line[place:end])
            return "".join(parts), number, line, end + 1
        else:
            parts.append(line[place:])
            size += len(parts[-1])
            number, line = next(lines, (0, ""))
            place = 0
            if not line or size > _LONGEST_CELL:
                raise UnusablePaper("“{name}”第 {line} 行的引号没有结束。", line=first, hint=_HINT)


def _content(number: int, line: str, text: Text) -> str:
    """Return a line without its end."""
    if line.endswith("\r\n"):
        return line[:-2]
    if line.endswith("\r") and text.has_line_feeds:
        raise UnusablePaper("“{name}”第 {line} 行的末尾只有回车符，没有换行符。", line=number, hint=_HINT)
    return line.removesuffix("\n").removesuffix("\r")
