"""Masks: what is shown of a value by its class of data, unless someone asked to see all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.data_classes import data_class
from pbcli.domain.phones import mask_phone
from pbcli.domain.privacy import DataClass
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
    return dict(row) if unmasked else {key: _note(key, value, keys) for key, value in row.items()}


def _note(key: str, value: Any, keys: Collection[str]) -> Any:
    if isinstance(value, list):
        return [cover_notes(row, keys) if isinstance(row, dict) else row for row in value]
    return HIDDEN if key in keys and isinstance(value, str) and topics_of(value) else value
