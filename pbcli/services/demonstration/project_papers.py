"""What lies in a project's folder: changes, experts, outcomes, money, papers of which a few are missing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pbcli.domain.enums import MoneyKind, OutcomeForm, ProjectChangeKind, ProjectStep
from pbcli.rulebook.projects import materials
from pbcli.services.demonstration.draft import Draft, Facts, last_day

_CABINET = "党建档案柜{branch}"


def invent_papers(draft: Draft, project_id: int, facts: Facts, names: Sequence[str]) -> None:
    """Write all of it down; `names` are the project's people, its leader first."""
    for day, kind, before, after, reason, approval in facts.get("changes", ()):
        draft.add(
            "ProjectChange",
            project_id=project_id,
            changed_on=day,
            kind=ProjectChangeKind(kind),
            before=before.format(*names),
            after=after.format(*names),
            reason=reason,
            approval=approval or None,
        )
    for step, name, affiliation, level in facts.get("experts", ()):
        about = {"name": name, "affiliation": affiliation, "level": level}
        draft.add("ProjectExpert", project_id=project_id, step=ProjectStep(step), **about)
    for form, title, *published in facts.get("results", ()):
        _outcome(draft, project_id, OutcomeForm(form), title, published, names[0])
    for day, kind, fen, purpose in facts.get("money", ()):
        about = {"occurred_on": day, "amount_fen": fen, "purpose": purpose}
        draft.add("ProjectMoney", project_id=project_id, kind=MoneyKind(kind), **about)
    _materials(draft, project_id, facts)


def _outcome(
    draft: Draft, project_id: int, form: OutcomeForm, title: str, published: Sequence[Any], author: str
) -> None:
    """Write an outcome down, the leader's where it was published."""
    about = {}
    if published:
        publication, issue, day = published
        about = {"authors": author, "publication": publication, "issue": issue or None, "published_on": day}
    draft.add("ProjectOutcome", project_id=project_id, form=form, title=title, **about)


def _materials(draft: Draft, project_id: int, facts: Facts) -> None:
    """Write the papers of the steps that are done as handed in within days, but for those that the project lacks."""
    lacking = facts.get("lacks", ())
    for step, papers in materials().items():
        done_on = (*facts["steps"].get(step, ()), None, None)[1]
        if done_on is None:
            continue
        received_on = min(done_on + timedelta(3), last_day())
        for name in papers:
            if name not in lacking:
                place = _CABINET.format(branch=facts["branch"])
                draft.add("ProjectMaterial", project_id=project_id, name=name, received_on=received_on, place=place)
