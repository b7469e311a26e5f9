"""Attendance by exception: who was on leave, who was absent, and the figures that are frozen where a paper has none."""

from __future__ import annotations

from typing import Any

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.intake.kinds.base import Context, added, holds, known, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.organizers import Organizer, members_of
from pbcli.intake.store import Kept
from pbcli.messages import _
from pbcli.rulebook.study import named_kinds

Exceptions = dict[int, tuple[str, str | None]]

_ABSENT_WORDS = ("缺席", "无故", "旷", "未请假")


def read_exceptions(context: Context, line: Line, organizer: Organizer, day: str) -> Exceptions | None:
    """Read who was on leave or absent; None where the paper says nothing of it. Raises RowFault."""
    found: Exceptions = {}
    states = {
        "on_leave": AttendanceState.ON_LEAVE,
        "absent": AttendanceState.ABSENT,
        "on_leave_or_absent": AttendanceState.ON_LEAVE,
    }
    for row in line.rows("attendance") or ():
        own = branch_of_person(context, "attendance", row["branch"], organizer.branch)
        member = exported_member(context, "attendance", str(row["member"]), branch=own, born=row["born"], day=day)
        found[member.id] = (row["state"], row["reason"])
    for field, state in states.items():
        for name, reason in line.names(field):
            member = organizer.member(context, field, name, day)
            is_absent = field == "on_leave_or_absent" and reason is not None and any(w in reason for w in _ABSENT_WORDS)
            actual = AttendanceState.ABSENT if is_absent else state
            if member.id in found and found[member.id][0] != actual:
                raise RowFault(field, _("“{name}”又是请假又是缺席。", name=name))
            found[member.id] = (actual, reason)
    return found or None


def exported_lessons(context: Context, line: Line, organizer: Organizer, day: str) -> dict[int, dict[str, Any]]:
    """Return the lessons that `export` wrote beside the absences they made up for, by member. Raises RowFault."""
    found = {}
    for row in line.rows("attendance") or ():
        own = branch_of_person(context, "attendance", row["branch"], organizer.branch)
        member = exported_member(context, "attendance", str(row["member"]), branch=own, born=row["born"], day=day)
        found[member.id] = known(**{key: row[key] for key in ("made_up_on", "made_up_how", "made_up_recorded_at")})
    return found


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
    context: Context, organizer: Organizer, kinds: frozenset[str], day: str, given: int | None, away: int
) -> dict[str, Any]:
    """Count who of the organizer is entitled on a day, unless the paper gives that, and who is left of them.

    Of a group's meeting only where it is known which group met; of the unit's own events only its committee.
    """
    if given is not None:
        return {"present": max(0, given - away)}
    branch = organizer.branch
    if branch is None and kinds <= named_kinds():
        posts = context.store.where("post", "branch_id", None)
        entitled = len({post["member_id"] for post in posts if holds(post, day)})
        return {"entitled": entitled, "present": max(0, entitled - away)} if entitled else {}
    if branch is None or (EventKind.GROUP_MEETING.value in kinds and organizer.group is None):
        return {}
    if kinds == {EventKind.COMMITTEE_MEETING.value}:
        posts = context.store.where("post", "branch_id", branch.id)
        entitled = len({post["holder_name"] for post in posts if holds(post, day)})
    else:
        entitled = len(members_of(context, branch, day, organizer.group))
    return {"entitled": entitled, "present": max(0, entitled - away)} if entitled else {}
