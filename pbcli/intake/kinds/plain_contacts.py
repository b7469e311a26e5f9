"""The plain rows of a ledger of contacts: those that are new, and of which every cell is read without a doubt.

A ledger has the same words again and again: each is read once, by the same readers as in any other row (`contacts.py`),
and checked once, by the rule that the model has for its field. Of the rows there is left to look the words up, a column
at a time, and to see whether the contacts are kept already. Whatever isn't plain is left to the ordinary way, with all
that it says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.intake.kinds.base import MANY, branch_of, class_of
from pbcli.intake.kinds.contacts import LATER, Contacts, Standing, read_kind, read_topic, too_many
from pbcli.intake.kinds.exported import member_of_line
from pbcli.intake.kinds.kept_contacts import told_topic
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.kinds.words import NOT_PLAIN, Column
from pbcli.intake.plan import Outcome, SheetPlan
from pbcli.intake.store import columns_of, model_of, plain

if TYPE_CHECKING:
    from pbcli.intake.layout import Table
    from pbcli.intake.paper import Cell
    from pbcli.intake.paper import Line as Cells
    from pbcli.intake.store import Kept
    from pbcli.intake.years import PaperTime

_READERS: Mapping[str, Callable[[Line], Any]] = {
    "kind": read_kind,
    "topic": lambda line: read_topic(line)[0],
    "topic_note": lambda line: line.text("topic_note"),
    "pupils": lambda line: line.count("pupils"),
    "problem": lambda line: line.text("problem"),
    "measure": lambda line: line.text("measure"),
    "start_time": lambda line: line.time("start_time"),
    **LATER,
}
_TEXTS = frozenset(
    {"topic_note", "problem", "measure", "place", "pupil_code", "outcome", "referred_to", "evidence", "note"}
)
"""Fields that are read as texts: what people write in their own words."""
_MAKES_MORE = ("gift", "gift_money", "gift_source", "gift_all", "due_on", "closed_on", "result", "task", "follow_ups")
"""Fields that are read together, or make another record: a row with anything in them isn't plain."""
_NAMING = ("member", "branch", "member_born")


class PlainContacts:
    """Takes the plain rows of one sheet."""

    def __init__(self, contacts: Contacts, table: Table, plan: SheetPlan, branch: Kept | None, time: PaperTime) -> None:
        self._contacts = contacts
        self._context = contacts.context
        self._plan = plan
        self._trial = Line(
            SheetPlan(plan.path, plan.sheet, kind=plan.kind, headers=plan.headers), 0, {}, (), branch=branch, time=time
        )
        self._rows = table.rows
        self._places = {one.field: one.index for one in table.columns if not one.ignored}
        self._width = max(self._places.values()) + 1
        self._columns = list(self._make_columns())
        self._naming = [name for name in _NAMING if name in self._places]
        self._named = Column("member_id", self._read_named)
        self._order = columns_of("contact")

    def take(self, numbers: Sequence[int], rows: Sequence[Cells], otherwise: Callable[[int, Cells], None]) -> None:
        """Take the plain ones of some rows; hand each other one on in its turn, with its number."""
        odd: set[int] = set()
        found = self._read_rows(rows, odd)
        odd |= self._perhaps_kept(found, odd)
        start = 0
        for place in (*sorted(odd), len(rows)):
            if start < place:
                part = found if not odd else {name: values[start:place] for name, values in found.items()}
                self._add(numbers[start:place], part)
            if place < len(rows):
                otherwise(numbers[place], rows[place])
            start = place + 1

    def _make_columns(self) -> Iterator[tuple[str, Column]]:
        """Give the columns of the paper that are read each by itself, with the field that stands in each."""
        alone: dict[str, Callable[[Line], Any]] = dict.fromkeys(_MAKES_MORE, _nothing)
        alone |= {"needs_follow_up": _no_follow_up}
        targets = [("", name, read) for name, read in alone.items()]
        targets += [(name, name, read) for name, read in _READERS.items()]
        targets += [("occurred_on", "occurred_on", _read_day), ("class_id", "class", self._read_class)]
        targets += [("recorded_at", "recorded_at", self._read_moment)]
        if "start_time" not in self._places:
            targets += [("start_time", "occurred_on", _read_clock)]
        for target, field, read in targets:
            if field in self._places:
                checked = target if field in _READERS else ""
                yield field, Column(target, partial(self._read_cell, field, read, checked), is_text=field in _TEXTS)

    def _read_rows(self, rows: Sequence[Cells], odd: set[int]) -> dict[str, list[Any]]:
        """Read the cells, a column at a time, into values of records; rows that aren't plain are added to `odd`."""
        lengths = set(map(len, rows))
        if min(lengths, default=self._width) < self._width:
            rows = [(*cells, *(None,) * (self._width - len(cells))) for cells in rows]
        if lengths and max(lengths) > self._rows.width:
            odd.update(place for place, cells in enumerate(rows) if self._rows.is_slipped(cells))
        cells = {field: list(map(itemgetter(place), rows)) for field, place in self._places.items()}
        found = {column.target: column.values(cells[field], odd) for field, column in self._columns}
        named = list(zip(*(cells[field] for field in self._naming), strict=True))
        found["member_id"] = self._named.values(named, odd)
        return found

    def _perhaps_kept(self, found: Mapping[str, list[Any]], odd: Collection[int]) -> set[int]:
        """Return the places of the other rows of which a record may have the facts."""
        kept = self._contacts.kept
        busy = {day for day in set(found["occurred_on"]) if day is not NOT_PLAIN and kept.may_know(day)}
        if not busy:
            return set()
        topics: Iterable[Any] = found.get("topic", repeat(None))
        if "topic_note" in found:
            topics = map(told_topic, topics, found["topic_note"])
        first = [found[name] for name in ("occurred_on", "member_id", "class_id", "kind")]
        rest = [found.get(name, repeat(None)) for name in ("pupils", "problem", "measure")]
        keys = zip(*first, topics, *rest, strict=False)
        return kept.known_among((at, key) for at, key in enumerate(keys) if key[0] in busy and at not in odd)

    def _add(self, numbers: Sequence[int], found: dict[str, list[Any]]) -> None:
        """Add a record for each of some rows."""
        store, count = self._context.store, len(numbers)
        asked = zip(found["occurred_on"], found["member_id"], found["class_id"], strict=True)
        standings = self._contacts.standings(asked)
        ids = store.next_ids("contact", count)
        values = {
            "recorded_at": [plain(self._context.now)] * count,
            **found,
            "id": ids,
            "role": self._frozen("role", found, [one.role for one in standings]),
            "head_teacher": self._frozen("head_teacher", found, [one.head_teacher for one in standings]),
        }
        names = [name for name in self._order if name in values]
        store.add_plain("contact", names, list(zip(*(values[name] for name in names), strict=True)))
        self._contacts.kept.remember(self._plan, numbers, ids[0])
        self._plan.counts[Outcome.NEW] += count
        self._remark(numbers, standings, found.get("pupils") or [None] * count)
        if store.pending >= MANY:
            self._context.write_out()

    def _frozen(self, name: str, found: Mapping[str, list[Any]], standing: list[Any]) -> list[Any]:
        """Return what a field was on the day, unless the paper gives it."""
        given = found.get(name)
        if given is None or self._trial.is_exact(name):
            return standing if given is None else given
        return [then if value is None else value for value, then in zip(given, standing, strict=True)]

    def _remark(self, numbers: Sequence[int], standings: Sequence[Standing], pupils: Sequence[int | None]) -> None:
        """Say what is odd about rows, but may be."""
        headers = self._plan.headers
        for number, standing, count in zip(numbers, standings, pupils, strict=True):
            if not standing.doubts and (count is None or count <= standing.most):
                continue
            for name, sentence in standing.doubts:
                self._plan.remark(number, headers.get(name, ""), sentence)
            if (more := too_many(count, standing)) is not None:
                self._plan.remark(number, headers.get("pupils", ""), more)

    def _read_cell(self, field: str, read: Callable[[Line], Any], checked: str, cell: Cell) -> Any:
        """Read a cell as the ordinary way does, and check what is kept of it by the rule of its column."""
        self._trial.values = {field: cell}
        value = self._tried(read)
        if checked and value is not None and value is not NOT_PLAIN:
            try:
                return plain(model_of("contact").check_field(checked, value))
            except RuleForbids:
                return NOT_PLAIN
        return value

    def _read_named(self, cells: tuple[Cell, ...]) -> Any:
        """Return the id of the member of a name; where only the day tells which of several it is, that is not plain."""
        if not all(cell is None or isinstance(cell, str) for cell in cells):
            return NOT_PLAIN
        self._trial.values = dict(zip(self._naming, cells, strict=True))
        return self._tried(self._read_member)

    def _tried(self, read: Callable[[Line], Any]) -> Any:
        """Read what stands in the trial's cells; what is refused, or read with a remark, isn't plain."""
        remarks = self._trial.plan.remarks
        try:
            value = read(self._trial)
        except RowFault:
            value = NOT_PLAIN
        if remarks:
            remarks.clear()
            value = NOT_PLAIN
        return value

    def _read_class(self, line: Line) -> int:
        return class_of(self._context, line.need("class", line.name("class"))).id

    def _read_moment(self, line: Line) -> str:
        return str(plain(recorded_at(line, "recorded_at", self._context.now)))

    def _read_member(self, line: Line) -> int:
        return member_of_line(self._context, line, branch=branch_of(self._context, line)).id


def _read_day(line: Line) -> str:
    return line.need("occurred_on", line.day("occurred_on"))


def _read_clock(line: Line) -> str | None:
    return line.clock("start_time", day="occurred_on")


def _nothing(line: Line) -> Any:
    """Read a cell in which nothing may stand but blanks."""
    return None if all(line.is_blank(name) for name in line.values) else NOT_PLAIN


def _no_follow_up(line: Line) -> Any:
    return NOT_PLAIN if line.flag("needs_follow_up") else None
