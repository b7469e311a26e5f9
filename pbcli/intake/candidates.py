"""The lines of a sheet that may be a header: of which kind each would be, what it knows, and how well it fits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pbcli.intake.headers import KindHeaders, catalogue, fold, match, month_header
from pbcli.intake.paper import Line
from pbcli.intake.texts import header_text
from pbcli.intake.told import Context, Contradiction, Told, context_of, told_anew, told_by, told_by_sheet


@dataclass(frozen=True)
class Search:
    """What headers are looked for: of which kinds, with which columns told by the user, under which names."""

    kinds: Sequence[KindHeaders]
    named: Mapping[str, str]
    """Folded header → field, as the user says."""
    sheet: str
    words: str
    """The names of sheet and file, which may tell the kind."""


def search(sheet: str, *, kind: str | None, mapping: Mapping[str, str], title: str) -> Search:
    """Return what to look for in a sheet."""
    kinds = catalogue()
    wanted = [kinds[kind]] if kind is not None else list(kinds.values())
    return Search(wanted, {fold(header): field for header, field in mapping.items()}, sheet, sheet + title)


@dataclass(frozen=True)
class Heading:
    """What stands above a header, and what was told further above and still holds."""

    texts: tuple[str, ...] = ()
    contexts: tuple[Context, ...] = ()
    top: tuple[Context, ...] = ()
    """What the sheet's first lines tell, of a table further down."""
    earlier: Mapping[str, Mapping[str, Told]] = field(default_factory=dict)
    """What held in the table before, by its kind."""
    length: int = 0
    """Of a table further down: how many lines it has."""
    own: frozenset[str] = frozenset()
    """The folded texts of its own lines."""

    def told(self, kind: KindHeaders, named: Mapping[str, str]) -> tuple[dict[str, Told], Contradiction | None]:
        """Return the fields of a kind that are told here or further above."""
        given, contradiction = told_by(kind, named, self.contexts)
        earlier = self.earlier.get(kind.kind)
        if earlier is None:
            earlier, _settled = told_by(kind, named, self.top)
        return told_anew(earlier, given), contradiction


NOTHING_ABOVE = Heading()


@dataclass(frozen=True)
class Candidate:
    """A row that may be the header of a kind."""

    kind: KindHeaders
    line: int
    """The index of the header's last line."""
    first_line: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    score: float
    told: Mapping[str, Told] = field(default_factory=dict)
    """Fields without a column that a line above, or right below, tells."""
    heading: Heading = NOTHING_ABOVE
    contradiction: Contradiction | None = None

    @property
    def known(self) -> frozenset[str]:
        """The fields that a row has: those of the columns, and those that are told."""
        return frozenset(field for field in self.fields if field is not None).union(self.given)

    @property
    def given(self) -> frozenset[str]:
        """The fields that are told with a value."""
        return frozenset(field for field, told in self.told.items() if told.cell is not None)

    def missing(self) -> tuple[str, ...]:
        """Return the fields that the header would need to be one of its kind."""
        known = self.known
        lacks = [name for name in self.kind.required() if name not in known]
        lacks += [group[0] for group in self.kind.any_of if not known.intersection(group)]
        return tuple(lacks)

    def is_another_kind(self) -> bool:
        """Tell whether its words are those of another kind of paper."""
        return len({fold(header) for header in self.headers} & self.kind.against) >= 2

    def is_exported(self) -> bool:
        """Tell whether `export` wrote it: there is nothing but data below."""
        return all(header in self.kind.fields for header in self.headers if header)

    def is_header(self) -> bool:
        """Tell whether a row of its kind may stand below it."""
        return not self.missing() and not self.is_another_kind()


def candidates(sought: Search, rows: Sequence[Line]) -> Iterator[Candidate]:
    """Give the headers that a sheet's first rows may be, the last of them only as the lower line of one."""
    texts: list[str] = []
    contexts: list[Context] = []
    titles: list[str] = []
    for place, row in enumerate(rows[:-1]):
        upper = tuple(header_text(cell) for cell in row)
        context = context_of(row, place + 1)
        if context is not None:
            contexts.append(context)
        if len({text for text in upper if text}) < 2 or (context is not None and context.is_whole):
            titles += dict.fromkeys(text for text in upper if text)
            texts += dict.fromkeys(text for text in upper if text)
            continue
        heading = Heading(tuple(texts), tuple(contexts), own=frozenset(map(fold, texts)))
        yield from candidates_at(sought, rows[place : place + 3], place, heading, "".join(titles))
        titles += [text for text in upper if text]
        texts += [text for text in upper if text]


def candidates_at(
    sought: Search, rows: Sequence[Line], line: int, heading: Heading, titles: str
) -> Iterator[Candidate]:
    """Give the headers that the first of some rows may be, by itself or with the one below."""
    words = sought.words + titles
    upper = tuple(header_text(cell) for cell in rows[0])
    below = rows[1]
    lower = tuple(header_text(cell) for cell in below)
    for kind in sought.kinds:
        single = _matched(kind, sought.named, upper)
        yield _candidate(sought, Candidate(kind, line, line, upper, single, 0, heading=heading), words, below)
        joined = _two_lines(kind, sought.named, upper, lower)
        if joined is not None and _count(joined[1]) > max(_count(single), _count(_matched(kind, sought.named, lower))):
            bottom = rows[2] if len(rows) > 2 else ()
            yield _candidate(sought, Candidate(kind, line + 1, line, *joined, 0, heading=heading), words, bottom)


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
    kind: KindHeaders, named: Mapping[str, str], upper: tuple[str, ...], lower: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str | None, ...]] | None:
    """Read a header of two lines: groups above (应到 | 实到 under 人数), columns below. None where it can't be one."""
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


def _candidate(sought: Search, bare: Candidate, words: str, below: Line) -> Candidate:
    """Return a candidate with what is told, and its score."""
    kind = bare.kind
    columns = {field for field in bare.fields if field is not None}
    told, contradiction = bare.heading.told(kind, sought.named)
    first = context_of(below, bare.line + 2)
    if first is not None and first.is_whole:
        told = {**told_by(kind, sought.named, [first])[0], **told}
    given = {name: one for name, one in told.items() if one.cell is not None}
    told = {**told, **told_by_sheet(kind, sought.sheet), **given}
    told = {name: one for name, one in told.items() if name not in columns}
    found = replace(bare, told=told, contradiction=contradiction if told else None)
    useful = {field for field in columns if not kind.fields[field].ignored} | found.given
    known = columns | found.given
    texts = sum(1 for header in bare.headers if header)
    score = len(useful) + 0.5 * len(known - useful) + 1.5 * len(known & kind.telling)
    score -= 0.25 * max(0, texts - len(columns))
    score += max((1 + len(word) / 2 for word in kind.words if word in words), default=0)
    return replace(found, score=score)


def is_header_row(found: Candidate, *, is_apart: bool = True) -> bool:
    """Tell whether a row that may be a header has hardly anything but words of headers; nothing else between rows."""
    texts = {text for text in found.headers if text}
    known = {text for text, name in zip(found.headers, found.fields, strict=True) if name is not None}
    if not is_apart:
        return len(known) > 2 and known == texts
    return len(known) >= 2 and 3 * len(known) >= 2 * len(texts)
