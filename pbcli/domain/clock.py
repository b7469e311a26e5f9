"""The school's clock: moments are stored in UTC, people read the time on the wall, which is one in all of China."""

from datetime import datetime, timedelta, timezone

SCHOOL_TIME = timezone(timedelta(hours=8))
"""北京时间. Never the computer's own zone: the same database reads the same everywhere."""


def on_the_wall(moment: str) -> str:
    """Write a stored UTC moment as the school's clocks showed it, to the minute; what is none stays as it is."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return read.astimezone(SCHOOL_TIME).strftime("%Y-%m-%d %H:%M") if read.tzinfo else moment
