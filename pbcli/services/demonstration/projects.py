"""The research projects, in every state that there is."""

from collections.abc import Sequence

from pbcli.domain.enums import Grade, ProjectLevel, ProjectRole, ProjectStep
from pbcli.services.demonstration.draft import Draft, Facts, last_day, material
from pbcli.services.demonstration.person import Person, members_on
from pbcli.services.demonstration.project_papers import invent_papers

_MAIN_RESEARCHERS = 3
_RESEARCHERS = 1 + _MAIN_RESEARCHERS + 1
_PLAIN = (
    "number",
    "category",
    "notice_number",
    "starts_on",
    "ends_on",
    "withdrawn_on",
    "withdrawal_reason",
    "midterm_result",
    "appraisal_mode",
    "certificate_number",
    "outcomes",
)


def invent_projects(draft: Draft, people: Sequence[Person]) -> None:
    """Write the issuing offices down, and the projects with their people, steps and papers."""
    office_of = {}
    for office in material()["offices"]:
        office_of.update(dict.fromkeys(office["levels"], office["name"]))
        if "limits" in office:
            draft.add("IssuingOffice", name=office["name"], **office["limits"])
    for number, facts in enumerate(material()["projects"]):
        project_id = draft.add(
            "Project",
            title=facts["title"],
            **{key: facts[key] for key in _PLAIN if key in facts},
            level=ProjectLevel(facts["level"]),
            grade=Grade(facts["grade"]) if "grade" in facts else None,
            office=office_of[facts["level"]],
            branch_id=facts["branch"],
            funds_fen=facts.get("funds"),
        )
        _steps(draft, project_id, facts)
        names = _people(draft, project_id, number, members_on(people, facts["branch"], last_day()))
        invent_papers(draft, project_id, facts, names)


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


def _people(draft: Draft, project_id: int, number: int, members: Sequence[Person]) -> list[str]:
    """Put a leader, main researchers and another one of the branch on a project; return their names."""
    at_work = [person for person in members if not person.is_retired]
    chosen = [at_work[(number + place * 2) % len(at_work)] for place in range(_RESEARCHERS)]
    roles = [ProjectRole.LEADER, *[ProjectRole.MAIN] * _MAIN_RESEARCHERS, ProjectRole.OTHER]
    for place, (person, role) in enumerate(zip(chosen, roles, strict=True)):
        draft.add("ProjectPerson", project_id=project_id, member_id=person.id, role=role, place=place)
    return [person.name for person in chosen]
