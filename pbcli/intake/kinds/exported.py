"""People and classes as `export` names them: by all that tells one from another, an empty field meaning none."""

from __future__ import annotations

from pbcli.intake.kinds.base import Context, class_names, find_branch, member_of, was_in
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _


def exported_member(
    context: Context, field: str, name: str, *, branch: Kept | None, born: str | None, day: str | None = None
) -> Kept:
    """Return the member of a name, a branch and a birth date, which may be unknown. Raises RowFault."""
    named = [member for member in context.store.where("member", "name", name) if member["birth_date"] == born]
    found = [member for member in named if branch is None or was_in(context.store, member, branch)]
    return found[0] if len(found) == 1 else member_of(context, field, name, branch=branch, day=day, born=born)


def member_of_line(context: Context, line: Line, *, branch: Kept | None, day: str | None = None) -> Kept:
    """Return the member whom a row speaks of, `export`'s or an office's. Raises RowFault."""
    name = line.need("member", line.name("member"))
    if line.is_exact("member_born"):
        return exported_member(context, "member", name, branch=branch, born=line.day("member_born"), day=day)
    return member_of(context, "member", name, branch=branch, day=day)


def branch_of_person(context: Context, field: str, name: str | None, otherwise: Kept | None) -> Kept | None:
    """Return the branch that a person is exported with, the event's or project's own where none is given.

    Raises RowFault.
    """
    if name is None:
        return otherwise
    found = find_branch(context, name)
    if found is None:
        raise RowFault(field, _("没有叫“{name}”的党支部。", name=name))
    return found


def classes_of_line(line: Line) -> list[str] | None:
    """Return the names of a row's classes; `export` writes one, whatever marks are in its name. Raises RowFault."""
    if line.is_exact("class"):
        name = line.name("class")
        return None if name is None else [name]
    return class_names(line)
