"""Dates as people write them. A date that doesn't exist is refused, never bent to one that does."""

from datetime import date

from pbcli.domain.errors import UsageFault

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that the records may know; a year outside them is a slip of the pen."""

HINT = "2026-10-31 · 10-31 · 昨天 · 上周三 · 月底"


def read_date(text: str, *, today: date) -> date:
    """Return the day that a person means. A month and a day without a year are this year's.

    Raises UsageFault for a day that doesn't exist, and for what isn't a date.
    """
    try:
        found = day_of(text, today)
    except (ValueError, OverflowError):
        raise UsageFault("没有“{text}”这一天。", text=text.strip(), hint=HINT) from None
    if found is None:
        raise UsageFault("“{text}”不是日期。", text=text.strip(), hint=HINT)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageFault("没有“{text}”这一天。", text=text.strip(), hint=HINT)
    return found


def day_of(text: str, today: date) -> date | None:
    """Read a day, whole or as seen from today. None if it isn't of such a form, ValueError if it doesn't exist."""
    found = parse_day(text)
    if found is not None:
        return found
    from pbcli.domain.date_forms import relative_day

    return relative_day(text, today)


def parse_day(text: str) -> date | None:
    """Read a whole date, as papers hold it; a time of day behind it is passed over. None if it isn't of that form.

    Raises Unreadable for a day that doesn't exist.
    """
    bare = text.strip()
    if (
        len(bare) == 10
        and bare[4] == bare[7] == "-"
        and bare.isascii()
        and f"{bare[:4]}{bare[5:7]}{bare[8:]}".isdigit()
    ):
        # Most dates by far: without a pattern, and without what knows all other ways.
        return existing_day(text, int(bare[:4]), int(bare[5:7]), int(bare[8:]))
    from pbcli.domain.date_forms import whole_date

    return whole_date(text)


def existing_day(text: str, year: int, month: int, day: int) -> date:
    """Return the day that a text names. Raises Unreadable where there is none, or the records may not know it."""
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    from pbcli.domain.unreadable import Unreadable

    raise Unreadable("没有“{text}”这一天。", text=text.strip())
