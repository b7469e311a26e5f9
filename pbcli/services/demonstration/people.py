"""The members: who they are, where they belong and belonged, their standing, their posts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pbcli.domain.enums import JoinReason, LeaveReason, PartyStatus, PostKind, Sex
from pbcli.domain.idnumber import check_digit, digest, last4
from pbcli.domain.months import add_months
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, Facts, material, words

DIGEST_KEY = "de30" * 16
"""The key of the invented ID numbers' digests: no secret, and what the demonstration's database is known by."""

POSTS = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.ORGANIZATION, PostKind.PUBLICITY, PostKind.DISCIPLINE)
_MANAGERS_IN_BRANCH = 2
_RETIRED_PLACE = len(POSTS)
_TWO_OF_A_NAME = (30, 71)
"""Two people share a name, as two people do: the second in this place of the roster takes the name of the first."""


@dataclass(frozen=True)
class Spell:
    """A member's time in a branch, half-open."""

    branch_id: int
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Person:
    """A member, with what other records need to know."""

    id: int
    name: str
    place: int
    """The place in the branch's list: the first are its committee."""
    full_on: date
    duty: str | None
    is_retired: bool
    spells: tuple[Spell, ...]

    def branch_on(self, day: date) -> int | None:
        """Tell whose member the person is on a day."""
        held = (one for one in self.spells if one.from_on <= day and (one.to_on is None or one.to_on > day))
        return next((one.branch_id for one in held), None)

    @property
    def left_on(self) -> date | None:
        """The day on which the last membership ended, if it did."""
        return self.spells[-1].to_on


def invent_people(draft: Draft) -> list[Person]:
    """Invent the members of all branches, those who joined of late, moved and left among them."""
    dice = Dice("people")
    names = _names(dice)
    people = []
    for branch_id, branch in enumerate(material()["branches"], 1):
        people += [_veteran(draft, dice, next(names), branch_id, place) for place in range(branch["members"])]
    people += [_newcomer(draft, dice, next(names), facts) for facts in material()["newcomers"]]
    return people


def invent_branches(draft: Draft) -> None:
    """Invent the branches with their brands, terms of office and groups; members come later."""
    for branch in material()["branches"]:
        branch_id = draft.add_named(
            "Branch",
            branch["name"],
            founded_on=date(2012, 9, 1),
            brand_name=branch["brand"],
            brand_focus=branch["focus"],
        )
        draft.add("BranchTerm", branch_id=branch_id, elected_on=branch["elected_on"], years=3)
        for name in branch.get("groups", ()):
            draft.add("PartyGroup", branch_id=branch_id, name=name, from_on=branch["elected_on"])


def invent_posts(draft: Draft, people: Sequence[Person]) -> None:
    """Give each branch its committee since the last election: the first of its list; a small one has no deputy."""
    for person in people:
        spell = person.spells[-1]
        branch = material()["branches"][spell.branch_id - 1]
        if person.place < len(POSTS) and has_post(branch, POSTS[person.place]):
            draft.add(
                "Post",
                branch_id=spell.branch_id,
                kind=POSTS[person.place],
                member_id=person.id,
                holder_name=person.name,
                from_on=branch["elected_on"],
            )


def has_post(branch: Facts, kind: PostKind) -> bool:
    """Tell whether a branch has this post."""
    return kind is not PostKind.DEPUTY_SECRETARY or bool(branch["members"] >= 16)


def group_of(person: Person, branch_id: int) -> int | None:
    """Tell the id of the Party group that a member of a branch is in: by turns, where the branch has groups."""
    before = sum(len(branch.get("groups", ())) for branch in material()["branches"][: branch_id - 1])
    groups = len(material()["branches"][branch_id - 1].get("groups", ()))
    return before + person.place % groups + 1 if groups else None


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
    spells = _spells(branch_id, place, came)
    full_on = add_months(joined, 12)
    person = Person(member_id, named[0], place, full_on, duty, is_retired, spells)
    _memberships(draft, person, counterpart=dice.pick(material()["former_units"]) if came > joined else None)
    _standing(draft, person, joined)
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
    _memberships(draft, person, counterpart=None)
    _standing(draft, person, joined)
    return person


def _spells(branch_id: int, place: int, came: date) -> tuple[Spell, ...]:
    """Tell in which branches someone was: the last of a list may have left, the one before may have moved."""
    last = material()["branches"][branch_id - 1]["members"] - 1
    move = material()["transfer"]
    if place == last - 1 and branch_id == move["from"]:
        return Spell(branch_id, came, move["on"]), Spell(move["to"], move["on"])
    if place == last and (left := _leaver(branch_id)) is not None:
        return (Spell(branch_id, came, left["left_on"]),)
    return (Spell(branch_id, came),)


def _leaver(branch_id: int) -> Facts | None:
    return next((facts for facts in material()["leavers"] if facts["branch"] == branch_id), None)


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


def _memberships(draft: Draft, person: Person, *, counterpart: str | None) -> None:
    """Write down the branches that someone belonged to, and how each membership began and ended."""
    for number, spell in enumerate(person.spells):
        moved = number > 0
        facts: dict[str, Any] = {}
        if spell is not person.spells[-1]:
            following = person.spells[number + 1].branch_id
            facts = {"leave_reason": LeaveReason.TRANSFERRED_OUT, "counterpart": _branch_name(following)}
        elif spell.to_on is not None and (left := _leaver(spell.branch_id)) is not None:
            facts = {"leave_reason": LeaveReason(left["reason"]), "counterpart": left.get("counterpart")}
        came_from = _branch_name(person.spells[number - 1].branch_id) if moved else counterpart
        draft.add(
            "Membership",
            **{"counterpart": came_from} | facts,
            member_id=person.id,
            branch_id=spell.branch_id,
            party_group_id=group_of(person, spell.branch_id),
            from_on=spell.from_on,
            to_on=spell.to_on,
            join_reason=JoinReason.TRANSFERRED_IN if came_from else JoinReason.JOINED,
        )


def _branch_name(branch_id: int) -> str:
    name: str = material()["branches"][branch_id - 1]["name"]
    return name


def _standing(draft: Draft, person: Person, joined: date) -> None:
    """Write down someone's standing: it ends with death; who was transferred out is a Party member still."""
    left = _leaver(person.spells[-1].branch_id) if person.left_on else None
    ended = person.left_on if left is not None and left["reason"] != LeaveReason.TRANSFERRED_OUT else None
    is_full = person.full_on < date.max
    draft.add(
        "PartyStatusPeriod",
        member_id=person.id,
        status=PartyStatus.PROBATIONARY,
        from_on=joined,
        to_on=person.full_on if is_full else None,
    )
    if is_full:
        draft.add(
            "PartyStatusPeriod", member_id=person.id, status=PartyStatus.FULL, from_on=person.full_on, to_on=ended
        )


def members_on(people: Sequence[Person], branch_id: int, day: date) -> list[Person]:
    """Return the members of a branch on a day."""
    return [person for person in people if person.branch_on(day) == branch_id]


def day_after(day: date) -> date:
    """Return the day on which what lasted until this day is no more."""
    return day + timedelta(1)
