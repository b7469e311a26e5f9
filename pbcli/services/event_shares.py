"""Each branch's share of an event's attendance: the organizer's stands on the event, a partner's beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services import event_records as records
from pbcli.services.changed import Changed
from pbcli.services.event_attendance import Gathering, count_entitled, entitled_members
from pbcli.services.event_figures import (
    Figures,
    froze,
    moved,
    refuse_too_many,
    said_of_change,
    said_of_present,
    said_of_share,
)
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Event
    from pbcli.db.read import Reader, Row


def away_of_each(reader: Reader, gathering: Gathering, away: Iterable[int]) -> list[int]:
    """Count who was away from each branch, the organizer first; whoever is of no partner counts for the organizer."""
    left = set(away)
    counts = []
    for branch in list(gathering.branches)[1:]:
        theirs = entitled_members(reader, branch) & left
        left -= theirs
        counts.append(len(theirs))
    return [len(left), *counts]


def put_partners(work: Work, event: Event, gathering: Gathering, away: Sequence[int]) -> list[str]:
    """Write down the branches that hold an event with its organizer, each with figures of its own; say these."""
    from pbcli.db.models import EventBranch

    said = []
    for branch, count in zip(list(gathering.branches)[1:], away, strict=True):
        figures, _notes = froze(count_entitled(work.reader, branch), None, None, count)
        work.add(EventBranch.make(event_id=id_of(event), branch_id=branch.organizer["id"], **asdict(figures)))
        said.append(said_of_share(branch.organizer["name"], figures))
    return said


def move_partners(
    work: Work, event_id: int, gatherings: tuple[Gathering, Gathering], away: tuple[Sequence[int], Sequence[int]]
) -> None:
    """Bring the partners' shares up to a change of the event or of who was away from it."""
    rows = {row.branch_id: row for row in records.rows_of_partners(work, event_id)}
    before, after = (list(gathering.branches)[1:] for gathering in gatherings)
    for old, new, were, are in zip(before, after, *away, strict=True):
        row = rows[new.organizer["id"]]
        entitled = row.entitled
        if (old.day, old.kinds) != (new.day, new.kinds):
            counts = count_entitled(work.reader, old), count_entitled(work.reader, new)
            entitled, _notes = entitled_after(row.entitled, *counts)
        figures, _said = moved(Figures(row.entitled, row.present), were, entitled, are)
        work.add(row.revise(**asdict(figures)))


def figures_after(
    reader: Reader, old: Figures, gatherings: tuple[Gathering, Gathering], away: int, changes: Mapping[str, Any]
) -> tuple[Figures, Sequence[str]]:
    """Return the organizer's figures after an edit, and what to say: typed ones count, others follow where they did."""
    before, after = gatherings
    entitled, notes = old.entitled, list[str]()
    if "entitled" in changes:
        entitled = changes["entitled"]
    elif after != before:
        entitled, notes = entitled_after(old.entitled, count_entitled(reader, before), count_entitled(reader, after))
    if "present" in changes:
        figures = Figures(entitled, changes["present"])
        refuse_too_many(figures, away)
        return figures, [*notes, *said_of_present(figures, away)]
    if entitled == old.entitled:
        return old, notes
    figures, said = moved(old, away, entitled, away)
    return figures, [*notes, *said]


def entitled_after(kept: int | None, counted_before: int | None, counted: int | None) -> tuple[int | None, list[str]]:
    """Return those entitled after a change of day, organizer or kinds: counted anew where the figure was counted."""
    if kept == counted_before:
        return counted, said_of_change(_("应到"), kept, counted)
    if counted in {None, kept}:
        return kept, []
    return kept, [_("应到仍是 {kept} 人，按当天名册是 {counted} 人；要改用 --entitled。", kept=kept, counted=counted)]


def join_event(
    work: Work, event_id: int, branch: Row, *, entitled: int | None = None, present: int | None = None
) -> Changed:
    """Write down that a branch held an event with its organizer; one that did already gets new figures.

    Raises RuleForbids for the organizer itself, for the unit's own events and for a group's.
    """
    from pbcli.db.models import EventBranch

    gathering = records.gathering_of(work.reader, event_id)
    refuse_partners(gathering, (branch,))
    rows = {row.branch_id: row for row in records.rows_of_partners(work, event_id)}
    (share,) = list(Gathering(branch, gathering.day, gathering.kinds).branches)
    away = {row.member_id for row in records.rows_of_away(work, event_id)} & entitled_members(work.reader, share)
    figures, notes = froze(count_entitled(work.reader, share), entitled, present, len(away))
    row = rows.get(branch["id"])
    if row is None:
        work.add(EventBranch.make(event_id=event_id, branch_id=branch["id"], **asdict(figures)))
    else:
        work.add(row.revise(**asdict(figures)))
    said = said_of_share(branch["name"], figures)
    return Changed(event_id, records.described(gathering), [*notes, said])


def unjoin_event(work: Work, event_id: int, branch: Row) -> Changed:
    """Take back that a branch held an event too. Raises RuleForbids where it didn't, or has members named as away."""
    gathering = records.gathering_of(work.reader, event_id)
    rows = {row.branch_id: row for row in records.rows_of_partners(work, event_id)}
    if branch["id"] not in rows:
        raise RuleForbids("{branch}没有联办这次活动。", branch=branch["name"], hint=f"pbcli event show {event_id}")
    alone = Gathering(branch, gathering.day, gathering.kinds)
    theirs = entitled_members(work.reader, alone)
    named = [row.member_id for row in records.rows_of_away(work, event_id) if row.member_id in theirs]
    if named:
        raise RuleForbids(
            "{branch}还有 {n} 人记了请假、缺席。",
            branch=branch["name"],
            n=len(named),
            hint=f"pbcli event attend {event_id} --came {named[0]}",
        )
    work.remove(rows[branch["id"]])
    return Changed(event_id, records.described(gathering))


def refuse_partners(gathering: Gathering, branches: Collection[Row]) -> None:
    """Raise RuleForbids for partners of the unit's own events or of a group's, and for the organizer as its own."""
    if branches and gathering.organizer["id"] is None:
        raise RuleForbids("单位自己的活动不写联办支部。")
    if branches and gathering.group is not None:
        raise RuleForbids("党小组会不写联办支部。")
    for branch in branches:
        if branch["id"] == gathering.organizer["id"]:
            raise RuleForbids("{branch}是主办的党支部，不用写成联办。", branch=branch["name"])
