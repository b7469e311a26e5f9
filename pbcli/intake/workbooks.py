"""Reads workbooks: xlsx, xls and ods become sheets of cells, merged ranges filled, hidden sheets only named."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.archive import Archive, damaged
from pbcli.intake.compound import Compound
from pbcli.intake.extents import check_xls, check_xlsx
from pbcli.intake.limits import MOST_CELLS, MOST_SHEETS, too_much_inside
from pbcli.intake.natures import Nature
from pbcli.intake.opendocument import Spans, survey
from pbcli.intake.paper import Cell, Line, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Merged = Iterable[tuple[tuple[int, int], tuple[int, int]]]
_SAMPLED = 16
"""In every line of so many is looked for texts that others have as well."""

Sheets = tuple[tuple[Sheet, ...], tuple[str, ...]]


def read_workbook(data: bytes, nature: Nature) -> Sheets:
    """Return the visible sheets and the names of the hidden ones.

    Raises UnusablePaper for a workbook that is damaged, has a password, or is too large.
    """
    spans: Spans = {}
    if nature is Nature.XLS:
        book = Compound(data)
        check_xls(book.stream("Workbook" if "Workbook" in book.names else "Book"))
    elif nature is Nature.ODS:
        spans = survey(Archive(data))
    else:
        check_xlsx(Archive(data))
    try:
        with _silent_panics():
            return _sheets(data, spans)
    except (UnusablePaper, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as fault:  # a panic inside the library is no Exception
        raise damaged() from fault


@contextmanager
def _silent_panics() -> Iterator[None]:
    """Keep off the screen what the library's panics write there by themselves; nothing else writes meanwhile."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no screen: it was closed for us
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheets(data: bytes, spans: Spans) -> Sheets:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(tables) > MOST_SHEETS:
        raise too_much_inside()
    hidden = tuple(one.name for one in tables if one.visible != SheetVisibleEnum.Visible)
    room = MOST_CELLS
    sheets: list[Sheet] = []
    for name in [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]:
        sheet = book.get_sheet_by_name(name)
        merged = sheet.merged_cell_ranges
        rows = _rows(sheet)
        room -= sum(map(len, rows))
        room -= _fill(rows, spans.get(name, ()) if merged is None else merged, room)
        if room < 0:
            raise too_much_inside()
        sheets.append(Sheet(name, tuple(rows)))
    return tuple(sheets), hidden


def _rows(sheet: "CalamineSheet") -> list[Line]:
    """Return the rows from the first line and column on, whatever stands empty before the first filled cell."""
    if sheet.end is None:
        return []
    last_row, last_column = sheet.end
    rows: list[Line] = []
    # Equal texts are kept once: a ledger says the same few hundred things a hundred thousand times. What is said
    # often is found in some of the lines; a number equal to another of a different type isn't looked up at all.
    texts: dict[Cell, Cell] = {"": None}
    for number, cells in enumerate(sheet.iter_rows()):
        if number % _SAMPLED == 0:
            texts.update((cell, cell) for cell in cells if isinstance(cell, str) and cell not in texts)
        before: Line = (None,) * (last_column + 1 - len(cells))
        rows.append(before + tuple(map(texts.get, cells, cells)))
    return [()] * (last_row + 1 - len(rows)) + rows


def _fill(rows: list[Line], merged: Merged, room: int) -> int:
    """Write the value of each merged range into all its cells; return how many, stopping once that exceeds `room`."""
    written = 0
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        value = rows[top][left]
        for place in range(top, min(bottom + 1, len(rows))):
            row = rows[place]
            width = min(right + 1, len(row)) - left
            rows[place] = row[:left] + (value,) * width + row[left + width :]
            written += len(row)
            if written > room:
                return written
    return written
