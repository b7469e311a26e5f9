"""How many meetings of a kind the rules demand of a branch in a month (支部工作条例; rule book, OL-01 to OL-06)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pbcli.domain.months import Month
from pbcli.values import dataclass


class Every(StrEnum):
    """The stretch of time that a rule counts meetings in."""

    MONTH = "month"
    QUARTER = "quarter"


class Body(StrEnum):
    """Who of a branch meets: all of it, its committee, or each of its groups."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    GROUP = "group"


@dataclass(frozen=True)
class MeetingRule:
    """A kind of event that each body of a branch holds so many times in every month or quarter."""

    rule_id: str
    event_kind: str
    every: Every
    body: Body
    times: int = 1


@dataclass(frozen=True)
class BranchBodies:
    """Whether a branch has a committee, and how many groups."""

    has_committee: bool
    groups: int

    def count(self, body: Body) -> int:
        """Count the bodies of this sort."""
        return {Body.BRANCH: 1, Body.COMMITTEE: int(self.has_committee), Body.GROUP: self.groups}[body]


def quarter_start(day: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    return Month(day.year, 3 * Month.of(day).quarter - 2).first_day


def required_in_month(rule: MeetingRule, day: date, bodies: BranchBodies, *, held_earlier: int) -> int:
    """Count the meetings that a rule demands in the month of a day.

    A quarterly kind is demanded in the quarter's last month, less what was held in the quarter before that month.
    """
    if rule.every is Every.MONTH:
        return rule.times * bodies.count(rule.body)
    return max(0, rule.times * bodies.count(rule.body) - held_earlier) if Month.of(day).ends_quarter else 0


def lacking_in_groups(times: int, held: Iterable[int], unnamed: int) -> int:
    """Count the meetings that groups still owe, each of them its own: what one held twice is no other's.

    A meeting of which nobody wrote down whose it was makes up for any of them.
    """
    return max(0, sum(max(0, times - done) for done in held) - unnamed)
