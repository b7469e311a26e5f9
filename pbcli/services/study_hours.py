"""Study hours of the members in a period: from attendance by the unit's conversion, and from outside (OL-11, OL-12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.domain.study import Conversion, days_between, hours_text, minutes_between, share_within
from pbcli.rulebook.study import conversion, named_kinds
from pbcli.services import settings
from pbcli.services.rulebook import national
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row

_Spell = tuple[str, str, int, int | None]
"""The first ISO day of a spell or post, the first day after it, the member, and the group."""
_FOR_EVER = "~"
"""Later than any day."""
FIGURES = ("study.full_day", "study.half_day", "study.per_hour", "study.themed_half_day")


@dataclass(frozen=True)
class Hours:
    """Hours of each member in a period, and the events that name fewer than were missing."""

    from_events: Mapping[int, int]
    from_outside: Mapping[int, int]
    unnamed: int

    def of(self, member_id: int) -> int:
        """Return a member's hours from everywhere."""
        return self.from_events.get(member_id, 0) + self.from_outside.get(member_id, 0)


def hours_within(reader: Reader, start: date, end: date) -> Hours:
    """Return the hours that lie between two days; an activity across its ends is split by days."""
    days = {"start": start.isoformat(), "end": end.isoformat()}
    outside: Counter[int] = Counter()
    for row in reader.iterate("study_list", **days, id=None, member_id=None, branch_id=None):
        first = date.fromisoformat(row["occurred_on"])
        last = date.fromisoformat(row["ended_on"] or row["occurred_on"])
        outside[row["member_id"]] += share_within(row["hours_hundredths"], first, last, start, end)
    attended = _Attended(reader, start, end)
    return Hours(attended.hours, outside, attended.unnamed)


def year_of_members(
    reader: Reader, year: int, *, today: date, branch_id: int | None = None
) -> tuple[list[dict[str, Any]], int]:
    """Return each member's hours of a year against its target, by branch and name, and how many events name too few.

    Members are those of the year's end, or of today where that is earlier: nobody is ranked.
    """
    hours, members = _totals(reader, year, today, branch_id)
    rows = []
    for row, total, target in members:
        rows.append(
            {
                "branch_id": row["branch_id"],
                "branch": row["branch"],
                "id": row["id"],
                "member": row["member"],
                "is_officer": bool(row["is_officer"]),
                "total": total,
                "required": target,
                "events": hours_text(hours.from_events.get(row["id"], 0)),
                "outside": hours_text(hours.from_outside.get(row["id"], 0)),
                "hours": hours_text(total),
                "target": hours_text(target),
                "short": hours_text(max(0, target - total)),
            }
        )
    return rows, hours.unnamed


def count_behind(reader: Reader, year: int, *, today: date, share: int) -> dict[tuple[int, str], int]:
    """Count, for each branch by its id and name that has some, the members with less than so many per cent."""
    _hours, members = _totals(reader, year, today, None)
    return Counter((row["branch_id"], row["branch"]) for row, total, target in members if total * 100 < target * share)


def _totals(reader: Reader, year: int, today: date, branch_id: int | None) -> tuple[Hours, list[tuple[Row, int, int]]]:
    """Return the hours of a year, and each member with the sum of its hours and its target."""
    as_of = min(date(year, 12, 31), today)
    hours = hours_within(reader, date(year, 1, 1), as_of)
    targets = [100 * national().figure(rule, "yearly_hours") for rule in ("OL-11", "OL-12")]
    rows = reader.rows("study_member", day=as_of.isoformat(), branch_id=branch_id)
    return hours, [(row, hours.of(row["id"]), targets[row["is_officer"]]) for row in rows]


class _Attended:
    """What the events of a period give to whoever was there, or made up for it in the period."""

    def __init__(self, reader: Reader, start: date, end: date) -> None:
        self.start, self.end = start, end
        self.hours: Counter[int] = Counter()
        self.unnamed = 0
        self._conversion = unit_conversion(reader)
        days = {"start": start.isoformat(), "end": end.isoformat()}
        self._spells = _by_branch(reader.iterate("study_membership", end=days["end"]))
        self._posts = _by_branch(reader.iterate("study_officer"))
        self._partners: dict[int, list[int]] = defaultdict(list)
        for row in reader.iterate("study_partner", end=days["end"]):
            self._partners[row["event_id"]].append(row["branch_id"])
        exceptions: dict[int, list[Row]] = defaultdict(list)
        for row in reader.iterate("study_exception", **days):
            exceptions[row["event_id"]].append(row)
        events: dict[int, list[Row]] = defaultdict(list)
        for row in reader.iterate("study_event", **days):
            events[row["id"]].append(row)
        for event_id, rows in events.items():
            self._take(rows[0], {row["kind"] for row in rows}, exceptions[event_id])

    def _take(self, event: Row, kinds: set[str], exceptions: Sequence[Row]) -> None:
        first, last = date.fromisoformat(event["occurred_on"]), date.fromisoformat(event["ended_on"])
        hours = hours_of_event(event, kinds, self._conversion)
        if not hours:
            return
        there = self._entitled(event, kinds)
        away = {row["member_id"] for row in exceptions if row["state"] != AttendanceState.ATTENDING}
        there |= {row["member_id"] for row in exceptions if row["state"] == AttendanceState.ATTENDING}
        share = share_within(hours, first, last, self.start, self.end)
        for member_id in there - away:
            self.hours[member_id] += share
        for row in exceptions:
            made_up = row["made_up_on"]
            if row["member_id"] in away and made_up and self.start.isoformat() <= made_up <= self.end.isoformat():
                self.hours[row["member_id"]] += hours
        if share and there and None not in {event["entitled"], event["present"]}:
            self.unnamed += event["entitled"] - event["present"] > len(away)

    def _entitled(self, event: Row, kinds: set[str]) -> set[int]:
        """Return who was entitled on the event's day: its branches' members, its committee's or its group's.

        Of the unit's own committee those who sat in it; all members at whatever else the unit held.
        """
        day, branches = event["occurred_on"], {event["branch_id"], *self._partners[event["id"]]}
        if event["branch_id"] is None and not kinds <= named_kinds():
            return _holding(self._spells, self._spells, day)
        if event["branch_id"] is None or kinds == {EventKind.COMMITTEE_MEETING.value}:
            return _holding(self._posts, branches, day)
        return _holding(self._spells, branches, day, group=event["party_group_id"])


def _by_branch(rows: Iterable[Row]) -> Mapping[int | None, Sequence[_Spell]]:
    found: dict[int | None, list[_Spell]] = defaultdict(list)
    for row in rows:
        spell = (row["from_on"] or "", row["to_on"] or _FOR_EVER, row["member_id"], row.get("party_group_id"))
        found[row["branch_id"]].append(spell)
    return found


def _holding(
    spells: Mapping[int | None, Sequence[_Spell]], branches: Iterable[int | None], day: str, *, group: int | None = None
) -> set[int]:
    """Return whose spell or post in one of the branches, and in the group where there is one, holds on a day."""
    return {
        member_id
        for branch_id in branches
        for from_on, to_on, member_id, own_group in spells.get(branch_id, ())
        if from_on <= day < to_on and (group is None or group == own_group)
    }


def hours_of_event(event: Row, kinds: Collection[str], unit: Conversion) -> int | None:
    """Return the hours that an event gives to whoever was there: its own, else by the unit's conversion."""
    if event["hours_hundredths"] is not None:
        return int(event["hours_hundredths"])
    first, last = date.fromisoformat(event["occurred_on"]), date.fromisoformat(event["ended_on"])
    minutes = minutes_between(event["start_time"], event["end_time"])
    return unit.hours(kinds, days=days_between(first, last), minutes=minutes)


def unit_conversion(reader: Reader) -> Conversion:
    """Return how the unit converts activities into hours."""
    kept = settings.all_texts(reader)
    return conversion(*(settings.SETTINGS[name].parse(kept[name]) for name in FIGURES))
