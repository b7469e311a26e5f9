"""What each Party group of a branch has held for itself (OL-03): two meetings of one group aren't another's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pbcli.domain.frequency import lacking_in_groups
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pbcli.db.read import Reader


@dataclass(frozen=True)
class GroupMeetings:
    """How often each group of a branch, by its name, has met in a stretch of time."""

    held: Mapping[str, int]

    def lacking(self, times: int, done: int) -> int:
        """Count what the groups still owe, where the branch has written so many of their meetings down in all."""
        return lacking_in_groups(times, self.held.values(), self._unnamed(done))

    def owing(self, times: int, done: int) -> list[str]:
        """Name the groups that still owe one; nobody knows where a meeting's group wasn't written down."""
        return [] if self._unnamed(done) else [name for name, count in self.held.items() if count < times]

    def _unnamed(self, done: int) -> int:
        return max(0, done - sum(self.held.values()))


def group_meetings(reader: Reader, kind: str, start: date, as_of: date) -> dict[int, GroupMeetings]:
    """Return, for each branch, what the groups that stand on a day have held of a kind since another."""
    held: dict[int, dict[str, int]] = defaultdict(dict)
    for row in reader.rows("report_groups", kind=kind, start=start.isoformat(), as_of=as_of.isoformat()):
        held[row["branch_id"]][row["party_group"]] = row["done"]
    return {branch_id: GroupMeetings(counts) for branch_id, counts in held.items()}
