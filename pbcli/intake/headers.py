"""The words that headers are known by: headers.toml, made ready for look-up."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

DAY_ENDINGS = ("时间", "日期", "年月", "年月日", "日")

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_NUMBERING = re.compile(r"^[0-9]{1,2}[.、．]")
_MARKS = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20|21)\d\d)年?)?(?:缴纳|交纳|实缴|实交|各)?"
    r"(?:(?P<number>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|月份?(?P<bare>1[0-2]|0?[1-9]))(?P<rest>.*)"
)
_CHINESE_MONTHS = {name: place for place, name in enumerate("一二三四五六七八九", 1)} | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}


@dataclass(frozen=True)
class Field:
    """A field that a column may stand for."""

    name: str
    title: str
    parser: str
    """The name of what reads its cells (`cell_…` in cells.py), "ignored", or "json"."""
    required: bool
    rows: tuple[str, ...] = ()
    """Of a list in one cell ("json"): the keys of its objects."""

    @property
    def ignored(self) -> bool:
        """Whether the column is known and of no use: it can be told from others, or isn't ours to keep."""
        return self.parser == "ignored"


@dataclass(frozen=True)
class KindHeaders:
    """A kind of paper and the words that tell it."""

    kind: str
    title: str
    fields: Mapping[str, Field]
    synonyms: Mapping[str, str]
    """Folded header → field."""
    any_of: tuple[tuple[str, ...], ...]
    """Of each group, one column at least must be there."""
    telling: frozenset[str]
    """Fields that hardly another kind has."""
    words: tuple[str, ...]
    """Words of titles, sheet names and file names."""
    against: frozenset[str]
    """Folded headers, two of which tell that this is another kind of paper."""
    refused: frozenset[str]
    """Folded headers of what must never be kept (docs/privacy.md)."""
    above: frozenset[str]
    """Fields that a line above the header may give for all rows below."""
    sheet: frozenset[str]
    """Fields that the name of the sheet may give."""
    not_above: frozenset[str]
    """Folded labels of such lines that give no field."""

    def required(self) -> tuple[str, ...]:
        """Return the fields that a paper of this kind can't do without."""
        return tuple(field.name for field in self.fields.values() if field.required)


@lru_cache(maxsize=20_000)
def fold(header: str) -> str:
    """Reduce a header to what tells it: width and case folded, no blanks, marks, numbering or brackets."""
    return _MARKS.sub("", _NUMBERING.sub("", _narrowed(header)))


@lru_cache(maxsize=20_000)
def forms(header: str) -> tuple[str, ...]:
    """Give the forms under which a header may be known, the most particular first."""
    return tuple(_forms(header))


def _forms(header: str) -> Iterator[str]:
    narrowed = _NUMBERING.sub("", _narrowed(header))
    whole = _MARKS.sub("", narrowed)
    yield whole
    bare = _MARKS.sub("", _BRACKETED.sub("", narrowed))
    if bare and bare != whole:
        yield bare
    for unit in ("元", "人数", "人", "名"):
        if bare.endswith(unit) and len(bare) > len(unit) + 1:
            yield bare.removesuffix(unit)


def _narrowed(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).split()).lower()


def match(kind: KindHeaders, header: str) -> str | None:
    """Return the field of a kind that a header stands for; the fields' own names are headers too."""
    machine = header.strip().lower()
    if machine in kind.fields:
        return machine
    for form in forms(header):
        if form in kind.synonyms:
            return kind.synonyms[form]
    if "month_1" in kind.fields and (found := month_header(header)) is not None:
        return found.field
    return None


@dataclass(frozen=True)
class MonthHeader:
    """A header that names a month: "2026年1月", "一月份", "1月实缴"."""

    field: str
    year: int | None


_PAID = frozenset(
    {
        *("", "元", "党费", "金额", "实收", "实收金额", "收缴", "收缴金额"),
        *("实缴", "实交", "已缴", "已交", "实缴金额", "实缴党费", "实交金额"),
        *("缴纳", "缴费", "交费", "交纳", "缴纳额", "缴纳金额", "缴纳党费", "交纳金额"),
    }
)
"""What may follow a month in the header of what was paid for it."""


def month_header(header: str) -> MonthHeader | None:
    """Read a header that names a month; what is owed for it is passed over, what was paid is its figure."""
    folded = _MARKS.sub("", _BRACKETED.sub("", _narrowed(header))) or fold(header)
    found = _MONTH.fullmatch(folded)
    if found is None:
        return None
    number = found["number"] or found["bare"]
    month = _CHINESE_MONTHS.get(number) or int(number)
    year = int(found["year"]) if found["year"] else None
    return MonthHeader(f"month_{month}" if found["rest"] in _PAID else "month_other", year)


def is_refused(kind: KindHeaders, header: str) -> bool:
    """Tell whether a column of this header must not be taken into the records."""
    return any(form in kind.refused for form in forms(header))


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, KindHeaders]:
    """Return the kinds of paper with their words, in the order of what needs what."""
    raw = tomllib.loads(files("pbcli.intake").joinpath("headers.toml").read_text(encoding="utf-8"))
    common = raw.pop("common")
    return {kind: _kind(kind, table, common) for kind, table in raw.items()}


def _kind(kind: str, table: Mapping[str, Any], common: Mapping[str, Any]) -> KindHeaders:
    fields: dict[str, Field] = {}
    synonyms: dict[str, str] = {}
    for name, given in {**table["fields"], **common["fields"]}.items():
        if name in fields:
            continue
        rows = tuple(given.get("rows", ()))
        fields[name] = Field(name, given["title"], given["parser"], given.get("required", False), rows)
    for words in ("title", "synonyms"):  # a title stands above any other field's synonym
        for name, given in {**table["fields"], **common["fields"]}.items():
            for word in [given["title"]] if words == "title" else given.get("synonyms", ()):
                for spelling in spellings(word):
                    synonyms.setdefault(fold(spelling), name)
    return KindHeaders(
        kind=kind,
        title=table["title"],
        fields=fields,
        synonyms=synonyms,
        any_of=tuple(tuple(group) for group in table.get("any_of", ())),
        telling=frozenset(table.get("telling", ())),
        words=tuple(table.get("words", ())),
        against=_folded(table.get("against", ())),
        refused=_folded([*common["refused"], *table.get("refused", ())]),
        above=frozenset(table.get("above", ())),
        sheet=frozenset(table.get("sheet", ())),
        not_above=_folded(common["not_above"]),
    )


@lru_cache(maxsize=1)
def all_words() -> frozenset[str]:
    """Return every folded word by which a column of any kind is known."""
    return frozenset(word for kind in catalogue().values() for word in kind.synonyms if word)


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(spelling) for word in words for spelling in spellings(word))


def spellings(word: str) -> Iterator[str]:
    """Write out a word of the tables: "{所在,}支部" is 所在支部 and 支部, "入党~" every way to call that day."""
    text = word.replace("~", "{" + ",".join(DAY_ENDINGS) + "}")
    parts: list[tuple[str, ...]] = []
    end = 0
    for choice in _CHOICE.finditer(text):
        parts += [(text[end : choice.start()],), tuple(choice[1].split(","))]
        end = choice.end()
    parts.append((text[end:],))
    for combination in product(*parts):
        yield "".join(combination)
