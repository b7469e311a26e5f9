"""The checklists: problems found in the autumn, some settled, some late, one postponed, one that goes on for ever."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from pbcli.domain.enums import ChecklistKind, ChecklistSource
from pbcli.services.demonstration.draft import Draft, Facts, material
from pbcli.services.demonstration.person import Person, members_on

_PLAIN = ("item", "standard", "measure", "raised_on", "due_on", "submitted_on", "struck_off_on", "evidence")


def invent_checklists(draft: Draft, people: Sequence[Person]) -> None:
    """Write the items down, each with whoever is responsible for it, its progress and its postponement."""
    for place, facts in enumerate(material()["checklist"]):
        responsible, accepted_by = _two_people(people, facts, place)
        item_id = draft.add(
            "ChecklistItem",
            kind=ChecklistKind(facts["kind"]),
            number=facts["number"],
            source=ChecklistSource(facts["source"]),
            **{key: facts[key] for key in _PLAIN if key in facts},
            lead=accepted_by,
            responsible=responsible,
            accepted_by=accepted_by if "struck_off_on" in facts else None,
            branch_id=facts.get("branch"),
            is_long_term=facts.get("is_long_term", False),
            recorded_at=_moment(facts["raised_on"]),
        )
        for day, text in facts.get("progress", ()):
            draft.add("ChecklistProgress", item_id=item_id, occurred_on=day, text=text, recorded_at=_moment(day))
        for decided_on, to_on, reason in facts.get("postponed", ()):
            days = {"decided_on": decided_on, "from_on": facts["due_on"], "to_on": to_on}
            draft.add("ChecklistPostponement", item_id=item_id, reason=reason, **days)


def _two_people(people: Sequence[Person], facts: Facts, place: int) -> tuple[str, str]:
    """Return the names of whoever is responsible and of someone else, both of the item's branch or the first."""
    members = members_on(people, facts.get("branch", 1), facts["raised_on"])
    at_work = [person for person in members if not person.is_retired]
    return at_work[(place + 3) % len(at_work)].name, at_work[place % 2].name


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
