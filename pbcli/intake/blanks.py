"""Tells cells that hold no value: empty ones, marks and words for nothing, and what was masked before."""

import math
import re

from pbcli.domain.figures import narrow
from pbcli.intake.paper import Cell

NOTHING = re.compile(r"[-—–―−‐_/／\\、.。…·~～*＊×]*|无|暂无|没有|待定|未定|不详|空|n/?a|null|none|nan|待补|待填|缺")


def is_nothing(cell: Cell) -> bool:
    """Tell whether a cell says that there is nothing: empty, 无, —, /, 待定."""
    return cell is None or (isinstance(cell, str) and NOTHING.fullmatch(narrow(cell)) is not None)


def is_masked(text: str) -> bool:
    """Tell whether a text was masked before it was written, so that it is no value."""
    return "*" in text or "••" in text


def is_finite(cell: float) -> bool:
    """Tell whether a number is one that can be counted with."""
    return isinstance(cell, int) or math.isfinite(cell)
