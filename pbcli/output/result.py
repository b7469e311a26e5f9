"""What a command hands to the output: columns and rows for a listing, sections for a report, how they are wanted.

Texts are translated already.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pbcli.values import dataclass

Kind = Literal[
    "text", "int", "money", "decimal", "day", "moment", "flag", "percent", "terms", "counts", "list", "records"
]
"""How a value is written. text str · int int · money whole fen, written in yuan · day ISO text · moment UTC ISO text ·
flag bool · percent (part, whole) · terms list of str · counts mapping of term to number · list of mappings ·
records list of mappings that `import` takes back: where there are cells, the text of a JSON array."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its machine key (stable, English), its title (in the user's language), how its values are written."""

    key: str
    title: str
    kind: Kind = "text"
    bar: bool = False
    """Draw a bar behind the figure on a terminal."""
    hidden: bool = False
    """Only in machine formats, or when asked for with --fields."""
    spare: bool = False
    """Left out, and said so, on a terminal that is too narrow for all columns; asked for with --fields it stays."""


@dataclass(frozen=True)
class Result:
    """A listing: one array of objects in JSON, one table elsewhere."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    notes: Sequence[str] = ()
    totals: Row | None = None
    """A last line for people; never in machine formats."""
    machine_headers: bool = False
    """Head a workbook with the machine keys instead of the titles: for papers that `import` takes back."""
    is_prose: bool = False
    """A screen shows no table but the sentence of each row (`sentence`) behind what leads it (`lead`)."""
    is_digest: bool = False
    """Plain text is laid out without the library of tables: a few lines of texts, read every day."""


@dataclass(frozen=True)
class Stream:
    """A listing whose rows come while they are read, once."""

    columns: Sequence[Column]
    rows: Iterable[Row]
    title: str = ""
    machine_headers: bool = False

    def collected(self) -> Result:
        """Read the rows to their end."""
        return Result(self.columns, list(self.rows), title=self.title, machine_headers=self.machine_headers)


@dataclass(frozen=True)
class Section:
    """A part of a report: a table of its own, under the key that it has in the report's data."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    totals: Row | None = None
    notes: Sequence[str] = ()
    empty: str = ""
    """What is said when there are no rows."""
    is_optional: bool = False
    """Left out where people read and there are no rows, unless --fields names it."""


@dataclass(frozen=True)
class Report:
    """A report: `data` is the one object of its JSON; the sections are what people read."""

    name: str
    title: str
    subtitle: str
    data: Row
    sections: Sequence[Section]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class View:
    """How the user wants to see it: format, fields, order, number, file."""

    format: str = "auto"
    fields: Sequence[str] = ()
    sort: Sequence[str] = ()
    limit: int | None = None
    output: str | None = None
    bom: bool = False
    fail_empty: bool = False


@dataclass(frozen=True)
class Labels:
    """The few words that output needs of its own, in the user's language; Chinese where the caller gives none."""

    total: str = "合计"
    yes: str = "是"
    no: str = "否"
    empty: str = "无"
    left_out: str = "屏幕窄，没有列出：{titles}（用 --fields 或 -f csv 看）。"
    language: str = "zh-CN"
    """The language's code, for a page's lang attribute."""


class OutputFault(Exception):
    """A wish about the form of the output that can't be met: a sentence with {values}, and what to do instead."""

    def __init__(self, message: str, /, *, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message
