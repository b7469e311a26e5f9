"""Reads csv and tsv strictly: the separator found by looking, each fault of the quoting named by its line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, repeat
from typing import overload

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.encodings import Text, lines_of
from pbcli.intake.limits import MEGABYTE, MOST_CELLS, MOST_ROWS, too_much_inside
from pbcli.intake.paper import Cell, Line
from pbcli.intake.source import Source
from pbcli.messages import N_

_SEPARATORS = (",", ";", "\t")
_SAMPLE = 30
_LONGEST_CELL = MEGABYTE
_QUOTED = re.compile(r'"(?:[^"]|"")*(?:"|\Z)')
_NAMED_SEPARATOR = re.compile(r"sep=(.)[\r\n]*", re.IGNORECASE)
"""A first line by which Excel is told the separator; Excel doesn't count it."""

_HINT = N_("用 Excel 或 WPS 打开，看这一行，改好后另存为 xlsx，再导入")


class DelimitedRows(Sequence[Line]):
    """The lines of a long file, read anew whenever they are asked for: none of them stays in memory."""

    def __init__(self, text: Text, separator: str, skipped: int, name: str) -> None:
        self._text = text
        self._name = name
        self._separator = separator
        self._skipped = skipped
        self._length: int | None = None

    def __iter__(self) -> Iterator[Line]:
        """Give the lines. Raises UnusablePaper for malformed ones."""
        try:
            for block in _blocks(self._text, self._separator, self._skipped):
                yield from block
        except UnusablePaper as fault:
            fault.values.setdefault("name", self._name)
            raise

    def __len__(self) -> int:
        """Count the lines."""
        if self._length is None:
            self._length = sum(1 for _row in self)
        return self._length

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        """Give a line, or some; those behind them aren't read."""
        if isinstance(index, slice):
            return tuple(islice(self, index.start, index.stop, index.step))
        for row in islice(self, index, index + 1):
            return row
        raise IndexError


def read_delimited(source: Source, name: str, encoding: str | None) -> Sequence[Line]:
    """Return the lines of a csv or tsv file, without the apostrophe that keeps spreadsheets from running a cell.

    Raises UnusablePaper for a wrong encoding and for malformed lines, UsageFault for an unknown encoding.
    """
    text = Text(source, encoding)
    separator, skipped = _separator(text, name)
    if source.is_long:
        return DelimitedRows(text, separator, skipped, name)
    rows: list[Line] = []
    texts: dict[Cell, Cell] = {}
    written = 0
    for block in _blocks(text, separator, skipped):
        written += sum(map(len, block))
        if written > MOST_CELLS or len(rows) + len(block) > MOST_ROWS:
            raise too_much_inside()
        rows += [tuple(map(texts.setdefault, cells, cells)) for cells in block]
    return tuple(rows)


def _separator(text: Text, name: str) -> tuple[str, int]:
    """Return what stands between cells, and how many lines only say so."""
    sample = list(islice(text.lines(), _SAMPLE))
    named = _NAMED_SEPARATOR.fullmatch(sample[0]) if sample else None
    if named is not None:
        return named[1], 1
    if name.lower().endswith(".tsv"):
        return "\t", 0
    bare = _QUOTED.sub("", "".join(sample)).splitlines()
    return max(_SEPARATORS, key=lambda separator: _steadiness(separator, bare)), 0


def _steadiness(separator: str, lines: list[str]) -> tuple[int, int]:
    """Return how many lines have the same number of a separator, and that number: a table has it in each line."""
    counts = Counter(found for line in lines if (found := line.count(separator)))
    return max(((times, found) for found, times in counts.items()), default=(0, 0))


class _Lines:
    """The numbered lines of blocks, and how far they were read: a cell in quotes may go on in the next block."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self.blocks = blocks
        self.number = 0
        self._open: Iterator[str] = iter(())

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Give the lines of the block that is open, or was opened meanwhile."""
        for line in iter(lambda: next(self._open, ""), ""):
            self.number += 1
            yield self.number, line

    def open(self, block: str) -> None:
        """Go on with the lines of a block."""
        self._open = lines_of(block)

    def next_line(self) -> tuple[int, str]:
        """Give the next line, of the next block where this one has ended; an empty one at the end of all."""
        line = next(self._open, "")
        if not line:
            self.open(next(self.blocks, ""))
            line = next(self._open, "")
        self.number += 1
        return self.number, line


def _blocks(text: Text, separator: str, skipped: int) -> Iterator[list[Line]]:
    """Give the rows, as many at a time as a block of the text has; an empty cell is None."""
    lines = _Lines(text.blocks())
    for block in lines.blocks:
        rows = _taken_apart(block, separator) if lines.number >= skipped else None
        if rows is None:
            lines.open(block)
            rows = [
                tuple([cell or None for cell in _row(lines, number, line, separator, text)])
                for number, line in lines
                if number > skipped
            ]
        else:
            lines.number += len(rows)
        yield rows


def _taken_apart(block: str, separator: str) -> list[Line] | None:
    """Take a block apart that has no quotes and nothing odd at the ends of its lines; None where that can't be told."""
    if '"' in block or "'" in block:
        return None
    if "\r" in block:
        block = block.replace("\r\n", "\n")
        if "\r" in block:
            return None
    block = block.removesuffix("\n")
    rows = map(str.split, block.split("\n"), repeat(separator))
    framed = f"\n{block}\n"
    if any(empty in framed for empty in (separator * 2, f"\n{separator}", f"{separator}\n", "\n\n")):
        return [tuple([cell or None for cell in cells]) for cells in rows]
    return list(map(tuple, rows))


def _row(lines: _Lines, number: int, line: str, separator: str, text: Text) -> list[str]:
    """Read the row that begins with a line, without the apostrophe that keeps spreadsheets from running a cell."""
    if '"' in line:
        cells = _quoted_row(lines, number, line, separator, text)
    else:
        cells = _content(number, line, text).split(separator)
    return [cell[cell.startswith("'") :] for cell in cells] if "'" in line or '"' in line else cells


def _quoted_row(lines: _Lines, number: int, line: str, separator: str, text: Text) -> list[str]:
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


def _quoted_cell(lines: _Lines, number: int, line: str, place: int) -> tuple[str, int, str, int]:
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
            number, line = lines.next_line()
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
