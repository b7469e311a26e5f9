"""Research projects as data: the papers that each step needs."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ProjectStep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).with_name("projects.toml")


@cache
def materials() -> Mapping[ProjectStep, Sequence[str]]:
    """Return the papers that each step needs, in the order of the steps."""
    kept = _data()["materials"]
    return MappingProxyType({step: tuple(kept[step]) for step in ProjectStep if step in kept})


@cache
def spared_by_exemption() -> frozenset[str]:
    """Return the papers that a project without an appraisal (免鉴定) doesn't need."""
    return frozenset(_data()["exempt"]["materials"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
