"""Rows of a ledger that are known by their number: changing, removing, listing and showing them is one for all."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader
    from pbcli.services.changed import Changed


def renamed(changes: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the changes under the names of the columns, where an option is called otherwise."""
    return {columns.get(name, name): value for name, value in changes.items()}


def change_row(
    state: State, row_id: int, said: str, change: "Callable[[Work, int], Changed]", *, dry_run: bool
) -> None:
    """Change a row, or remove it; the sentence has {id} and {name}."""
    with state.change(dry_run=dry_run) as work:
        changed = change(work, row_id)
    acknowledge(state, changed, _(said, id=changed.id, name=changed.name), dry_run=dry_run)


def remove_row(
    state: State,
    row_id: int,
    asked: str,
    said: str,
    *,
    name: "Callable[[Reader, int], str]",
    remove: "Callable[[Work, int], Changed]",
    yes: bool,
    dry_run: bool,
) -> None:
    """Remove a row after asking; the question and the sentence have {id} and {name}."""
    with state.read() as reader:
        called = name(reader, row_id)
    state.confirm(_(asked, id=row_id, name=called), yes=yes or dry_run)
    change_row(state, row_id, said, remove, dry_run=dry_run)


def list_of_people(
    state: State,
    view: View,
    rows_of: Callable[..., Sequence[Mapping[str, Any]]],
    *,
    columns: Sequence[Column],
    title: str,
    period: str | None,
    branch: str | None,
    member: str | None,
) -> None:
    """List the rows of a period, of a branch or a member where one is named; the title has {period}."""
    from pbcli.services import lookup

    with state.read() as reader:
        wanted = state.period(period, reader)
        whose = {"member_id": lookup.member_id_of(reader, member), "branch_id": lookup.branch_id_of(reader, branch)}
        rows = rows_of(reader, wanted, **whose)
    state.show(Result(columns, rows, title=_(title, period=wanted.label)), view)


def show_row(
    state: State,
    view: View,
    row_id: int,
    find: "Callable[[Reader, int], Mapping[str, Any]]",
    *,
    columns: Sequence[Column],
    title: str,
) -> None:
    """Show one row; the title has {id}."""
    with state.read() as reader:
        rows = [find(reader, row_id)]
    state.show(Result(columns, rows, title=_(title, id=row_id)), view)
