"""The rates of the dues, from the facts of the rule book."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pbcli.domain.dues import Bracket, DuesTable, GroupDues
from pbcli.domain.money import parse_yuan


def dues_table(facts: Mapping[str, Any]) -> DuesTable:
    """Return the rates as they are reckoned with."""
    groups = {group: _group(rule) for group, rule in facts["groups"].items()}
    return DuesTable(MappingProxyType(groups), parse_yuan(facts["rounding"]))


def _group(facts: Mapping[str, Any]) -> GroupDues:
    if "fixed" in facts:
        return GroupDues(fixed_fen=parse_yuan(facts["fixed"]))
    return GroupDues(brackets=tuple(_bracket(bracket) for bracket in facts["brackets"]))


def _bracket(facts: Mapping[str, str]) -> Bracket:
    up_to = parse_yuan(facts["up_to"]) if "up_to" in facts else None
    return Bracket(up_to, _hundredths(facts["percent"]))


def _hundredths(percent: str) -> int:
    """Return hundredths of a percent, written and read as yuan are."""
    return parse_yuan(percent)
