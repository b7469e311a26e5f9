"""What was said already: an item is said again only when a later offset has passed since it was last said."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pbcli.services.reminders import Item, due_items

if TYPE_CHECKING:
    from pbcli.db.engine import Work


def say_due(work: "Work", today: date) -> list[Item]:
    """Return what is due and not said yet, and keep that it was said; what is settled is forgotten."""
    items = due_items(work.reader, today)
    said = {row["key"]: row["offset_days"] for row in work.reader.rows("reminder_said")}
    # Offsets count the days before: a later one is smaller.
    unsaid = [item for item in items if item.key not in said or item.offset < said[item.key]]
    _forget(work, set(said) - {item.key for item in items})
    _keep(work, unsaid, today)
    return unsaid


def _keep(work: "Work", items: Sequence[Item], today: date) -> None:
    """Write down that these were said today, each for its offset."""
    from sqlmodel import col, select

    from pbcli.db.models import ReminderSaid

    keys = [item.key for item in items]
    kept = {row.key: row for row in work.session.exec(select(ReminderSaid).where(col(ReminderSaid.key).in_(keys)))}
    for item in items:
        if item.key in kept:
            work.add(kept[item.key].revise(offset_days=item.offset, said_on=today))
        else:
            work.add(ReminderSaid.make(key=item.key, offset_days=item.offset, said_on=today))


def _forget(work: "Work", keys: set[str]) -> None:
    """Take away what was said of items that are settled: should one come up again, it is a new one."""
    from sqlmodel import col, select

    from pbcli.db.models import ReminderSaid

    for row in work.session.exec(select(ReminderSaid).where(col(ReminderSaid.key).in_(keys))).all():
        work.remove(row)
