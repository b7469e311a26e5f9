"""The words that papers use for the kept terms: terms.toml, made ready for look-up."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from pbcli.intake.cells import Doubts, is_nothing
from pbcli.intake.faults import CellFault, Doubt, shown
from pbcli.intake.headers import fold, spellings
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text

_BETWEEN_TERMS = re.compile(r"[、,;/|+&\n\r]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_TRAILING = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")


@lru_cache(maxsize=1)
def vocabularies() -> Mapping[str, Mapping[str, str]]:
    """Return for each vocabulary its folded words, the kept terms themselves included, and what each stands for."""
    raw = tomllib.loads(files("pbcli.intake").joinpath("terms.toml").read_text(encoding="utf-8"))
    made: dict[str, Mapping[str, str]] = {}
    for name, terms in raw.items():
        words = {fold(term): term for term in terms}
        for term, synonyms in terms.items():
            for synonym in synonyms:
                for spelling in spellings(synonym):
                    words.setdefault(fold(spelling), term)
        made[name] = words
    return made


def cell_term(cell: Cell, vocabulary: str, *, extra: Iterable[str] = (), doubts: Doubts | None = None) -> str | None:
    """Return the kept term that a cell stands for; `extra` are the unit's own terms."""
    if is_nothing(cell):
        return None
    text = plain_text(cell)
    words = vocabularies()[vocabulary]
    own = {fold(term): term for term in extra}
    found = _known(text, words, own)
    if found is None:
        found = _contained(text, words)
        if found is None:
            terms = "、".join(dict.fromkeys([*words.values(), *own.values()]))
            raise CellFault("“{text}”不在可用的词里，可用：{terms}。", text=shown(cell), terms=terms)
        if doubts is not None:
            doubts.append(Doubt("“{text}”按“{term}”记。", {"text": shown(cell), "term": found}))
    return found


def cell_terms(
    cell: Cell, vocabulary: str, *, extra: Iterable[str] = (), doubts: Doubts | None = None
) -> tuple[str, ...]:
    """Return the kept terms of a cell that may name several: 主题党日、党课."""
    if is_nothing(cell):
        return ()
    own = tuple(extra)
    text = unicodedata.normalize("NFKC", plain_text(cell))
    words = vocabularies()[vocabulary]
    whole = _known(text, words, {fold(term): term for term in own})
    if whole is not None:
        return (whole,)
    parts = [part for part in _BETWEEN_TERMS.split(text) if part.strip()]
    if len(parts) == 1:
        parts = [part for part in re.split(r"[和及与暨]|并且|[.。]|·", text) if part.strip()]
    found = [term for part in parts if (term := cell_term(part, vocabulary, extra=own, doubts=doubts)) is not None]
    return tuple(dict.fromkeys(found))


def _known(text: str, words: Mapping[str, str], own: Mapping[str, str]) -> str | None:
    """Look a text up as it is, then without what stands in brackets."""
    narrowed = unicodedata.normalize("NFKC", text)
    for form in (fold(narrowed), fold(_TRAILING.sub("", narrowed))):
        if form in own:
            return own[form]
        if form in words:
            return words[form]
    return None


def _contained(text: str, words: Mapping[str, str]) -> str | None:
    """Return the one term whose word of three characters or more stands in a longer text; None where two do."""
    folded = fold(text)
    if len(folded) > 20 or re.match(r"[未没不非无]", folded):
        return None
    found = {term for word, term in words.items() if len(word) >= 3 and word in folded}
    return found.pop() if len(found) == 1 else None
