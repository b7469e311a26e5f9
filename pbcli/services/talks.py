"""Heart-to-heart talks, writing: who with whom, when and where; what was said is never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.periods import span
from pbcli.messages import _
from pbcli.services.changed import Changed, said_once
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.lookup import find_member
from pbcli.services.stored import id_of, stored
from pbcli.services.talk_listing import list_talks

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Talk
    from pbcli.db.read import Reader, Row


def record_talks(
    work: Work, *, member: str, others: Sequence[str], on: date, place: str | None, today: date
) -> list[Changed]:
    """Write down a talk of a member with each of some others, who are names as typed.

    Raises UnknownName or AmbiguousName, and RuleForbids for a day to come or for a talk with oneself.
    """
    first = find_member(work.reader, member, day=on)
    found = {row["id"]: row for row in (find_member(work.reader, other, day=on) for other in others)}
    recorded = [_record(work, first, second, on=on, place=place, today=today) for second in found.values()]
    return said_once(recorded, said_of_entry(on, today))


def edit_talk(work: Work, talk_id: int, *, today: date, **changes: Any) -> Changed:
    """Change what a talk says; `first` and `second` are names as typed. Raises what record_talks raises."""
    from pbcli.db.models import Talk

    talk = stored(work, Talk, talk_id)
    day = changes.get("occurred_on", talk.occurred_on)
    _refuse_day(day, today)
    for role in ("first", "second"):
        if role in changes:
            changes[f"{role}_id"] = find_member(work.reader, changes.pop(role), day=day)["id"]
    people = {f"{role}_id": getattr(talk, f"{role}_id") for role in ("first", "second")} | changes
    _refuse_oneself(people["first_id"], people["second_id"])
    work.add(talk.revise(**clean_facts(Talk, changes)))
    return Changed(talk_id, described(work.reader, talk_id))


def remove_talk(work: Work, talk_id: int) -> Changed:
    """Remove a talk. Raises UnknownName."""
    from pbcli.db.models import Talk

    talk = stored(work, Talk, talk_id)
    name = described(work.reader, talk_id)
    work.remove(talk)
    return Changed(talk_id, name)


def described(reader: Reader, talk_id: int) -> str:
    """Name a talk by its day and the two. Raises UnknownName."""
    from pbcli.services.talk_listing import find_talk

    row = find_talk(reader, talk_id)
    return f"{row['occurred_on']} {row['first']}、{row['second']}"


def _record(work: Work, first: Row, second: Row, *, on: date, place: str | None, today: date) -> Changed:
    from pbcli.db.models import Talk

    _refuse_day(on, today)
    _refuse_oneself(first["id"], second["id"])
    twins = [
        row
        for row in list_talks(work.reader, span(on, on), member_id=first["id"])
        if second["id"] in {row["first_id"], row["second_id"]}
    ]
    facts = clean_facts(Talk, {"place": place})
    talk: Talk = work.add(
        Talk.make(
            occurred_on=on,
            first_id=first["id"],
            second_id=second["id"],
            recorded_at=work.now,
            recorded_by=work.actor,
            **facts,
        )
    )
    notes = [
        _(
            "{first}与{second}这一天已记过谈话 {id}；若是同一次，请撤销：pbcli undo。",
            first=first["name"],
            second=second["name"],
            id=row["id"],
        )
        for row in twins
    ]
    return Changed(id_of(talk), f"{on} {first['name']}、{second['name']}", notes)


def _refuse_day(day: date, today: date) -> None:
    if day > today:
        raise RuleForbids("谈话日期 {day} 还没有到。", day=day)


def _refuse_oneself(first_id: int, second_id: int) -> None:
    if first_id == second_id:
        raise RuleForbids("谈话的两个人不能是同一个人。", hint="pbcli talk add MEMBER OTHER")
