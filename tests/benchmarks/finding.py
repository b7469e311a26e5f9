"""What a goal found: tables of what was measured, and each bound with the figure that it holds or misses."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bound:
    """A figure that may be at most so much; nothing where it could not be measured here.

    Where there is no such bound it is told for information.
    """

    what: str
    most: float | None
    found: float | None
    unit: str = "×"
    reason: str = ""

    @property
    def verdict(self) -> str:
        """The word for the closing table."""
        if self.found is None:
            return f"not run: {self.reason}"
        if self.most is None:
            return "for information"
        return "holds" if self.found <= self.most else "DOES NOT HOLD"

    @property
    def shown(self) -> Sequence[str]:
        """The bound's line of the closing table."""
        found = "—" if self.found is None else _figure(self.found, self.unit)
        most = "—" if self.most is None else _figure(self.most, self.unit)
        return (self.what, most, found, self.verdict)


@dataclass
class Finding:
    """The tables of a goal, as Markdown, and its bounds."""

    tables: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table; the first column is text, the others are figures unless they say words."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Write a command as Markdown has it."""
    return f"`{text}`"


def _figure(number: float, unit: str) -> str:
    return f"{number:.0f} {unit}" if number >= 100 or unit == "modules" else f"{number:.2f} {unit}"
