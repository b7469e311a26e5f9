"""When a day that something is due on is spoken of: from its first offset on, until it is settled."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from pbcli.domain.errors import UsageFault
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.months import add_months
from pbcli.domain.patterns import pattern

OVERDUE_OFFSET = -1
"""What stands for "after the day" among the offsets, which count the days before it."""

_SPAN = pattern(rf"([0-9{CHINESE}]+)(d|天|日|w|周|m|个月|)")


class Severity(StrEnum):
    """How pressing it is, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    NOTICE = "notice"


def offsets(due_on: date, *, months_before: Sequence[int] = (), days_before: Sequence[int] = ()) -> list[int]:
    """Return how many days before a day it is spoken of, the earliest first. Months are calendar months."""
    days = [(due_on - add_months(due_on, -months)).days for months in months_before]
    return sorted([*days, *days_before], reverse=True)


def reached(due_on: date, today: date, days_before: Sequence[int]) -> int | None:
    """Return the latest offset that has come, OVERDUE_OFFSET after the day, None before the first.

    A negative one comes so many days after the day, when it is spoken of once more.
    """
    left = (due_on - today).days
    latest = min((offset for offset in days_before if left <= offset), default=None)
    return latest if left >= 0 else min(OVERDUE_OFFSET, latest or OVERDUE_OFFSET)


def severity(due_on: date, today: date, days_before: Sequence[int]) -> Severity:
    """Return how pressing a day is: soon from the last offset before it on."""
    left = (due_on - today).days
    if left < 0:
        return Severity.OVERDUE
    if left == 0:
        return Severity.DUE
    last = min((offset for offset in days_before if offset > 0), default=0)
    return Severity.SOON if left <= last else Severity.NOTICE


def read_span(text: str, *, today: date) -> date:
    """Return the last day of so many days, weeks or months from today: "14d", "14", "2w", "1m", "两周".

    Raises UsageFault.
    """
    refused = UsageFault("“{text}”不是天数。", text=text, hint="14d · 2w · 1m")
    found = _SPAN.fullmatch(narrow(text).lower())
    if found is None:
        raise refused
    try:
        count = whole(found[1])
        match found[2]:
            case "w" | "周":
                return today + timedelta(weeks=count)
            case "m" | "个月":
                return add_months(today, count)
            case _:
                return today + timedelta(count)
    except (ValueError, OverflowError):
        raise refused from None
