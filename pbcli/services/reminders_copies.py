"""Copies of the records on another device: what keeps them when the laptop dies."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pbcli.db import manifest
from pbcli.db.connection import backups_folder
from pbcli.db.read import Reader
from pbcli.messages import _
from pbcli.services.reminders import Item, Seen, command


def copies(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find that the last copy on another device is too old (SA-01), counted from the first record where there is none.

    It isn't told beforehand: a copy may be made any day.
    """
    since, is_copied = without_copy_since(reader)
    if since is None:
        return
    due_on = since + timedelta(days=seen.book.figure("SA-01", "copy_days"))
    if due_on > seen.today:
        return
    days = (seen.today - since).days
    what = _("备份已 {days} 天没有另存到别的设备", days=days) if is_copied else _("备份还没有另存到别的设备")
    yield from seen.item(
        "copy_elsewhere",
        1,
        subject=_("备份"),
        due_on=due_on,
        what=what,
        command=command("db", "backup", "--to", "DIR"),
    )


def without_copy_since(reader: Reader) -> tuple[date | None, bool]:
    """Give the day of the last copy on another device and True; else since when there is something to copy, and False.

    A database that was restored lies where the copy was, so that its time begins with the restore.
    """
    entries = manifest.current(backups_folder(reader.path))
    copied = [entry.at for entry in entries if entry.kind == "backup" and entry.is_elsewhere]
    if copied:
        return local_day(copied[-1]), True
    first = reader.value("records_since")
    restored = [entry.at for entry in entries if entry.kind == "restore"]
    return (None if first is None else local_day(max([first, *restored]))), False


def local_day(moment: str) -> date:
    """Give the user's day of a moment that is kept in UTC."""
    return datetime.fromisoformat(moment).astimezone().date()
