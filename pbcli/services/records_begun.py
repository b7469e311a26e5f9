"""Since when the unit keeps records: what lies before can't be missing in them, and nobody is late with it.

A paper of the past begins where its dates do. Where nothing is dated yet, the records begin on the day of the first
change that anybody made; a look back at a day before all that knows no beginning.
"""

from datetime import date, datetime

from pbcli.db.read import Reader
from pbcli.values import dataclass


@dataclass(frozen=True)
class Begun:
    """The days of the unit's first contact, first event and first change, as far as they had come by some day."""

    contact_on: date | None = None
    event_on: date | None = None
    changed_on: date | None = None

    @property
    def liaison(self) -> date:
        """The day of the first contact, else of the first change; without either the earliest of all days."""
        return self.contact_on or self.changed_on or date.min

    @property
    def whole(self) -> date:
        """The day of the first record of any kind; without any the earliest of all days."""
        days = (self.contact_on, self.event_on, self.changed_on)
        return min((day for day in days if day is not None), default=date.min)


def records_begun(reader: Reader, today: date) -> Begun:
    """Return since when there are records, of what had come by today."""
    row, changed_at = reader.one("records_begun"), reader.value("records_since")
    assert row is not None
    changed_on = None if changed_at is None else local_day(changed_at).isoformat()
    return Begun(*(_by(day, today) for day in (row["contact_on"], row["event_on"], changed_on)))


def local_day(moment: str) -> date:
    """Give the user's day of a moment that is kept in UTC."""
    return datetime.fromisoformat(moment).astimezone().date()


def _by(day: str | None, today: date) -> date | None:
    return None if day is None or day > today.isoformat() else date.fromisoformat(day)
