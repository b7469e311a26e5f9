"""A member of the school, as far as the other records need to know one."""

from collections.abc import Sequence
from datetime import date, timedelta

from pbcli.values import dataclass


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


def members_on(people: Sequence[Person], branch_id: int, day: date) -> list[Person]:
    """Return the members of a branch on a day."""
    return [person for person in people if person.branch_on(day) == branch_id]


def day_after(day: date) -> date:
    """Return the day on which what lasted until this day is no more."""
    return day + timedelta(1)
