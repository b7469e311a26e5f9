"""What a check of the records against their journal finds, and how two images are compared."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from pbcli.values import dataclass

FindingKind = Literal["seal", "gap", "unsealed", "differs", "lost", "unknown", "order", "head"]

Loaded = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing that a check found: where it is, as exactly as can be known."""

    kind: FindingKind
    table: str
    row_id: int | None = None
    column: str | None = None


def different(left: Loaded | None, right: Loaded | None) -> list[str]:
    """Name the columns in which two images differ; a column that one schema lacks counts as empty."""
    if left is None or right is None:
        return [] if left is right else ["id"]
    return [name for name in {**left, **right} if left.get(name) != right.get(name)]


def loaded(text: str | None) -> Loaded | None:
    """Read an image; one that is damaged counts as empty, and differs from every other."""
    try:
        found = None if text is None else json.loads(text)
    except ValueError:
        return {}
    return found if found is None or isinstance(found, dict) else {}
