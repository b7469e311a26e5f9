"""Records that are known again by what they say alone: the n-th equal row of a sheet is the n-th such record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pbcli.intake.kinds.line import Line
from pbcli.intake.store import Kept


class SpokenOf:
    """Which records the rows of each sheet have spoken of: another sheet may speak of them again."""

    def __init__(self) -> None:
        self._ids: dict[tuple[Path, str], set[int]] = defaultdict(set)

    def next_of(self, line: Line, alike: Iterable[Kept]) -> Kept | None:
        """Return the first of some records of which no row of the sheet spoke yet; None where there is none left."""
        for kept in alike:
            if kept.id not in self._of(line):
                self.add(line, kept)
                return kept
        return None

    def add(self, line: Line, kept: Kept) -> None:
        """Note that a row of the sheet spoke of a record."""
        self._of(line).add(kept.id)

    def _of(self, line: Line) -> set[int]:
        return self._ids[line.plan.path, line.plan.sheet]
