"""Class liaison, reading: the contacts, and the counts that the monthly table and the handover sheet rest on.

Members come in branch and roster order, never by how often they were there: nobody is ranked (records.md, section 1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pbcli.db.read import Reader, Row
from pbcli.domain.enums import ContactKind, LiaisonRole
from pbcli.domain.patterns import pattern
from pbcli.domain.periods import Period
from pbcli.services import settings
from pbcli.services.lateness import late_by, with_lateness
from pbcli.services.privacy_masks import cover_notes, cover_texts
from pbcli.services.stored import unknown

EVER = {"start": "0001-01-01", "end": "9999-12-31"}
_GIFT_MARKS = pattern(r"[、，,；;\n]+")

OPEN, OVERDUE, CLOSED = "待跟进", "已逾期", "已完成"
"""The states of a follow-up as of a day; overdue begins the day after the due day."""


def states_wanted(*, overdue: bool, every: bool) -> tuple[str, ...]:
    """Return the states of follow-ups that a listing was asked for; those not closed where nothing is said."""
    if every:
        return (OPEN, OVERDUE, CLOSED)
    return (OVERDUE,) if overdue else (OPEN, OVERDUE)


@dataclass(frozen=True)
class Filters:
    """Whose contacts, with which class: each may be left open."""

    member_id: int | None = None
    class_id: int | None = None
    branch_id: int | None = None

    @property
    def parameters(self) -> dict[str, int | None]:
        """The filters as parameters of queries."""
        return {"member_id": self.member_id, "class_id": self.class_id, "branch_id": self.branch_id}


@dataclass
class _Tally:
    """What is counted up for one member in one branch."""

    kinds: dict[str, int] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)
    gifts: dict[str, None] = field(default_factory=dict)
    gift_fen: int = 0
    problems: int = 0
    solved: int = 0
    open_follow_ups: int = 0
    last_on: str | None = None


def list_assignments(reader: Reader, *, day: date, branch_id: int | None = None) -> list[Row]:
    """List who looks after which class on a day, in branch and roster order."""
    days = {"day": day.isoformat(), "branch_id": branch_id, "member_id": None, "class_id": None}
    return [with_lateness(row, "from_on") for row in reader.iterate("assignment_list", **days)]


def iterate_contacts(
    reader: Reader,
    period: Period,
    *,
    today: date,
    filters: Filters = Filters(),
    kind: ContactKind | None = None,
    unmasked: bool = False,
) -> Iterator[Row]:
    """Give the contacts of a period, oldest first, with the follow-up's state today and how late each was entered.

    Texts that speak of private circumstances are covered unless asked for; so they are wherever contacts are shown.
    """
    for row in reader.iterate("contact_list", **days_of(period), id=None, kind=kind, **filters.parameters):
        _add_states(row, today)
        if not unmasked:
            cover_texts(row)
        yield row


def find_contact(reader: Reader, contact_id: int, *, today: date, unmasked: bool = False) -> Row:
    """Return one contact with all its follow-ups. Raises UnknownName."""
    row = reader.one("contact_list", **EVER, id=contact_id, kind=None, **Filters().parameters)
    if row is None:
        raise unknown("contact", contact_id)
    follow_ups = reader.rows("follow_up_of_contact", contact_id=contact_id)
    states = [{**_with_closing(each), "state": _state(each, today)} for each in follow_ups]
    contact = {**row, "follow_ups": states}
    _add_states(contact, today)
    return cover_notes(contact, unmasked=unmasked)


def count_by_member(reader: Reader, period: Period, *, today: date, filters: Filters = Filters()) -> list[Row]:
    """Count each member's contacts in a period by kind, with the classes, gifts, problems and open follow-ups.

    A contact counts for the branch that its member belonged to on that day. Members without a contact who had a class
    to look after are there too.
    """
    days = days_of(period, today)
    people: dict[tuple[int, int], tuple[str | None, str]] = {}
    tallies: dict[tuple[int, int], _Tally] = defaultdict(_Tally)
    for row in reader.iterate("contact_count", **days, **filters.parameters):
        key = _key(row)
        people[key] = (row["branch"], row["member"])
        tally = tallies[key]
        tally.kinds[row["kind"]] = row["contacts"]
        tally.problems += row["problems"]
        tally.last_on = max(tally.last_on or "", row["last_on"])
    counted = {member_id for _branch_id, member_id in people}
    for row in reader.iterate("liaison_assigned", **days, **filters.parameters):
        key = _key(row)
        if row["member_id"] not in counted:
            people[key] = (row["branch"], row["member"])
        tallies[key].classes[row["class_id"]] = row["class"]
    _add_particulars(reader, days, filters, tallies)
    return [_counted(key, *people[key], tallies[key]) for key in sorted(people)]


def _add_particulars(
    reader: Reader, days: dict[str, str], filters: Filters, tallies: dict[tuple[int, int], _Tally]
) -> None:
    """Add to the tallies the classes that were contacted, the gifts, and what became of the follow-ups."""
    for row in reader.iterate("contact_class", **days, **filters.parameters):
        tallies[_key(row)].classes[row["class_id"]] = row["class"]
    for row in reader.iterate("contact_gift", **days, **filters.parameters):
        tally = tallies[_key(row)]
        tally.gifts.update(dict.fromkeys(part.strip() for part in _GIFT_MARKS.split(row["gift"] or "") if part.strip()))
        tally.gift_fen += row["gift_fen"] or 0
    for row in reader.iterate("contact_open", **days, day=days["end"], **filters.parameters):
        tally = tallies[_key(row)]
        tally.open_follow_ups = row["open_follow_ups"]
        tally.solved = row["solved"]


def _counted(key: tuple[int, int], branch: str | None, member: str, tally: _Tally) -> Row:
    kinds = {kind.value: tally.kinds[kind] for kind in ContactKind if kind in tally.kinds}
    return {
        "id": key[1],
        "branch": branch,
        "member": member,
        "classes": [name for _id, name in sorted(tally.classes.items())],
        **{kind.name.lower(): tally.kinds.get(kind, 0) for kind in ContactKind},
        "kinds": kinds,
        "contacts": sum(kinds.values()),
        "problems": tally.problems,
        "solved": tally.solved,
        "open_follow_ups": tally.open_follow_ups,
        "gifts": list(tally.gifts),
        "gift_money": tally.gift_fen or None,
        "last_on": tally.last_on,
    }


def list_gaps(reader: Reader, period: Period, *, today: date, lacking: LiaisonRole | None = None) -> list[Row]:
    """List the classes in school that nobody contacted in the period, and those that nobody looks after at its end.

    Where the unit wants a counsellor for each class (LI-05), those too that lack a member or a counsellor. With
    `lacking` only those that lack this one.
    """
    days = days_of(period, today)
    end = date.fromisoformat(days["end"])
    needs_both = settings.read(reader, "liaison.counsellors")
    members: dict[int, list[Row]] = defaultdict(list)
    for row in reader.iterate("liaison_holder", **days):
        members[row["class_id"]].append(row)
    gaps: list[Row] = []
    for row in reader.iterate("liaison_class", **days):
        silent, vacant = not row["contacts"], row["id"] not in members
        held = {each["role"] for each in members.get(row["id"], ())}
        missing = [role for role in LiaisonRole if role not in held]
        is_gap = silent or vacant or (needs_both and missing)
        if lacking not in missing if lacking is not None else not is_gap:
            continue
        last = row["last_contact_on"]
        gaps.append(
            {
                "id": row["id"],
                "class": row["class"],
                "department": row["department"],
                "head_teacher": row["head_teacher"],
                "members": [each["member"] for each in members.get(row["id"], ())],
                "last_contact_on": last,
                "days": (end - date.fromisoformat(last)).days if last else None,
                "silent": silent,
                "vacant": vacant,
                "lacks_member": LiaisonRole.MEMBER in missing,
                "lacks_counsellor": LiaisonRole.COUNSELLOR in missing,
            }
        )
    return gaps


def list_follow_ups(
    reader: Reader,
    *,
    today: date,
    states: Sequence[str] = (OPEN, OVERDUE),
    filters: Filters = Filters(),
    unmasked: bool = False,
) -> list[Row]:
    """List the follow-ups that are in one of these states today, the nearest due first."""
    rows = reader.rows("follow_up_list", day=today.isoformat(), id=None, **filters.parameters)
    found = [
        {**_with_closing(row), "state": _state(row, today), "days_overdue": _days_overdue(row, today)} for row in rows
    ]
    return [cover_notes(row, unmasked=unmasked) for row in found if row["state"] in states]


def days_of(period: Period, today: date | None = None) -> dict[str, str]:
    """Give a period's days as parameters, cut off at today where it reaches further."""
    end = period.end if today is None or today < period.start else min(period.end, today)
    return {"start": period.start.isoformat(), "end": end.isoformat()}


def _key(row: Row) -> tuple[int, int]:
    """Give the branch and the member of a row; those without a branch come last."""
    return (row["branch_id"] or 10**9, row["member_id"])


def _add_states(contact: dict[str, Any], today: date) -> None:
    """Add the follow-up's state today, and how late the contact was entered."""
    contact["follow_up"] = None if contact["follow_up_id"] is None else _state(contact, today)
    contact["days_late"], contact["late"] = late_by(contact["occurred_on"], contact["recorded_at"])


def _with_closing(row: Row) -> dict[str, Any]:
    """Add how late a follow-up's closing was entered."""
    return with_lateness(row, "closed_on", "closed_recorded_at", prefix="closed_")


def _state(row: Row, today: date) -> str:
    day = today.isoformat()
    if row["closed_on"] is not None and row["closed_on"] <= day:
        return CLOSED
    return OVERDUE if row["due_on"] is not None and row["due_on"] < day else OPEN


def _days_overdue(row: Row, today: date) -> int | None:
    if _state(row, today) != OVERDUE:
        return None
    return (today - date.fromisoformat(row["due_on"])).days
