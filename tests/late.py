"""What is said of a late entry, on the day that counts as today in the tests of commands."""

from datetime import date

TODAY = date(2026, 11, 1)


def late(day: str) -> str:
    """Return the line that says how many days after its day something was written down."""
    return f"补录：晚记 {(TODAY - date.fromisoformat(day)).days} 天（OL-16：会后 3 个工作日内）。\n"
