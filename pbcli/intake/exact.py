"""Reads the cells that `export` writes: texts as they stand, and what a record has many of as a JSON array."""

import json
from collections.abc import Sequence
from typing import Any

from pbcli.domain.errors import PbcliError
from pbcli.domain.names import clean_text
from pbcli.intake.faults import CellFault
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text


def exact_text(cell: Cell) -> str | None:
    """Return a text as it stands; a record was checked when it was made, and is once more."""
    text = plain_text(cell)
    try:
        return clean_text(text, field="") if text else None
    except PbcliError as fault:
        raise CellFault("里面有不能用的字符，或者太长。") from fault


def cell_rows(cell: Cell, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Return the objects of a JSON array, each with all the keys, None where it hasn't one. Raises CellFault."""
    try:
        found = json.loads(plain_text(cell))
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(_is_plain(row, keys) for row in found):
        raise CellFault("不是 pbcli export 写出的内容。")
    return [{key: row.get(key) for key in keys} for row in found]


def _is_plain(row: object, keys: Sequence[str]) -> bool:
    return (
        isinstance(row, dict)
        and row.keys() <= set(keys)
        and all(value is None or isinstance(value, str | int) for value in row.values())
    )
