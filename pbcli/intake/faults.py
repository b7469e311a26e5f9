"""What is wrong or doubtful about a cell: a sentence that is translated where it is shown."""

import re
from dataclasses import dataclass, field
from typing import Any

from pbcli.domain.unreadable import Unreadable
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text

_LONG_NUMBER = re.compile(r"\d(?:[\d\s]{9,})[\dXx]")
MOST_SHOWN = 40


class CellFault(Unreadable):
    """A cell that can't be read as its field: the row is bad."""


@dataclass(frozen=True)
class Doubt:
    """Something about a cell that was read with some doubt; the row is good."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)


Doubts = list[Doubt]
"""Where a reader of cells puts what it doubted."""


def shown(cell: Cell) -> str:
    """Write a cell into a sentence: cut, on one line, and without the digits of a number that tells a person."""
    text = " ".join(plain_text(cell).split())
    text = _LONG_NUMBER.sub(lambda found: "…" + found[0][-4:], text)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
