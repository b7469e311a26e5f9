"""The rates of the dues, from the facts of the rule book."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pbcli.domain.dues import Bracket, DuesTable, GroupDues
from pbcli.domain.figures import hundredths


def dues_table(facts: Mapping[str, Any]) -> DuesTable:
    """Return the rates as they are reckoned with."""
    groups = {group: _group(rule) for group, rule in facts["groups"].items()}
    return DuesTable(MappingProxyType(groups), hundredths(facts["rounding"]))


def _group(facts: Mapping[str, Any]) -> GroupDues:
    if "fixed" in facts:
        return GroupDues(fixed_fen=hundredths(facts["fixed"]))
    return GroupDues(brackets=tuple(_bracket(bracket) for bracket in facts["brackets"]))


def _bracket(facts: Mapping[str, str]) -> Bracket:
    """Return a bracket; its limit is written in yuan, its rate in percent."""
    up_to = hundredths(facts["up_to"]) if "up_to" in facts else None
    return Bracket(up_to, hundredths(facts["percent"]))
