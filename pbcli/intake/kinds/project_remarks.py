"""What the office forbids of a project is remarked on: a paper is taken as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pbcli.domain.enums import ProjectRole, ProjectStep
from pbcli.domain.errors import RuleForbids
from pbcli.domain.project_rules import course_faults, double_faults, extension_faults, number_fault, withdrawal_fault
from pbcli.domain.stages import STEP_FIELDS
from pbcli.intake.kinds.base import Context
from pbcli.intake.kinds.line import Line
from pbcli.intake.store import Kept
from pbcli.messages import _

ROLES = {
    "leader": ProjectRole.LEADER,
    "main_researchers": ProjectRole.MAIN,
    "other_researchers": ProjectRole.OTHER,
}
"""The columns of people, and their roles."""

_ROLE_FIELDS = {role: field for field, role in ROLES.items()}


def remark_on_project(context: Context, line: Line, project: Kept) -> None:
    """Remark on the steps and the people that a project has now."""
    rows = context.store.where("project_step", "project_id", project.id)
    done = {ProjectStep(row["step"]): date.fromisoformat(row["actual_on"]) for row in rows if row["actual_on"]}
    for step, fault in course_faults(done, today=date.fromisoformat(context.today)):
        _remark(line, STEP_FIELDS[step], [fault])
    if project["withdrawn_on"] is not None:
        late = withdrawal_fault(done, date.fromisoformat(project["withdrawn_on"]))
        _remark(line, "withdrawn_on", [] if late is None else [late])
    _remark_on_people(context, line, project)


def remark_on_extension(context: Context, line: Line, project: Kept, kept: list[Kept], extended_to: str) -> None:
    """Remark on an extension that is to be added to those kept."""
    steps = {row["step"]: row["planned_on"] for row in context.store.where("project_step", "project_id", project.id)}
    ends = [row["extended_to"] for row in kept] or [steps.get(ProjectStep.CLOSING) or project["ends_on"]]
    last = None if ends[0] is None else date.fromisoformat(max(ends))
    limits = context.project_limits(project["office"])
    _remark(
        line, "extended_to", extension_faults(last, date.fromisoformat(extended_to), times=len(kept), limits=limits)
    )


def _remark_on_people(context: Context, line: Line, project: Kept) -> None:
    store = context.store
    people = store.where("project_person", "project_id", project.id)
    team = {role: [row["member_id"] for row in people if row["role"] == role] for role in ProjectRole}
    names = {row["member_id"]: store.get("member", row["member_id"])["name"] for row in people}
    limits = context.project_limits(project["office"])
    for role, members in team.items():
        many = number_fault(role, len(members), limits)
        _remark(line, _ROLE_FIELDS[role], [] if many is None else [many])
    for role, fault in double_faults(team, names):
        _remark(line, _ROLE_FIELDS[role], [fault])


def _remark(line: Line, field: str, faults: Iterable[RuleForbids]) -> None:
    for fault in faults:
        line.warn(field, _(fault.message, **fault.values))
