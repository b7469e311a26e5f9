"""Masks: what is shown of a value by its class of data, unless someone asked to see all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.phones import mask_phone
from pbcli.rulebook.privacy import topics_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

HIDDEN = "••••"
NOTES = frozenset(
    {
        *("topic_note", "place", "pupil_code", "problem", "measure", "outcome", "referred_to", "evidence", "note"),
        *("task", "result"),
    }
)
"""The keys under which contacts and follow-ups show what was written about pupils."""


def covered(table: str, column: str, value: Any) -> str | None:
    """Return what stands for a stored value, or None where it may be shown as it is."""
    from pbcli.db.data_classes import data_class
    from pbcli.domain.privacy import DataClass

    kind = data_class(table, column)
    if kind is DataClass.PHONE:
        return mask_phone(str(value))
    if kind is DataClass.IDENTITY:
        return None if column == "id_last4" else HIDDEN + (value[-4:] if column == "number" else "")
    if kind in {DataClass.PAY, DataClass.KEY}:
        return HIDDEN
    if kind is DataClass.NOTE and topics_of(str(value)):
        return HIDDEN
    return None


def cover_notes(row: Mapping[str, Any], keys: Collection[str] = NOTES, *, unmasked: bool = False) -> dict[str, Any]:
    """Return a row with the texts covered that speak of someone's private circumstances, in its own rows too."""
    shown = dict(row)
    if not unmasked:
        cover_texts(shown, keys)
        for key, value in row.items():
            if isinstance(value, list):
                shown[key] = [cover_notes(item, keys) if isinstance(item, dict) else item for item in value]
    return shown


def cover_texts(row: dict[str, Any], keys: Collection[str] = NOTES) -> None:
    """Cover such texts in a row as a query gives it, which has no rows of its own."""
    for key in [key for key in keys if row.get(key)]:
        if isinstance(row[key], str) and topics_of(row[key]):
            row[key] = HIDDEN
