"""Meetings that the rules demand and that nobody has written down yet: a line for each branch and stretch of time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pbcli.domain.enums import EventKind
from pbcli.domain.frequency import Body, BranchBodies, Every, MeetingRule, quarter_start
from pbcli.domain.months import Month
from pbcli.messages import _
from pbcli.services import settings
from pbcli.services.group_meetings import GroupMeetings, group_meetings
from pbcli.services.reminders import command
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pbcli.db.read import Reader
    from pbcli.domain.fixed_days import FixedDay
    from pbcli.services.reminders import Item, Seen

THEME_DAY = EventKind.PARTY_DAY.value
YEARLY = tuple(
    MeetingRule(rule_id, kind.value, Every.QUARTER, Body.BRANCH)
    for rule_id, kind in (("OL-07", EventKind.LIFE_MEETING), ("OL-08", EventKind.REVIEW))
)
"""What OL-07 and OL-08 demand once a year."""


@dataclass(frozen=True)
class Stretch:
    """A month, a quarter or a year: its days, what it is called, and the reminder that speaks of it."""

    reminder: str
    start: date
    end: date
    label: str


@dataclass(frozen=True)
class Lacking:
    """A meeting that a branch still owes: its rule and kind, in the words of a list, the words that write it down."""

    rule_id: str
    kind: str
    said: str
    words: Sequence[str]


def meetings(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find what each branch has to hold in this month, quarter and year, and didn't in the last month and quarter.

    An event of several branches was held by each of them. Of a branch without any event by then the last ones aren't
    missed: its records begin later. Of groups each has its own meeting to hold (OL-03).
    """
    demanded = _Demanded(reader, seen)
    for stretch in demanded.stretches:
        for branch_id, branch in demanded.branches(stretch).items():
            lacking = list(demanded.lacking(stretch, branch_id))
            fixed = demanded.fixed_day(stretch, branch)
            if fixed is not None and any(one.kind == THEME_DAY for one in lacking):
                yield from _around_fixed_day(seen, stretch, (branch_id, branch), lacking, fixed)
            elif lacking:
                yield from _line(seen, stretch, (branch_id, branch), lacking)


def _around_fixed_day(
    seen: Seen, stretch: Stretch, branch: tuple[int, str], lacking: Sequence[Lacking], fixed: date
) -> Iterator[Item]:
    """Give the themed Party day by itself up to the day that is fixed for it (OL-06), then with the month's others."""
    others = [one for one in lacking if one.kind != THEME_DAY]
    if seen.today <= fixed:
        yield from seen.item(
            "theme_day",
            branch[0],
            subject=branch[1],
            due_on=fixed,
            what=_("{branch}的主题党日固定在 {day}", branch=branch[1], day=fixed),
            command=command("event", "add", branch[1], THEME_DAY),
        )
        if others:
            yield from _line(seen, stretch, branch, others)
    else:
        is_time = seen.asks_for(stretch.reminder, stretch.end)
        said = lacking if is_time else [one for one in lacking if one.kind == THEME_DAY]
        yield from _line(seen, stretch, branch, said, also=[fixed + timedelta(1)])


def _line(
    seen: Seen, stretch: Stretch, branch: tuple[int, str], lacking: Sequence[Lacking], *, also: Sequence[date] = ()
) -> Iterator[Item]:
    kinds = "、".join(one.said for one in lacking)
    rules = [one.rule_id for one in lacking]
    own = seen.book.reminders[stretch.reminder].rule.id
    yield from seen.item(
        stretch.reminder,
        branch[0],
        subject=branch[1],
        due_on=stretch.end,
        also=also,
        what=_("{branch}{label}还没有开：{kinds}", branch=branch[1], label=stretch.label, kinds=kinds),
        command=command("event", "add", branch[1], *lacking[0].words),
        rule_id=own if own in rules else rules[0],
    )


class _Demanded:
    """What the rules demand of the branches around a day, and what these have held."""

    def __init__(self, reader: Reader, seen: Seen) -> None:
        self._reader, self._today = reader, seen.today
        self._rules = seen.book.meetings
        self._bodies = {
            row["branch_id"]: BranchBodies(bool(row["has_committee"]), row["party_groups"])
            for row in reader.rows("report_branch_bodies", as_of=self._today.isoformat())
        }
        self._names = {row["branch_id"]: row["branch"] for row in reader.rows("branch_named_all")}
        self.stretches = list(_stretches(self._today))
        # Of two of a sort the earlier one stays, which is over.
        self._begun = self._begun_by({one.reminder: one for one in reversed(self.stretches)})
        ends = [day.isoformat() for one in self.stretches for day in (one.start, one.end)]
        self._held = reader.rows("due_meetings", start=min(ends), end=max(ends))

    @cached_property
    def _theme_days(self) -> Mapping[str, FixedDay]:
        days: Mapping[str, FixedDay] = settings.read(self._reader, settings.THEME_DAY)
        return days

    def fixed_day(self, stretch: Stretch, branch: str) -> date | None:
        """Return the day that is fixed for a branch's themed Party day, in the month of today."""
        if stretch.reminder != "meetings_month" or not stretch.start <= self._today <= stretch.end:
            return None
        day = self._theme_days.get(branch, self._theme_days.get(""))
        return None if day is None else day.in_month(Month.of(stretch.start))

    def _begun_by(self, last: Mapping[str, Stretch]) -> dict[str, set[int]]:
        """Return the branches that had held anything by the end of the last month, and of the last quarter."""
        ends = {f"{one}_end": last[f"meetings_{one}"].end.isoformat() for one in ("month", "quarter")}
        rows = self._reader.rows("due_meetings_begun", **ends)
        return {
            f"meetings_{one}": {row["branch_id"] for row in rows if row[f"by_{one}_end"]}
            for one in ("month", "quarter")
        }

    def branches(self, stretch: Stretch) -> dict[int, str]:
        """Return the branches that are asked about a stretch."""
        is_over = stretch.end < self._today
        return {
            branch_id: self._names[branch_id]
            for branch_id in sorted(self._bodies)
            if not is_over or branch_id in self._begun[stretch.reminder]
        }

    def lacking(self, stretch: Stretch, branch_id: int) -> Iterator[Lacking]:
        """Give what a branch still owes of a stretch, in the order of the rules (OL-01 to OL-08)."""
        counts = self._counts[stretch]
        every = Every.MONTH if stretch.reminder == "meetings_month" else Every.QUARTER
        rules = YEARLY if stretch.reminder == "meetings_year" else self._rules
        for rule in (rule for rule in rules if rule.every is every):
            done = counts[branch_id, rule.event_kind]
            if rule.body is Body.GROUP:
                yield from self._lacking_in_groups(stretch, rule, branch_id, done)
            elif (count := rule.times * self._bodies[branch_id].count(rule.body) - done) > 0:
                yield _lacking(rule, count)

    def _lacking_in_groups(self, stretch: Stretch, rule: MeetingRule, branch_id: int, done: int) -> Iterator[Lacking]:
        kind, held = rule.event_kind, self._groups[stretch].get(branch_id, GroupMeetings({}))
        count, groups = held.lacking(rule.times, done), held.owing(rule.times, done)
        if groups:
            said = _("{kind}（{groups}）", kind=kind, groups="、".join(groups))
            yield Lacking(rule.rule_id, kind, said, (kind, "--group", groups[0]))
        elif count:
            yield _lacking(rule, count)

    @cached_property
    def _counts(self) -> Mapping[Stretch, Counter[tuple[int | None, str]]]:
        counts: dict[Stretch, Counter[tuple[int | None, str]]] = {stretch: Counter() for stretch in self.stretches}
        for row in self._held:
            for stretch, counted in counts.items():
                if stretch.start.isoformat() <= row["occurred_on"] <= stretch.end.isoformat():
                    counted[row["branch_id"], row["kind"]] += row["done"]
        return counts

    @cached_property
    def _groups(self) -> Mapping[Stretch, Mapping[int, GroupMeetings]]:
        months = (one for one in self.stretches if one.reminder == "meetings_month")
        kind = EventKind.GROUP_MEETING.value
        return {month: group_meetings(self._reader, kind, month.start, month.end) for month in months}


def _lacking(rule: MeetingRule, count: int) -> Lacking:
    """Make what a branch lacks of a rule: the kind, and how often where that isn't once."""
    kind = rule.event_kind
    return Lacking(rule.rule_id, kind, kind if count == 1 else _("{kind} {n} 次", kind=kind, n=count), (kind,))


def _stretches(today: date) -> Iterator[Stretch]:
    """Give this month, quarter and year, and the month and the quarter before."""
    for day in (Month.of(today).first_day - timedelta(1), today):
        month = Month.of(day)
        yield Stretch("meetings_month", month.first_day, month.last_day, _("{month}月", month=month.number))
    start = quarter_start(today)
    for first in (quarter_start(start - timedelta(1)), start):
        quarter = (first.month + 2) // 3
        end = quarter_start(first + timedelta(100)) - timedelta(1)
        yield Stretch("meetings_quarter", first, end, _("第{quarter}季度", quarter=quarter))
    yield Stretch("meetings_year", date(today.year, 1, 1), date(today.year, 12, 31), _("{year}年", year=today.year))
