"""Several records at once: written out as a sheet of texts, and what was changed in it read back and applied.

A sheet holds the fields that `edit` of its area takes, each as people write it, behind the id and what the record is
about. Only cells that differ are applied, all of them or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.db.naming import links_of
from pbcli.db.titles import title_of
from pbcli.domain.errors import Conflict, PbcliError, RuleForbids
from pbcli.domain.money import read_yuan, yuan
from pbcli.domain.study import hours_text
from pbcli.messages import _
from pbcli.services.edit_sheets_kinds import Sort, editor_of
from pbcli.services.privacy_masks import HIDDEN, covered
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period


@dataclass(frozen=True)
class Edit:
    """What a sheet changes in one record: for each field its text before and after."""

    id: int
    about: str
    cells: Mapping[str, tuple[str, str]]


def headers(sort: Sort) -> list[str]:
    """Return the headers of a sheet: the id, what tells a record, the fields."""
    about = (name.rpartition(".") for name in sort.about)
    told = [title_of(table or sort.table, column) for table, _dot, column in about]
    return [_("编号"), *told, *(title_of(sort.table, name) for name in sort.fields)]


def field_title(sort: Sort, name: str) -> str:
    """Return the title of a field of a sort."""
    return title_of(sort.table, name)


def rows_of(reader: Reader, sort: Sort, period: Period | None = None) -> dict[int, list[str]]:
    """Return the rows of a sheet by their ids, each a text for each header; of a period where the sort has days."""
    links = {
        column: links_of(reader.connection, table or sort.table).get(column)
        for table, _dot, column in (name.rpartition(".") for name in sort.about)
    }
    names: dict[tuple[str, int], str] = {}
    found = {}
    for row in _stored(reader, sort, period):
        about = [
            str(row[column]) if table is None else _name(reader, names, table, row[column])
            for column, table in links.items()
        ]
        found[row["id"]] = [str(row["id"]), *about, *(written(sort.table, name, row[name]) for name in sort.fields)]
    return found


def _stored(reader: Reader, sort: Sort, period: Period | None) -> Iterable[Row]:
    first, last = (str(period.start), str(period.end)) if period else ("0001-01-01", "9999-12-31")
    if sort.table == "contact":
        every = dict.fromkeys(("id", "member_id", "class_id", "branch_id", "kind"))
        return reader.iterate("contact_list", start=first, end=last, **every)
    if sort.table in {"follow_up", "resolution"}:
        return reader.iterate(f"edit_{sort.table}", start=first, end=last)
    if sort.table == "dues_payment":
        return reader.iterate("dues_payment_list", first=first[:7], last=last[:7], id=None, member_id=None)
    rows = reader.iterate(f"import_{sort.table}")
    if period is None or not sort.is_dated:
        return rows
    return (row for row in rows if first <= row["occurred_on"] <= last)


def _name(reader: Reader, names: dict[tuple[str, int], str], table: str, row_id: int | None) -> str:
    from pbcli.db.naming import name_of

    if row_id is None:
        return ""
    if (table, row_id) not in names:
        names[table, row_id] = name_of(reader.connection, table, row_id) or str(row_id)
    return names[table, row_id]


def written(table: str, column: str, value: Any) -> str:
    """Write a stored value as a person types it; what is masked elsewhere is masked here."""
    if value is None:
        return ""
    cover = covered(table, column, value)
    if cover is not None:
        return cover
    if column.endswith("_hundredths"):
        return hours_text(value)
    return yuan(value) if column.endswith("_fen") else str(value)


def edits_in(sort: Sort, sheet: Sequence[Sequence[Any]], before: Mapping[int, Sequence[str]]) -> list[Edit]:
    """Return what a sheet changes. Raises RuleForbids for a row that is new, twice there or changed in what tells it.

    Rows that are left out stay as they are.
    """
    wanted = headers(sort)
    from pbcli.intake.texts import plain_text

    lines = [[plain_text(cell).strip() for cell in line] for line in sheet]
    lines = [line for line in lines if any(line)]
    if not lines or [cell for cell in lines[0] if cell] != wanted:
        raise RuleForbids("表头要是：{headers}。", headers="、".join(wanted), hint="pbcli edit --help")
    edits = []
    seen: set[int] = set()
    for line in lines[1:]:
        cells = [*line, *[""] * (len(wanted) - len(line))]
        if not cells[0].isdecimal() or int(cells[0]) not in before or int(cells[0]) in seen:
            raise RuleForbids("编号“{id}”不在这张表的记录里，或写了两次。", id=cells[0], hint="pbcli edit --help")
        seen.add(int(cells[0]))
        edit = _edit(sort, cells, before[int(cells[0])])
        if edit.cells:
            edits.append(edit)
    return edits


def _edit(sort: Sort, cells: Sequence[str], before: Sequence[str]) -> Edit:
    told = 1 + len(sort.about)
    if list(cells[:told]) != list(before[:told]):
        raise RuleForbids(
            "编号 {id} 的“{title}”不能在这里改。",
            id=cells[0],
            title="、".join(headers(sort)[1:told]),
            hint="pbcli edit --help",
        )
    changed = {
        name: (old, new)
        for name, old, new in zip(sort.fields, before[told:], cells[told:], strict=False)
        if new != old.strip()
    }
    for name, (_old, new) in changed.items():
        if HIDDEN in new:
            raise RuleForbids(
                "编号 {id} 的“{title}”里还有遮盖的内容，要整格重写。", id=cells[0], title=title_of(sort.table, name)
            )
    first = before[told] if sort.is_dated or not sort.about else before[told + 1]
    return Edit(int(cells[0]), " ".join(filter(None, (first, *before[1:told]))), changed)


def apply(work: Work, sort: Sort, edits: Sequence[Edit], *, today: date) -> list[str]:
    """Apply the edits, all in one step; return what should be known. Raises Conflict for a record changed meanwhile."""
    now = rows_of(work.reader, sort)
    told = 1 + len(sort.about)
    notes: list[str] = []
    for edit in edits:
        row = dict(zip(sort.fields, now.get(edit.id, [])[told:], strict=False))
        if any(row.get(name) != old for name, (old, _new) in edit.cells.items()):
            raise Conflict("编号 {id}（{about}）在这期间被改过。", id=edit.id, about=edit.about, hint="pbcli edit")
        try:
            changes = {name: _value(sort.table, name, new) for name, (_old, new) in edit.cells.items()}
            notes += editor_of(sort.table)(work, edit.id, today, changes)
        except PbcliError as fault:
            fault.add_note(_("编号 {id}", id=edit.id))
            raise
    return notes


def _value(table: str, name: str, text: str) -> Any:
    """Read a cell as its column holds it. Raises UsageFault, RuleForbids."""
    from pbcli.db.models.base import DayType, TermType
    from pbcli.domain.dates import read_date
    from pbcli.intake.store import model_of

    column = model_of(table).__table__.columns[name]  # type: ignore[attr-defined]
    if not text:
        if not column.nullable:
            raise RuleForbids("“{field}”不能为空。", field=title_of(table, name))
        return None
    kind = column.type
    if isinstance(kind, DayType):
        from datetime import date

        return read_date(text, today=date.min) if text[:4].isdecimal() else _refused(table, name, text)
    if name == "month" or name.endswith(("_fen", "_hundredths")):
        return read_yuan(text) if name.endswith("_fen") else _as_in_papers(table, name, text)
    if isinstance(kind, TermType):
        terms = {term.value: term for term in kind.terms}
        return terms[text] if text in terms else _refused(table, name, text)
    if kind.python_type is int:
        return int(text) if text.isdecimal() else _refused(table, name, text)
    return text


def _as_in_papers(table: str, name: str, text: str) -> Any:
    """Read hours (3, 1.5, 90分钟) or a month (2026-10, 2026年10月) as a paper has them. Raises RuleForbids."""
    from pbcli.intake.cells import CellFault, cell_hours
    from pbcli.intake.days import cell_month

    try:
        if name != "month":
            return cell_hours(text)
        year, month = cell_month(text) or (None, 0)
    except CellFault:
        return _refused(table, name, text)
    return f"{year:04d}-{month:02d}" if year else _refused(table, name, text)


def _refused(table: str, name: str, text: str) -> Any:
    raise RuleForbids("“{field}”不能是“{value}”。", field=title_of(table, name), value=text)
