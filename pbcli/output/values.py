"""How a value of each kind is written: for people, for machines as text, and for JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.output.result import Column, Labels, Row

NUMBERS = frozenset({"int", "money", "decimal"})
"""Kinds that stand as numbers in a workbook; their texts are never taken for a formula."""

RIGHT = frozenset({"int", "money", "decimal", "percent"})
"""Kinds that people read right-aligned."""

AS_IT_IS = frozenset({"text", "int", "decimal", "day", "moment"})
"""Kinds whose values programs get as they are."""

NO_OR_YES = ("false", "true")
"""How programs are told no and yes."""

UNBROKEN = frozenset({"int", "money", "decimal", "percent", "day", "moment", "flag"})
"""Kinds whose texts are short and never folded."""


def yuan(fen: int) -> str:
    """Write whole fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def json_value(column: Column, value: Any) -> Any:
    """Give the value as JSON has it: money a decimal string, a percentage its part and whole, the rest as it is."""
    if value is None:
        return None
    match column.kind:
        case "money":
            return yuan(value) if isinstance(value, int) else value
        case "flag":
            return bool(value)
        case "percent":
            return dict(zip(("part", "whole"), value, strict=True))
        case "terms" | "list" | "records":
            return [dict(item) if isinstance(item, Mapping) else item for item in value]
        case _:
            return dict(value) if isinstance(value, Mapping) else value


def figure(column: Column, value: Any) -> float | None:
    """Give the number that stands in a workbook's cell; None for what is no figure, such as a masked one."""
    if column.kind not in NUMBERS:
        return None
    if isinstance(value, int):
        return value / 100 if column.kind == "money" else value
    try:
        return None if column.kind == "int" else float(value)
    except ValueError:
        return None


def machine_text(column: Column, value: Any) -> str:
    """Write the value for a program that reads text: csv, tsv, a workbook that is imported again."""
    if value is None:
        return ""
    match column.kind:
        case "flag":
            return NO_OR_YES[bool(value)]
        case "percent":
            part, whole = value
            return f"{part}/{whole}"
        case _:
            return _common_text(column, value)


def shown_text(column: Column, value: Any, labels: Labels) -> str:
    """Write the value for people."""
    if value is None:
        return ""
    match column.kind:
        case "flag":
            return labels.yes if value else labels.no
        case "percent":
            part, whole = value
            return f"{part}/{whole} {percentage(part, whole)}" if whole else ""
        case "moment":
            return str(value).replace("T", " ")
        case _:
            return _common_text(column, value)


def percentage(part: int, whole: int) -> str:
    """Write a part of a whole in whole per cent, half up."""
    return f"{(200 * part + whole) // (2 * whole)}%"


def weight(column: Column, value: Any) -> float:
    """Give the figure that a bar draws and that sorting compares: the number, the ratio, the sum or the length."""
    if value is None:
        return 0.0
    match column.kind:
        case "percent":
            part, whole = value
            return part / whole if whole else 0.0
        case "decimal" | "money":
            return figure(column, value) or 0.0
        case "counts":
            return float(sum(value.values()))
        case "list" | "terms" | "records":
            return float(len(value))
        case _:
            return float(value) if isinstance(value, int | float) else 0.0


def bar_share(column: Column, rows: Sequence[Row], row: Row) -> float:
    """Give the length of a row's bar, 0 to 1: of the column's greatest, or of the whole for a percentage."""
    most = (
        1.0 if column.kind == "percent" else max((weight(column, other.get(column.key)) for other in rows), default=0)
    )
    return min(1.0, max(0.0, weight(column, row.get(column.key)) / most)) if most > 0 else 0.0


def _common_text(column: Column, value: Any) -> str:
    match column.kind:
        case "money":
            return yuan(value) if isinstance(value, int) else str(value)
        case "terms":
            return "、".join(str(term) for term in value)
        case "counts":
            return "、".join(f"{term}{number}" for term, number in value.items())
        case "records":
            import json

            return json.dumps(value, ensure_ascii=False)
        case "list":
            return "；".join(_item_text(item) for item in value)
        case _:
            return str(value)


def _item_text(item: Any) -> str:
    if isinstance(item, Mapping):
        return " ".join(str(part) for part in item.values() if part is not None)
    return str(item)
