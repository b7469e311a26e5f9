"""Since when the unit keeps records: what lies before can't be missing in them, and nobody is late with it.

A paper of the past begins where its dates do. Where nothing is dated yet, the records begin on the day of the first
change that anybody made; a look back at a day before all that knows no beginning.
"""

from datetime import date, datetime

from pbcli.db.read import Reader


def liaison_begun(reader: Reader, today: date) -> date:
    """Return the day of the first contact, else of the first record; without either the earliest of all days."""
    contact_on = _by(reader.value("records_begun"), today)
    return contact_on or _first_change(reader, today) or date.min


def records_begun(reader: Reader, today: date) -> date:
    """Return the day of the first contact, event or record of any kind; without any the earliest of all days."""
    row = reader.one("records_begun")
    assert row is not None
    days = (_by(row["contact_on"], today), _by(row["event_on"], today), _first_change(reader, today))
    return min((day for day in days if day is not None), default=date.min)


def local_day(moment: str) -> date:
    """Give the user's day of a moment that is kept in UTC."""
    return datetime.fromisoformat(moment).astimezone().date()


def _first_change(reader: Reader, today: date) -> date | None:
    first = reader.value("records_since")
    return None if first is None else _by(local_day(first).isoformat(), today)


def _by(day: str | None, today: date) -> date | None:
    return None if day is None or day > today.isoformat() else date.fromisoformat(day)
