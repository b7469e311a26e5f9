"""Research projects as data: the papers that each step needs."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbcli.domain.enums import ProjectStep
from pbcli.rulebook import rule_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@cache
def materials() -> Mapping[ProjectStep, Sequence[str]]:
    """Return the papers that each step needs, in the order of the steps."""
    kept = rule_data("projects")["materials"]
    return MappingProxyType({step: tuple(kept[step]) for step in ProjectStep if step in kept})


@cache
def spared_by_exemption() -> frozenset[str]:
    """Return the papers that a project without an appraisal (免鉴定) doesn't need."""
    return frozenset(rule_data("projects")["exempt"]["materials"])
