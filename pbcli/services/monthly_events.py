"""The month's meetings: a row for each branch and kind that was required of it or held (rule book, OL-01 to OL-06)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.frequency import Body, BranchBodies, quarter_start, required_in_month
from pbcli.services.group_meetings import group_meetings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pbcli.db.read import Reader
    from pbcli.services.monthly import Month


def events_of_month(reader: Reader, month: Month, names: Mapping[int, str], unit: str) -> list[dict[str, Any]]:
    """Return the rows, the unit's own events last; a kind without a rule has none required."""
    held = {(row["branch_id"], row["kind"]): row for row in reader.rows("report_events", **month.days)}
    demanded = _Demanded(reader, month)
    others = (row["kind"] for row in reader.rows("event_kind_names"))
    kinds = [*demanded.rules, *(kind for kind in others if kind not in demanded.rules)]
    rows = []
    for branch_id, name in [*names.items(), (None, unit)]:
        for kind in kinds:
            row = held.get((branch_id, kind), {"done": 0, "entitled": 0, "present": 0})
            required = demanded.of(branch_id, kind)
            if required or row["done"]:
                done = demanded.done(branch_id, kind, required, row["done"])
                figures = {"done": done, "entitled": row["entitled"], "present": row["present"]}
                rows.append({"branch": name, "kind": kind, "required": required, **figures})
    return rows


class _Demanded:
    """What the rules demand of each branch in the month."""

    def __init__(self, reader: Reader, month: Month) -> None:
        self._month = month
        self.rules = {rule.event_kind: rule for rule in month.rulebook.meetings}
        self._bodies = {
            row["branch_id"]: BranchBodies(bool(row["has_committee"]), row["party_groups"])
            for row in reader.rows("report_branch_bodies", as_of=month.as_of.isoformat())
        }
        start, day_before = quarter_start(month.start).isoformat(), (month.start - timedelta(1)).isoformat()
        self._earlier = {
            (row["branch_id"], row["kind"]): row["done"]
            for row in reader.rows("report_events", start=start, as_of=day_before)
        }
        self._groups = {
            kind: group_meetings(reader, kind, month.start, month.as_of)
            for kind, rule in self.rules.items()
            if rule.body is Body.GROUP
        }

    def of(self, branch_id: int | None, kind: str) -> int:
        """Count what is required of a branch; nothing of the unit itself, nor of a kind without a rule."""
        if branch_id not in self._bodies or kind not in self.rules:
            return 0
        earlier = self._earlier.get((branch_id, kind), 0)
        return required_in_month(self.rules[kind], self._month.start, self._bodies[branch_id], held_earlier=earlier)

    def done(self, branch_id: int | None, kind: str, required: int, held: int) -> int:
        """Count what was held; while a group owes a meeting, those that another held beyond its own don't count."""
        if not required or kind not in self._groups or branch_id is None:
            return held
        owed = self._groups[kind][branch_id].lacking(self.rules[kind].times, held)
        return required - owed if owed else held
