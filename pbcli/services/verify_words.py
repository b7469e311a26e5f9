"""What `db verify` found, in words: which record, by its name; which field; what it is, and what the journal has."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

from pbcli.db.journal import changes_to
from pbcli.db.naming import NAME_COLUMNS
from pbcli.db.titles import title_of
from pbcli.messages import N_, _
from pbcli.services.history import DERIVED
from pbcli.services.history_records import CALLED, Names
from pbcli.services.history_sentences import tell_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SAID = {
    "lost": N_("{record}不见了，变更记录里没有删除"),
    "unknown": N_("{record}没有变更记录，不是本程序加进来的"),
    "order": N_("{record}的“{column}”在两次变更之间被改过"),
}
"""What is said of a record where its values don't matter."""


def in_words(connection: sqlite3.Connection, found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings with a sentence that names the record; of one that can't be read what it says stays."""
    names = Names(connection)
    seen: Counter[tuple[str, int]] = Counter()
    told = []
    for row in found:
        # The second change past the program of one record is the second that the journal has of it.
        place = seen[row["table"], row["id"]]
        seen[row["table"], row["id"]] += row["kind"] == "unsealed"
        try:
            better = _told(names, row, place) if row["table"] in CALLED else {}
        except (ValueError, TypeError, sqlite3.Error):  # a damaged image must not stop the check
            better = {}
        told.append({**row, **better})
    return told


def _told(names: Names, row: Mapping[str, Any], place: int) -> dict[str, Any]:
    table, row_id, column = row["table"], row["id"], row["column"]
    changes = changes_to(names.connection, table, row_id)
    if row["kind"] == "unsealed":
        change = [one for one in changes if one.operation_id is None][place]
        before, after = change.before or {}, change.after or {}
        moved = [name for name in before if name in after and name not in DERIVED and before[name] != after[name]]
        said = _("有人在本程序之外{what}", what=tell_change(names, change))
        return {"finding": said, "column": moved[0] if moved else None}
    record, title = _record(names, table, row_id), title_of(table, column or "")
    if row["kind"] in SAID:
        return {"finding": _(SAID[row["kind"]], record=record, column=title)}
    now = names.value(table, column, names.image(table, row_id).get(column))
    then = names.value(table, column, (changes[-1].after or {}).get(column))
    if now == then:
        return {"finding": _("{record}的“{column}”与变更记录不符（遮盖不显示）", record=record, column=title)}
    nothing = _("空")
    values = {"now": now or nothing, "then": then or nothing}
    said = _(
        "{record}的“{column}”与变更记录不符：现在是 {now}，变更记录里是 {then}", record=record, column=title, **values
    )
    return {"finding": said}


def _record(names: Names, table: str, row_id: int) -> str:
    """Call a record by its name, and by its number too, since another one may bear the name."""
    record = names.record(table, row_id)
    return _("{record}（编号 {id}）", record=record, id=row_id) if table in NAME_COLUMNS else record
