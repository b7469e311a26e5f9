"""The kinds of event: those that every unit has, and the unit's own (records.md, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbcli.domain.enums import EventKind
from pbcli.domain.errors import AmbiguousName, RuleForbids, UnknownName
from pbcli.domain.names import clean_name
from pbcli.domain.patterns import pattern
from pbcli.messages import N_
from pbcli.services.changed import Changed
from pbcli.services.links import refuse_if_linked
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row

SYNONYMS = {
    "支部大会": EventKind.BRANCH_MEETING,
    "支部委员会": EventKind.COMMITTEE_MEETING,
    "党委会": EventKind.COMMITTEE_SESSION,
}
"""Words that people use for kinds, of which neither holds the other."""

_BETWEEN = pattern(r"[、，,;；/\n]")


def list_kinds(reader: Reader) -> list[Row]:
    """List the kinds, the built-in ones first, each with how many events are of it."""
    return [{**row, "is_builtin": bool(row["is_builtin"])} for row in reader.iterate("event_kind_list")]


def find_kinds(reader: Reader, text: str) -> list[Row]:
    """Return the kinds that a text names, one or several: 主题党日、党课.

    Raises RuleForbids for nothing, UnknownName or AmbiguousName for a word that no kind or several have.
    """
    kinds = reader.rows("event_kind_list")
    names = {kind["name"] for kind in kinds}
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    words = [word for piece in pieces for word in ([piece] if piece in names else piece.split())]
    found = [_kind(kinds, word) for word in words]
    if not found:
        raise RuleForbids("“{field}”不能为空。", field="会议类型", hint="pbcli event kind list")
    return list({kind["id"]: kind for kind in found}.values())


def find_kind(reader: Reader, text: str) -> Row:
    """Return the one kind that is meant. Raises UnknownName or AmbiguousName."""
    found = find_kinds(reader, text)
    if len(found) > 1:
        raise _several(text, found)
    return found[0]


def add_kind(work: Work, *, name: str) -> Changed:
    """Add a kind of the unit's own. Raises RuleForbids where there is one of this name, or it reads as several."""
    from pbcli.db.models import EventKindName

    name = clean_name(name, field="会议类型")
    if name in SYNONYMS or any(kind["name"] == name for kind in work.reader.rows("event_kind_list")):
        raise RuleForbids("已经有叫“{name}”的会议类型。", name=SYNONYMS.get(name, name), hint="pbcli event kind list")
    if _BETWEEN.search(name):
        raise RuleForbids("会议类型的名称里不能有顿号、逗号、分号和斜线，它们用来分开几个类型。")
    kept = work.add(EventKindName.make(name=name, is_builtin=False))
    return Changed(id_of(kept), name)


def remove_kind(work: Work, kind: Row) -> Changed:
    """Remove a kind of the unit's own that no event is of. Raises RuleForbids for a built-in one."""
    from pbcli.db.models import EventKindName

    if kind["is_builtin"]:
        raise RuleForbids("“{name}”是内置的会议类型，不能删除。", name=kind["name"], hint="pbcli event kind list")
    links = [{"what": N_("活动"), "n": kind["events"]}] if kind["events"] else []
    refuse_if_linked(kind["name"], links, hint="pbcli event list 2000..2199 --kind {name}")
    work.remove(work.session.get_one(EventKindName, kind["id"]))
    return Changed(kind["id"], kind["name"])


def _kind(kinds: Sequence[Row], word: str) -> Row:
    """Return the kind of this name or synonym, else the only one that the word is a part of, or that is part of it."""
    name = SYNONYMS.get(word, word)
    for fits in (
        [kind for kind in kinds if kind["name"] == name],
        [kind for kind in kinds if name in kind["name"]],
        [kind for kind in kinds if kind["name"] in name],
    ):
        if len(fits) > 1:
            raise _several(word, fits)
        if fits:
            return fits[0]
    raise UnknownName("没有叫“{name}”的会议类型。", name=word, hint="pbcli event kind list")


def _several(text: str, kinds: Sequence[Row]) -> AmbiguousName:
    names = "、".join(kind["name"] for kind in kinds)
    return AmbiguousName("“{name}”可指：{candidates}。", name=text, candidates=names, hint="pbcli event kind list")
