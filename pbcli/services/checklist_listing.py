"""Checklists, reading: the items as they stand on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.checklists import ItemDays, is_open, is_overdue, is_responsible, item_state
from pbcli.domain.enums import ChecklistKind
from pbcli.domain.errors import AmbiguousName, UnknownName
from pbcli.domain.figures import is_digits
from pbcli.services.lateness import lateness
from pbcli.services.stored import unknown

if TYPE_CHECKING:
    from pbcli.db.read import Reader, Row
    from pbcli.domain.enums import ChecklistState

_KINDS = list(ChecklistKind)
_MOST_DIGITS = 18
"""An id has no more: the database keeps whole numbers of 64 bits."""


def list_items(
    reader: Reader,
    *,
    day: date,
    kind: ChecklistKind | None = None,
    branch_id: int | None = None,
    state: ChecklistState | None = None,
    responsible: str | None = None,
    only_open: bool = False,
    only_overdue: bool = False,
) -> list[dict[str, Any]]:
    """Return the items of the checklists, each with its state on a day and what else follows from it."""
    rows = reader.iterate("checklist_list", day=day.isoformat(), id=None, kind=kind, branch_id=branch_id)
    found = sorted((_whole(row, day) for row in rows), key=lambda row: _KINDS.index(row["kind"]))
    return [
        row
        for row in found
        if (state is None or row["state"] == state)
        and (responsible is None or is_responsible(responsible, row["responsible"]))
        and (not only_open or row["open"])
        and (not only_overdue or row["days_overdue"])
    ]


def find_item(reader: Reader, item_id: int, *, day: date) -> dict[str, Any]:
    """Return one item as the listing has it. Raises UnknownName."""
    row = reader.one("checklist_list", day=day.isoformat(), id=item_id, kind=None, branch_id=None)
    if row is None:
        raise unknown("checklist_item", item_id)
    return _whole(row, day)


def item_named(reader: Reader, text: str) -> Row:
    """Return the item that is meant by its id, or by its list and its number there: 整改清单/3, 整改/3.

    Raises UnknownName or AmbiguousName.
    """
    kind, slash, number = (part.strip() for part in text.replace("／", "/").partition("/"))
    if slash:
        kinds = [known for known in ChecklistKind if kind in known]
        found = [row for known in kinds for row in reader.rows("checklist_named", id=None, kind=known, number=number)]
    else:
        id_ = int(kind) if is_digits(kind) and len(kind) <= _MOST_DIGITS else None
        found = list(reader.rows("checklist_named", id=id_, kind=None, number=None))
    if len(found) > 1:
        candidates = "、".join(f"{row['kind']}/{row['number']}" for row in found)
        raise AmbiguousName(
            "“{name}”可指：{candidates}。", name=text, candidates=candidates, hint="pbcli checklist list"
        )
    if not found:
        raise UnknownName("没有“{name}”这项清单事项。", name=text, hint="pbcli checklist list")
    return found[0]


def _whole(row: Row, day: date) -> dict[str, Any]:
    """Add to a row what follows from it on a day."""
    days = ItemDays.of(row)
    late = (day - date.fromisoformat(row["due_on"])).days if is_overdue(days, day.isoformat()) else None
    return {
        **row,
        "is_long_term": bool(row["is_long_term"]),
        "state": item_state(days, day.isoformat()),
        "open": is_open(days, day.isoformat()),
        "days_overdue": late,
        **lateness(row["raised_on"], row["recorded_at"]),
        **lateness(row["struck_off_on"], row["struck_off_recorded_at"], prefix="struck_off_"),
    }
