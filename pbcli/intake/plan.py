"""The plan of an import: what each sheet is, what became of its rows, and what a person should look at."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pbcli.intake.told import Told


class Outcome(Enum):
    """What a row does to the records."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True)
class Remark:
    """Something in a paper that a person should look at; the row is taken all the same."""

    path: Path
    sheet: str
    row: int
    header: str
    sentence: str
    is_suspect: bool = False
    """疑似更正: the row is new, but differs from a kept record in one identifying fact only."""


@dataclass(frozen=True)
class BadRow:
    """A row that can't be taken: where it stands, which column, what stands there, and why."""

    path: Path
    sheet: str
    row: int
    header: str
    value: str
    reason: str
    raw: Sequence[Any] = ()
    told: Sequence[str] = ()
    """The values of the fields that are told elsewhere, in their order."""
    header_row: int = 0
    """The line of its table's header."""


@dataclass
class SheetPlan:
    """What is known of one table of a sheet: its kind, its columns, what becomes of its rows."""

    path: Path
    sheet: str
    kind: str = ""
    header_row: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """The header of each field's column, as the paper has it, or the label of what a line above tells."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Fields that lines above the header tell."""
    unknown_headers: Sequence[str] = ()
    unused_headers: Sequence[str] = ()
    """Columns that are known, but say nothing that is kept."""
    skipped: str = ""
    """Why the sheet was passed over."""
    counts: Counter[Outcome] = field(default_factory=Counter)
    remarks: dict[tuple[str, str, bool], array[int]] = field(default_factory=dict)
    """What was remarked: the header, the sentence, whether it marks a suspect; and the rows that it says it of."""
    bad: list[BadRow] = field(default_factory=list)
    header_cells: Sequence[str] = ()
    """The header of every column as it stands, "" where there is none."""
    heading: Sequence[str] = ()
    """What stands above the header, then the names of sheet and file."""
    told_elsewhere: Sequence[str] = ()
    """Fields that the rows don't give themselves, but the sheet's name, its title or a line above or between does."""

    def remark(self, row: int, header: str, sentence: str, *, is_suspect: bool = False) -> None:
        """Note something about a row: a long ledger has the same remark for thousands."""
        rows = self.remarks.get((header, sentence, is_suspect))
        if rows is None:
            rows = self.remarks[header, sentence, is_suspect] = array("I")
        rows.append(row)

    def all_remarks(self) -> list[Remark]:
        """Give each remark on each row, in the order of the rows."""
        found = (Remark(self.path, self.sheet, row, *said) for said, rows in self.remarks.items() for row in rows)
        return sorted(found, key=attrgetter("row"))


@dataclass
class Plan:
    """What an import does, sheet by sheet, in the order in which the papers were named."""

    sheets: list[SheetPlan]
    is_refused: bool = False
    """Whether nothing is written because of bad rows."""
    operation: int | None = None
    """The operation that wrote it; none where nothing changed."""
    rejected: Sequence[Path] = ()
    """The files that the bad rows were put into."""
    backup: Path | None = None
    """The backup made before many records changed."""

    @property
    def bad(self) -> list[BadRow]:
        """All rows that can't be taken."""
        return [row for sheet in self.sheets for row in sheet.bad]

    @property
    def remarks(self) -> list[Remark]:
        """All that a person should look at."""
        return [remark for sheet in self.sheets for remark in sheet.all_remarks()]

    @property
    def grouped_remarks(self) -> list[tuple[Remark, Sequence[int]]]:
        """The remarks that say the same of several rows of a sheet, suspects first: the first, and the rows."""
        groups = [
            (Remark(sheet.path, sheet.sheet, rows[0], *said), rows)
            for sheet in self.sheets
            for said, rows in sheet.remarks.items()
        ]
        return sorted(groups, key=lambda group: not group[0].is_suspect)

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is new and nothing has changed."""
        return not any(sheet.counts[Outcome.NEW] or sheet.counts[Outcome.CHANGED] for sheet in self.sheets)

    def counts(self) -> dict[str, Counter[Outcome]]:
        """Count the rows of each kind by what becomes of them."""
        found: dict[str, Counter[Outcome]] = {}
        for sheet in self.sheets:
            if sheet.kind:
                found.setdefault(sheet.kind, Counter()).update(sheet.counts)
        return found
