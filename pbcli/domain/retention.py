"""Which backups are kept: the last one of each of so many days, weeks, months and years. No file, no clock."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum

from pbcli.values import dataclass


class Span(StrEnum):
    """What one backup is kept for each of."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Policy:
    """How many days, weeks, months and years keep their last backup, counted over those that have one."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12
    yearly: int = 10


@dataclass(frozen=True)
class Reason:
    """Why a backup is kept: as the last one of a day, a week, a month or a year, named by its label."""

    span: Span
    label: str


@dataclass(frozen=True)
class Verdict:
    """What becomes of a backup: it is kept where there is any reason to, or where it is the newest."""

    at: datetime
    reasons: tuple[Reason, ...]
    is_newest: bool

    @property
    def is_kept(self) -> bool:
        """Tell whether it stays."""
        return self.is_newest or bool(self.reasons)


def judge(moments: Sequence[datetime], policy: Policy) -> list[Verdict]:
    """Judge the backups made at these moments, in the order given. Days are those of each moment's own zone.

    Of two made in one second the one listed later is the newer. As with restic's `forget`, only spans that have a
    backup are counted, so that a long pause removes nothing.
    """
    newest_first = sorted(range(len(moments)), key=lambda place: (moments[place], place), reverse=True)
    reasons: list[list[Reason]] = [[] for _moment in moments]
    for span, count in (
        (Span.DAY, policy.daily),
        (Span.WEEK, policy.weekly),
        (Span.MONTH, policy.monthly),
        (Span.YEAR, policy.yearly),
    ):
        seen: set[str] = set()
        for place in newest_first:
            label = _LABELS[span](moments[place].date())
            if label not in seen and len(seen) < count:
                seen.add(label)
                reasons[place].append(Reason(span, label))
    return [
        Verdict(moment, tuple(reasons[place]), is_newest=place == newest_first[0])
        for place, moment in enumerate(moments)
    ]


_LABELS: dict[Span, Callable[[date], str]] = {
    Span.DAY: lambda day: day.isoformat(),
    Span.WEEK: lambda day: f"{day:%G-W%V}",
    Span.MONTH: lambda day: f"{day:%Y-%m}",
    Span.YEAR: lambda day: f"{day:%Y}",
}
