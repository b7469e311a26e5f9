"""Papers of who looks after which class, from when, and until which day."""

from __future__ import annotations

from typing import ClassVar

from pbcli.domain.enums import LiaisonRole
from pbcli.intake.kinds.base import (
    Context,
    added,
    branch_of,
    class_of,
    day_after,
    mark_new,
    revised,
)
from pbcli.intake.kinds.exported import classes_of_line, member_of_line
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import told_moment
from pbcli.intake.kinds.terms import read_span
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"联系人": "member", "班级": "class", "身份": "role", "起始日期": "from_on"}


class Assignments:
    """Takes the rows of a paper of assignments."""

    unused: ClassVar[frozenset[str]] = frozenset({"head_teacher", "note"})

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Take the assignment of a member to a class, or to each of several in one cell."""
        branch = branch_of(self.context, line)
        role = line.term("role", "roles") or LiaisonRole.MEMBER
        from_on, last_day = self._span(line)
        if last_day is not None and last_day < from_on:
            raise RowFault("last_day", _("终止日期早于起始日期 {day}。", day=from_on))
        to_on = line.day("to_on") if last_day is None else day_after(last_day)
        member = member_of_line(self.context, line, branch=branch, day=from_on)
        names = line.need("class", classes_of_line(line))
        outcomes = [
            self._take_one(line, member, class_of(self.context, class_name), str(role), from_on, to_on)
            for class_name in dict.fromkeys(names)
        ]
        if any(outcomes):
            mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""

    def _span(self, line: Line) -> tuple[str, str | None]:
        """Read the first and the last day, from columns of their own or from one for both."""
        from_on, last_day = line.day("from_on"), line.day("last_day")
        text = line.text("term")
        if text is not None and (from_on is None or last_day is None):
            first, last = read_span("term", text)
            from_on, last_day = from_on or first, last_day or last
        return line.need("from_on", from_on), last_day

    def _take_one(self, line: Line, member: Kept, class_: Kept, role: str, from_on: str, to_on: str | None) -> bool:
        """Add or update one assignment; tell whether it is new."""
        store = self.context.store
        kept = [row for row in store.where("assignment", "member_id", member.id) if row["class_id"] == class_.id]
        for row in kept:
            if row["role"] == role and row["from_on"] == from_on:
                if to_on is not None:
                    moment = told_moment(line, "end_recorded_at", self.context.now)
                    revised(self.context, line, row, {"to_on": to_on, "end_recorded_at": moment})
                return False
        for row in [
            row for row in store.where("assignment", "from_on", from_on) if row["class_id"] == class_.id
        ] + kept:
            facts = (row["member_id"] == member.id, row["role"] == role, row["from_on"] == from_on)
            if not row.is_new and sum(facts) == 2:
                line.warn("from_on", _("疑似更正：与登记的一条安排只差一项。"), is_suspect=True)
                break
        values = {"member_id": member.id, "class_id": class_.id, "role": role, "from_on": from_on, "to_on": to_on}
        began = told_moment(line, "recorded_at", self.context.now)
        moments = {"recorded_at": began, "end_recorded_at": told_moment(line, "end_recorded_at", self.context.now)}
        added(self.context, line, "assignment", _FIELDS, **values, **moments)
        return True
