"""The records that an import compares with and writes: kept in memory, changed there, written out from time to time.

Contacts come by the hundred thousand. They and their follow-ups are looked up one by one, and after `write` they are
forgotten; all other tables are loaded whole when first asked for, and stay. Whoever writes before all is known rolls
back, so that a trial can be thrown away and begun anew without the bad rows. Values are held as they are stored: days
and moments ISO text, enumerations their terms, flags 0 or 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pbcli.db.recording import MOMENTS, moments_to_set

if TYPE_CHECKING:
    import sqlite3

    from pbcli.db.models import Record
    from pbcli.db.read import Reader

ORDER = (
    "branch", "branch_term", "party_group", "class", "class_head", "member", "id_number", "membership", "party_status",
    "post", "assignment", "contact", "follow_up", "event_kind", "event", "event_has_kind", "event_branch", "attendance",
    "resolution", "issuing_office", "project", "project_person", "project_step", "project_extension", "project_change",
    "project_expert", "project_outcome", "project_money", "project_material", "dues_base", "dues_payment",
    "checklist_item", "checklist_progress", "checklist_postponement", "brand", "brand_goal", "brand_milestone",
    "brand_person", "brand_step", "brand_link", "study", "talk", "school_term", "evidence_file", "evidence",
)  # fmt: skip
"""The tables that papers fill, each after those that it links to."""

Block = tuple[tuple[str, ...], Sequence[Sequence[Any]]]
"""Columns, and rows of values in their order."""

LOOSE = {"contact": "id", "follow_up": "contact_id"}
"""Tables that are never loaded whole, each with the column by which its rows are looked up."""


class Kept:
    """One record: its values as stored, and whether it is new, changed or removed by this import."""

    __slots__ = ("changes", "is_new", "is_removed", "table", "values")

    def __init__(self, table: str, values: dict[str, Any], *, is_new: bool) -> None:
        self.table = table
        self.values = values
        self.is_new = is_new
        self.is_removed = False
        self.changes: dict[str, Any] = {}

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    @property
    def id(self) -> int:
        """The record's id; a new record has its own already."""
        return int(self.values["id"])


def plain(value: Any) -> Any:
    """Return a value as it is stored."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return value


class Store:
    """All tables that papers fill, loaded when first asked for."""

    def __init__(self, reader: Reader, now: datetime) -> None:
        self.reader = reader
        self.now = now
        """When what the papers say of a day is written down, where they don't say it themselves."""
        self.pending = 0
        """How many records were added, changed or removed since the last writing."""
        self._rows: dict[str, dict[int, Kept]] = {}
        self._indexes: dict[tuple[str, str], dict[Any, list[Kept]]] = {}
        self._last_ids: dict[str, int] = {}
        self._looked_up: dict[str, set[int]] = {table: set() for table in LOOSE}
        self._plain: dict[str, list[Block]] = {}
        self._written: int | None = None
        """The greatest id of a contact that stands in the database: no row there belongs to a later one."""

    def rows(self, table: str) -> dict[int, Kept]:
        """Return all records of a table by id, those of this import included; of a loose one, those looked up."""
        if table not in self._rows:
            found = () if table in LOOSE else self.reader.iterate(f"import_{table}")
            self._rows[table] = {row["id"]: Kept(table, dict(row), is_new=False) for row in found}
        return self._rows[table]

    def where(self, table: str, column: str, value: Any) -> list[Kept]:
        """Return the records of a table that have a value in a column; in a loose table, in its own column."""
        if table in LOOSE:
            self._look_up(table, value)
        return self._index(table, column).get(value, [])

    def get(self, table: str, id_: int) -> Kept:
        """Return a record by its id."""
        if LOOSE.get(table) == "id":
            self._look_up(table, id_)
        return self.rows(table)[id_]

    def last_id(self, table: str) -> int:
        """Return the greatest id that a table has given so far, this import's included."""
        if table not in self._last_ids:
            self._last_ids[table] = int(self.reader.value("import_last_id", table_name=table))
        return self._last_ids[table]

    @property
    def held(self) -> int:
        """How many records wait to be written, or were looked up in loose tables."""
        return self.pending + sum(map(len, self._looked_up.values()))

    def add_plain(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Keep new records of a loose table that nobody will look up before they are written.

        Their values stand in the order of the columns, begin with ids of `next_ids`, and were checked one by one.
        """
        self._plain.setdefault(table, []).append((tuple(columns), rows))
        self.pending += len(rows)

    def add(self, table: str, **values: Any) -> Kept:
        """Validate a new record and keep it. Raises RuleForbids that names the field."""
        values |= moments_to_set(table, {}, values, self.now)
        checked = model_of(table).check(id=self.next_id(table), **values)
        self.pending += 1
        kept = Kept(table, {name: plain(value) for name, value in checked.items()}, is_new=True)
        self.rows(table)[kept.id] = kept
        for (indexed, column), places in self._indexes.items():
            if indexed == table:
                places[kept[column]].append(kept)
        return kept

    def revise(self, kept: Kept, changes: Mapping[str, Any]) -> bool:
        """Change fields of a record; tell whether any was different. Raises RuleForbids that names the field."""
        wanted = {name: plain(value) for name, value in changes.items()} | self._moments(kept, changes)
        different = {name: value for name, value in wanted.items() if kept[name] != value}
        if not different:
            return False
        self.pending += 1
        checked = model_of(kept.table).check(**(kept.values | different))
        different = {name: plain(checked[name]) for name in different}
        for (table, column), places in self._indexes.items():
            if table == kept.table and column in different:
                places[kept[column]].remove(kept)
                places[different[column]].append(kept)
        kept.values.update(different)
        kept.changes.update(different)
        return True

    def _moments(self, kept: Kept, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return when the days of a record were written down: what is known of it stays, whatever the papers say."""
        own = MOMENTS.get(kept.table)
        if own is None:
            return {}
        known = {moment: kept[moment] or changes.get(moment) for moment in own.values()}
        found = known | moments_to_set(kept.table, kept.values, {**kept.values, **changes, **known}, self.now)
        return {moment: plain(value) for moment, value in found.items()}

    def remove(self, kept: Kept) -> None:
        """Remove a record."""
        self.pending += 1
        kept.is_removed = True
        for (table, column), places in self._indexes.items():
            if table == kept.table:
                places[kept[column]].remove(kept)
        if kept.is_new:
            del self._rows[kept.table][kept.id]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all that was added, changed and removed since the last time, tables after those that they link to."""
        from pbcli.db.bulk import delete_row, update_row

        for table in reversed(ORDER):
            for kept in [one for one in self._rows.get(table, {}).values() if one.is_removed]:
                delete_row(connection, table, kept.id)
                del self._rows[table][kept.id]
        for table in ORDER:
            new = []
            for kept in self._rows.get(table, {}).values():
                if kept.is_new:
                    new.append(kept.values)
                elif kept.changes:
                    update_row(connection, table, kept.id, kept.changes)
                kept.is_new, kept.changes = False, {}
            self._insert(connection, table, new)
        self._forget_loose()
        self._written = None
        self.pending = 0

    def _insert(self, connection: sqlite3.Connection, table: str, new: list[dict[str, Any]]) -> None:
        from pbcli.db.bulk import insert_lists, insert_rows

        blocks = self._plain.pop(table, None)
        if blocks is not None:
            insert_lists(connection, table, *_joined(table, blocks, new))
        elif new:
            insert_rows(connection, table, list(new[0]), new)

    def _forget_loose(self) -> None:
        """Forget what is written of the loose tables: it is looked up again where it is needed."""
        for table in LOOSE:
            self._rows.pop(table, None)
            self._looked_up[table].clear()
        self._indexes = {key: places for key, places in self._indexes.items() if key[0] not in LOOSE}

    def _look_up(self, table: str, value: int) -> None:
        """Bring the rows of a loose table that have a value in its own column into memory, where there are any."""
        if self._written is None:
            self._written = int(self.reader.value("import_last_id", table_name="contact"))
        if value in self._looked_up[table] or value > self._written:
            return
        self._looked_up[table].add(value)
        for row in self.reader.rows(f"import_{table}", **{LOOSE[table]: value}):
            kept = Kept(table, dict(row), is_new=False)
            if self.rows(table).setdefault(kept.id, kept) is kept:
                for (indexed, column), places in self._indexes.items():
                    if indexed == table:
                        places[kept[column]].append(kept)

    def _index(self, table: str, column: str) -> dict[Any, list[Kept]]:
        key = (table, column)
        if key not in self._indexes:
            places: dict[Any, list[Kept]] = defaultdict(list)
            for kept in _living(self.rows(table).values()):
                places[kept[column]].append(kept)
            self._indexes[key] = places
        return self._indexes[key]

    def next_id(self, table: str) -> int:
        """Return an id that no row of a table ever had."""
        return self.next_ids(table, 1)[0]

    def next_ids(self, table: str, count: int) -> range:
        """Return so many ids that no row of a table ever had."""
        first = (self._last_ids.get(table) or self.last_id(table)) + 1
        self._last_ids[table] = first + count - 1
        return range(first, first + count)


def _joined(
    table: str, blocks: Sequence[Block], new: Iterable[Mapping[str, Any]]
) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return the rows of blocks and single ones by ascending ids, with the columns that they have in common."""
    columns = blocks[0][0]
    singles = list(new)
    if singles or any(names != columns for names, _rows in blocks):
        columns = tuple(columns_of(table))
    rows: list[Sequence[Any]] = [[row[name] for name in columns] for row in singles]
    for names, block in blocks:
        if names == columns:
            rows += block
        else:
            values = dict(zip(names, zip(*block, strict=True), strict=True))
            rows += zip(*(values.get(name, repeat(None, len(block))) for name in columns), strict=True)
    return columns, sorted(rows, key=itemgetter(0))


def _living(found: Iterable[Kept]) -> Iterator[Kept]:
    return (kept for kept in found if not kept.is_removed)


def columns_of(table: str) -> list[str]:
    """Return the columns of a table that papers fill, in their order, the id first."""
    return list(model_of(table).model_fields)


@cache
def model_of(table: str) -> type[Record]:
    """Return the model of a table; no other table than those that the papers fill is declared."""
    from pbcli.db import models

    return models.model_of(table)
