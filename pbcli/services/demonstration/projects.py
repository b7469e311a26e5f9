"""The research projects, in every state that there is."""

from collections.abc import Sequence

from pbcli.domain.enums import Grade, ProjectLevel, ProjectRole, ProjectStep
from pbcli.services.demonstration.draft import Draft, Facts, last_day, material
from pbcli.services.demonstration.person import Person, members_on

_MAIN_RESEARCHERS = 3
_PLAIN = ("number", "category", "starts_on", "ends_on", "withdrawn_on", "withdrawal_reason", "outcomes")


def invent_projects(draft: Draft, people: Sequence[Person]) -> None:
    """Write the projects down with their people and steps."""
    for number, facts in enumerate(material()["projects"]):
        project_id = draft.add(
            "Project",
            title=facts["title"],
            **{key: facts[key] for key in _PLAIN if key in facts},
            level=ProjectLevel(facts["level"]),
            grade=Grade(facts["grade"]) if "grade" in facts else None,
            office="区教育科学规划领导小组办公室" if facts["level"] != ProjectLevel.SCHOOL else "学校科研处",
            branch_id=facts["branch"],
        )
        _steps(draft, project_id, facts)
        _people(draft, project_id, number, members_on(people, facts["branch"], last_day()))


def _steps(draft: Draft, project_id: int, facts: Facts) -> None:
    """Write down when each step was planned, and when it was done."""
    for step, days in facts["steps"].items():
        planned_on, actual_on = (*days, None)[:2]
        draft.add(
            "ProjectStepDate",
            project_id=project_id,
            step=ProjectStep(step),
            planned_on=planned_on,
            actual_on=actual_on,
        )
    if "extended" in facts:
        extended = facts["extended"]
        draft.add(
            "ProjectExtension",
            project_id=project_id,
            granted_on=extended["granted_on"],
            extended_to=extended["to"],
            reason=extended["reason"],
        )


def _people(draft: Draft, project_id: int, number: int, members: Sequence[Person]) -> None:
    """Put a leader and main researchers of the branch on a project."""
    at_work = [person for person in members if not person.is_retired]
    for place in range(1 + _MAIN_RESEARCHERS):
        role = ProjectRole.MAIN if place else ProjectRole.LEADER
        person = at_work[(number + place * 2) % len(at_work)]
        draft.add("ProjectPerson", project_id=project_id, member_id=person.id, role=role, place=place)
