"""Who is entitled at an event on its day (应到), and the exceptions: on leave with a reason, absent (terms.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.rulebook.study import named_kinds
from pbcli.services.lookup import find_member
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row

Excused = tuple[str, str | None]
"""A name as it was typed, and the reason of the leave."""


@dataclass(frozen=True)
class Gathering:
    """Who is called together on a day: an organizer's members (a branch, or the unit), or only some of them.

    Other branches may hold it together with the organizer: these are its partners.
    """

    organizer: Row
    day: date
    kinds: tuple[str, ...]
    group: Row | None = None
    partners: tuple[Row, ...] = ()

    @property
    def branches(self) -> Iterator[Gathering]:
        """Each branch of it as if it met alone, the organizer first."""
        yield self.alone
        for partner in self.partners:
            yield Gathering(partner, self.day, self.kinds)

    @property
    def alone(self) -> Gathering:
        """The organizer's part of it."""
        return Gathering(self.organizer, self.day, self.kinds, self.group)

    @property
    def is_of_committee(self) -> bool:
        """Whether only the committee meets: whatever else is held with it calls the whole branch."""
        return self.organizer["id"] is not None and set(self.kinds) == {EventKind.COMMITTEE_MEETING.value}

    @property
    def is_of_units_committee(self) -> bool:
        """Whether only the unit's own committee meets (党委专题会议, 中心组学习): others only attend (列席)."""
        return self.organizer["id"] is None and set(self.kinds) <= named_kinds()

    @property
    def is_of_some_group(self) -> bool:
        """Whether a group meets of which it isn't said which one."""
        return self.group is None and EventKind.GROUP_MEETING.value in self.kinds

    @property
    def title(self) -> str:
        """What those who are called together are called."""
        if self.group is not None:
            return f"{self.organizer['name']}{self.group['name']}"
        if self.is_of_units_committee:
            return f"{self.organizer['name']}党委"
        names = "、".join(branch["name"] for branch in (self.organizer, *self.partners))
        return f"{names}{EventKind.COMMITTEE_MEETING.value if self.is_of_committee else ''}"

    @property
    def roster_command(self) -> str:
        """The command that lists the organizer's members on the day."""
        if self.organizer["id"] is None:
            return f"pbcli member list --on {self.day}"
        return f"pbcli member list --branch {self.organizer['name']} --on {self.day}"


@dataclass(frozen=True)
class Away:
    """Someone who was entitled and did not come."""

    member_id: int
    name: str
    state: AttendanceState
    reason: str | None = None


def members_of(reader: Reader, gathering: Gathering) -> list[Row]:
    """Return the members of all its branches on the day, with the group and whether they sit in the committee."""
    day = gathering.day.isoformat()
    return [
        row
        for branch in (gathering.organizer, *gathering.partners)
        for row in reader.rows("event_entitled", branch_id=branch["id"], day=day)
    ]


def committee_on(reader: Reader, day: date) -> set[int]:
    """Return the ids of those who sit in the unit's own committee on a day; none where its posts aren't known."""
    return {row["id"] for row in reader.rows("event_committee", day=day.isoformat())}


def entitled_members(reader: Reader, gathering: Gathering) -> set[int]:
    """Return the ids of those entitled: the committee's or group's members where only these meet, else all members.

    Of the unit's own committee everybody may be named as long as its posts aren't known.
    """
    if gathering.is_of_units_committee and (committee := committee_on(reader, gathering.day)):
        return committee
    rows = members_of(reader, gathering)
    if gathering.group is not None:
        rows = [row for row in rows if row["party_group_id"] == gathering.group["id"]]
    elif gathering.is_of_committee:
        rows = [row for row in rows if row["in_committee"]]
    return {row["id"] for row in rows}


def count_entitled(reader: Reader, gathering: Gathering) -> int | None:
    """Count the organizer's entitled on the day; None for a group that isn't named, and nobody.

    In a committee those count too who hold a post by name, without a member record. Of the unit's own events only its
    committee is counted.
    """
    if gathering.is_of_units_committee:
        return len(committee_on(reader, gathering.day)) or None
    if gathering.organizer["id"] is None or gathering.is_of_some_group:
        return None
    if gathering.is_of_committee:
        day = gathering.day.isoformat()
        return reader.value("event_committee_size", branch_id=gathering.organizer["id"], day=day) or None
    return len(entitled_members(reader, gathering.alone)) or None


def find_participant(reader: Reader, gathering: Gathering, text: str) -> Row:
    """Return the member that is meant: one of the organizer's first. Raises UnknownName or AmbiguousName."""
    if gathering.organizer["id"] is not None and "/" not in text.replace("／", "/"):
        try:
            return find_member(reader, f"{gathering.organizer['name']}/{text}", day=gathering.day)
        except UnknownName:
            pass
    return find_member(reader, text, day=gathering.day)


def find_away(
    reader: Reader, gathering: Gathering, *, leave: Iterable[Excused] = (), absent: Iterable[str] = ()
) -> list[Away]:
    """Return who was on leave and who was absent. Raises RuleForbids for whom wasn't entitled, or is named as both."""
    entitled = entitled_members(reader, gathering)
    named = [(name, AttendanceState.ON_LEAVE, reason) for name, reason in leave]
    named += [(name, AttendanceState.ABSENT, None) for name in absent]
    found: dict[int, Away] = {}
    for text, state, reason in named:
        member = find_participant(reader, gathering, text)
        if member["id"] not in entitled:
            raise not_entitled(gathering, member["name"])
        if member["id"] in found and found[member["id"]].state is not state:
            raise RuleForbids("“{name}”又是请假又是缺席。", name=member["name"])
        found[member["id"]] = Away(member["id"], member["name"], state, reason)
    return list(found.values())


def not_entitled(gathering: Gathering, name: str) -> RuleForbids:
    """Return what is said of someone who was named and wasn't entitled."""
    day, hint = gathering.day, gathering.roster_command
    if gathering.is_of_committee or gathering.is_of_units_committee:
        hint = (
            f"pbcli branch show {'党委' if gathering.is_of_units_committee else gathering.organizer['name']} --on {day}"
        )
    return RuleForbids("{name}在 {day} 不是{body}的应到人员。", name=name, day=day, body=gathering.title, hint=hint)
