"""The scanner on entry: whatever a command wrote is looked through before it is committed (privacy.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.data_classes import NUMBERED, data_class
from pbcli.db.titles import title_of
from pbcli.domain.errors import RuleForbids
from pbcli.domain.idnumber import scan
from pbcli.domain.privacy import SCANNED, DataClass
from pbcli.messages import N_, _
from pbcli.rulebook.privacy import topics_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.engine import Work


CLOSED = frozenset({("membership", "leave_reason")})
"""A term of a closed list that has one of the words that warn: 开除 is a way to leave, not a note on someone."""


def is_scanned(table: str, column: str) -> bool:
    """Tell whether people may type what they like into a column."""
    return data_class(table, column) in SCANNED and (table, column) not in NUMBERED | CLOSED


def judge(work: Work) -> list[str]:
    """Return what should be said of the texts that a unit of work wrote: those with words that warn.

    Raises RuleForbids, which names the field, for an ID, mobile or card number. What an undo puts back was judged once.
    """
    undoes, note = work.connection.execute(
        "SELECT undoes_id, note FROM operation WHERE id = ?", (work.operation_id,)
    ).fetchone()
    if undoes is not None:
        return []
    said: dict[str, None] = {}
    written = [*_written(work), *([(_("说明"), note, False)] if note else [])]
    for title, text, is_covered in written:
        refuse_numbers(text, title)
        said.update(dict.fromkeys(warnings(text, title, is_covered=is_covered)))
    return list(said)


def refuse_numbers(text: str, title: str) -> None:
    """Raise RuleForbids, which names the field, where a number of a person stands in a text."""
    for found in scan(text):
        raise RuleForbids("“{field}”里有{kind}，不能写进记录：请写人数或代号，不写号码。", field=title, kind=found.kind)


def warnings(text: str, title: str, *, is_covered: bool) -> list[str]:
    """Say of a text which private circumstances it speaks of; the words themselves aren't repeated."""
    said = (
        N_("“{field}”里写到了{topic}：最好只写做了什么，如“已转介心理老师”“已协助申请资助”。照记，平时遮盖不显示。")
        if is_covered
        else N_("“{field}”里写到了{topic}：这一项平时不遮盖，请不要写到具体的人。")
    )
    return [_(said, field=title, topic=topic) for topic in topics_of(text)]


def _written(work: Work) -> Iterator[tuple[str, str, bool]]:
    """Give the title and the new text of each field that may hold anything, and whether it will be covered."""
    for change in work.changes():
        before: dict[str, Any] = dict(change.before or {})
        for column, value in (change.after or {}).items():
            if isinstance(value, str) and value != before.get(column) and is_scanned(change.table, column):
                yield title_of(change.table, column), value, data_class(change.table, column) is DataClass.NOTE
