"""What can't be true of an event, and what is unusual about it, though allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import EventKind
from pbcli.domain.errors import RuleForbids
from pbcli.domain.periods import span
from pbcli.messages import N_, _
from pbcli.services.event_attendance import (
    Gathering,
    committee_on,
    entitled_members,
    find_participant,
    members_of,
    not_entitled,
)
from pbcli.services.event_figures import Figures, said_of_share
from pbcli.services.event_listing import list_events
from pbcli.services.lateness import said_of_entry
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Attendance, Event
    from pbcli.db.read import Reader

PEOPLE = {"host": N_("主持人"), "recorder": N_("记录人")}
PEOPLE_IDS = {"host_id", "recorder_id"}


def refuse_day(day: date | None, today: date) -> None:
    """Raise RuleForbids for no day, and for one to come."""
    if day is None:
        raise RuleForbids("“{field}”不能为空。", field="日期")
    if day > today:
        raise RuleForbids("活动日期 {day} 还没有到。", day=day)


def named_after_group(gathering: Gathering, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts, with the group that met for a title. Raises RuleForbids for a group where no group meets."""
    refuse_group(gathering)
    if gathering.group is None:
        return facts
    return {"title": gathering.group["name"], **facts}


def refuse_span(first: date, last: date | None) -> None:
    """Raise RuleForbids for an event that ends before it begins."""
    if last is not None and last < first:
        raise RuleForbids("结束日期 {end} 早于开始日期 {start}。", end=last, start=first)


def refuse_group(gathering: Gathering) -> None:
    """Raise RuleForbids for a group where no group meets."""
    if gathering.group is not None and EventKind.GROUP_MEETING.value not in gathering.kinds:
        raise RuleForbids("只有党小组会才写党小组。", hint="pbcli event add BRANCH 党小组会 --group GROUP")


def with_people(reader: Reader, gathering: Gathering, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with the ids of host and recorder for the names that were typed. Raises UnknownName."""
    found = {key: value for key, value in facts.items() if key not in PEOPLE}
    for role in (role for role in PEOPLE if role in facts):
        text = facts[role]
        found[f"{role}_id"] = None if text is None else find_participant(reader, gathering, text)["id"]
    return found


def check_times(event: Event) -> None:
    """Raise RuleForbids for an end before the start; an event of several days may end at an earlier hour."""
    if event.ended_on not in {None, event.occurred_on}:
        return
    if event.start_time and event.end_time and event.end_time < event.start_time:
        raise RuleForbids("结束时间 {end} 早于开始时间 {start}。", end=event.end_time, start=event.start_time)


def check_people(work: Work, event: Event, gathering: Gathering) -> None:
    """Raise RuleForbids for a host or recorder who wasn't the organizer's member on the day.

    A lecture may also be given by one of the unit's own committee: its secretary lectures in any branch (OL-05).
    """
    there = {row["id"] for row in members_of(work.reader, gathering)}
    if EventKind.LECTURE.value in gathering.kinds:
        there |= committee_on(work.reader, gathering.day)
    for role, title in PEOPLE.items():
        member_id = getattr(event, f"{role}_id")
        if member_id is not None and member_id not in there:
            raise RuleForbids(
                "{title}{name}在 {day} 不是{organizer}的党员。",
                title=_(title),
                name=name_of_member(work, member_id),
                day=gathering.day,
                organizer=gathering.organizer["name"],
                hint=gathering.roster_command,
            )


def check_away(work: Work, event: Event, gathering: Gathering, away: Iterable[Attendance]) -> None:
    """Raise RuleForbids where someone who was away wouldn't be entitled at the event as it is now."""
    entitled = entitled_members(work.reader, gathering)
    for row in away:
        if row.member_id not in entitled:
            fault = not_entitled(gathering, name_of_member(work, row.member_id))
            fault.hint = f"pbcli event attend {event.id} --came {row.member_id}"
            raise fault


def name_of_member(work: Work, member_id: int) -> str:
    """Return a member's name."""
    from pbcli.db.models import Member

    return work.session.get_one(Member, member_id).name


def said_of_new(reader: Reader, gathering: Gathering, event: Event, away: Sequence[int], today: date) -> list[str]:
    """Say what is unusual about a new event."""
    return [
        *said_of_twins(reader, gathering, event),
        *said_of_people(event, away),
        *said_of_entry(gathering.day, today, read_rulebook(reader).rules["OL-16"]),
    ]


def said_of_twins(reader: Reader, gathering: Gathering, event: Event) -> list[str]:
    """Say that the organizer held something of the same kind on this day; two groups' meetings have two titles."""
    return [
        _(
            "{organizer}这一天已记过{kinds}（活动 {id}）；若是同一次，请撤销：pbcli undo。",
            organizer=gathering.organizer["name"],
            kinds="、".join(kind for kind in row["kinds"] if kind in gathering.kinds),
            id=row["id"],
        )
        for row in list_events(reader, span(gathering.day, gathering.day), organizer=gathering.organizer)
        if row["id"] != event.id
        and _are_twins(row["kinds"], gathering.kinds, is_same_title=row["title"] == event.title)
    ]


def _are_twins(kinds: Iterable[str], others: Iterable[str], *, is_same_title: bool) -> bool:
    shared = set(kinds).intersection(others)
    return bool(shared if is_same_title else shared - {EventKind.GROUP_MEETING.value})


def said_of_figures(reader: Reader, gathering: Gathering, figures: Figures) -> list[str]:
    """Say the figures that were frozen, why there is none, and that a committee was too few (OL-02)."""
    if figures.entitled is None or figures.present is None:
        is_counted = gathering.organizer["id"] is not None or gathering.is_of_units_committee
        return [_why_uncounted(gathering)] if is_counted else []
    said = [_("应到 {entitled} 人，实到 {present} 人。", entitled=figures.entitled, present=figures.present)]
    if gathering.partners:
        said = [said_of_share(gathering.organizer["name"], figures)]
    if gathering.is_of_committee and figures.present * 2 <= figures.entitled:
        rule = read_rulebook(reader).rules["OL-02"]
        said.append(_("到会的没有超过半数（{id}：{frequency}）。", id=rule.id, frequency=rule.frequency))
    return said


def _why_uncounted(gathering: Gathering) -> str:
    if gathering.is_of_units_committee:
        return _("{day} 的党委委员没有登记，应到没有算；登记用 pbcli branch post 党委 委员 NAME。", day=gathering.day)
    if gathering.is_of_some_group:
        return _("没有写是哪个党小组（--group），应到没有算；可以用 --entitled 写。")
    return _("{body}在 {day} 没有应到的人；可以用 --entitled 写。", body=gathering.title, day=gathering.day)


def said_of_people(event: Event, away: Iterable[int]) -> list[str]:
    """Say that whoever led or recorded the event is written down as away."""
    absent = set(away)
    return [
        _("{title}又写在请假或缺席里。", title=_(title))
        for role, title in PEOPLE.items()
        if getattr(event, f"{role}_id") in absent
    ]
