"""Numbers of pupils as they may be published: groups under five are told by their year, never by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.privacy import SMALLEST_GROUP, merge_small

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period


def pupils_reached(reader: Reader, period: Period, *, today: date) -> list[Row]:
    """Count the pupils that the contacts of a period reached up to today, each time anew, by class (privacy.md)."""
    days = {"start": period.start.isoformat(), "end": min(period.end, today).isoformat()}
    counted = reader.rows("privacy_pupils", **days)
    merged = merge_small((row["name"], row["cohort"], row["pupils"]) for row in counted)
    return [{"group": group, "pupils": pupils} for group, pupils in merged.items()]


def count_small_groups(contacts: Iterable[Row]) -> int:
    """Count the contacts that reached some pupils, but fewer than may be told of outside the house."""
    return sum(0 < (contact["pupils"] or 0) < SMALLEST_GROUP for contact in contacts)
