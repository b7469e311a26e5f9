"""All that is kept on one person, for that person (个人信息保护法 art. 45): records, mentions, and history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.naming import links_of
from pbcli.db.texts import changes_linked, linked_rows, values_of
from pbcli.db.titles import COLUMN_TITLES, TABLE_TITLES, title_of
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.history import DERIVED, field_rows, list_operations, shown
from pbcli.services.privacy_scan import scanned_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from sqlite3 import Connection

    from pbcli.db.read import Reader, Row


def person_page(reader: Reader, member: Row, *, unmasked: bool = False) -> Report:
    """Return every record of a member, every text that names them, and every change of these that the journal has.

    Phone, ID number, bases of dues and texts on private circumstances are masked unless asked for.
    """
    connection = reader.connection
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, values in [("member", _own(connection, member["id"])), *linked_rows(connection, "member", member["id"])]:
        rows.setdefault(table, []).append(_shown(connection, table, values, unmasked=unmasked))
    mentions = list(_mentions(connection, member, unmasked=unmasked))
    history = _history(reader, member["id"], unmasked=unmasked)
    return Report(
        name="person",
        title=_("“{name}”的全部信息", name=member["name"]),
        subtitle=_("{branch}，编号 {id}", branch=member["branch"] or "", id=member["id"]),
        data={
            "report": "person",
            "id": member["id"],
            "name": member["name"],
            "unmasked": unmasked,
            "records": rows,
            "mentions": mentions,
            "history": history,
        },
        sections=[
            *(_records(table, rows[table]) for table in TABLE_TITLES if table in rows),
            _mentions_section(mentions),
            _history_section(history),
        ],
    )


def _own(connection: Connection, member_id: int) -> dict[str, Any]:
    cursor = connection.execute("SELECT * FROM member WHERE id = ?", (member_id,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _shown(connection: Connection, table: str, values: Mapping[str, Any], *, unmasked: bool) -> dict[str, Any]:
    """Write a record as people read it; what only the program needs is left out."""
    links = links_of(connection, table)
    return {"id": values["id"]} | {
        column: shown(connection, table, column, value, links, unmasked=unmasked)
        for column, value in values.items()
        if column not in DERIVED
    }


def _mentions(connection: Connection, member: Row, *, unmasked: bool) -> Iterator[dict[str, Any]]:
    """Find the texts in which the name stands; they may mean someone else of that name."""
    for table, columns in scanned_columns(connection).items():
        for row_id, column, value in values_of(connection, table, columns):
            if isinstance(value, str) and member["name"] in value and (table, row_id) != ("member", member["id"]):
                yield {
                    "table": table,
                    "record": title_of(table),
                    "id": row_id,
                    "field": column,
                    "title": title_of(table, column),
                    "text": shown(connection, table, column, value, {}, unmasked=unmasked),
                }


def _history(reader: Reader, member_id: int, *, unmasked: bool) -> list[dict[str, Any]]:
    """Give each change of a field of the member and of the records that link there, removed ones too."""
    changes = changes_linked(reader.connection, "member", member_id)
    operations = {row["id"]: row for row in list_operations(reader)}
    return [
        {"at": operation.get("at"), "actor": operation.get("actor"), "command": operation.get("command"), **row}
        for row in field_rows(reader.connection, changes, unmasked=unmasked)
        for operation in [operations.get(row["operation"], {})]
    ]


def _records(table: str, rows: list[dict[str, Any]]) -> Section:
    """List the records of a table: the fields that any of them has."""
    titles = COLUMN_TITLES[table]
    filled = [
        column for column in titles if column != "member_id" and any(row.get(column) not in {None, ""} for row in rows)
    ]
    if table == "member":
        facts = [{"title": title_of(table, column), "value": rows[0][column]} for column in filled]
        return Section("member", title_of(table), [Column("title", _("项目")), Column("value", _("内容"))], facts)
    columns = [Column("id", _("编号"), "int"), *(Column(column, title_of(table, column)) for column in filled)]
    return Section(table, title_of(table), columns, rows)


def _mentions_section(rows: list[dict[str, Any]]) -> Section:
    columns = [
        Column("record", _("记录")),
        Column("id", _("编号"), "int"),
        Column("title", _("字段")),
        Column("text", _("内容")),
    ]
    return Section("mentions", _("写到这个姓名的文字（可能是同名的人）"), columns, rows, empty=_("没有。"))


def _history_section(rows: list[dict[str, Any]]) -> Section:
    columns = [
        Column("operation", _("操作"), "int"),
        Column("at", _("时间"), "moment"),
        Column("actor", _("操作人")),
        Column("record", _("记录")),
        Column("id", _("编号"), "int"),
        Column("action", _("动作")),
        Column("title", _("字段")),
        Column("before", _("原值")),
        Column("after", _("新值")),
    ]
    return Section("history", _("变更记录"), columns, rows, empty=_("没有。"))
