"""Who holds an event: a branch, or the unit itself (党委专题会议, 中心组学习)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pbcli.domain.errors import RuleForbids
from pbcli.services.lookup import find_branch, find_party_group
from pbcli.services.unit import unit_name

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row

UNIT_WORDS = frozenset({"", "党委", "党总支", "本单位"})
"""What people write for the unit itself, alone or behind its name."""


def find_organizer(reader: Reader, text: str) -> Row:
    """Return who is meant: id (None for the unit) and name. Raises UnknownName or AmbiguousName."""
    typed, unit = text.strip(), unit_name(reader)
    if typed and typed.removeprefix(unit) in UNIT_WORDS and reader.one("branch_named", name=typed) is None:
        return {"id": None, "name": unit}
    branch = find_branch(reader, text)
    return {"id": branch["id"], "name": branch["name"]}


def find_group(reader: Reader, organizer: Row, text: str | None) -> Row | None:
    """Return the organizer's group that is meant, if one was named. Raises UnknownName, RuleForbids for the unit."""
    if text is None:
        return None
    if organizer["id"] is None:
        raise RuleForbids("党小组在党支部里，单位自己的活动没有党小组。")
    return find_party_group(reader, text, branch_id=organizer["id"])


def find_partners(reader: Reader, names: Iterable[str]) -> list[Row]:
    """Return the branches that are meant, each once. Raises UnknownName or AmbiguousName."""
    found = (find_branch(reader, name) for name in names)
    return list({branch["id"]: {"id": branch["id"], "name": branch["name"]} for branch in found}.values())
