"""Numbers of pupils as they may be published: groups under five are told by their year, never by their class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.privacy import SMALLEST_GROUP, merge_small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period


def pupils_reached(reader: Reader, period: Period, *, today: date) -> list[Row]:
    """Count the pupils that the contacts of a period reached up to today, each time anew, by class (privacy.md)."""
    days = {"start": period.start.isoformat(), "end": min(period.end, today).isoformat()}
    counted = reader.rows("privacy_pupils", **days)
    merged = merge_small((row["name"], row["cohort"], row["pupils"]) for row in counted)
    return [{"group": group, "pupils": pupils} for group, pupils in merged.items()]


class SmallGroups:
    """Counts, of contacts that pass, those that reached some pupils but fewer than may be told of outside the house."""

    def __init__(self) -> None:
        self.count = 0

    def watched(self, contacts: Iterable[Row]) -> Iterator[Row]:
        """Give the contacts, and count."""
        for contact in contacts:
            self.count += 0 < (contact["pupils"] or 0) < SMALLEST_GROUP
            yield contact
