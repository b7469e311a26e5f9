"""Who could look after which class: one member one class, nobody their own, the branches evenly, the same each time."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from pbcli.values import dataclass


@dataclass(frozen=True)
class Candidate:
    """A member who looks after no class yet, in a branch, and the classes that this member is head teacher of."""

    id: int
    branch_id: int
    own_classes: Collection[int] = ()


def allot(
    classes: Sequence[int], candidates: Sequence[Candidate], loads: Mapping[int, int], sizes: Mapping[int, int]
) -> dict[int, int]:
    """Return a member for each class as far as there are any: the id of the class to that of the member.

    The next class goes to the branch that has the fewest classes for its size, there to the first member on the roster.
    A member who is the class's own head teacher changes with one who was chosen before, where that helps.
    """
    load = dict(loads)
    free = list(candidates)
    given: dict[int, Candidate] = {}
    for klass in classes:
        free.sort(key=lambda one: (Fraction(load.get(one.branch_id, 0), sizes[one.branch_id]), one.branch_id, one.id))
        for candidate in free:
            if _place(klass, candidate, given):
                free.remove(candidate)
                load[candidate.branch_id] = load.get(candidate.branch_id, 0) + 1
                break
    return {klass: given[klass].id for klass in classes if klass in given}


def _place(klass: int, candidate: Candidate, given: dict[int, Candidate]) -> bool:
    """Give the class to the candidate, or to one of those chosen before, who leaves the candidate a class."""
    if klass not in candidate.own_classes:
        given[klass] = candidate
        return True
    for other, holder in given.items():
        if other not in candidate.own_classes and klass not in holder.own_classes:
            given[klass], given[other] = holder, candidate
            return True
    return False
