"""Papers of heart-to-heart talks: who with whom, when and where. A column of what was said refuses the paper."""

from __future__ import annotations

from typing import ClassVar

from pbcli.intake.kinds.base import Context, added, branch_of, known, mark_new, member_of, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.kinds.spoken import SpokenOf
from pbcli.intake.store import Kept
from pbcli.messages import _


class Talks:
    """Takes the rows of a paper of talks. A talk is known by its day and the two, whoever of them wrote it down."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context
        self._spoken_of = SpokenOf()

    def take(self, line: Line) -> None:
        """Take a talk with somebody, or one with each of several in one cell."""
        branch = branch_of(self.context, line)
        day = line.need("occurred_on", line.day("occurred_on"))
        if day > self.context.today:
            raise RowFault("occurred_on", _("谈话日期 {day} 还没有到。", day=day))
        first = self._person(line, "first", line.need("first", line.name("first")), branch, day)
        people = [self._person(line, "second", name, branch, day) for name in _others(line)]
        if first in people:
            raise RowFault("second", _("谈话的两个人不能是同一个人。"))
        outcomes = [self._take_one(line, day, first, second) for second in people]
        if any(outcomes):
            mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""

    def _person(self, line: Line, field: str, name: str, branch: Kept | None, day: str) -> Kept:
        if line.is_exact(f"{field}_born"):
            own = branch_of_person(self.context, field, line.name(f"{field}_branch"), None)
            born = line.day(f"{field}_born")
            return exported_member(self.context, field, name, branch=own, born=born, day=day)
        return member_of(self.context, field, name, branch=branch, day=day)

    def _take_one(self, line: Line, day: str, first: Kept, second: Kept) -> bool:
        """Add or update one talk; tell whether it is new."""
        facts = known(place=line.text("place"), note=line.text("note"), recorded_by=line.text("recorded_by"))
        found = self._spoken_of.next_of(line, self._alike(day, first, second))
        if found is not None:
            revised(self.context, line, found, facts)
            return False
        moment = recorded_at(line, "recorded_at", self.context.now)
        values = {"occurred_on": day, "first_id": first.id, "second_id": second.id, "recorded_at": moment}
        self._spoken_of.add(line, added(self.context, line, "talk", {}, **values, **facts))
        return True

    def _alike(self, day: str, first: Kept, second: Kept) -> list[Kept]:
        """Return the talks of the two on a day, those that are written the same way round before the others."""
        rows = self.context.store.where("talk", "occurred_on", day)
        alike = [row for row in rows if {row["first_id"], row["second_id"]} == {first.id, second.id}]
        return sorted(alike, key=lambda row: row["first_id"] != first.id)


def _others(line: Line) -> list[str]:
    """Return the names of those with whom the talk was; `export` writes one. Raises RowFault."""
    if line.is_exact("second"):
        return [line.need("second", line.name("second"))]
    return list(dict.fromkeys(name for name, _note in line.need("second", line.names("second") or None)))
