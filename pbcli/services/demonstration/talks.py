"""A year's heart-to-heart talks: complete in most branches, with some still to be held in a few."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from pbcli.services.demonstration.branches import POSTS, has_post
from pbcli.services.demonstration.days import recorded, school_day
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, last_day, material
from pbcli.services.demonstration.person import Person, members_on

_BEHIND = frozenset({2, 5})
"""The branches that haven't held all of them."""


def invent_talks(draft: Draft, people: Sequence[Person]) -> None:
    """Invent the talks of 2026 in the order of their days: the committee's, with each member, and between members."""
    dice = Dice("talks")
    held = []
    for branch_id in range(1, len(material()["branches"]) + 1):
        for first, second in _pairs(members_on(people, branch_id, last_day()), branch_id):
            if branch_id in _BEHIND and dice.chance(0.15):
                continue
            since = max(one.spells[-1].from_on for one in (first, second))
            day = school_day(dice.day(max(date(2026, 3, 2), since), date(2026, 10, 28)))
            held.append((day, first.id, second.id, dice.pick(("谈心室", "办公室", "党员活动室"))))
    for day, first_id, second_id, place in sorted(held):
        draft.add(
            "Talk",
            occurred_on=day,
            first_id=first_id,
            second_id=second_id,
            place=place,
            recorded_at=recorded(day),
            recorded_by="demo",
        )


def _pairs(members: Sequence[Person], branch_id: int) -> Iterator[tuple[Person, Person]]:
    branch = material()["branches"][branch_id - 1]
    posts = {place for place, kind in enumerate(POSTS) if has_post(branch, kind)}
    committee = [person for person in members if person.place in posts]
    others = [person for person in members if person.place not in posts]
    yield from combinations(committee, 2)
    for number, other in enumerate(others):
        yield committee[number % len(committee)], other
    # An odd one out talks with the first, who has had a talk already.
    yield from zip(others[::2], others[1::2], strict=False)
    if len(others) % 2:
        yield others[-1], others[0]
