"""The classes with their head teachers, and who looks after which class."""

from collections.abc import Sequence
from datetime import date

from pbcli.domain.enums import LiaisonRole
from pbcli.services.demonstration.dice import Dice
from pbcli.services.demonstration.draft import Draft, material, words
from pbcli.services.demonstration.person import Person, day_after
from pbcli.values import dataclass

COHORTS = (2023, 2024, 2025, 2026)
_LAST_COHORT_LEFT = date(2026, 7, 10)
_BEGIN = date(2025, 9, 1)
_NEW_YEAR = date(2026, 9, 1)
_SECOND_TERM = date(2026, 3, 2)
_VACANT = 2
_HANDED_OVER = (3, 9, 14)
"""The classes of 2024 (by their place) that change hands in the second term."""
_LOST = 22
"""The class (by its place among those of 2025 and before) that its liaison leaves without a successor."""


@dataclass(frozen=True)
class Head:
    """A head teacher of a class, half-open."""

    name: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Klass:
    """A class, with what other records need to know."""

    id: int
    name: str
    cohort: int
    pupils: int
    started_on: date
    graduated_on: date
    heads: tuple[Head, ...]

    def head_on(self, day: date) -> str:
        """Tell who is head teacher on a day."""
        return next(head.name for head in reversed(self.heads) if head.from_on <= day)


@dataclass(frozen=True)
class Care:
    """A member looks after a class, half-open."""

    member: Person
    klass: Klass
    role: LiaisonRole
    from_on: date
    to_on: date | None = None


def invent_classes(draft: Draft) -> list[Klass]:
    """Invent the classes of four years."""
    dice = Dice("classes")
    return [
        _class(draft, dice, cohort, major, number)
        for cohort in COHORTS
        for major in material()["majors"]
        for number in range(1, major["classes"] + 1)
    ]


def _class(draft: Draft, dice: Dice, cohort: int, major: dict[str, str], number: int) -> Klass:
    started, graduated = date(cohort, 9, 1), date(cohort + 3, 7, 10)
    pupils = dice.between(28, 52)
    name = f"{cohort}级{major['name']}{number}班"
    class_id = draft.add_named(
        "Class",
        name,
        cohort=f"{cohort}级",
        department=major["department"],
        major=major["name"],
        pupils=pupils,
        started_on=started,
        graduated_on=graduated,
    )
    heads: tuple[Head, ...] = (Head(_teacher(dice), started),)
    if started < _NEW_YEAR < graduated and dice.chance(0.25):
        heads = (Head(heads[0].name, started, _NEW_YEAR), Head(_teacher(dice), _NEW_YEAR))
    for head in heads:
        draft.add("ClassHead", class_id=class_id, teacher_name=head.name, from_on=head.from_on, to_on=head.to_on)
    return Klass(class_id, name, cohort, pupils, started, graduated, heads)


def _teacher(dice: Dice) -> str:
    return dice.pick(words("surnames")) + dice.pick(words(dice.pick(("male_names", "female_names", "female_names"))))


def invent_assignments(draft: Draft, people: Sequence[Person], classes: Sequence[Klass]) -> list[Care]:
    """Let members look after classes: one each, managers as counsellors; some classes have nobody."""
    older = [one for one in classes if one.cohort < COHORTS[-1]]
    newest = [one for one in classes if one.cohort == COHORTS[-1]]
    pool = _pool(people)
    cares: list[Care] = []
    for place, klass in enumerate(older):
        cares += _cares_of(klass, place, pool)
    leavers = [care.member for care in cares if care.klass.cohort == COHORTS[0]]
    for klass, member in zip(newest[:-_VACANT], leavers, strict=False):
        cares.append(Care(member, klass, LiaisonRole.MEMBER, _NEW_YEAR))
    managers = [person for person in people if person.duty is not None]
    in_school = [one for one in older if one.graduated_on > _LAST_COHORT_LEFT]
    for klass, manager in zip(in_school[::2], managers, strict=False):
        cares.append(Care(manager, klass, LiaisonRole.COUNSELLOR, _BEGIN))
    cares.sort(key=lambda care: (care.from_on, care.klass.id, care.member.id))
    for care in cares:
        draft.add(
            "Assignment",
            member_id=care.member.id,
            class_id=care.klass.id,
            role=care.role,
            from_on=care.from_on,
            to_on=care.to_on,
        )
    return cares


def _pool(people: Sequence[Person]) -> list[Person]:
    """Return the teachers who can look after a class, in turn from each branch; who left last is where `_LOST` says."""
    teachers = [
        person
        for person in people
        if person.duty is None and not person.is_retired and person.left_on is None and person.full_on < _BEGIN
    ]
    teachers.sort(key=lambda person: (person.place, person.id))
    gone = max((person for person in people if person.left_on), key=lambda person: person.left_on or date.min)
    return [*teachers[:_LOST], gone, *teachers[_LOST:]]


def _cares_of(klass: Klass, place: int, pool: Sequence[Person]) -> list[Care]:
    """Tell who looks after a class: one member throughout, or two one after the other."""
    to_on = day_after(klass.graduated_on) if klass.graduated_on <= _LAST_COHORT_LEFT else None
    member, successor = pool[place], pool[-1 - place]
    if klass.cohort == COHORTS[1] and place % 15 in _HANDED_OVER:
        return [
            Care(member, klass, LiaisonRole.MEMBER, _BEGIN, _SECOND_TERM),
            Care(successor, klass, LiaisonRole.MEMBER, _SECOND_TERM),
        ]
    return [Care(member, klass, LiaisonRole.MEMBER, _BEGIN, to_on)]
