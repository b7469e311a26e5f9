"""The plain rows of a ledger of contacts: those that are new, and of which every cell is read without a doubt.

A ledger has the same words again and again: each is read once, by the same readers as in any other row (`contacts.py`),
and checked once, by the rule that the model has for its field. Of a row there is left to look the words up, and to see
whether the contact is kept already. Whatever isn't plain is left to the ordinary way, with all that it says of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.intake.kinds.base import MANY, branch_of, class_of
from pbcli.intake.kinds.contacts import LATER, Contacts, Standing, read_topic, too_many
from pbcli.intake.kinds.exported import member_of_line
from pbcli.intake.kinds.kept_contacts import told_topic
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.plan import SheetPlan
from pbcli.intake.store import columns_of, models, plain

if TYPE_CHECKING:
    from pbcli.intake.layout import Table
    from pbcli.intake.paper import Cell
    from pbcli.intake.store import Kept
    from pbcli.intake.years import PaperTime

_MOST_WORDS = 20_000
"""So many words of a column are remembered; then it begins anew, since words that never come again fill the memory."""

_NOT_PLAIN = object()
_UNKNOWN = object()

_FACTS: Mapping[str, Callable[[Line], Any]] = {
    "kind": lambda line: line.need("kind", line.term("kind", "contact_kinds")),
    "topic": lambda line: read_topic(line)[0],
    "topic_note": lambda line: line.text("topic_note"),
    "pupils": lambda line: line.count("pupils"),
    "problem": lambda line: line.text("problem"),
    "measure": lambda line: line.text("measure"),
    "start_time": lambda line: line.time("start_time"),
}
_MAKES_MORE = ("gift", "gift_money", "gift_source", "gift_all", "due_on", "closed_on", "result", "task", "follow_ups")
"""Fields that are read together, or make another record: a row with anything in them isn't plain."""

_NAMING = ("member", "branch", "member_born")


@dataclass
class _Column:
    """A column: where it stands in the paper, where its value goes, how it is read, and what was read so far."""

    name: str
    place: int
    target: str
    read: Callable[[Line], Any]
    words: dict[Any, Any] = field(default_factory=dict)


class PlainContacts:
    """Takes the plain rows of one sheet."""

    def __init__(self, contacts: Contacts, table: Table, plan: SheetPlan, branch: Kept | None, time: PaperTime) -> None:
        self._contacts = contacts
        self._context = contacts.context
        self._plan = plan
        self._trial = Line(
            SheetPlan(plan.path, plan.sheet, kind=plan.kind, headers=plan.headers), 0, {}, (), branch=branch, time=time
        )
        self._places = {one.field: one.index for one in table.columns if not one.ignored}
        self._width = max(self._places.values()) + 1
        names = columns_of("contact")
        (
            self._at_day, self._at_start, self._at_member, self._at_class, self._at_role, self._at_head, self._at_kind,
            self._at_topic, self._at_note, self._at_pupils, self._at_problem, self._at_measure,
        ) = map(names.index, (
            "occurred_on", "start_time", "member_id", "class_id", "role", "head_teacher", "kind", "topic", "topic_note",
            "pupils", "problem", "measure",
        ))  # fmt: skip
        readers = {**_FACTS, **LATER}
        self._words = [
            (found.place, names.index(name), found.words, found)
            for name, read in readers.items()
            if (found := self._column(name, name, read)) is not None
        ]
        readers = dict.fromkeys(_MAKES_MORE, _nothing) | {"needs_follow_up": _no_follow_up}
        self._more = [found for name, read in readers.items() if (found := self._column(name, "", read)) is not None]
        self._day = self._needed("occurred_on", self._read_day)
        self._class = self._needed("class", self._read_class)
        self._moment = self._column("recorded_at", "recorded_at", self._read_moment)
        self._people = [(name, self._places[name]) for name in _NAMING if name in self._places]
        self._naming = itemgetter(*(place for _name, place in self._people))
        self._members: dict[Any, Any] = {}
        self._is_frozen = not self._trial.is_exact("role"), not self._trial.is_exact("head_teacher")
        self._template: list[Any] = [None] * len(names)
        self._at_moment = names.index("recorded_at")
        self._template[self._at_moment] = plain(self._context.now)

    def take(self, number: int, cells: Sequence[Cell]) -> bool:
        """Take a row where it is plain; tell whether it was. Nothing is left of one that was not."""
        if len(cells) < self._width:
            cells = (*cells, *(None,) * (self._width - len(cells)))
        row = self._template.copy()
        if not self._fill(row, cells):
            return False
        day = self._value(self._day, cells[self._day.place])
        class_ = self._value(self._class, cells[self._class.place])
        member = self._member(cells)
        if day is _NOT_PLAIN or class_ is _NOT_PLAIN or member is _NOT_PLAIN or row[self._at_kind] is None:
            return False
        row[self._at_day], start = day
        if start is not None:
            row[self._at_start] = start
        row[self._at_member], row[self._at_class] = member.values["id"], class_.values["id"]
        if not self._is_dated(row, cells) or self._may_be_kept(row):
            return False
        self._add(number, row, member, class_)
        return True

    def _fill(self, row: list[Any], cells: Sequence[Cell]) -> bool:
        """Fill in what stands in the cells by itself; tell whether all of it was plain."""
        for place, target, words, column in self._words:
            cell = cells[place]
            if cell is None:
                continue
            value = words.get(cell, _UNKNOWN) if cell.__class__ is str else _UNKNOWN
            if value is _UNKNOWN:
                value = self._read(column, cell)
            if value is _NOT_PLAIN:
                return False
            row[target] = value
        for column in self._more:
            cell = cells[column.place]
            if cell is not None and self._value(column, cell) is _NOT_PLAIN:
                return False
        return True

    def _add(self, number: int, row: list[Any], member: Kept, class_: Kept) -> None:
        contacts, store = self._contacts, self._context.store
        standing = contacts.standing(row[self._at_day], member, class_)
        self._freeze(row, standing)
        row[0] = store.next_id("contact")
        store.add_plain("contact", row)
        contacts.kept.remember(self._plan, number, row[0])
        for name, sentence in standing.doubts:
            self._plan.remark(number, self._plan.headers.get(name, ""), sentence)
        if (more := too_many(row[self._at_pupils], class_)) is not None:
            self._plan.remark(number, self._plan.headers.get("pupils", ""), more)
        if store.pending >= MANY:
            self._context.write_out()

    def _freeze(self, row: list[Any], standing: Standing) -> None:
        """Freeze role and head teacher as they were on the day, unless the paper gives them."""
        role, head_teacher = self._is_frozen
        if role and row[self._at_role] is None:
            row[self._at_role] = standing.role
        if head_teacher and row[self._at_head] is None:
            row[self._at_head] = standing.head_teacher

    def _may_be_kept(self, row: list[Any]) -> bool:
        """Tell whether a record may have the facts of a row."""
        kept, day = self._contacts.kept, row[self._at_day]
        if kept.is_free(day):
            return False
        return kept.may_know(
            (
                day,
                row[self._at_member],
                row[self._at_class],
                row[self._at_kind],
                told_topic(row[self._at_topic], row[self._at_note]),
                row[self._at_pupils],
                row[self._at_problem],
                row[self._at_measure],
            )
        )

    def _is_dated(self, row: list[Any], cells: Sequence[Cell]) -> bool:
        """Put down when the row was recorded; tell whether the paper says so plainly, or nothing of it."""
        if self._moment is not None:
            moment = self._value(self._moment, cells[self._moment.place])
            if moment is _NOT_PLAIN:
                return False
            row[self._at_moment] = moment
        return True

    def _member(self, cells: Sequence[Cell]) -> Any:
        """Return the member whom a row names; where only the day tells which of several it is, that is not plain."""
        named = self._naming(cells)
        found = self._members.get(named)
        if found is None:
            if not all(cells[place] is None or isinstance(cells[place], str) for _name, place in self._people):
                return _NOT_PLAIN
            if len(self._members) >= _MOST_WORDS:
                self._members.clear()
            self._trial.values = {name: cells[place] for name, place in self._people}
            found = self._members[named] = self._tried(self._read_member)
        return found

    def _value(self, column: _Column, cell: Cell) -> Any:
        value = column.words.get(cell, _UNKNOWN) if cell.__class__ is str else _UNKNOWN
        return self._read(column, cell) if value is _UNKNOWN else value

    def _read(self, column: _Column, cell: Cell) -> Any:
        """Read a cell as the ordinary way does, and remember what came of it where it is a text."""
        self._trial.values = {column.name: cell}
        value = self._tried(column.read)
        if column.target and value is not None and value is not _NOT_PLAIN:
            try:
                value = plain(models()["contact"].check_field(column.target, value))
            except RuleForbids:
                value = _NOT_PLAIN
        if cell.__class__ is str:
            if len(column.words) >= _MOST_WORDS:
                column.words.clear()
            column.words[cell] = value
        return value

    def _tried(self, read: Callable[[Line], Any]) -> Any:
        """Read what stands in the trial's cells; what is refused, or read with a remark, isn't plain."""
        remarks = self._trial.plan.remarks
        try:
            value = read(self._trial)
        except RowFault:
            value = _NOT_PLAIN
        if remarks:
            remarks.clear()
            value = _NOT_PLAIN
        return value

    def _column(self, name: str, target: str, read: Callable[[Line], Any]) -> _Column | None:
        place = self._places.get(name)
        return None if place is None else _Column(name, place, target, read)

    def _needed(self, name: str, read: Callable[[Line], Any]) -> _Column:
        return _Column(name, self._places[name], "", read)

    def _read_day(self, line: Line) -> tuple[str, str | None]:
        day = line.need("occurred_on", line.day("occurred_on"))
        return day, None if line.has("start_time") else line.clock("start_time", day="occurred_on")

    def _read_class(self, line: Line) -> Kept:
        return class_of(self._context, line.need("class", line.name("class")))

    def _read_moment(self, line: Line) -> str:
        return str(plain(recorded_at(line, "recorded_at", self._context.now)))

    def _read_member(self, line: Line) -> Any:
        return member_of_line(self._context, line, branch=branch_of(self._context, line))


def _nothing(line: Line) -> Any:
    """Read a cell in which nothing may stand but blanks."""
    return None if all(line.is_blank(name) for name in line.values) else _NOT_PLAIN


def _no_follow_up(line: Line) -> Any:
    return _NOT_PLAIN if line.flag("needs_follow_up") else None
