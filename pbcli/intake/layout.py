"""Finds the tables in a sheet: which rows are headers, what kind of paper each is, which rows are data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pbcli.intake.blocks import further_headers, has_cells
from pbcli.intake.candidates import Candidate, Search, candidates, is_header_row, search
from pbcli.intake.footers import Sieve
from pbcli.intake.headers import is_refused
from pbcli.intake.paper import Line, Sheet
from pbcli.intake.rows import DataRows
from pbcli.intake.survey import Survey, survey
from pbcli.intake.told import Contradiction, Told

SEARCHED_ROWS = 30


@dataclass(frozen=True)
class MatchedColumn:
    """A column that is known: where it stands (from 0), what the paper calls it, which field it is."""

    index: int
    header: str
    field: str
    ignored: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet's table of a known kind."""

    kind: str
    sheet_name: str
    header_row: int
    """The line of the header, of its lower line where it has two."""
    columns: tuple[MatchedColumn, ...]
    told: Mapping[str, Told]
    """Fields without a column that lines above the header tell; lines between the rows may tell them anew."""
    contradiction: Contradiction | None
    """A field that is told twice above the header, in different words: the paper is to be refused."""
    unknown_headers: tuple[str, ...]
    refused_headers: tuple[str, ...]
    """Headers of columns with contents that must never be kept: the paper is to be refused."""
    duplicate_headers: tuple[str, ...]
    """Headers of further columns for a field that another column gives; they are not read."""
    side_by_side: tuple[str, ...]
    """The headers of a second table that stands to the right of the first: the paper is to be refused."""
    heading: tuple[str, ...]
    """The texts above the header."""
    headers: tuple[str, ...]
    """The header of every column of the sheet, "" where it has none."""
    rows: DataRows
    """The rows of data, which are found anew each time."""
    length: int
    """How many lines there are below the header, about as many as rows."""


@dataclass(frozen=True)
class NearMiss:
    """A header that was nearly one of a kind: what it lacks."""

    kind: str
    header_row: int
    missing: tuple[str, ...]
    """Titles of columns; of alternatives, the first."""
    may_be_told: bool = False
    """Whether a line above the header may tell all that is missing."""


def recognise(
    sheet: Sheet, *, kind: str | None = None, mapping: Mapping[str, str] | None = None, title: str = ""
) -> tuple[Table, ...]:
    """Return the sheet's tables; none where no header is known. `title` is the file's name, which may tell the kind.

    Those of other kinds than the one that is asked for are among them: their rows are none of that one's.
    """
    sought = search(sheet.name, kind=kind, mapping=mapping or {}, title=title)
    best = _best(sought, _first_rows(sheet))
    if best is None:
        return ()
    any_kind = search(sheet.name, kind=None, mapping=mapping or {}, title=title)
    first = _uppermost(any_kind, _first_rows(sheet), best)
    looked = survey(sheet.rows, first.line + 1, None, _needed(first))
    found = [first]
    if looked.headlike and not first.is_exported():
        found += further_headers(any_kind, sheet.rows, first, looked.headlike)
    if len(found) == 1:
        return (_table(sheet, first, None, looked, sought),)
    ends = [*(max(one.line + 1, after.first_line - after.heading.length) for one, after in pairwise(found)), None]
    return tuple(
        _table(sheet, one, end, survey(sheet.rows, one.line + 1, end, _needed(one)), sought)
        for one, end in zip(found, ends, strict=True)
    )


def near_miss(sheet: Sheet, *, kind: str | None = None, mapping: Mapping[str, str] | None = None) -> NearMiss | None:
    """Return what the likeliest header of an unknown sheet lacks, to be told to its owner."""
    sought = search(sheet.name, kind=kind, mapping=mapping or {}, title="")
    found = [one for one in candidates(sought, _first_rows(sheet)) if len(one.known) >= 2]
    if not found:
        return None
    best = max(found, key=lambda one: one.score)
    missing = best.missing()
    titles = tuple(best.kind.fields[name].title for name in missing)
    return NearMiss(best.kind.kind, best.line + 1, titles, best.kind.above.issuperset(missing))


def _first_rows(sheet: Sheet) -> list[Line]:
    """Return the rows among which the first header is looked for, and the one below them."""
    rows = list(sheet.rows[: SEARCHED_ROWS + 1])
    return rows if len(rows) > SEARCHED_ROWS else [*rows, ()]


def _best(sought: Search, rows: Sequence[Line]) -> Candidate | None:
    """Return the likeliest header.

    Words of the data may look like a header: nothing counts as one below a line that knew more columns, if not all.
    """
    best: Candidate | None = None
    nearest: Candidate | None = None
    for one in candidates(sought, rows):
        if one.missing():
            nearest = one if nearest is None or len(one.known) > len(nearest.known) else nearest
        elif one.is_header() and (best is None or one.score > best.score):
            best = one
    if best is not None and nearest is not None and nearest.line < best.first_line:
        best = None if len(nearest.known) > len(best.known) else best
    return best


def _uppermost(sought: Search, rows: Sequence[Line], best: Candidate) -> Candidate:
    """Return the header of a smaller table that stands with its rows above the likeliest header, else that one."""
    if best.first_line < 2 or not is_header_row(best):
        return best
    upper = [
        one
        for one in candidates(sought, [*rows[: best.first_line - 1], ()])
        if one.is_header() and is_header_row(one) and any(map(has_cells, rows[one.line + 1 : best.first_line]))
    ]
    return min(upper, key=lambda one: (one.line, -one.score), default=best)


def _needed(found: Candidate) -> list[int]:
    return [place for place, field in enumerate(found.fields) if field in found.kind.required()]


def _table(sheet: Sheet, found: Candidate, end: int | None, looked: Survey, sought: Search) -> Table:
    """Read the rows below the header."""
    kind = found.kind
    columns, duplicates = _columns(found, looked.filled)
    places = {column.field: column.index for column in columns}
    has_branch = "branch" in places
    told = {field: one for field, one in found.told.items() if field not in places}
    places |= dict.fromkeys([*told, *(name for name in kind.required() if name not in places)], -1)
    heading = found.heading.texts

    def sieve() -> Sieve:
        return Sieve(
            kind=kind,
            headers=found.headers,
            places=places,
            heading=heading,
            has_branch=has_branch,
            told=told,
            named=sought.named,
        )

    if "branch" in kind.fields and "branch" not in places and sieve().has_sections(looked.lonely):
        places["branch"] = -1
    width = max((place for place, header in enumerate(found.headers) if header), default=0) + 1
    unknown, refused = _strangers(found, looked.filled)
    return Table(
        kind=kind.kind,
        sheet_name=sheet.name,
        header_row=found.line + 1,
        columns=columns,
        told=told,
        contradiction=found.contradiction,
        unknown_headers=unknown,
        refused_headers=refused,
        duplicate_headers=duplicates,
        side_by_side=_second_table(found, looked.filled),
        heading=tuple(dict.fromkeys(heading)),
        headers=found.headers,
        rows=DataRows(
            sheet.rows,
            (found.line + 1, end),
            places,
            width,
            sieve,
            has_dittos=looked.has_dittos and not found.is_exported(),
        ),
        length=looked.length,
    )


def _columns(found: Candidate, filled: frozenset[int]) -> tuple[tuple[MatchedColumn, ...], tuple[str, ...]]:
    """Choose a column for each field: the first with contents; the others are named."""
    by_field: dict[str, list[int]] = {}
    for place, field in enumerate(found.fields):
        if field is not None and not (is_refused(found.kind, found.headers[place])):
            by_field.setdefault(field, []).append(place)
    columns: list[MatchedColumn] = []
    duplicates: list[str] = []
    for field, places in by_field.items():
        ignored = found.kind.fields[field].ignored
        chosen = next((place for place in places if place in filled), places[0])
        columns.append(MatchedColumn(chosen, found.headers[chosen], field, ignored))
        duplicates += [found.headers[place] for place in places if place != chosen and place in filled and not ignored]
    return tuple(sorted(columns, key=lambda column: column.index)), tuple(duplicates)


def _second_table(found: Candidate, filled: frozenset[int]) -> tuple[str, ...]:
    """Return the headers that stand there twice with contents, where all that every row needs is among them."""
    again: dict[str, str] = {}
    seen: set[str] = set()
    for place, field in enumerate(found.fields):
        if field is None or place not in filled or found.kind.fields[field].ignored:
            continue
        if field in seen:
            again[field] = found.headers[place]
        seen.add(field)
    needed = {name for name in found.kind.required() if name in found.fields}
    return tuple(again.values()) if len(again) > 1 and needed <= again.keys() else ()


def _strangers(found: Candidate, filled: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headers that nobody knows, and those that nobody may know; of columns with contents only."""
    unknown: list[str] = []
    refused: list[str] = []
    for place, header in enumerate(found.headers):
        if not header or place not in filled:
            continue
        if is_refused(found.kind, header):
            refused.append(header)
        elif found.fields[place] is None:
            unknown.append(header)
    return tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(refused))
