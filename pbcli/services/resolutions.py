"""What events resolved, writing: votes in totals only, and who does what by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.votes import Vote
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Resolution

VOTES = {
    "voters_entitled": "entitled",
    "voters_present": "present",
    "votes_for": "votes_for",
    "votes_against": "votes_against",
    "votes_abstained": "votes_abstained",
}
"""The columns of a vote, with what each is called in it."""


def add_resolution(work: Work, event_id: int, *, vote: Vote | None = None, **facts: Any) -> Changed:
    """Write down what an event resolved, behind what it resolved before; a duty without words has those of the text.

    Raises RuleForbids for an empty text, for a vote that can't be, and for a term before the event.
    """
    from pbcli.db.models import Event, Resolution

    event = stored(work, Event, event_id)
    facts = clean_facts(Resolution, facts)
    if not facts.get("text"):
        raise RuleForbids("“{field}”不能为空。", field="决议")
    if facts.get("task") is None and (facts.get("responsible") or facts.get("due_on")):
        facts["task"] = facts["text"]
    _refuse_term(facts.get("due_on"), event.occurred_on)
    place = 1 + max((row.place for row in of_event(work, event_id)), default=0)
    resolution: Resolution = work.add(Resolution.make(event_id=event_id, place=place, **facts, **_columns(vote)))
    return Changed(id_of(resolution), resolution.text, said_of_vote(vote))


def edit_resolution(work: Work, resolution_id: int, *, vote: Vote | None = None, **changes: Any) -> Changed:
    """Change what a resolution says. Raises what add_resolution raises."""
    from pbcli.db.models import Event, Resolution

    resolution = stored(work, Resolution, resolution_id)
    changes = clean_facts(Resolution, changes)
    if "text" in changes and not changes["text"]:
        raise RuleForbids("“{field}”不能为空。", field="决议")
    _refuse_term(changes.get("due_on"), stored(work, Event, resolution.event_id).occurred_on)
    after = {name: changes.get(name, getattr(resolution, name)) for name in ("text", "task", "responsible", "due_on")}
    if after["task"] is None and (after["responsible"] or after["due_on"]):
        changes["task"] = after["text"]
    elif after["task"] is None and resolution.closed_on is not None:
        raise RuleForbids("决议 {id} 已经落实，落实事项不能清空。", id=resolution_id)
    work.add(resolution.revise(**changes, **_columns(vote)))
    return Changed(resolution_id, after["text"], said_of_vote(vote))


def edit_figures(work: Work, resolution_id: int, **changes: Any) -> Changed:
    """Change what a resolution says, each figure of its vote by itself. Raises what add_resolution raises."""
    from pbcli.db.models import Resolution

    figures = {name: changes.pop(name) for name in VOTES if name in changes}
    vote = None
    if figures:
        resolution = stored(work, Resolution, resolution_id)
        whole = {called: figures.get(name, getattr(resolution, name)) for name, called in VOTES.items()}
        vote = Vote(**whole)
    return edit_resolution(work, resolution_id, vote=vote, **changes)


def close_resolution(work: Work, resolution_id: int, *, on: date, result: str | None, today: date) -> Changed:
    """Note that a resolution was carried out on a day.

    Raises RuleForbids where nobody was to, where it is done already, for a day to come or before the event.
    """
    from pbcli.db.models import Event, Resolution

    resolution = stored(work, Resolution, resolution_id)
    held_on = stored(work, Event, resolution.event_id).occurred_on
    if resolution.task is None:
        raise RuleForbids(
            "决议 {id} 没有要落实的事项。",
            id=resolution_id,
            hint=f"pbcli event resolution edit {resolution_id} --task TEXT",
        )
    if resolution.closed_on is not None:
        raise RuleForbids("决议 {id} 已于 {day} 落实。", id=resolution_id, day=resolution.closed_on)
    if on > today:
        raise RuleForbids("落实日期 {day} 还没有到。", day=on)
    if on < held_on:
        raise RuleForbids("落实日期 {day} 早于活动日期 {held}。", day=on, held=held_on)
    facts: dict[str, Any] = {"closed_on": on} if result is None else {"closed_on": on, "result": result}
    work.add(resolution.revise(**clean_facts(Resolution, facts)))
    return Changed(resolution_id, resolution.text)


def remove_resolution(work: Work, resolution_id: int) -> Changed:
    """Remove a resolution. Raises UnknownName."""
    from pbcli.db.models import Resolution

    resolution = stored(work, Resolution, resolution_id)
    work.remove(resolution)
    return Changed(resolution_id, resolution.text)


def of_event(work: Work, event_id: int) -> list[Resolution]:
    """Return an event's resolutions."""
    from sqlmodel import select

    from pbcli.db.models import Resolution

    return list(work.session.exec(select(Resolution).where(Resolution.event_id == event_id)))


def said_of_vote(vote: Vote | None) -> list[str]:
    """Say that too few were there to vote, or too few were for it (BR-09)."""
    if vote is None:
        return []
    said = []
    if vote.is_quorate is False:
        said.append(_("到会有表决权的没有超过应到的半数，表决无效（BR-09）。"))
    if vote.is_passed is False:
        said.append(_("赞成的没有超过应到有表决权的半数，没有通过。"))
    return said


def _columns(vote: Vote | None) -> dict[str, int | None]:
    if vote is None:
        return {}
    vote.check()
    return {column: getattr(vote, name) for column, name in VOTES.items()}


def _refuse_term(due_on: date | None, held_on: date) -> None:
    if due_on is not None and due_on < held_on:
        raise RuleForbids("落实期限 {due} 早于活动日期 {held}。", due=due_on, held=held_on)
