"""The members: who they are; long-standing ones, and those who joined of late."""

from collections.abc import Iterator
from datetime import date

from pbcli.domain.enums import Sex
from pbcli.domain.idnumber import check_digit, digest, last4
from pbcli.domain.months import add_months
from pbcli.services.demonstration.branches import POSTS
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, Facts, material, words
from pbcli.services.demonstration.memberships import invent_memberships, invent_standing, spells_of
from pbcli.services.demonstration.person import Person, Spell

DIGEST_KEY = "de30" * 16
"""The key of the invented ID numbers' digests: no secret, and what the demonstration's database is known by."""

_MANAGERS_IN_BRANCH = 2
_RETIRED_PLACE = len(POSTS)
_TWO_OF_A_NAME = (30, 71)
"""Two people share a name, as two people do: the second in this place of the roster takes the name of the first."""


def invent_people(draft: Draft) -> list[Person]:
    """Invent the members of all branches, those who joined of late, moved and left among them."""
    dice = Dice("people")
    names = _names(dice)
    people = []
    for branch_id, branch in enumerate(material()["branches"], 1):
        people += [_veteran(draft, dice, next(names), branch_id, place) for place in range(branch["members"])]
    people += [_newcomer(draft, dice, next(names), facts) for facts in material()["newcomers"]]
    return people


def _names(dice: Dice) -> Iterator[tuple[str, Sex]]:
    """Give names with their sex, none twice but the one that two people share."""
    surnames = words("surnames")
    given = {Sex.MALE: words("male_names"), Sex.FEMALE: words("female_names")}
    taken: list[tuple[str, Sex]] = []
    while True:
        if len(taken) == _TWO_OF_A_NAME[1]:
            taken.append(taken[_TWO_OF_A_NAME[0]])
            yield taken[-1]
        sex = Sex.FEMALE if dice.chance(0.58) else Sex.MALE
        # The surnames stand in the order of how usual they are.
        surname = surnames[min(dice.between(0, len(surnames) - 1), dice.between(0, len(surnames) - 1))]
        drawn = (surname + dice.pick(given[sex]), sex)
        if drawn not in taken:
            taken.append(drawn)
            yield drawn


def _veteran(draft: Draft, dice: Dice, named: tuple[str, Sex], branch_id: int, place: int) -> Person:
    """Invent a member of many years; the last of a branch's list may have left, the one before may have moved."""
    is_retired = place == _RETIRED_PLACE
    born = dice.day(date(1958, 3, 1), date(1964, 9, 30)) if is_retired else dice.day(*_born_between(place))
    joined = dice.day(add_months(born, 12 * 21), min(add_months(born, 12 * 34), date(2024, 5, 31)))
    came = joined
    if dice.chance(0.4) and joined < date(2020, 1, 1):
        came = dice.day(max(add_months(joined, 24), date(2012, 9, 1)), date(2024, 8, 31))
    duty = None
    if place < _MANAGERS_IN_BRANCH:
        duty = material()["duties"][(branch_id - 1) * _MANAGERS_IN_BRANCH + place]
    member_id = _member(draft, dice, named, born, duty, is_retired=is_retired)
    spells = spells_of(branch_id, place, came)
    full_on = add_months(joined, 12)
    person = Person(member_id, named[0], place, full_on, duty, is_retired, spells)
    invent_memberships(draft, person, counterpart=dice.pick(material()["former_units"]) if came > joined else None)
    invent_standing(draft, person, joined)
    return person


def _born_between(place: int) -> tuple[date, date]:
    if place < len(POSTS):
        return date(1968, 1, 1), date(1986, 12, 31)
    return date(1970, 1, 1), date(1997, 12, 31)


def _newcomer(draft: Draft, dice: Dice, named: tuple[str, Sex], facts: Facts) -> Person:
    """Invent one of those who joined of late; full from conversion, or a year after joining where that is to come."""
    joined: date = facts["joined_on"]
    born = dice.day(date(1990, 1, 1), date(1999, 6, 30))
    member_id = _member(draft, dice, named, born, None, is_retired=False)
    place = material()["branches"][facts["branch"] - 1]["members"] + member_id
    full_on = facts.get("converted_on", date.max)
    spells = (Spell(facts["branch"], joined),)
    person = Person(member_id, named[0], place, full_on, None, is_retired=False, spells=spells)
    invent_memberships(draft, person, counterpart=None)
    invent_standing(draft, person, joined)
    return person


def _member(draft: Draft, dice: Dice, named: tuple[str, Sex], born: date, duty: str | None, *, is_retired: bool) -> int:
    """Invent what the roster says of a person. The ID number's area and the phone's prefix are nobody's."""
    name, sex = named
    order = len(draft.records["Member"]) * 2 + (1 if sex is Sex.MALE else 0)
    first = f"999999{born:%Y%m%d}{order:03d}"
    number = first + check_digit(first)
    return draft.add_named(
        "Member",
        name,
        sex=sex,
        ethnicity=dice.pick(material()["ethnicities"]),
        birth_date=born,
        id_last4=last4(number),
        id_digest=digest(DIGEST_KEY, number),
        education=dice.pick(material()["education"]),
        work_started_on=date(born.year + 22, 9, 1),
        position="退休" if is_retired else dice.pick(material()["positions"]),
        duty=duty,
        phone=f"100{dice.between(0, 99_999_999):08d}",
    )
