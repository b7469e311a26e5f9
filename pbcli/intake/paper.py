"""What a paper is once it is read: sheets of cells as they stand, whatever kind of file they came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as the file has it. An empty text is None."""

Line = tuple[Cell, ...]

DITTOS = frozenset({"〃", "″", "＂", '"', "”", "〃〃", "同上", "同　上", "同 上", "同前", "（同上）", "(同上)"})
"""Marks in the place of what stands above them."""


@dataclass(frozen=True)
class Sheet:
    """A sheet; row i is line i + 1 as a spreadsheet program counts. Merged ranges are filled."""

    name: str
    rows: Sequence[Line]
    """Those of a long text file are read anew each time."""


@dataclass(frozen=True)
class Paper:
    """A file that was handed in, read whole."""

    path: Path
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    """Names of hidden sheets, which are not read."""
