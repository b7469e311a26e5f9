"""The school's clock: moments are stored in UTC, people read the time on the wall, which is one in all of China."""

from datetime import date, datetime, timedelta, timezone

SCHOOL_TIME = timezone(timedelta(hours=8))
"""北京时间. Never the computer's own zone: the same database reads the same everywhere."""


def on_the_wall(moment: str) -> str:
    """Write a stored UTC moment as the school's clocks showed it, to the minute; what is none stays as it is."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return read.astimezone(SCHOOL_TIME).strftime("%Y-%m-%d %H:%M") if read.tzinfo else moment


def days_late(occurred_on: str, recorded_at: str) -> int:
    """Return how many days after its day a record was written down (补录): an ISO day, a UTC moment."""
    if recorded_at < f"{occurred_on}T16":
        # Before midnight in China; long listings ask this of each row.
        return 0
    recorded = datetime.fromisoformat(recorded_at).astimezone(SCHOOL_TIME).date()
    return (recorded - date.fromisoformat(occurred_on)).days
