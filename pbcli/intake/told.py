"""Reads lines that tell what holds for all rows below: 联系班级：2024级护理1班　党员：张三, in a cell or several."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pbcli.intake import cells
from pbcli.intake.blanks import is_nothing
from pbcli.intake.days import LEAP_YEAR
from pbcli.intake.faults import CellFault
from pbcli.intake.headers import DAY_ENDINGS, KindHeaders, all_words, catalogue, fold, forms, match
from pbcli.intake.paper import Cell, Line
from pbcli.intake.texts import header_text
from pbcli.intake.vocabulary import cell_term, cell_terms

_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")
"""A colon that stands in no time of day."""
_BETWEEN = re.compile(r"[\s,，;；、|]+")
_MOST_LETTERS = 12
_EXPLAINS = re.compile(r"说明|注意|要求|^\W*(?:附?注|备注)\W*$")
_SIGNED = re.compile(r"签字|签名|签章")
_HANDED_IN = re.compile(r"填|制表|制作|审|报送|上报|统计|单位|编制|打印|经办|复核|负责")
"""Labels of who hands a form in: a bare 日期 beside them is the day when it was filled in."""
_STAMPED = re.compile(r"[(（【\[](?:盖章|公章|签章|章|签字|签名)[)）】\]]$")
LABEL_OF_SHEET = "工作表名"
_CLASS = re.compile(r"(?:20)?\d\d级[\u4e00-\u9fff]{1,12}(?:[(（]?\d{1,2}[)）]?)?班")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NO_PERSON = re.compile(
    r"[月季年学期周部班级表册总汇校院系组统计记录台账说明封面目单格]|工作|数据|联系|走访|全部|其他|示例|模板|样"
)
_ABOUT_ANOTHER = {"head_teacher": "class", "member": "branch", "base": "member"}
"""What is told of somebody or something else, and no longer holds when that is told anew."""
_ONLY_WITH = {"base": "member"}
"""What means nothing for a whole list."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a line tells of a field: the label, what stands beside it, and the line's number."""

    label: str
    cell: Cell
    row: int


@dataclass(frozen=True, slots=True)
class Context:
    """A line of labels and values."""

    pairs: tuple[Told, ...]
    is_whole: bool = True
    """Whether nothing else stands in it."""
    is_bare: bool = False
    """Whether labels and values stand in neighbouring cells without a colon: all labels must be known then."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field that is told twice above one header, in different words."""

    one: Told
    other: Told


def context_of(line: Line, row: int) -> Context | None:
    """Return the labels and values of a line; None where it has none, or explains how to fill in the form."""
    runs = list(_runs(line))
    if not any(isinstance(cell, str) and _COLON.search(cell) for cell in runs):
        return _bare(runs, row)
    pairs: list[Told] = []
    is_whole = True
    for cell in runs:
        before, found = _pairs(cell, row) if isinstance(cell, str) else ("", [])
        if not found and pairs and pairs[-1].cell is None:
            pairs[-1] = Told(pairs[-1].label, cell, row)
        else:
            is_whole = is_whole and bool(found) and not before
            pairs += found
    if all(pair.cell is None for pair in pairs) or _EXPLAINS.search(pairs[0].label):
        return None
    return Context(tuple(map(_without_stamp, pairs)), is_whole=is_whole)


def _without_stamp(told: Told) -> Told:
    """Take off what is to be stamped or signed beside a value."""
    if not isinstance(told.cell, str):
        return told
    text = _STAMPED.sub("", told.cell).strip("，,；;。、 \u3000")
    return Told(told.label, None if is_nothing(text) else text, told.row)


def _runs(line: Line) -> Iterator[Cell]:
    """Give the filled cells, those of a merged range once."""
    before: Cell = None
    for cell in line:
        if cell is not None and cell != before and not (isinstance(cell, str) and not cell.strip()):
            yield cell
        before = cell


def _bare(runs: Sequence[Cell], row: int) -> Context | None:
    if len(runs) < 2 or len(runs) % 2:
        return None
    labels, values = runs[::2], runs[1::2]
    if not all(isinstance(label, str) and fold(label) in all_words() for label in labels):
        return None
    if any(isinstance(value, str) and fold(value) in all_words() for value in values):
        return None
    pairs = [Told(str(label), value, row) for label, value in zip(labels, values, strict=True)]
    return Context(tuple(pairs), is_bare=True)


def _pairs(text: str, row: int) -> tuple[str, list[Told]]:
    """Cut a text at its colons: before each stands the value of the last label, and a label. Return what is first."""
    *heads, rest = _COLON.split(text)
    found: list[Told] = []
    first = ""
    for place, head in enumerate(heads):
        value, label = _label_at_end(head)
        if not place:
            first = value
        elif value:
            found[-1] = Told(found[-1].label, value, row)
        found.append(Told(label, None, row))
    if found and rest.strip():
        found[-1] = Told(found[-1].label, rest.strip(), row)
    return ("", []) if any(len(header_text(pair.label)) > _MOST_LETTERS for pair in found) else (first, found)


def _label_at_end(text: str) -> tuple[str, str]:
    """Part a text into what stands before its last label, and that label, which may have blanks in it: 班 主 任."""
    starts = [found.end() for found in _BETWEEN.finditer(text.rstrip())]
    for start in (0, *starts):
        if fold(text[start:]) in all_words():
            break
    else:
        start = starts[-1] if starts else 0
    return _BETWEEN.sub(" ", text[:start]).strip(), text[start:].strip()


def told_by(
    kind: KindHeaders, named: Mapping[str, str], lines: Iterable[Context]
) -> tuple[dict[str, Told], Contradiction | None]:
    """Return the fields of a kind that some lines together tell, and one that is told twice in different words."""
    found: dict[str, Told] = {}
    contradiction: Contradiction | None = None
    for line in lines:
        fields = [_field(kind, named, pair, line) for pair in line.pairs]
        if line.is_bare and None in fields:
            continue
        for field, pair in zip(fields, line.pairs, strict=True):
            if field is None:
                continue
            one = found.setdefault(field, pair)
            if one.cell is None:
                found[field] = pair
            elif pair.cell is not None and header_text(one.cell) != header_text(pair.cell):
                contradiction = Contradiction(one, pair)
    for field, other in _ONLY_WITH.items():
        if other not in found:
            found.pop(field, None)
    return found, contradiction


def told_by_sheet(kind: KindHeaders, sheet: str) -> dict[str, Told]:
    """Return the field that the name of a sheet gives: a class, or what may be a person, where nothing else may be."""
    name = header_text(sheet)
    if _CLASS.fullmatch(name):
        field = "class"
    elif _PERSON.fullmatch(name) and not _NO_PERSON.search(name):
        field = "member"
    else:
        return {}
    return {field: Told(LABEL_OF_SHEET, name, 0)} if field in kind.sheet else {}


def are_particulars(line: Context) -> bool:
    """Tell whether a line has only labels of particulars, such as stand above tables or below."""
    return not line.is_bare and all(fold(header_text(pair.label)) in _labels() for pair in line.pairs)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(
        word for kind in catalogue().values() for word, field in kind.synonyms.items() if field in kind.above
    )


def told_anew(before: Mapping[str, Told], given: Mapping[str, Told]) -> dict[str, Told]:
    """Return what holds once something is told anew: all of the line that told it before is forgotten."""
    lines = {before[field].row for field in given if field in before}
    kept = {
        field: told
        for field, told in before.items()
        if told.row not in lines and _ABOUT_ANOTHER.get(field, "") not in given
    }
    return kept | dict(given)


def _field(kind: KindHeaders, named: Mapping[str, str], pair: Told, line: Context) -> str | None:
    """Return the field that a label stands for and a value is one of."""
    label = header_text(pair.label)
    mapped = named.get(fold(label))
    if mapped is not None:
        field = mapped if mapped in kind.fields else kind.synonyms.get(fold(mapped))
        return None if field is None or kind.fields[field].ignored else field
    if _SIGNED.search(label) or label.isascii() or any(form in kind.not_above for form in forms(label)):
        return None
    field = match(kind, label)
    if field not in kind.above:
        return None
    if fold(label) in DAY_ENDINGS and any(_HANDED_IN.search(other.label) for other in line.pairs):
        return None
    if field == "branch" and "支部" not in label + header_text(pair.cell):
        return None
    return field if _is_one(kind, field, pair.cell) else None


def _is_one(kind: KindHeaders, field: str, cell: Cell) -> bool:
    """Tell whether a cell holds a value of a field; of one that every row needs an unreadable one is told as such."""
    if is_nothing(cell):
        return True
    known = kind.fields[field]
    parser, _colon, vocabulary = known.parser.partition(":")
    if parser in {"name", "names", "names_of_classes", "text"}:
        return isinstance(cell, str)
    try:
        return _READERS[parser](cell, vocabulary) is not None
    except CellFault:
        return known.required and not vocabulary


_READERS: Mapping[str, Callable[[Cell, str], Any]] = {
    "day": lambda cell, _vocabulary: cells.cell_day(cell, year=lambda _month: LEAP_YEAR),
    "month": lambda cell, _vocabulary: cells.cell_month(cell),
    "count": lambda cell, _vocabulary: cells.cell_count(cell),
    "hours": lambda cell, _vocabulary: cells.cell_hours(cell),
    "yuan": lambda cell, _vocabulary: cells.cell_yuan(cell),
    "term": cell_term,
    "terms": lambda cell, vocabulary: cell_terms(cell, vocabulary) or None,
}
