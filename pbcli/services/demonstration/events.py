"""A year of organizational life: meetings, themed Party days, the branches' own activities, and who was missing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.domain.months import Month
from pbcli.services.demonstration.branches import POSTS, group_of, has_post
from pbcli.services.demonstration.days import recorded, school_day
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, Facts, last_day, material
from pbcli.services.demonstration.events_later import invent_resolution, make_up
from pbcli.services.demonstration.person import Person, members_on
from pbcli.values import dataclass

_FIRST, _LAST = Month(2025, 9), Month(2026, 10)
_LIFE_MEETINGS = Month(2026, 1)
_MISSING_OFTEN = 29
"""The place in the roster of a member who is missing more often than others."""


@dataclass(frozen=True)
class Plan:
    """An event that is to be invented: its kinds, whose it is, who is entitled."""

    day: date
    branch_id: int | None
    kinds: tuple[str, ...]
    title: str
    entitled: Sequence[Person] = ()
    count: int = 0
    """How many are entitled, where they are not members of one branch."""


def invent_events(draft: Draft, people: Sequence[Person], kind_ids: Mapping[str, int]) -> None:
    """Invent the events of fourteen months in the order of their days."""
    dice, later = Dice("events"), Dice("after events")
    plans = [plan for month in _FIRST.through(_LAST) for plan in _plans(dice, month, people)]
    for plan in sorted(plans, key=lambda plan: (plan.day, plan.branch_id or 0, plan.kinds)):
        _event(draft, dice, later, plan, kind_ids)


def _plans(dice: Dice, month: Month, people: Sequence[Person]) -> Iterator[Plan]:
    for branch_id in range(1, len(material()["branches"]) + 1):
        yield from _meetings(dice, month, branch_id, people)
    own = material()["events"]
    for facts in own["own"]:
        if month.number in facts["months"]:
            day = school_day(date(month.year, month.number, facts["day"]))
            yield Plan(day, None, (facts["kind"],), facts["title"], count=facts["entitled"])
    for facts in own["branch"]:
        if month.number in facts["months"]:
            day = school_day(date(month.year, month.number, facts["day"]))
            yield Plan(day, facts["branch"], (facts["kind"],), facts["title"], members_on(people, facts["branch"], day))


def _meetings(dice: Dice, month: Month, branch_id: int, people: Sequence[Person]) -> Iterator[Plan]:
    """Plan what the rules ask of a branch in a month; some meetings were missed."""
    at = {kind: _day(dice, month, first) for kind, first in (("支委会", 3), ("主题党日", 9), ("党小组会", 19))}
    title = f"{month.number}月主题党日：{material()['events']['party_days'][month.months_since(_FIRST)]}"
    members = members_on(people, branch_id, at["主题党日"])
    kinds = tuple(kind for kind in _party_day_kinds(month, branch_id) if not _is_missed(kind, branch_id, month))
    if EventKind.PARTY_DAY in kinds:
        yield Plan(at["主题党日"], branch_id, kinds, title, members)
    if not _is_missed("支委会", branch_id, month):
        branch = material()["branches"][branch_id - 1]
        posts = {place for place, kind in enumerate(POSTS) if has_post(branch, kind)}
        committee = [person for person in members_on(people, branch_id, at["支委会"]) if person.place in posts]
        yield Plan(at["支委会"], branch_id, (EventKind.COMMITTEE_MEETING,), f"{month.number}月支委会", committee)
    yield from _group_meetings(month, branch_id, at["党小组会"], people)
    if month == _LIFE_MEETINGS:
        day = school_day(date(2026, 1, 12 + branch_id % 4))
        both = (EventKind.LIFE_MEETING, EventKind.REVIEW)
        yield Plan(day, branch_id, both, "2025年度组织生活会和民主评议党员", members_on(people, branch_id, day))


def _party_day_kinds(month: Month, branch_id: int) -> Iterator[str]:
    """Tell what else the month's Party day is: a branch's meeting at a quarter's end, a lecture in its middle."""
    yield EventKind.PARTY_DAY
    if month.ends_quarter or (month == _LAST and branch_id % 3 == 0):
        yield EventKind.BRANCH_MEETING
    if month.number % 3 == 2 or (month == _LAST and branch_id == 1):
        yield EventKind.LECTURE


def _group_meetings(month: Month, branch_id: int, day: date, people: Sequence[Person]) -> Iterator[Plan]:
    """Plan a meeting of each Party group; where one was missed it is the first group's."""
    members = members_on(people, branch_id, day)
    groups = sorted({group for person in members if (group := group_of(person, branch_id)) is not None})
    for group in groups[1 if _is_missed("党小组会", branch_id, month) else 0 :]:
        title = f"{month.number}月第{'一二'[groups.index(group)]}党小组会"
        entitled = [person for person in members if group_of(person, branch_id) == group]
        yield Plan(day, branch_id, (EventKind.GROUP_MEETING,), title, entitled)


def _is_missed(kind: str, branch_id: int, month: Month) -> bool:
    missed = material()["events"]["missed"]
    return {"kind": kind, "branch": branch_id, "month": str(month)} in missed


def _day(dice: Dice, month: Month, first: int) -> date:
    """Draw a school day from this day of the month on; the first that there is where it lies in the holidays."""
    return school_day(date(month.year, month.number, first + dice.between(0, 5)))


def _event(draft: Draft, dice: Dice, later: Dice, plan: Plan, kind_ids: Mapping[str, int]) -> None:
    """Write an event down with its kinds, who was missing, and what came of it later."""
    committee = [person for person in plan.entitled if person.place < len(POSTS)]
    missing = list(_missing(dice, plan.entitled))[: len(plan.entitled) // 4]
    entitled = len(plan.entitled) or plan.count
    present = entitled - len(missing) - (0 if plan.entitled else dice.between(0, entitled // 12))
    event_id = draft.add(
        "Event",
        branch_id=plan.branch_id,
        occurred_on=plan.day,
        start_time=dice.pick(("14:30", "15:00", "16:00")),
        hours_hundredths=dice.pick((100, 150, 200)),
        title=plan.title,
        place=dice.pick(material()["events"]["places"]),
        host_id=committee[0].id if committee else None,
        recorder_id=committee[-1].id if committee else None,
        entitled=entitled,
        present=present,
        topics=_topics(dice, plan.kinds),
        evidence=_evidence(dice, plan.day),
        recorded_at=recorded(plan.day, days_late=dice.weighed({0: 7, 2: 2, 6: 1})),
        recorded_by="demo",
    )
    for kind in plan.kinds:
        draft.add("EventHasKind", event_id=event_id, event_kind_id=kind_ids[kind])
    for member_id, facts in missing:
        draft.add("Attendance", event_id=event_id, member_id=member_id, **facts, **make_up(later, plan.day))
    if EventKind.COMMITTEE_MEETING in plan.kinds and committee:
        invent_resolution(draft, later, event_id, plan.day, committee[-1].name)


def _evidence(dice: Dice, day: date) -> str | None:
    """Draw what papers an event of the last month has by now; those of earlier ones are whole."""
    drawn: str | None = dice.pick(material()["events"]["evidence"]) if dice.chance(0.7) else None
    return drawn if Month.of(day) == Month.of(last_day()) else material()["events"]["whole_evidence"]


def _topics(dice: Dice, kinds: Sequence[str]) -> str | None:
    """Draw what a lecture or a committee's meeting is about; other events have their title."""
    for kind, topics in ((EventKind.LECTURE, "lectures"), (EventKind.COMMITTEE_MEETING, "committee_topics")):
        if kind in kinds:
            topic: str = dice.pick(material()["events"][topics])
            return topic
    return None


def _missing(dice: Dice, entitled: Sequence[Person]) -> Iterator[tuple[int, Facts]]:
    """Tell who of those entitled was on leave or absent."""
    for person in entitled:
        if dice.chance(0.35 if person.id == _MISSING_OFTEN else 0.07):
            if dice.chance(0.75):
                reason = dice.pick(material()["events"]["leave_reasons"])
                yield person.id, {"state": AttendanceState.ON_LEAVE, "reason": reason}
            else:
                yield person.id, {"state": AttendanceState.ABSENT}
