"""Copies of the records on another device: what keeps them when the laptop dies."""

from collections.abc import Iterator
from datetime import date, timedelta

from pbcli.db import manifest
from pbcli.db.connection import backups_folder
from pbcli.db.read import Reader
from pbcli.messages import _
from pbcli.services.records_begun import local_day
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.rulebook import working_calendar


def copies(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find that the last copy on another device is too old (SA-01), counted from the first record where there is none.

    It isn't told beforehand: a copy may be made any day.
    """
    since, is_copied = without_copy_since(reader)
    if since is None:
        return
    copy_days = seen.book.figure("SA-01", "copy_days")
    kept_on = evidence_without_copy(reader)
    due_on = min([since, *kept_on]) + timedelta(days=copy_days)
    if due_on > seen.today:
        return
    days = (seen.today - since).days
    what = _("备份已 {days} 天没有另存到别的设备", days=days) if is_copied else _("备份还没有另存到别的设备")
    if kept_on:
        said = _("{count} 个佐证文件在别的设备上没有副本", count=len(kept_on))
        what = _("{first}，{second}", first=what, second=said) if days >= copy_days else said
    yield from seen.item(
        "copy_elsewhere",
        1,
        subject=_("备份"),
        due_on=due_on,
        what=what,
        command=command("db", "backup", "--to", "DIR"),
    )


def working_calendars(_reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find that the program has no calendar of working days for the next year (CA-01)."""
    year = seen.today.year + 1
    if year not in working_calendar().years:
        yield from seen.item(
            "working_calendar",
            year,
            subject=str(year),
            due_on=date(seen.today.year, 12, 31),
            what=_("程序里还没有 {year} 年的工作日历，工作日先按星期算", year=year),
            command="pip install --upgrade pbcli",
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


def evidence_without_copy(reader: Reader) -> list[date]:
    """Give for each file that the records name and no other device has, the day on which it came here.

    What came back by a restore lies where the copy was as well.
    """
    folder = backups_folder(reader.path)
    copied = set().union(*manifest.copies_of_evidence(folder, elsewhere=True).values())
    restored = max((entry.at for entry in manifest.current(folder) if entry.kind == "restore"), default="")
    return [
        local_day(max(file["added_at"], restored))
        for file in reader.iterate("evidence_files")
        if file["evidence_id"] is not None and file["sha256"] not in copied
    ]
