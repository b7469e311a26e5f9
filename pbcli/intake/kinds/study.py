"""Papers of study from outside: who, when, how many hours, where from. The points of a platform are never kept."""

from __future__ import annotations

from typing import Any, ClassVar

from pbcli.intake import cells
from pbcli.intake.kinds.base import Context, added, branch_of, known, mark_new, revised
from pbcli.intake.kinds.exported import member_of_line
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.kinds.spoken import SpokenOf
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"学时": "hours"}
_POINTS = "积分"


class Studies:
    """Takes the rows of a paper of study. A row is known by member, day, source, content and hours."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context
        self._spoken_of = SpokenOf()

    def take(self, line: Line) -> None:
        """Take a member's hours."""
        branch = branch_of(self.context, line)
        day = line.need("occurred_on", line.day("occurred_on"))
        if day > self.context.today:
            raise RowFault("occurred_on", _("学习日期 {day} 还没有到。", day=day))
        ended_on = line.day("ended_on")
        if ended_on is not None and ended_on < day:
            raise RowFault("ended_on", _("结束日期 {end} 早于开始日期 {start}。", end=ended_on, start=day))
        member = member_of_line(self.context, line, branch=branch, day=day)
        title = _without_points(line, "title")
        own: dict[str, Any] = {
            "member_id": member.id,
            "occurred_on": day,
            "source": line.need("source", _without_points(line, "source")),
            "hours_hundredths": line.need("hours", line.read("hours", cells.cell_hours)),
        }
        facts = known(ended_on=ended_on, note=_without_points(line, "note"), recorded_by=line.text("recorded_by"))
        found = self._spoken_of.next_of(line, self._alike(line, own, title))
        if found is not None:
            revised(self.context, line, found, facts)
            return
        moment = recorded_at(line, "recorded_at", self.context.now)
        new = added(self.context, line, "study", _FIELDS, **own, **facts, title=title, recorded_at=moment)
        self._spoken_of.add(line, new)
        mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""

    def _alike(self, line: Line, own: dict[str, Any], title: str | None) -> list[Kept]:
        """Return what is kept of the same hours; a paper that doesn't tell the content may mean any, best none."""
        rows = self.context.store.where("study", "member_id", own["member_id"])
        alike = [row for row in rows if all(row[column] == value for column, value in own.items())]
        if title is None and not line.is_exact("title"):
            return sorted(alike, key=lambda row: row["title"] is not None)
        return [row for row in alike if row["title"] == title]


def _without_points(line: Line, field: str) -> str | None:
    """Read a text that must not tell what a platform counts. Raises RowFault."""
    text = line.text(field)
    if text is not None and _POINTS in text:
        raise RowFault(field, _("平台只写来源，不记积分。"))
    return text
