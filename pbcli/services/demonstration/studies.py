"""Study from outside: a course at the Party school for the committees, and an online course for some members."""

from collections.abc import Sequence
from datetime import date

from pbcli.services.demonstration.branches import POSTS
from pbcli.services.demonstration.days import recorded
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft
from pbcli.services.demonstration.person import Person

_COURSE = {"ended_on": date(2026, 4, 16), "hours_hundredths": 2400, "source": "区委党校", "title": "支部委员培训班"}
_ONLINE = {"hours_hundredths": 600, "source": "学习强国", "title": "党史专题"}


def invent_studies(draft: Draft, people: Sequence[Person]) -> None:
    """Invent the studies of 2026."""
    dice = Dice("studies")
    for person in people:
        if person.branch_on(date(2026, 4, 14)) is not None and person.place < len(POSTS) and dice.chance(0.9):
            _study(draft, person, date(2026, 4, 14), _COURSE)
    for person in people:
        if dice.chance(0.6) and person.branch_on(date(2026, 8, 20)) is not None:
            _study(draft, person, date(2026, 8, 20), _ONLINE)


def _study(draft: Draft, person: Person, day: date, facts: dict[str, object]) -> None:
    draft.add("Study", member_id=person.id, occurred_on=day, **facts, recorded_at=recorded(day), recorded_by="demo")
