"""Heart-to-heart talks of a branch in a year: which pairs are missing still, the fewest talks that satisfy the rule.

支部条例 (OL-09) wants a talk a year between the members of the committee, between committee and members, and between
members. The three sorts of pair share no pair, so that the fewest talks of each together are the fewest of all.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations, product

from pbcli.domain.enums import TalkRelation
from pbcli.values import dataclass

Pair = frozenset[int]


@dataclass(frozen=True)
class Circle:
    """The members of a branch on a day, in the order of the roster: its committee, and all the others."""

    committee: tuple[int, ...]
    others: tuple[int, ...]


@dataclass(frozen=True)
class Wanted:
    """A talk that is missing: between whom, and which of the rule's three sorts it is of."""

    first: int
    second: int
    relation: TalkRelation


def missing_pairs(circle: Circle, held: Collection[Pair]) -> list[Wanted]:
    """Return the pairs without a talk: those in the committee, then each of it with each other member."""
    return [*_within(circle, held), *_across(circle, held)]


def _within(circle: Circle, held: Collection[Pair]) -> Iterator[Wanted]:
    for a, b in combinations(circle.committee, 2):
        if frozenset((a, b)) not in held:
            yield Wanted(a, b, TalkRelation.COMMITTEE)


def _across(circle: Circle, held: Collection[Pair]) -> Iterator[Wanted]:
    for a, b in product(circle.committee, circle.others):
        if frozenset((a, b)) not in held:
            yield Wanted(a, b, TalkRelation.WITH_MEMBERS)


def fewest_talks(circle: Circle, held: Collection[Pair], *, each: bool = False) -> list[Wanted]:
    """Return the smallest set of talks after which the rule is satisfied.

    Every pair of the committee needs its own talk. Every other member needs one with someone of the committee, or, with
    `each`, with each of it; no talk of this sort serves two members. Every other member needs one with another: a talk
    serves at most two who still need one, and any two of these can be paired, so that half of them, rounded up, are the
    fewest (a smallest edge cover of a complete graph). The result is the same each time: order decides, and of the
    committee whoever has the fewest talks comes first.
    """
    across = _across(circle, held) if each else _one_each(circle, held)
    return [*_within(circle, held), *across, *_among_others(circle, held)]


def _one_each(circle: Circle, held: Collection[Pair]) -> Iterator[Wanted]:
    """Give each member whom nobody of the committee has talked with to the one of it with the fewest talks."""
    if not circle.committee:
        return
    load = Counter({a: sum(frozenset((a, b)) in held for b in circle.others) for a in circle.committee})
    for other in circle.others:
        if any(frozenset((a, other)) in held for a in circle.committee):
            continue
        chosen = min(circle.committee, key=load.__getitem__)
        load[chosen] += 1
        yield Wanted(chosen, other, TalkRelation.WITH_MEMBERS)


def _among_others(circle: Circle, held: Collection[Pair]) -> Iterator[Wanted]:
    """Pair those who have talked with no other member, in order; one who is left over talks with the first other."""
    if len(circle.others) < 2:
        return
    lacking = [a for a in circle.others if not any(frozenset((a, b)) in held for b in circle.others if b != a)]
    for first, second in zip(lacking[::2], lacking[1::2], strict=False):
        yield Wanted(first, second, TalkRelation.MEMBERS)
    if len(lacking) % 2:
        last = lacking[-1]
        yield Wanted(last, next(b for b in circle.others if b != last), TalkRelation.MEMBERS)
