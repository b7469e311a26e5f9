"""The brands of 2026: a plan a branch, with goals, milestones, states, and the records that count for it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from pbcli.domain.enums import BrandMeasure, BrandState, LinkedKind
from pbcli.services.demonstration.draft import Draft, Facts, last_day, material
from pbcli.services.demonstration.person import Person, members_on

_YEAR = 2026
_TEXTS = ("slogan", "meaning", "carriers", "served", "schedule", "results", "honours")


def invent_brands(draft: Draft, people: Sequence[Person]) -> None:
    """Write the brands down, each led by the first of its branch's list."""
    plans = zip(material()["branches"], material()["brand_plans"], strict=True)
    for branch_id, (branch, plan) in enumerate(plans, 1):
        leader, *others = members_on(people, branch_id, last_day())
        brand_id = draft.add(
            "Brand",
            branch_id=branch_id,
            year=_YEAR,
            name=branch["brand"],
            focus=branch["focus"],
            leader_id=leader.id,
            **{key: plan[key] for key in _TEXTS if key in plan},
        )
        for person, duty in zip(others, ("组织", "宣传"), strict=False):
            draft.add("BrandPerson", brand_id=brand_id, member_id=person.id, duty=duty)
        _plan(draft, brand_id, plan)
        for kind, record_id in _records(draft, people, branch_id, branch):
            draft.add("BrandLink", brand_id=brand_id, record_kind=kind, record_id=record_id)


def _plan(draft: Draft, brand_id: int, plan: Facts) -> None:
    """Write the goals, the states and the milestones of a plan."""
    for place, (goal, measure, target, *reached) in enumerate(plan["goals"], 1):
        facts = {"goal": goal, "measure": BrandMeasure(measure), "target": target, "place": place}
        draft.add("BrandGoal", brand_id=brand_id, reached=reached[0] if reached else None, **facts)
    for state, day in plan["states"]:
        draft.add("BrandStep", brand_id=brand_id, state=BrandState(state), on_day=day)
    for name, planned_on, *done_on in plan["milestones"]:
        days = {"planned_on": planned_on, "done_on": done_on[0] if done_on else None}
        draft.add("BrandMilestone", brand_id=brand_id, name=name, **days)


def _records(draft: Draft, people: Sequence[Person], branch_id: int, branch: Facts) -> Iterator[tuple[LinkedKind, int]]:
    """Give the year's contacts of the branch's own emphasis, its own activities, and its project."""
    by_id = {person.id: person for person in people}
    for number, facts in enumerate(draft.records["Contact"], 1):
        day: date = facts["occurred_on"]
        is_own = by_id[facts["member_id"]].branch_on(day) == branch_id
        if day.year == _YEAR and is_own and facts["kind"] == branch["emphasis"]:
            yield LinkedKind.CONTACT, number
    titles = {facts["title"] for facts in material()["events"]["branch"]}
    for number, facts in enumerate(draft.records["Event"], 1):
        if facts["occurred_on"].year == _YEAR and facts["branch_id"] == branch_id and facts["title"] in titles:
            yield LinkedKind.EVENT, number
    projects = enumerate(draft.records["Project"], 1)
    own = ((LinkedKind.PROJECT, number) for number, facts in projects if facts["branch_id"] == branch_id)
    yield from islice(own, 1)
