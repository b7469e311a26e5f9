"""Finds the table in a sheet: which row is the header, what kind of paper it is, which rows are data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pbcli.intake.footers import Sieve
from pbcli.intake.headers import KindHeaders, catalogue, fold, is_refused, match, month_header
from pbcli.intake.paper import Line, Sheet
from pbcli.intake.rows import DataRows
from pbcli.intake.survey import survey
from pbcli.intake.texts import header_text

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
    unknown_headers: tuple[str, ...]
    refused_headers: tuple[str, ...]
    """Headers of columns with contents that must never be kept: the paper is to be refused."""
    duplicate_headers: tuple[str, ...]
    """Headers of further columns for a field that another column gives; they are not read."""
    heading: tuple[str, ...]
    """The texts above the header."""
    headers: tuple[str, ...]
    """The header of every column of the sheet, "" where it has none."""
    rows: DataRows
    """The rows of data, which are found anew each time."""
    length: int
    """How many lines there are below the header, about as many as rows."""


@dataclass(frozen=True)
class _Candidate:
    """A row that may be the header of a kind."""

    kind: KindHeaders
    line: int
    """The index of the header's last line."""
    first_line: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    score: float

    @property
    def known(self) -> frozenset[str]:
        return frozenset(field for field in self.fields if field is not None)


@dataclass(frozen=True)
class NearMiss:
    """A header that was nearly one of a kind: what it lacks."""

    kind: str
    header_row: int
    missing: tuple[str, ...]
    """Titles of columns; of alternatives, the first."""


def recognise(
    sheet: Sheet, *, kind: str | None = None, mapping: Mapping[str, str] | None = None, title: str = ""
) -> Table | None:
    """Return the sheet's table; None where no header is known. `title` is the file's name, which may tell the kind.

    Words of the data may look like a header: nothing counts as one below a line that knew more columns, if not all.
    """
    best: _Candidate | None = None
    nearest: _Candidate | None = None
    for candidate in _candidates(sheet, kind, mapping or {}, title):
        if _missing(candidate):
            nearest = candidate if nearest is None or len(candidate.known) > len(nearest.known) else nearest
        elif not _is_another_kind(candidate) and (best is None or candidate.score > best.score):
            best = candidate
    if best is not None and nearest is not None and nearest.line < best.first_line:
        best = None if len(nearest.known) > len(best.known) else best
    return None if best is None else _table(sheet, best)


def near_miss(sheet: Sheet, *, kind: str | None = None, mapping: Mapping[str, str] | None = None) -> NearMiss | None:
    """Return what the likeliest header of an unknown sheet lacks, to be told to its owner."""
    found = [one for one in _candidates(sheet, kind, mapping or {}, "") if len(one.known) >= 2]
    if not found:
        return None
    best = max(found, key=lambda one: one.score)
    return NearMiss(best.kind.kind, best.line + 1, tuple(best.kind.fields[name].title for name in _missing(best)))


def _candidates(sheet: Sheet, kind: str | None, mapping: Mapping[str, str], title: str) -> Iterator[_Candidate]:
    kinds = catalogue()
    wanted = [kinds[kind]] if kind is not None else list(kinds.values())
    named = {fold(header): field for header, field in mapping.items()}
    above: list[str] = [sheet.name, title]
    first = sheet.rows[: SEARCHED_ROWS + 1]
    for line, row in enumerate(first[:SEARCHED_ROWS]):
        upper = tuple(header_text(cell) for cell in row)
        if len({text for text in upper if text}) < 2:
            above += [text for text in upper[:1] if text] or [text for text in upper if text][:1]
            continue
        words = "".join(above)
        below = first[line + 1] if line + 1 < len(first) else ()
        for one in wanted:
            single = _matched(one, named, upper)
            yield _candidate(one, line, line, upper, single, words)
            joined = _two_lines(one, named, upper, below)
            lower = _matched(one, named, tuple(header_text(cell) for cell in below))
            if joined is not None and _count(joined[1]) > max(_count(single), _count(lower)):
                yield _candidate(one, line + 1, line, *joined, words)
        above += [text for text in upper if text]


def _count(fields: Iterable[str | None]) -> int:
    return len({field for field in fields if field is not None})


def _matched(kind: KindHeaders, named: Mapping[str, str], texts: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(_field(kind, named, text) for text in texts)


def _field(kind: KindHeaders, named: Mapping[str, str], text: str) -> str | None:
    if not text:
        return None
    mapped = named.get(fold(text))
    if mapped is not None:
        return mapped if mapped in kind.fields else kind.synonyms.get(fold(mapped))
    return match(kind, text)


def _two_lines(
    kind: KindHeaders, named: Mapping[str, str], upper: tuple[str, ...], below: Line
) -> tuple[tuple[str, ...], tuple[str | None, ...]] | None:
    """Read a header of two lines: groups above (应到 | 实到 under 人数), columns below. None where it can't be one."""
    lower = tuple(header_text(cell) for cell in below)
    width = max(len(upper), len(lower))
    tops = upper + ("",) * (width - len(upper))
    bottoms = lower + ("",) * (width - len(lower))
    headers: list[str] = []
    fields: list[str | None] = []
    group = ""
    for top, bottom in zip(tops, bottoms, strict=True):
        group = top or (group if bottom else "")
        if not bottom or top == bottom:
            headers.append(top or bottom)
            fields.append(_field(kind, named, top or bottom))
            continue
        headers.append(f"{group}{bottom}")
        choices = (group + bottom,) if month_header(group) else (group + bottom, bottom) if group else (bottom,)
        fields.append(next((found for text in choices if (found := _field(kind, named, text))), None))
    grouped = any(bottom and bottom != top for top, bottom in zip(tops, bottoms, strict=True))
    return (tuple(headers), tuple(fields)) if grouped else None


def _candidate(
    kind: KindHeaders, line: int, first: int, headers: tuple[str, ...], fields: tuple[str | None, ...], words: str
) -> _Candidate:
    known = {field for field in fields if field is not None}
    useful = {field for field in known if not kind.fields[field].ignored}
    texts = sum(1 for header in headers if header)
    score = len(useful) + 0.5 * len(known - useful) + 1.5 * len(known & kind.telling)
    score -= 0.25 * max(0, texts - len(known))
    score += max((1 + len(word) / 2 for word in kind.words if word in words), default=0)
    return _Candidate(kind, line, first, headers, fields, score)


def _missing(candidate: _Candidate) -> tuple[str, ...]:
    """Return the fields that the header would need to be one of its kind."""
    known = candidate.known
    lacks = [name for name in candidate.kind.required() if name not in known]
    lacks += [group[0] for group in candidate.kind.any_of if not known.intersection(group)]
    return tuple(lacks)


def _is_another_kind(candidate: _Candidate) -> bool:
    return len({fold(header) for header in candidate.headers} & candidate.kind.against) >= 2


def _table(sheet: Sheet, found: _Candidate) -> Table:
    """Read the rows below the header."""
    kind = found.kind
    needed = [place for place, field in enumerate(found.fields) if field in kind.required()]
    looked = survey(sheet.rows, found.line + 1, needed)
    columns, duplicates = _columns(found, looked.filled)
    places = {column.field: column.index for column in columns}
    heading = tuple(text for row in sheet.rows[: found.first_line] for cell in row if (text := header_text(cell)))

    def sieve() -> Sieve:
        return Sieve(
            kind=kind, headers=found.headers, places=places, heading=heading, has_branch="branch" in columns_there
        )

    columns_there = frozenset(places)
    if "branch" in kind.fields and "branch" not in places and sieve().has_sections(looked.lonely):
        places["branch"] = -1
    width = max((place for place, header in enumerate(found.headers) if header), default=0) + 1
    unknown, refused = _strangers(found, looked.filled)
    return Table(
        kind=kind.kind,
        sheet_name=sheet.name,
        header_row=found.line + 1,
        columns=columns,
        unknown_headers=unknown,
        refused_headers=refused,
        duplicate_headers=duplicates,
        heading=tuple(dict.fromkeys(heading)),
        headers=found.headers,
        rows=DataRows(sheet.rows, found.line + 1, places, width, sieve),
        length=looked.length,
    )


def _columns(found: _Candidate, filled: frozenset[int]) -> tuple[tuple[MatchedColumn, ...], tuple[str, ...]]:
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


def _strangers(found: _Candidate, filled: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
