"""Classes that nobody has been to for a while, and classes that nobody looks after.

Where the unit's records of its contacts begin later than a class, nothing is late since before them, but for this term:
what nobody wrote down then, nobody can tell.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from pbcli.db.read import Reader
from pbcli.domain.enums import LiaisonRole
from pbcli.domain.term_time import TermTime
from pbcli.messages import _
from pbcli.services import settings
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.term_time import term_time
from pbcli.values import dataclass

SILENT_DAYS = "liaison.silent_days"
COUNSELLORS = "liaison.counsellors"


@dataclass(frozen=True)
class Holder:
    """A member who looks after a class, or did: until a day, or until leaving the organization."""

    member: str
    role: str
    to_on: date
    left_on: date

    @property
    def until(self) -> date:
        """The first day on which the member looks after the class no more."""
        return min(self.to_on, self.left_on)


@dataclass(frozen=True)
class Watched:
    """A class in school: since when, and since when that can be told; its last contact, who looks after it and did."""

    id: int
    name: str
    started_on: date
    watched_on: date
    last_contact_on: date | None
    holders: Sequence[Holder]


def classes(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the classes without a contact for a while, and those that nobody looks after."""
    time = term_time(reader)
    silent_days: int = settings.read(reader, SILENT_DAYS)
    needs_both: bool = settings.read(reader, COUNSELLORS)
    for watched in _watched(reader, seen, time):
        if time.holds(seen.today):
            yield from _silent(seen, watched, time, silent_days)
        yield from _vacant(seen, watched)
        if needs_both:
            yield from _lacking(seen, watched)


def _silent(seen: Seen, watched: Watched, time: TermTime, days: int) -> Iterator[Item]:
    """Give a class without a contact for so many days in term (LI-01); it isn't told beforehand.

    One that nobody ever was to counts from its start.
    """
    since = watched.last_contact_on or watched.watched_on
    due_on = time.after(since, days, seen.today)
    if due_on is None:
        return
    if watched.last_contact_on is not None:
        what = _("{name}已 {days} 天没有联系", name=watched.name, days=(seen.today - since).days)
    elif since == watched.started_on:
        what = _("{name}开学以来没有联系", name=watched.name)
    else:
        what = _("{name}从 {day} 起没有联系", name=watched.name, day=since)
    member = next((holder.member for holder in watched.holders if holder.until > seen.today), "MEMBER")
    yield from seen.item(
        "silent_class",
        watched.id,
        subject=watched.name,
        due_on=due_on,
        what=what,
        command=command("liaison", "log", member, watched.name),
    )


def _vacant(seen: Seen, watched: Watched) -> Iterator[Item]:
    """Give a class that nobody looks after (LI-02): never, no more, or only someone who has left."""
    if any(holder.until > seen.today for holder in watched.holders):
        return
    last = max(watched.holders, key=lambda holder: holder.until, default=None)
    what = _("{name}没有联系人", name=watched.name)
    if last is not None and last.left_on < last.to_on:
        what = _("{name}没有联系人，{member}已离开", name=watched.name, member=last.member)
    yield from seen.item(
        "vacant_class",
        watched.id,
        subject=watched.name,
        due_on=watched.watched_on if last is None else max(last.until, watched.watched_on),
        what=what,
        command=command("liaison", "assign", "MEMBER", watched.name),
    )


def _lacking(seen: Seen, watched: Watched) -> Iterator[Item]:
    """Give a class that someone looks after, but nobody in one of the two roles (LI-05)."""
    holding = {holder.role for holder in watched.holders if holder.until > seen.today}
    for role in LiaisonRole if holding else ():
        if role in holding:
            continue
        until = max((holder.until for holder in watched.holders if holder.role == role), default=watched.watched_on)
        yield from seen.item(
            "lacking_role",
            f"{watched.id}:{role}",
            subject=watched.name,
            due_on=max(until, watched.watched_on),
            what=_("{name}没有{role}", name=watched.name, role=role),
            command=command("liaison", "assign", "MEMBER", watched.name, "--role", role),
        )


def _watched(reader: Reader, seen: Seen, time: TermTime) -> Iterator[Watched]:
    """Give the classes in school; one whose start nobody knows counts from the beginning of the term."""
    holders: dict[int, list[Holder]] = defaultdict(list)
    for row in reader.rows("due_assignment", day=seen.today.isoformat()):
        holder = Holder(row["member"], row["role"], _day(row["to_on"]) or date.max, _day(row["left_on"]) or date.min)
        holders[row["class_id"]].append(holder)
    this_term = time.calendar.current(seen.today).starts_on
    for row in reader.rows("due_class", day=seen.today.isoformat()):
        started_on = _day(row["started_on"]) or this_term
        yield Watched(
            row["id"],
            row["class"],
            started_on,
            max(started_on, min(seen.begun.liaison, this_term)),
            _day(row["last_contact_on"]),
            holders[row["id"]],
        )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
