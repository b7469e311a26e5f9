"""Texts that people type: cleaned, and refused where they hold a number that belongs to a person (docs/privacy.md)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pbcli.domain.names import NAME_LENGTH, clean_text
from pbcli.services.privacy_entry import refuse_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pbcli.db.models import Record


def clean_facts(model: type[Record], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts with their texts cleaned; a text of nothing becomes None, a short one is a single line.

    Raises RuleForbids that names the field, for control characters and for an ID, mobile or card number.
    """
    cleaned = dict(facts)
    for name, value in facts.items():
        if not isinstance(value, str) or isinstance(value, StrEnum):
            continue
        field = model.model_fields[name]
        title = field.title or name
        if not value.strip():
            cleaned[name] = None
            continue
        text = clean_text(value, field=title)
        lengths = [bound for rule in field.metadata if (bound := getattr(rule, "max_length", None)) is not None]
        if lengths and lengths[0] <= NAME_LENGTH:
            text = " ".join(text.split())
        refuse_numbers(text, title)
        cleaned[name] = text
    return cleaned
