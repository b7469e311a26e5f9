"""Class liaison as data: what meets the targets of a term, and the words in which contacts are told."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbcli.messages import N_
from pbcli.rulebook import rule_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TARGETS = {"activities": N_("班级活动"), "dorm_visits": N_("走访寝室"), "lessons": N_("听课")}
"""What the targets of a term are called; the keys are the figures of LI-04."""


@cache
def target_kinds() -> Mapping[str, Sequence[str]]:
    """Return the kinds of contact that count for each target."""
    return MappingProxyType({name: tuple(kinds) for name, kinds in rule_data("liaison")["targets"].items()})


def is_manager(post: str | None) -> bool:
    """Tell by the administrative post whether someone is a manager (中层以上), who may be a class's counsellor."""
    managers = rule_data("liaison")["managers"]
    for other in managers["others"]:
        post = (post or "").replace(other, "")
    return any(word in (post or "") for word in managers["words"])


def told(kinds: Mapping[str, int], gifts: Sequence[str]) -> str:
    """Tell contacts, counted by kind, and gifts in the words of a newspaper: Chinese, as the papers are."""
    words = rule_data("liaison")["words"]
    parts = [text.format(n=kinds[kind]) for kind, text in words.items() if kinds.get(kind)]
    if gifts:
        parts.append(rule_data("liaison")["gifts"]["words"].format(gifts="、".join(gifts)))
    return "，".join(parts)
