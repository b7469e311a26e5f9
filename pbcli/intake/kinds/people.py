"""The people of a project: members of its branch, in the order of the paper."""

from __future__ import annotations

from pbcli.domain.enums import ProjectRole
from pbcli.intake.kinds.base import Context, added, member_of, revised
from pbcli.intake.kinds.line import Line
from pbcli.intake.store import Kept


def take_people(context: Context, line: Line, project: Kept, branch: Kept, field: str, role: ProjectRole) -> None:
    """Bring the people of one role up to the paper; a blank cell says nothing. Raises RowFault."""
    names = [name for name, _place in line.names(field)]
    if not names:
        return
    members = [member_of(context, field, name, branch=branch) for name in dict.fromkeys(names)]
    store = context.store
    kept = {
        row["member_id"]: row for row in store.where("project_person", "project_id", project.id) if row["role"] == role
    }
    for place, member in enumerate(members, 1):
        if member.id in kept:
            revised(context, line, kept.pop(member.id), {"place": place})
        else:
            values = {"project_id": project.id, "member_id": member.id, "role": role, "place": place}
            added(context, line, "project_person", {}, **values)
            line.changed()
    for row in kept.values():
        store.remove(row)
        line.changed()
