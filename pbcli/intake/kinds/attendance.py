"""Attendance by exception: who was on leave, who was absent, and the figures that are frozen where a paper has none."""

from __future__ import annotations

from typing import Any

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.intake.kinds.base import Context, added, holds, member_of, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _

Exceptions = dict[int, tuple[str, str | None]]

_ABSENT_WORDS = ("缺席", "无故", "旷", "未请假")
_NOT_COUNTED = frozenset({EventKind.GROUP_MEETING.value})
"""A group's own members aren't told by the records of those days, so nothing is frozen for its meeting."""


def read_exceptions(context: Context, line: Line, branch: Kept | None, day: str) -> Exceptions | None:
    """Read who was on leave or absent; None where the paper says nothing of it. Raises RowFault."""
    found: Exceptions = {}
    states = {
        "on_leave": AttendanceState.ON_LEAVE,
        "absent": AttendanceState.ABSENT,
        "on_leave_or_absent": AttendanceState.ON_LEAVE,
    }
    for row in line.rows("attendance") or ():
        own = branch_of_person(context, "attendance", row["branch"], branch)
        member = exported_member(context, "attendance", str(row["member"]), branch=own, born=row["born"], day=day)
        found[member.id] = (row["state"], row["reason"])
    for field, state in states.items():
        for name, reason in line.names(field):
            member = member_of(context, field, name, branch=branch, day=day)
            is_absent = field == "on_leave_or_absent" and reason is not None and any(w in reason for w in _ABSENT_WORDS)
            actual = AttendanceState.ABSENT if is_absent else state
            if member.id in found and found[member.id][0] != actual:
                raise RowFault(field, _("“{name}”又是请假又是缺席。", name=name))
            found[member.id] = (actual, reason)
    return found or None


def take_exceptions(context: Context, line: Line, event: Kept, exceptions: Exceptions | None) -> None:
    """Bring an event's exceptions up to the paper; a paper that names nobody says nothing."""
    if exceptions is None:
        return
    store = context.store
    kept = {row["member_id"]: row for row in store.where("attendance", "event_id", event.id)}
    for member_id, (state, reason) in exceptions.items():
        if member_id in kept:
            changes: dict[str, Any] = {"state": state} | ({} if reason is None else {"reason": reason})
            revised(context, line, kept[member_id], changes)
        else:
            values = {"event_id": event.id, "member_id": member_id, "state": state, "reason": reason}
            added(context, line, "attendance", {}, **values)
            line.changed()
    for member_id, row in kept.items():
        if member_id not in exceptions and row["state"] != AttendanceState.ATTENDING:
            store.remove(row)
            line.changed()


def frozen_figures(
    context: Context, branch: Kept | None, kinds: frozenset[str], day: str, given: int | None, away: int
) -> dict[str, Any]:
    """Count who is entitled on a day, unless the paper gives that, and who is left of them."""
    if given is not None:
        return {"present": max(0, given - away)}
    if branch is None or kinds & _NOT_COUNTED:
        return {}
    store = context.store
    if kinds == {EventKind.COMMITTEE_MEETING.value}:
        posts = store.where("post", "branch_id", branch.id)
        entitled = len({post["holder_name"] for post in posts if holds(post, day)})
    else:
        entitled = sum(holds(row, day) for row in store.where("membership", "branch_id", branch.id))
    return {"entitled": entitled, "present": max(0, entitled - away)} if entitled else {}
