"""The history as sentences: who, when, by which command, what from what to what. Values are masked as everywhere."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from pbcli.db.journal import changes_of, changes_to, count_by_kind, first_change
from pbcli.db.titles import title_of
from pbcli.db.undo import SCHEMA_COMMAND
from pbcli.domain.clock import on_the_wall
from pbcli.domain.errors import UnknownName
from pbcli.messages import N_, _
from pbcli.services.history import DERIVED, list_operations
from pbcli.services.history_records import Names, told_by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pbcli.db.journal import Change
    from pbcli.db.read import Reader, Row

FEW = 3
"""So many changes of records are told one by one in the list of operations; more are counted."""

MOST = 200
"""So many changes of one operation are told one by one where that operation is asked for; more are counted."""

COUNTED = {"insert": N_("新增 {counts}"), "update": N_("修改 {counts}"), "delete": N_("删除 {counts}")}
TOLD = {"insert": N_("登记了{record}"), "delete": N_("删除了{record}")}
TOLD_WHOLE = {"insert": N_("登记了{record}：{fields}"), "delete": N_("删除了{record}：{fields}")}


def tell_operations(reader: Reader, limit: int | None) -> list[Row]:
    """Return a sentence for each operation, newest first, so many of them; `lead` is its number."""
    operations = list_operations(reader)
    commands = {row["id"]: row for row in operations}
    names = Names(reader.connection)
    return [
        {"lead": row["id"], "sentence": _told(row, commands, _done(names, row))} for row in islice(operations, limit)
    ]


def tell_operation(reader: Reader, operation_id: int) -> tuple[list[Row], bool]:
    """Return what an operation did, with all that changed, and whether that is all of it. Raises UnknownName.

    Few changes are one sentence; of more, their numbers are told, then each; of too many the numbers alone.
    """
    operations = {row["id"]: row for row in list_operations(reader)}
    if operation_id not in operations:
        raise UnknownName("没有编号为 {id} 的操作。", id=operation_id, hint="pbcli history")
    row, names = operations[operation_id], Names(reader.connection)
    changes = changes_of(reader.connection, operation_id) if row["changes"] <= MOST else []
    each = [tell_change(names, change, whole=True) for change in changes]
    if row["changes"] <= FEW:
        return [{"lead": operation_id, "sentence": _told(row, operations, each)}], True
    told = _told(row, operations, _counts(names, operation_id))
    every = [{"lead": None, "sentence": _sentence(one)} for one in each]
    return [{"lead": operation_id, "sentence": told}, *every], row["changes"] <= MOST


def tell_record(reader: Reader, table: str, row_id: int) -> list[Row]:
    """Return a sentence for each change of a record, oldest first, by its operation's number. Raises UnknownName."""
    changes = changes_to(reader.connection, table, row_id)
    if not changes:
        raise UnknownName("“{title}”里没有编号为 {id} 的记录。", title=title_of(table), id=row_id, hint="pbcli history")
    operations = {row["id"]: row for row in list_operations(reader)}
    names = Names(reader.connection)
    told: list[Row] = []
    for owner, own in groupby(changes, key=lambda change: change.operation_id):
        what = _joined(tell_change(names, change, whole=True) for change in own)
        operation = operations.get(owner or 0)
        past = _sentence(_("有人在本程序之外{what}", what=what))
        told.append({"lead": owner, "sentence": past if operation is None else _told(operation, operations, [what])})
    return told


def _told(operation: Row, operations: Mapping[int, Row], done: Sequence[str]) -> str:
    """Return one operation's sentence from what it did."""
    at, actor, command = on_the_wall(operation["at"]), operation["actor"], operation["command"]
    if command.startswith(f"{SCHEMA_COMMAND} "):
        return _("{at} 程序把数据库的结构建到版本 {number}。", at=at, number=command.partition(" ")[2])
    note = (operation["note"] or "").removesuffix("。")
    what = [_taken_back(operation["undoes_id"], operations), *done, note if not done else ""]
    # A name in Latin letters needs a blank before the Chinese that follows.
    words = N_("{at} {actor} 用 {command} {what}") if actor[-1:].isascii() else N_("{at} {actor}用 {command} {what}")
    said = _sentence(_(words, at=at, actor=actor, command=command, what=_joined(what)))
    if note and done:
        said += _("说明：{note}。", note=note)
    if operation["undone_by"] is not None:
        said += _("后来由操作 {id} 撤销了。", id=operation["undone_by"])
    return said


def _taken_back(undone: int | None, operations: Mapping[int, Row]) -> str:
    """Say which operation was taken back; taking back an undo does again what that had undone."""
    if undone is None:
        return ""
    earlier = operations[undone]
    again = earlier["undoes_id"]
    if again is None:
        return _("撤销了操作 {id}（{command}）", id=undone, command=earlier["command"])
    command = operations[again]["command"]
    return _("撤销了操作 {undo} 的撤销，又做了操作 {id}（{command}）", undo=undone, id=again, command=command)


def _done(names: Names, operation: Row) -> list[str]:
    """Say what an operation changed: few changes one by one, many counted, what a purge took away by its note."""
    if title_of("redaction") in operation["tables"] or not operation["changes"]:
        return []
    if operation["changes"] > FEW:
        chief = _chief(names, operation["id"])
        return [*chief, *_counts(names, operation["id"], without_first=bool(chief))]
    return [tell_change(names, change) for change in changes_of(names.connection, operation["id"])]


def _counts(names: Names, operation_id: int, *, without_first: bool = False) -> list[str]:
    """Count what an operation changed, by what happened and by table; without the first kind, where that is told."""
    counted = count_by_kind(names.connection, operation_id)
    if without_first:
        del counted[next(iter(counted))]
    told = []
    for action, sentence in COUNTED.items():
        counts = [f"{title_of(table)} {n}" for (own, table), n in counted.items() if own == action]
        if counts:
            told.append(_(sentence, counts=_("、").join(counts)))
    return told


def _chief(names: Names, operation_id: int) -> list[str]:
    """Say what the only record of its kind became that an operation wrote first, as a meeting before its attendance."""
    if next(iter(count_by_kind(names.connection, operation_id).values())) > 1:
        return []
    first = first_change(names.connection, operation_id)
    return [] if first is None else [tell_change(names, first)]


def tell_change(names: Names, change: Change, *, whole: bool = False) -> str:
    """Say what happened to one record; with `whole` all that a new or a removed one held."""
    if change.action == "update":
        return _updated(names, change)
    image = change.after or change.before or {}
    record = names.record(change.table, change.row_id, image)
    fields = [
        _("{field} {value}", field=title_of(change.table, column), value=value)
        for column in image
        if column not in {*DERIVED, *told_by_name(change.table)}
        and (value := names.value(change.table, column, image[column]))
    ]
    if not fields or not (whole or change.table == "setting"):
        return _(TOLD[change.action], record=record)
    return _(TOLD_WHOLE[change.action], record=record, fields=_("，").join(fields))


def _updated(names: Names, change: Change) -> str:
    before, after = change.before or {}, change.after or {}
    record = names.record(change.table, change.row_id, before)
    moved = [name for name in {**before, **after} if name not in DERIVED and before.get(name) != after.get(name)]
    values = [
        {
            "field": title_of(change.table, name),
            "before": names.value(change.table, name, before.get(name)),
            "after": names.value(change.table, name, after.get(name)),
        }
        for name in moved
    ]
    if len(values) == 1:
        return _(_one(values[0]), record=record, **values[0])
    fields = _("，").join(_(_of_several(one), **one) for one in values)
    return _("修改了{record}：{fields}", record=record, fields=fields)


def _one(value: Mapping[str, str]) -> str:
    """Choose the words for the only field that changed."""
    if value["before"] == value["after"]:
        return N_("改了{record}的{field}（遮盖不显示）")
    if not value["before"]:
        return N_("给{record}填上{field} {after}")
    return (
        N_("把{record}的{field}从 {before} 改为 {after}")
        if value["after"]
        else N_("清空了{record}的{field}（原为 {before}）")
    )


def _of_several(value: Mapping[str, str]) -> str:
    """Choose the words for one of several fields."""
    if value["before"] == value["after"]:
        return N_("{field}改了（遮盖不显示）")
    if not value["before"]:
        return N_("{field}填上 {after}")
    return N_("{field}从 {before} 改为 {after}") if value["after"] else N_("{field}清空（原为 {before}）")


def _joined(parts: Iterable[str]) -> str:
    return _("；").join(part for part in parts if part)


def _sentence(text: str) -> str:
    return _("{text}。", text=text)
