"""Who changed what, when, from what to what; and taking it back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pbcli.db.journal import Change, changes_of, changes_to
from pbcli.db.naming import links_of, name_of
from pbcli.db.read import Reader, Row
from pbcli.db.schema import UNJOURNALLED
from pbcli.db.titles import TABLE_TITLES, title_of
from pbcli.db.undo import last_redoable, last_undoable, undo
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.domain.money import yuan
from pbcli.services.privacy_masks import covered
from pbcli.values import dataclass

if TYPE_CHECKING:
    import sqlite3

    from pbcli.db.engine import Work

DERIVED = frozenset({"id", "pinyin", "initials"})
"""Columns that follow from others, or that a person needn't see beside the record's number."""

ACTIONS = {"insert": "新增", "update": "修改", "delete": "删除"}
"""The closed list of what happens to a row; like every such list it has the same terms in every language."""

_FLAGS = frozenset(
    {
        ("unit", "keeps_id_numbers"),
        ("event_kind", "is_builtin"),
        ("evidence", "shows_pupils"),
        ("checklist_item", "is_long_term"),
    }
)


@dataclass(frozen=True)
class Undone:
    """An operation that was taken back: its number, its command, how many changes of rows it took."""

    id: int
    command: str
    changes: int


def take_back(work: "Work", operation_id: int | None) -> Undone:
    """Take back an operation, the last one that can be where none is named."""
    chosen = last_undoable(work.connection) if operation_id is None else operation_id
    if chosen is None:
        raise RuleForbids("没有可以撤销的操作。", hint="pbcli history")
    changes = undo(work, chosen)
    rows = work.reader.rows("operation_list", operation_id=chosen)
    return Undone(chosen, rows[0]["command"], changes)


def redo(work: "Work") -> Undone:
    """Do again the operation that was undone last, by taking back its undo. Gives it. Raises RuleForbids."""
    chosen = last_redoable(work.connection)
    if chosen is None:
        raise RuleForbids("没有可以重做的操作。", hint="pbcli history")
    changes = undo(work, chosen)
    redone = work.reader.rows("operation_list", operation_id=chosen)[0]["undoes_id"]
    command = work.reader.rows("operation_list", operation_id=redone)[0]["command"]
    return Undone(redone, command, changes)


def list_operations(reader: Reader) -> list[Row]:
    """Give the operations, newest first: what each changed, and whether it was taken back."""
    undone_by = _undone_by(reader)
    found: dict[int, dict[str, Any]] = {}
    for row in reader.iterate("operation_list", operation_id=None):
        operation = found.setdefault(
            row["id"],
            {name: row[name] for name in ("id", "at", "actor", "command", "undoes_id", "note")}
            | {"tables": [], "changes": 0, "undone_by": undone_by.get(row["id"])},
        )
        if row["table_name"] is not None:
            title = title_of(row["table_name"])
            operation["tables"] += [] if title in operation["tables"] else [title]
            operation["changes"] += row["changes"]
    return list(found.values())


def _undone_by(reader: Reader) -> Mapping[int, int]:
    """Give for each operation that isn't in force the one that took it back; an undo may itself be undone."""
    undos = reader.rows("operation_undo")
    undone: dict[int, int] = {}
    for undo_row in reversed(undos):
        # An undo is later than what it undoes, so that the latest are settled first.
        if undo_row["id"] not in undone:
            undone.setdefault(undo_row["undoes_id"], undo_row["id"])
    return undone


def operation_fields(reader: Reader, operation_id: int) -> tuple[Row, Sequence[Row]]:
    """Give an operation and the fields that it changed. Raises UnknownName."""
    operation = next((row for row in list_operations(reader) if row["id"] == operation_id), None)
    if operation is None:
        raise UnknownName("没有编号为 {id} 的操作。", id=operation_id, hint="pbcli history")
    return operation, field_rows(reader.connection, changes_of(reader.connection, operation_id))


def record_fields(reader: Reader, table: str, row_id: int) -> list[Row]:
    """Give each change of a field of one record, oldest first, with who made it and when. Raises UnknownName."""
    changes = changes_to(reader.connection, table, row_id)
    if not changes:
        raise UnknownName("“{title}”里没有编号为 {id} 的记录。", title=title_of(table), id=row_id, hint="pbcli history")
    operations = {row["id"]: row for row in list_operations(reader)}
    return [
        row | {name: operations.get(row["operation"], {}).get(name) for name in ("at", "actor", "command")}
        for row in field_rows(reader.connection, changes)
    ]


def find_record(reader: Reader, table: str, name: str) -> tuple[str, int]:
    """Give the table and the id that are meant: by number, or by name where the table's records have one."""
    chosen = find_table(table)
    if name.isdecimal():
        return chosen, int(name)
    from pbcli.services import lookup
    from pbcli.services.brand_listing import brand_named
    from pbcli.services.checklist_listing import item_named

    finders = {
        "branch": lookup.find_branch,
        "brand": brand_named,
        "checklist_item": item_named,
        "class": lookup.find_class,
        "member": lookup.find_member,
        "project": lookup.find_project,
    }
    if chosen not in finders:
        raise UnknownName("“{title}”的记录没有名称，请写编号。", title=title_of(chosen), hint="pbcli history")
    return chosen, int(finders[chosen](reader, name)["id"])


def find_table(text: str) -> str:
    """Give the table that is meant by its name or its title. Raises UnknownName."""
    tables = {table: title for table, title in TABLE_TITLES.items() if table not in UNJOURNALLED}
    for table, title in tables.items():
        if text.lower() in (table, title):
            return table
    raise UnknownName("没有叫“{name}”的表，可用：{tables}。", name=text, tables="、".join(tables), hint="pbcli history")


def field_rows(
    connection: "sqlite3.Connection", changes: Sequence[Change], *, unmasked: bool = False
) -> list[dict[str, Any]]:
    """Give a row for each field that differs before and after: record, field, old and new value as people read them."""
    return [row for change in changes for row in _fields(connection, change, unmasked=unmasked)]


def _fields(connection: "sqlite3.Connection", change: Change, *, unmasked: bool) -> Iterator[dict[str, Any]]:
    before, after = change.before or {}, change.after or {}
    links = links_of(connection, change.table)
    for field in {**before, **after}:
        if field in DERIVED or before.get(field) == after.get(field):
            continue
        yield {
            "operation": change.operation_id,
            "table": change.table,
            "record": title_of(change.table),
            "id": change.row_id,
            "name": name_of(connection, change.table, change.row_id) or "",
            "action": ACTIONS[change.action],
            "field": field,
            "title": title_of(change.table, field),
            **{
                side: shown(connection, change.table, field, image.get(field), links, unmasked=unmasked)
                for side, image in (("before", before), ("after", after))
            },
        }


def shown(
    connection: "sqlite3.Connection",
    table: str,
    field: str,
    value: Any,
    links: Mapping[str, str],
    *,
    unmasked: bool = False,
) -> str:
    """Write a stored value as people read it; a link as the name of what it links to; masked by its class of data."""
    if value is None:
        return ""
    if field in links:
        return name_of(connection, links[field], value) or str(value)
    if (table, field) in _FLAGS:
        return "是" if value else "否"
    cover = None if unmasked else covered(table, field, value)
    if cover is not None:
        return cover
    return yuan(value) if field.endswith(("_fen", "_hundredths")) else str(value)
