"""What a record has many of, as `export` writes it: each row is known again by some of its columns, or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pbcli.intake import cells
from pbcli.intake.kinds.base import Context, added, find_branch, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _


def take_rows(
    context: Context,
    line: Line,
    table: str,
    owner: Mapping[str, int],
    wanted: Iterable[Mapping[str, Any]],
    *,
    known_by: Sequence[str],
) -> None:
    """Bring the rows of a table that belong to an owner up to the wanted ones. Raises RowFault.

    The n-th wanted row with the same values in `known_by` is the n-th kept one; kept rows that aren't wanted stay.
    """
    (column, id_) = next(iter(owner.items()))
    kept: dict[tuple[Any, ...], list[Kept]] = {}
    for row in context.store.where(table, column, id_):
        kept.setdefault(tuple(row[name] for name in known_by), []).append(row)
    for values in wanted:
        alike = kept.get(tuple(values[name] for name in known_by))
        if alike:
            revised(context, line, alike.pop(0), values)
        else:
            added(context, line, table, {}, **owner, **values)
            line.changed()


def membership_rows(context: Context, line: Line, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the columns of memberships, their branches and groups looked up. Raises RowFault."""
    found = []
    for row in rows:
        branch = find_branch(context, str(row["branch"]))
        if branch is None:
            raise RowFault("memberships", _("没有叫“{name}”的党支部。", name=row["branch"]))
        group = None if row["group"] is None else group_of(context, line, branch, row["group"])
        columns = {name: value for name, value in row.items() if name not in {"branch", "group"}}
        found.append(columns | {"branch_id": branch.id, "party_group_id": None if group is None else group.id})
    return found


def group_of(context: Context, line: Line, branch: Kept, name: str) -> Kept:
    """Return the Party group of a branch, a new one where it has none of that name."""
    for group in context.store.where("party_group", "branch_id", branch.id):
        if group["name"] == name:
            return group
    return added(context, line, "party_group", {"党小组": "party_group"}, branch_id=branch.id, name=name)


def with_fen(field: str, row: dict[str, Any], **columns: str) -> dict[str, Any]:
    """Return an exported row with its money as fen, under the columns that keep it. Raises RowFault."""
    rest = {key: value for key, value in row.items() if key not in columns}
    try:
        return rest | {column: cells.cell_yuan(row[key]) for key, column in columns.items()}
    except cells.CellFault as fault:
        raise RowFault(field, _(fault.message, **fault.values)) from None
