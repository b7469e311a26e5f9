"""Late entry (补录): what was written down later than OL-16 gives. One rule, for every ledger and for the report.

A unit may set the working days that its events are given; of all else the rule's own figure holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pbcli.domain.clock import days_late
from pbcli.messages import _
from pbcli.output.result import Column
from pbcli.services.records_begun import records_begun
from pbcli.services.unit import setting

if TYPE_CHECKING:
    from pbcli.db.read import Reader
    from pbcli.services.rulebook import Rule

RULE = "OL-16"
RECORD_DAYS = "events.record_days"
"""The setting by which a unit gives its events more or fewer working days."""


def lateness(
    on: str | None, recorded_at: str | None, *, prefix: str = "", working_days: int | None = None
) -> dict[str, Any]:
    """Return how many days after its day something was written down, and whether that is a late entry.

    It is in time for so many working days, by default those of OL-16. Nothing is known where there is no day, or
    nobody knows when it was written down.
    """
    days, is_late = late_by(on, recorded_at, working_days)
    return {f"{prefix}days_late": days, f"{prefix}late": is_late}


def late_by(on: str | None, recorded_at: str | None, working_days: int | None = None) -> tuple[int | None, bool | None]:
    """Return the two of `lateness` by themselves, for long listings."""
    if on is None or recorded_at is None:
        return None, None
    days = days_late(on, recorded_at)
    return days, days > 0 and days > days_in_time(on, working_days)


def with_lateness(row: Mapping[str, Any], day: str, moment: str = "recorded_at", *, prefix: str = "") -> dict[str, Any]:
    """Return a row with how late its day was written down."""
    return {**row, **lateness(row[day], row[moment], prefix=prefix)}


def with_span_lateness(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row that holds from a day to a day, with how late each of them was written down."""
    began = with_lateness(row, "from_on")
    return with_lateness(began, "to_on", "end_recorded_at", prefix="end_")


@lru_cache(maxsize=4096)
def days_in_time(on: str, working_days: int | None = None) -> int:
    """Return how many days after its day a record is in time: OL-16 gives some working days after the event."""
    # A listing in which nothing is late needs no rule book.
    from pbcli.services.rulebook import national, working_calendar

    day = date.fromisoformat(on)
    given = national().figure(RULE, "working_days") if working_days is None else working_days
    return (working_calendar().nth(given, day + timedelta(1)).day - day).days


def record_days(reader: Reader) -> int | None:
    """Return how many working days the unit gives its events to be written down, where it set that."""
    value = setting(reader, RECORD_DAYS)
    return None if value is None else int(value)


def is_late(on: date, recorded: date, working_days: int | None = None) -> bool:
    """Tell whether something of a day is a late entry when it is written down on another."""
    days = (recorded - on).days
    return days > 0 and days > days_in_time(on.isoformat(), working_days)


def said_of_entry(on: date | None, today: date, rule: Rule | None = None) -> list[str]:
    """Say that what is written down today is a late entry, and by which rule, as it ships or as the unit has it."""
    if on is None or on >= today:
        return []
    from pbcli.services.rulebook import national

    rule = national().rules[RULE] if rule is None else rule
    if not is_late(on, today, rule.figures["working_days"]):
        return []
    return [_("补录：晚记 {days} 天（{id}：{frequency}）。", days=(today - on).days, id=RULE, frequency=rule.frequency)]


def said_of_membership(reader: Reader, on: date, today: date) -> list[str]:
    """Say the same of a membership, but for what lies before the records: a roster brings the past in with it."""
    begun = records_begun(reader, today).whole
    return said_of_entry(on, today) if date.min < begun <= on else []


def said_of_lateness(row: Mapping[str, Any]) -> str | None:
    """Say on a record's page how late it was written down; nothing where it was on the day itself."""
    if not row["days_late"]:
        return None
    said = _("{days} 天（补录）") if row["late"] else _("{days} 天")
    return said.format(days=row["days_late"])


def late_columns(rows: Iterable[Mapping[str, Any]] | None = None, *, prefix: str = "") -> list[Column]:
    """Return the columns of lateness; those of a page are shown to people only where something in it is late."""
    titles = (_("终止补录"), _("终止晚记天数")) if prefix == "end_" else (_("补录"), _("晚记天数"))
    is_hidden = rows is not None and not any(row[f"{prefix}late"] for row in rows)
    return [
        Column(f"{prefix}days_late", titles[1], "int", hidden=is_hidden, spare=True),
        Column(f"{prefix}late", titles[0], "flag", hidden=is_hidden, spare=True),
    ]
