"""Surveys the tables of an ods: how far they reach once repeated cells are written out, and what is merged."""

from xml.parsers import expat

from pbcli.intake.archive import Archive, damaged
from pbcli.intake.limits import MOST_MERGED, MOST_ODS_CELLS, check_area, too_much_inside

Spans = dict[str, list[tuple[tuple[int, int], tuple[int, int]]]]
"""For each table, the first and the last cell of each merged range, counted from 0."""

_CONTENT = "content.xml"
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_TEXT = "text:p"


def survey(archive: Archive) -> Spans:
    """Return what is merged in each table. Raises UnusablePaper for tables that are too large, or damaged."""
    if _CONTENT not in archive.names:
        raise damaged()
    tables = _Tables()
    parser = expat.ParserCreate()
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.StartDoctypeDeclHandler = _refuse_definitions
    try:
        for chunk in archive.chunks(_CONTENT):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise damaged() from None
    return tables.spans


def _refuse_definitions(*_of: object) -> None:
    from pbcli.intake.extents import defined_inside

    raise defined_inside()


class _Tables:
    """Follows tables, rows and cells, and counts what they become once repeats are written out."""

    def __init__(self) -> None:
        self.spans: Spans = {}
        self._merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._written = 0
        self._room = MOST_ODS_CELLS
        self._row = self._column = self._row_repeats = self._repeats = 0
        self._last_row = self._last_column = 0
        self._is_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins: a table, a row, a cell, the text of a cell."""
        if name in _CELLS:
            self._column += self._repeats
            self._repeats = _number(attributes, "table:number-columns-repeated")
            self._is_filled = "office:value-type" in attributes or "table:formula" in attributes
            self._note_merged(attributes)
        elif name == _TEXT:
            self._is_filled = True
        elif name == "table:table-row":
            self._row_repeats = _number(attributes, "table:number-rows-repeated")
            self._column = self._repeats = 0
        elif name == "table:table":
            self._merged = self.spans.setdefault(attributes.get("table:name", ""), [])
            self._room -= self._last_row * self._last_column
            self._row = self._last_row = self._last_column = 0

    def end(self, name: str) -> None:
        """Measure what ends: a cell with contents, a row."""
        if name in _CELLS and self._is_filled:
            self._last_row = max(self._last_row, self._row + self._row_repeats)
            self._last_column = max(self._last_column, self._column + self._repeats)
            self._is_filled = False
            check_area(self._last_row, self._last_column, self._room)
        elif name == "table:table-row":
            self._row += self._row_repeats
            self._written += self._column
            if self._written > MOST_ODS_CELLS:
                raise too_much_inside()

    def _note_merged(self, attributes: dict[str, str]) -> None:
        rows = _number(attributes, "table:number-rows-spanned")
        columns = _number(attributes, "table:number-columns-spanned")
        if rows * columns > 1:
            if len(self._merged) >= MOST_MERGED:
                raise too_much_inside()
            last = (self._row + rows - 1, self._column + columns - 1)
            self._merged.append(((self._row, self._column), last))


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise damaged()
    return max(1, int(text))
