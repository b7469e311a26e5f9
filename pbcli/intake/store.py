"""The records that an import compares with and writes: kept in memory, changed there, written out in one go at the end.

Nothing touches the database until `write`, so that a trial can be thrown away and begun anew without the bad rows.
Values are held as they are stored: days and moments ISO text, enumerations their terms, flags 0 or 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from pbcli.db.models import Record
    from pbcli.db.read import Reader

ORDER = (
    "branch", "branch_term", "party_group", "class", "class_head", "member", "id_number", "membership", "party_status",
    "post", "assignment", "contact", "follow_up", "event_kind", "event", "event_has_kind", "event_branch", "attendance",
    "resolution", "project", "project_person", "project_step", "project_extension", "dues_base", "dues_payment",
    "checklist_item", "checklist_progress", "checklist_postponement",
)  # fmt: skip
"""The tables that papers fill, each after those that it links to."""

SPANNED = frozenset({"contact", "follow_up"})
"""Tables of which only the days that the papers speak of are loaded."""


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

    def __init__(self, reader: Reader, *, days: tuple[str, str] = ("0001-01-01", "9999-12-31")) -> None:
        self._reader = reader
        self._days = {"first_day": days[0], "last_day": days[1]}
        self._rows: dict[str, dict[int, Kept]] = {}
        self._indexes: dict[tuple[str, str], dict[Any, list[Kept]]] = {}
        self._last_ids: dict[str, int] = {}

    def rows(self, table: str) -> dict[int, Kept]:
        """Return all records of a table by id, those of this import included."""
        if table not in self._rows:
            parameters = self._days if table in SPANNED else {}
            found = self._reader.rows(f"import_{table}", **parameters)
            self._rows[table] = {row["id"]: Kept(table, dict(row), is_new=False) for row in found}
        return self._rows[table]

    def where(self, table: str, column: str, value: Any) -> list[Kept]:
        """Return the records of a table that have a value in a column."""
        return self._index(table, column).get(value, [])

    def get(self, table: str, id_: int) -> Kept:
        """Return a record by its id."""
        return self.rows(table)[id_]

    def add(self, table: str, **values: Any) -> Kept:
        """Validate a new record and keep it. Raises RuleForbids that names the field."""
        checked = models()[table].check(id=self._next_id(table), **values)
        kept = Kept(table, {name: plain(value) for name, value in checked.items()}, is_new=True)
        self.rows(table)[kept.id] = kept
        for (indexed, column), places in self._indexes.items():
            if indexed == table:
                places[kept[column]].append(kept)
        return kept

    def revise(self, kept: Kept, changes: Mapping[str, Any]) -> bool:
        """Change fields of a record; tell whether any was different. Raises RuleForbids that names the field."""
        wanted = {name: plain(value) for name, value in changes.items()}
        different = {name: value for name, value in wanted.items() if kept[name] != value}
        if not different:
            return False
        checked = models()[kept.table].check(**(kept.values | different))
        different = {name: plain(checked[name]) for name in different}
        for (table, column), places in self._indexes.items():
            if table == kept.table and column in different:
                places[kept[column]].remove(kept)
                places[different[column]].append(kept)
        kept.values.update(different)
        kept.changes.update(different)
        return True

    def remove(self, kept: Kept) -> None:
        """Remove a record."""
        kept.is_removed = True
        for (table, column), places in self._indexes.items():
            if table == kept.table:
                places[kept[column]].remove(kept)
        if kept.is_new:
            del self._rows[kept.table][kept.id]

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all that was added, changed and removed, each table after those that it links to."""
        from pbcli.db.bulk import delete_row, insert_rows, update_row

        for table in reversed(ORDER):
            for kept in self._rows.get(table, {}).values():
                if kept.is_removed and not kept.is_new:
                    delete_row(connection, table, kept.id)
        for table in ORDER:
            living = [kept for kept in self._rows.get(table, {}).values() if not kept.is_removed]
            for kept in living:
                if kept.changes and not kept.is_new:
                    update_row(connection, table, kept.id, kept.changes)
            new = [kept.values for kept in living if kept.is_new]
            if new:
                insert_rows(connection, table, list(new[0]), new)

    def _index(self, table: str, column: str) -> dict[Any, list[Kept]]:
        key = (table, column)
        if key not in self._indexes:
            places: dict[Any, list[Kept]] = defaultdict(list)
            for kept in _living(self.rows(table).values()):
                places[kept[column]].append(kept)
            self._indexes[key] = places
        return self._indexes[key]

    def _next_id(self, table: str) -> int:
        if table not in self._last_ids:
            self._last_ids[table] = self._reader.value("import_last_id", table_name=table)
        self._last_ids[table] += 1
        return self._last_ids[table]


def _living(found: Iterable[Kept]) -> Iterator[Kept]:
    return (kept for kept in found if not kept.is_removed)


def models() -> dict[str, type[Record]]:
    """Return the models of the tables that papers fill."""
    if not _MODELS:
        from pbcli.db import models as declared

        for name in declared.__all__:
            model = getattr(declared, name)
            if getattr(model, "__tablename__", None) in ORDER:
                _MODELS[model.__tablename__] = model
    return _MODELS


_MODELS: dict[str, type[Record]] = {}
