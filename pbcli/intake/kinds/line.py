"""A row of a paper as its kind reads it: cells by field, each read once, faults with the column that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pbcli.domain.errors import RuleForbids
from pbcli.domain.idnumber import cover_numbers, scan
from pbcli.domain.unreadable import Unreadable
from pbcli.intake import cells
from pbcli.intake.days import clock_of_day
from pbcli.intake.exact import cell_rows, exact_text
from pbcli.intake.faults import Doubt
from pbcli.intake.headers import catalogue
from pbcli.intake.people import cell_names
from pbcli.intake.plan import BadRow, Outcome, SheetPlan
from pbcli.intake.texts import plain_text
from pbcli.intake.vocabulary import cell_term
from pbcli.intake.years import PaperTime
from pbcli.messages import N_, _
from pbcli.rulebook.privacy import topics_of

if TYPE_CHECKING:
    from pbcli.intake.store import Kept
    from pbcli.intake.told import Told

NO_TIME = PaperTime()

COVERED = "••••"
"""What an export that isn't unmasked has in the place of a text."""
_MASKED = N_("这是遮盖过的内容，不能读入；导出时用 --unmask。")
_NOTHING_TOLD: Mapping[str, Told] = MappingProxyType({})
_NO_SENTENCE = frozenset({"phone", "id_digest", "kinds", "number", "recorded_by"})
"""Fields read as they stand, in which nobody writes a sentence."""
_COVERED_KINDS = frozenset({"contacts", "members", "dues", "study", "talks"})
"""What is written in these about someone's private circumstances is covered wherever it is shown."""
_TOLD_COVERED = N_("里面写到了{topic}：最好只写做了什么。照记，平时遮盖不显示。")
_TOLD_PLAIN = N_("里面写到了{topic}：这一项平时不遮盖，请不要写到具体的人。")
_SAYS_NOTHING = frozenset({"base"})
"""What is masked there is passed over by the field's own kind."""

Value = TypeVar("Value")


class RowFault(Exception):
    """A row can't be taken: the field whose cell is at fault, and the sentence that says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Line:
    """One row of a paper."""

    __slots__ = ("number", "outcome", "plan", "raw", "sheet_branch", "told", "values", "when", "years")

    def __init__(
        self,
        plan: SheetPlan,
        number: int,
        values: Mapping[str, Any],
        raw: Sequence[Any],
        *,
        branch: Kept | None = None,
        time: PaperTime = NO_TIME,
        years: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.plan = plan
        self.number = number
        self.values = values
        self.raw = raw
        self.sheet_branch = branch
        self.when = time
        self.years = years
        self.told: Mapping[str, Told] = _NOTHING_TOLD
        """Fields that lines above the row tell."""
        self.outcome = Outcome.SAME

    def has(self, field: str) -> bool:
        """Tell whether the paper has a column for a field."""
        return field in self.plan.headers

    def header(self, field: str) -> str:
        """Return a field's header as the paper has it; of what a line above tells, where that stands."""
        told = self.told.get(field)
        if told is not None and told.row:
            return _("{label}（第 {row} 行）", label=told.label, row=told.row)
        return self.plan.headers.get(field, "")

    def is_blank(self, field: str) -> bool:
        """Tell whether nothing stands in a field's cell."""
        cell = self.values.get(field)
        return cell is None or (isinstance(cell, str) and not cell.strip())

    def read(self, field: str, reader: Callable[..., Value | None], *rest: Any, **named: Any) -> Value | None:
        """Read a field's cell, None where nothing stands in it. Raises RowFault."""
        cell = self.values.get(field)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        try:
            return reader(cell, *rest, **named)
        except (Unreadable, RuleForbids) as error:
            raise RowFault(field, _(error.message, **error.values)) from None

    def read_with_doubts(
        self, field: str, reader: Callable[..., Value | None], *rest: Any, **named: Any
    ) -> Value | None:
        """Read a field's cell, and note what was read with some doubt. Raises RowFault."""
        doubts: list[Doubt] = []
        value = self.read(field, reader, *rest, doubts=doubts, **named)
        for doubt in doubts:
            self.warn(field, _(doubt.message, **doubt.values))
        return value

    def need(self, field: str, value: Value | None) -> Value:
        """Return a value that must be there. Raises RowFault."""
        if value is None:
            raise RowFault(field, _("缺少“{field}”。", field=self.header(field) or self._title(field)))
        return value

    def _title(self, field: str) -> str:
        kind = catalogue().get(self.plan.kind)
        return kind.fields[field].title if kind is not None and field in kind.fields else field

    def is_exact(self, field: str) -> bool:
        """Tell whether the column was written by `export`: what stands in it is the field, and nothing is no value."""
        return self.plan.headers.get(field) == field

    def text(self, field: str) -> str | None:
        """Read a text; the numbers of people in it are covered, and what tells of private circumstances is noted.

        Raises RowFault for a text that was covered before it was written.
        """
        text = self.read(field, exact_text if self.is_exact(field) else cells.cell_text)
        if text is None or field in _NO_SENTENCE:
            return text
        if text == COVERED:
            raise RowFault(field, _(_MASKED))
        numbers = list(scan(text))
        for number in numbers:
            self.warn(field, _("里面有{kind}（末四位 {last4}），已遮盖。", kind=_(number.kind), last4=number.last4))
        for topic in topics_of(text):
            said = _TOLD_COVERED if self.plan.kind in _COVERED_KINDS else _TOLD_PLAIN
            self.warn(field, _(said, topic=topic))
        return cover_numbers(text) if numbers else text

    def name(self, field: str) -> str | None:
        """Read a name: of a person, a branch, a class, a thing."""
        if self.is_exact(field):
            return self.read(field, exact_text)
        return self.read(field, cells.cell_name)

    def rows(self, field: str) -> list[dict[str, Any]] | None:
        """Read what a record has many of, as `export` wrote it; None where the paper doesn't say. Raises RowFault."""
        known = catalogue()[self.plan.kind].fields[field].rows
        found = self.read(field, cell_rows, known)
        if any(value == COVERED for row in found or () for key, value in row.items() if key not in _SAYS_NOTHING):
            raise RowFault(field, _(_MASKED))
        return found

    def day(self, field: str) -> str | None:
        """Read a day, as ISO text."""
        when = self.when
        found: date | None = self.read_with_doubts(field, cells.cell_day, year=when.year_in, month=when.month)
        return None if found is None else found.isoformat()

    def count(self, field: str) -> int | None:
        """Read a whole number."""
        return self.read(field, cells.cell_count)

    def yuan(self, field: str) -> int | None:
        """Read an amount of money, in fen."""
        return self.read_with_doubts(field, cells.cell_yuan)

    def flag(self, field: str) -> bool | None:
        """Read 是 or 否."""
        return self.read(field, cells.cell_flag)

    def clock(self, field: str, *, day: str) -> str | None:
        """Read a time of day; where the paper has no column for it, from behind the day."""
        return self.time(field) if self.has(field) else clock_of_day(self.values.get(day))

    def time(self, field: str) -> str | None:
        """Read a time of day, "HH:MM"."""
        return self.read(field, cells.cell_time)

    def names(self, field: str) -> list[tuple[str, str | None]]:
        """Read the names in a cell, each with what stands in brackets behind it."""
        return list(self.read(field, cell_names) or ())

    def term(self, field: str, vocabulary: str) -> str | None:
        """Read a term of a closed list, by any of its synonyms."""
        return self.read_with_doubts(field, cell_term, vocabulary)

    def warn(self, field: str, sentence: str, *, is_suspect: bool = False) -> None:
        """Note something that a person should look at."""
        self.plan.remark(self.number, self.header(field), sentence, is_suspect=is_suspect)

    def fail(self, fault: RowFault) -> None:
        """Note that the row can't be taken; the plan repeats no number of a person."""
        self.outcome = Outcome.BAD
        value = self.values.get(fault.field)
        self.plan.bad.append(
            BadRow(
                self.plan.path,
                self.plan.sheet,
                self.number,
                self.header(fault.field),
                "" if value is None else cover_numbers(str(value)),
                cover_numbers(fault.reason),
                self.raw,
                tuple(self._told(field) for field in self.plan.told_elsewhere),
                self.plan.header_row,
            )
        )

    def _told(self, field: str) -> str:
        """Return a field's value that doesn't stand in the row's own columns."""
        told = plain_text(self.values.get(field))
        if not told and field == "branch" and self.sheet_branch is not None:
            return str(self.sheet_branch["name"])
        return told or str(getattr(self.when, field, None) or "")

    def changed(self) -> None:
        """Note that the row changes a kept record."""
        if self.outcome is Outcome.SAME:
            self.outcome = Outcome.CHANGED
