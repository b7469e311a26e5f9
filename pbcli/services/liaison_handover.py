"""Handing a class over from one member to another, with what is still open (records.md, section 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.liaison_counts import Filters, list_assignments, list_follow_ups
from pbcli.services.liaisons import assign_liaison, end_liaison
from pbcli.services.stored import stored

if TYPE_CHECKING:
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


def hand_over(
    work: Work, *, klass: Row, to: Row, on: date, today: date, from_member: Row | None = None
) -> tuple[Row, Changed]:
    """Let a member look after a class from a day on, in the place and the role of the one who did; return who that was.

    The follow-ups that the one before has promised and not closed become the successor's; the contacts stay whose they
    were. Raises RuleForbids where nobody looks after the class, or several do and none was named.
    """
    from pbcli.db.models import FollowUp

    before = _holder(work.reader, klass, on, from_member)
    if before["member_id"] == to["id"]:
        raise RuleForbids("“{name}”已由{member}联系。", name=klass["name"], member=to["name"])
    old = {"id": before["member_id"], "name": before["member"]}
    open_rows = list_follow_ups(
        work.reader, today=today, filters=Filters(member_id=old["id"], class_id=klass["id"]), unmasked=True
    )
    end_liaison(work, member=old, klass=klass, on=on)
    changed = assign_liaison(work, member=to, klass=klass, role=before["role"], from_on=on)
    promised = [row for row in open_rows if row["responsible"] in {None, old["name"]}]
    for row in promised:
        work.add(stored(work, FollowUp, row["id"]).revise(responsible=to["name"]))
    notes = list(changed.notes)
    if promised:
        notes.append(_("移交跟进事项 {n} 项。", n=len(promised)))
    return before, Changed(changed.id, to["name"], notes)


def _holder(reader: Reader, klass: Row, on: date, named: Row | None) -> Row:
    """Return the assignment that is handed over: the only one, or that of the member who was named."""
    holders = [row for row in list_assignments(reader, day=on) if row["class_id"] == klass["id"]]
    if named is not None:
        holders = [row for row in holders if row["member_id"] == named["id"]]
    if not holders:
        raise RuleForbids(
            "“{name}”在 {day} 没有联系人可移交。", name=klass["name"], day=on, hint="pbcli liaison assign MEMBER {name}"
        )
    if len(holders) > 1:
        raise RuleForbids(
            "“{name}”有几名联系人：{members}，要说移交哪一位的。",
            name=klass["name"],
            members="、".join(row["member"] for row in holders),
            hint="--from MEMBER",
        )
    return holders[0]
