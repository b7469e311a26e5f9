"""Reads workbooks: xlsx, xls and ods become sheets of cells, merged ranges filled, hidden sheets only named."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.archive import Archive, damaged
from pbcli.intake.compound import Compound
from pbcli.intake.extents import check_xls, check_xlsx
from pbcli.intake.limits import MOST_CELLS, MOST_SHEETS, too_much_inside
from pbcli.intake.natures import Nature
from pbcli.intake.opendocument import Spans, survey
from pbcli.intake.paper import Sheet

Grid = list[list[Any]]
Merged = Iterable[tuple[tuple[int, int], tuple[int, int]]]
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
        return _sheets(data, spans)
    except Exception as fault:
        if isinstance(fault, UnusablePaper | MemoryError):
            raise
        raise damaged() from fault


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
        grid: Grid = sheet.to_python(skip_empty_area=False)
        room -= sum(map(len, grid))
        merged = sheet.merged_cell_ranges
        room -= _fill(grid, spans.get(name, ()) if merged is None else merged, room)
        if room < 0:
            raise too_much_inside()
        sheets.append(Sheet(name, tuple(tuple(None if cell == "" else cell for cell in row) for row in grid)))
    return tuple(sheets), hidden


def _fill(grid: Grid, merged: Merged, room: int) -> int:
    """Write the value of each merged range into all its cells; return how many, stopping once that exceeds `room`."""
    written = 0
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[top]) or grid[top][left] == "":
            continue
        value = grid[top][left]
        for row in grid[top : bottom + 1]:
            stretch = row[left : right + 1]
            row[left : right + 1] = [value] * len(stretch)
            written += len(stretch)
            if written > room:
                return written
    return written
