"""Spans of days in one cell: "2024.09-2026.07", "2024年9月1日至今"."""

from __future__ import annotations

import re
from datetime import date

from pbcli.domain.date_forms import parse_month
from pbcli.domain.dates import parse_day
from pbcli.domain.unreadable import Unreadable
from pbcli.intake.kinds.line import RowFault
from pbcli.messages import _

_TO_NOW = {"今", "至今", "现在", "目前", ""}
_BREAKS = re.compile(r"\s*(?:[~～—–―]+|至|到|--+)\s*")


def read_span(field: str, text: str) -> tuple[str | None, str | None]:
    """Return the first and the last day of a span; a month begins with its first day and ends with its last.

    Raises RowFault.
    """
    parts = _split(text.strip())
    if len(parts) > 2:
        raise RowFault(field, _("“{text}”不是起止时间。", text=text))
    first = _edge(field, text, parts[0], is_end=False)
    last = _edge(field, text, parts[1], is_end=True) if len(parts) == 2 else None
    if first is not None and last is not None and last < first:
        raise RowFault(field, _("“{text}”的终止早于起始。", text=text))
    return _iso(first), _iso(last)


def _split(text: str) -> list[str]:
    parts = _BREAKS.split(text)
    if len(parts) > 1:
        return parts
    # A hyphen may be a date's own: break at the one in the middle, where there is an odd number of them.
    hyphens = [place for place, character in enumerate(text) if character == "-"]
    if len(hyphens) % 2 == 0:
        return parts
    middle = hyphens[len(hyphens) // 2]
    return [text[:middle].strip(), text[middle + 1 :].strip()]


def _edge(field: str, whole: str, text: str, *, is_end: bool) -> date | None:
    if text in _TO_NOW:
        return None
    try:
        day = parse_day(text)
        if day is None:
            month = parse_month(text)
            day = None if month is None else (month.last_day if is_end else month.first_day)
    except Unreadable as fault:
        raise RowFault(field, _(fault.message, **fault.values)) from None
    if day is None:
        raise RowFault(field, _("“{text}”不是起止时间。", text=whole))
    return day


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
