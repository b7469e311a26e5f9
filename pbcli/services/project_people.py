"""The people of a project: a leader, main and other researchers, all of them members of its branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.enums import ProjectRole, ProjectStep
from pbcli.domain.errors import AmbiguousName, RuleForbids
from pbcli.domain.project_rules import double_faults, number_fault
from pbcli.messages import _
from pbcli.services.branches import branch_record
from pbcli.services.changed import Changed
from pbcli.services.forced import refuse_unless_forced
from pbcli.services.lookup import find_member
from pbcli.services.project_limits import limits_of
from pbcli.services.stored import stored

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import Branch, Project
    from pbcli.db.read import Row


def set_people(
    work: Work,
    project: Project,
    names: Mapping[ProjectRole, Sequence[str]],
    *,
    today: date,
    force: str | None = None,
    moves: bool = False,
) -> list[str]:
    """Put people into the roles that are named, and say what should be known; the other roles keep theirs.

    Who `moves` leaves the role held so far. Raises RuleForbids for someone of another branch or in two roles, and for
    more than the office allows unless forced.
    """
    branch = branch_record(work, project.branch_id)
    kept = work.reader.rows("project_person_of", project_id=project.id)
    team = {role: [row["member_id"] for row in kept if row["role"] == role] for role in ProjectRole}
    known = {row["member_id"]: row["member"] for row in kept}
    limits = limits_of(work.reader, project.office)
    for role, typed in names.items():
        people = [_member_of(work, branch, name, today) for name in typed]
        known |= {person["id"]: person["name"] for person in people}
        team[role] = list(dict.fromkeys(person["id"] for person in people))
        if (fault := number_fault(role, len(team[role]), limits)) is not None:
            refuse_unless_forced(work, force, fault)
    if moves:
        named = {person for role in names for person in team[role]}
        team |= {role: [one for one in team[role] if one not in named] for role in team if role not in names}
    for _role, fault in double_faults(team, known):
        raise fault
    _bring_up(work, project, team)
    return _notes(work, project, {ProjectRole(row["role"]) for row in kept} & names.keys())


def change_people(
    work: Work,
    project_id: int,
    names: Mapping[ProjectRole, Sequence[str]],
    *,
    today: date,
    force: str | None = None,
) -> Changed:
    """Put people into the roles of a project, as `set_people` does, and return the change."""
    from pbcli.db.models import Project

    project = stored(work, Project, project_id)
    return Changed(project_id, project.title, set_people(work, project, names, today=today, force=force))


def outsiders(work: Work, project: Project, *, today: date) -> list[str]:
    """Name the people of a project who aren't members of its branch today."""
    members = work.reader.rows("dues_member", day=today.isoformat(), branch_id=project.branch_id, member_id=None)
    ids = {row["member_id"] for row in members}
    return [
        row["member"]
        for row in work.reader.rows("project_person_of", project_id=project.id)
        if row["member_id"] not in ids
    ]


def _member_of(work: Work, branch: Branch, name: str, today: date) -> Row:
    """Return the member of the branch that is meant; where several are called so, the one of this branch."""
    try:
        member = find_member(work.reader, name, day=today)
    except AmbiguousName:
        if "/" in name:
            raise
        member = find_member(work.reader, f"{branch.name}/{name}", day=today)
    if member["branch_id"] != branch.id:
        raise RuleForbids(
            "课题人员要是{branch}的党员，{member}不是。",
            branch=branch.name,
            member=member["name"],
            hint="pbcli member list --branch {branch}",
        )
    return member


def _bring_up(work: Work, project: Project, team: Mapping[ProjectRole, Sequence[int]]) -> None:
    """Bring the kept people up to the team: first those who go, then the order of those who stay, then the new."""
    from sqlmodel import select

    from pbcli.db.models import ProjectPerson

    wanted = {(role, person): place for role, people in team.items() for place, person in enumerate(people, 1)}
    for row in work.session.exec(select(ProjectPerson).where(ProjectPerson.project_id == project.id)).all():
        place = wanted.pop((row.role, row.member_id), None)
        if place is None:
            work.remove(row)
        else:
            work.add(row.revise(place=place))
    for (role, person), place in wanted.items():
        work.add(ProjectPerson.make(project_id=project.id, member_id=person, role=role, place=place))


def _notes(work: Work, project: Project, changed: Collection[ProjectRole]) -> list[str]:
    """Say that a change of people after the approval needs the office's consent (records.md, section 4)."""
    steps = work.reader.rows("project_step_of", project_id=project.id)
    is_approved = any(row["step"] == ProjectStep.APPROVAL and row["actual_on"] for row in steps)
    if not (changed and is_approved):
        return []
    roles = "、".join(role for role in ProjectRole if role in changed)
    return [_("立项后变更{roles}要立项单位同意，可用 pbcli project change 记下。", roles=roles)]
