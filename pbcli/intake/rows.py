"""The rows of a table's data: one by one with their cells by field, or as they stand, a thousand at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, islice
from typing import Any, overload

from pbcli.intake.footers import Sieve
from pbcli.intake.paper import DITTOS, Cell, Line
from pbcli.intake.told import Told

NOTHING_TOLD: Mapping[str, Told] = {}
BLOCK = 1000
"""So many lines are gone through at a time."""


def _written_out(cells: Line, above: Line) -> Line:
    """Put what stands above a mark in its place; where nothing does, the mark stays, and is read as it stands."""
    if DITTOS.isdisjoint(cells):
        return cells
    return tuple(
        above[place] if cell in DITTOS and place < len(above) and above[place] is not None else cell
        for place, cell in enumerate(cells)
    )


class RowValues(Mapping[str, Cell]):
    """The cells of a row by field, without a dictionary for each of a hundred thousand rows."""

    __slots__ = ("_cells", "_columns", "_told")

    def __init__(self, cells: Line, columns: Mapping[str, int], told: Mapping[str, Told]) -> None:
        self._cells = cells
        self._columns = columns
        self._told = told

    def __getitem__(self, field: str) -> Cell:
        place = self._columns[field]
        if place < 0:
            return self._told[field].cell if field in self._told else None
        return self._cells[place] if place < len(self._cells) else None

    def get(self, field: str, default: Any = None) -> Any:
        """Return a field's cell; asked many times a row, and mostly for a column that isn't there."""
        place = self._columns.get(field)
        if place is None:
            return default
        if place < 0:
            return self._told[field].cell if field in self._told else None
        return self._cells[place] if place < len(self._cells) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of data: its line in the sheet, its cells by field, and as they stand."""

    number: int
    values: Mapping[str, Cell]
    raw: Line
    overflow: bool = False
    """Whether something stands to the right of the last header: a CSV's row has slipped."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Fields without a column that a line above the row tells."""


class DataRows(Sequence[PaperRow]):
    """The rows of data below a header, found anew each time that they are gone through."""

    def __init__(
        self,
        lines: Sequence[Line],
        span: tuple[int, int | None],
        places: Mapping[str, int],
        width: int,
        sieve: Callable[[], Sieve],
        *,
        has_dittos: bool = False,
    ) -> None:
        self._lines = lines
        self._first, self._end = span
        self._places = places
        self.width = width
        """As many columns have a header, or stand before one that has."""
        self._sieve = sieve
        self._has_dittos = has_dittos
        self.is_told = any(place < 0 for place in places.values())
        """Whether lines above or between the rows tell some of their fields."""

    def tells(self, field: str) -> bool:
        """Tell whether a field stands in lines above or between the rows."""
        return self._places.get(field, 0) < 0

    def __iter__(self) -> Iterator[PaperRow]:
        """Give the rows, without what stands between and below them."""
        sieve = self._sieve()
        above: Line = ()
        body = islice(self._lines, self._first, self._end)
        for number, cells in enumerate(body, self._first + 1):
            if number == self._first + 1 and sieve.is_rest_of_header(cells):
                continue
            if sieve.is_data(cells, number):
                if self._has_dittos:
                    above = cells = _written_out(cells, above)  # noqa: PLW2901  as its owner reads it
                yield self.row(number, cells, sieve.told)

    def blocks(self) -> Iterator[tuple[Sequence[int], Sequence[Line]]]:
        """Give the numbers of the rows and their cells as they stand, of a table whose rows give all themselves."""
        sieve = self._sieve()
        above: Line = ()
        body = islice(self._lines, self._first, self._end)
        number = self._first + 1
        while lines := tuple(islice(body, BLOCK)):
            chosen = sieve.data_among(lines)
            if number == self._first + 1 and sieve.is_rest_of_header(lines[0]):
                chosen[0] = False
            numbers: Sequence[int] = range(number, number + len(lines))
            number += len(lines)
            if not all(chosen):
                numbers, lines = tuple(compress(numbers, chosen)), tuple(compress(lines, chosen))
            if self._has_dittos and lines:
                lines = tuple(accumulate(lines, lambda upper, cells: _written_out(cells, upper), initial=above))[1:]
                above = lines[-1]
            yield numbers, lines

    def row(self, number: int, cells: Line, told: Mapping[str, Told] = NOTHING_TOLD) -> PaperRow:
        """Return a row by its number and its cells."""
        return PaperRow(number, RowValues(cells, self._places, told), cells, self.is_slipped(cells), told)

    def is_slipped(self, cells: Line) -> bool:
        """Tell whether something stands to the right of the last header."""
        return len(cells) > self.width and any(cell is not None for cell in cells[self.width :])

    def __len__(self) -> int:
        """Count the rows."""
        return sum(1 for _row in self)

    @overload
    def __getitem__(self, index: int) -> PaperRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PaperRow]: ...
    def __getitem__(self, index: int | slice) -> PaperRow | Sequence[PaperRow]:
        """Give a row, or some; those behind them aren't read."""
        if isinstance(index, slice):
            return tuple(islice(self, index.start, index.stop, index.step))
        for row in islice(self, index, index + 1):
            return row
        raise IndexError
