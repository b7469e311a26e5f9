"""Measures the sheets of a workbook before they are read: where the last filled cell stands.

A reader of workbooks lays out the whole rectangle up to the last filled cell, so that one far cell takes gigabytes.
"""

import re
import struct
from collections.abc import Iterator
from functools import reduce
from xml.parsers import expat

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.archive import Archive, damaged
from pbcli.intake.limits import (
    MEGABYTE,
    MOST_CELLS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_STRINGS,
    MOST_XLS_CELLS,
    check_area,
    too_much_inside,
)

_EMPTY_CELL = re.compile(rb"""<(?:\w+:)?c(?:\s+[\w:]+="[^"<>]*")*\s*(?:/>|></(?:\w+:)?c>)""")
_LEADS = (b"<c", b":c")
_CELLS = [re.compile(lead + rb"[\s/>]") for lead in _LEADS]
_USUALLY = [re.compile(rb'<c r="([A-Z]{1,3})\d')], [re.compile(rb'<c r="[A-Z]{1,3}(\d+)"')]
_NEAR = rb"[A-Z](?:[0-9]{1,5}|1(?:0[0-9]|1[0-4])[0-9]{3})"
"""Among 26 columns and 114,999 rows, which are few enough cells in any order."""
_UNUSUAL = (re.compile(rb'<c(?! r="' + _NEAR + rb'")[\s/>]'), re.compile(rb":c[\s/>]"))
"""A cell that isn't near, or isn't written as usual."""
_BEFORE = rb"""(?:\s+[\w:]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*?\s+r\s*=\s*["']"""
_SOMEHOW = (
    [re.compile(lead + _BEFORE + rb"([A-Za-z]{1,4})\d") for lead in _LEADS],
    [re.compile(lead + _BEFORE + rb"[A-Za-z]{1,4}(\d+)") for lead in _LEADS],
)
"""The letters of a cell's column, and the figures of its row: as nearly all programs write them, and as they may be."""
_MOST_MERGES = {b"mergeCell ": MOST_MERGED}
_MOST_OF = {**_MOST_MERGES, b"<si": MOST_STRINGS, b":si>": 2 * MOST_STRINGS}
_REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d+)")
_FILLED_BY = frozenset({"v", "is"})
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def check_xlsx(archive: Archive) -> None:
    """Pass an xlsx whose sheets fit. Raises UnusablePaper for what is too large, damaged or holds entities."""
    for name in archive.names:
        if not (
            _is_plainly_small(archive, name)
            or _is_small(archive, name, usual=True)
            or _is_small(archive, name, usual=False)
        ):
            _check_exactly(archive, name)


def _is_plainly_small(archive: Archive, name: str) -> bool:
    """Tell whether all cells of a part are near and written as usual, so that none needs a closer look."""
    unusual = [any(cell.search(piece) for cell in _UNUSUAL) for piece in _markup(archive, name)]
    return not any(unusual)


def _is_small(archive: Archive, name: str, *, usual: bool) -> bool:
    """Tell whether all cells of a part say where they stand, and stand near enough, or it is no sheet.

    It only looks for what is written, and so is quick; and quicker still where cells are written as usual. Programs
    that format whole columns write a million empty cells: those are left out on the second look.
    """
    columns: set[bytes] = set()
    rows = cells = placed = 0
    column_of, row_of = _USUALLY if usual else _SOMEHOW
    for piece in _markup(archive, name):
        filled = piece if usual else _EMPTY_CELL.sub(b"", piece)
        found = _found(column_of, filled)
        placed += len(found)
        columns.update(found)
        rows = max(rows, max(map(int, set(_found(row_of, filled))), default=0))
        cells += len(_found(_CELLS, filled))
    width = max((_column(letters.decode()) for letters in columns), default=0)
    return cells <= placed and rows <= MOST_ROWS and rows * width <= MOST_CELLS


def _found(patterns: list[re.Pattern[bytes]], piece: bytes) -> list[bytes]:
    return [found for pattern in patterns for found in pattern.findall(piece)]


def _markup(archive: Archive, name: str) -> Iterator[bytes]:
    """Give a part in pieces that end with a whole tag. Raises UnusablePaper for entities, and tags without an end."""
    rest = b""
    counted = dict.fromkeys(_MOST_OF, 0)
    for place, chunk in enumerate(archive.chunks(name)):
        if not place and chunk.startswith(_WIDE_MARKS) and name.lower().endswith((".xml", ".rels")):
            raise damaged()
        text = rest + chunk
        if b"<!" in text and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
            raise defined_inside()
        for word, most in (_MOST_OF if b"si" in chunk else _MOST_MERGES).items():
            counted[word] += chunk.count(word)
            if counted[word] > most:
                raise too_much_inside()
        end = text.rfind(b">") + 1
        rest = text[end:]
        if len(rest) > MEGABYTE:
            if text.lstrip().startswith(b"<") or name.lower().endswith((".xml", ".rels")):
                raise damaged()
            rest = b""
        yield text[:end]
    yield rest


def defined_inside() -> UnusablePaper:
    """Return the error for a workbook whose XML defines entities, which no office program writes."""
    return UnusablePaper("“{name}”里有不该有的定义（DTD），读不了。", hint="用 Excel 或 WPS 打开，另存为 xlsx，再导入")


def _check_exactly(archive: Archive, name: str) -> None:
    finder = _CellFinder()
    parser = expat.ParserCreate()
    parser.StartElementHandler = finder.start
    try:
        for chunk in archive.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None


class _CellFinder:
    """Follows the rows and cells of a sheet and measures those with contents."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            if reference is None:
                self.column += 1
            else:
                self.row, self.column = int(reference[2]), _column(reference[1])
        elif local == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
        elif local in _FILLED_BY and (self.row > self.last_row or self.column > self.last_column):
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            check_area(self.last_row, self.last_column)


def _column(letters: str) -> int:
    return reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters.upper(), 0)


_FILEPASS, _DIMENSIONS, _BOUNDSHEET, _END_OF_PART = 0x2F, 0x200, 0x85, 0x0A
_SINGLE_CELLS = frozenset({0x03, 0x04, 0x05, 0x06, 0x07, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x406, 0x27E})
_CELLS_IN_A_ROW = 0xBD
_MOST_XLS_ROWS, _MOST_XLS_COLUMNS = 65_536, 256


def check_xls(stream: bytes) -> None:
    """Pass the stream of an xls whose sheets fit. Raises UnusablePaper for a password, too large a sheet, or damage."""
    sheets = []
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise locked()
        if kind == _BOUNDSHEET and len(body) >= 4:
            sheets.append(int.from_bytes(body[:4], "little"))
    if len(sheets) > MOST_SHEETS:
        raise too_much_inside()
    room = MOST_XLS_CELLS
    for start in sheets:
        rows = columns = 0
        for kind, body in _records(stream, start):
            row, column = _place(kind, body)
            rows, columns = max(rows, row), max(columns, column)
        check_area(rows, columns, room)
        room -= rows * columns


def locked() -> UnusablePaper:
    """Return the error for a workbook that opens only with a password."""
    return UnusablePaper("“{name}”有密码，读不了。", hint="用 Excel 或 WPS 打开，去掉打开密码后另存，再导入")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Give the records of a part of the stream, up to its end."""
    place = start
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == _END_OF_PART:
            return
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
    raise damaged()


def _place(kind: int, body: bytes) -> tuple[int, int]:
    """Return how many rows and columns a record needs."""
    if kind in _SINGLE_CELLS and len(body) >= 4:
        row, column = struct.unpack_from("<HH", body)
    elif kind == _CELLS_IN_A_ROW and len(body) >= 6:
        row, column = int.from_bytes(body[:2], "little"), int.from_bytes(body[-2:], "little")
    elif kind == _DIMENSIONS and len(body) >= 12:
        first, row, left, column = struct.unpack_from("<IIHH", body)
        if not (first <= row <= _MOST_XLS_ROWS and left <= column <= _MOST_XLS_COLUMNS):
            raise damaged()
        return 0, 0
    else:
        return 0, 0
    return row + 1, column + 1
