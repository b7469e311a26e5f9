"""The fewest talks of a year: compared with every smaller set for small branches, and the same each time."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbcli.domain.enums import TalkRelation
from pbcli.domain.talks import Circle, fewest_talks, missing_pairs


def pair(a, b):
    return frozenset((a, b))


def satisfies(circle, talks, *, each=False):
    """Tell whether the rule holds: OL-09 in its three parts, written down anew."""
    c, m = circle.committee, circle.others
    within = all(pair(a, b) in talks for a, b in combinations(c, 2))
    across = all((all if each else any)(pair(a, b) in talks for a in c) for b in m) if c else True
    among = all(any(pair(a, b) in talks for b in m if b != a) for a in m) if len(m) > 1 else True
    return within and across and among


SMALL = [Circle(tuple(range(c)), tuple(range(c, c + m))) for c in range(4) for m in range(5) if c + m <= 5]


@given(circle=st.sampled_from(SMALL), chosen=st.integers(0, 1023), each=st.booleans())
def test_no_smaller_set_satisfies_the_rule(circle, chosen, each):
    people = (*circle.committee, *circle.others)
    every = [pair(a, b) for a, b in combinations(people, 2)]
    held = {one for place, one in enumerate(every) if chosen >> place & 1}
    found = fewest_talks(circle, held, each=each)
    talks = {pair(one.first, one.second) for one in found}
    assert len(talks) == len(found)
    assert not talks & held
    assert satisfies(circle, held | talks, each=each)
    open_ones = [one for one in every if one not in held]
    for fewer in combinations(open_ones, len(found) - 1) if found else ():
        assert not satisfies(circle, held | set(fewer), each=each)


def test_missing_are_the_committees_pairs_and_each_of_it_with_each_member():
    circle = Circle((1, 2), (3, 4))
    missing = missing_pairs(circle, {pair(2, 3)})
    assert [(one.first, one.second) for one in missing] == [(1, 2), (1, 3), (1, 4), (2, 4)]
    assert [one.relation for one in missing] == [TalkRelation.COMMITTEE, *[TalkRelation.WITH_MEMBERS] * 3]


def test_whoever_of_the_committee_has_the_fewest_talks_comes_first():
    circle = Circle((1, 2), (3, 4, 5, 6))
    held = {pair(1, 2), pair(1, 3), pair(3, 4), pair(5, 6)}
    assert [(one.first, one.second) for one in fewest_talks(circle, held)] == [(2, 4), (1, 5), (2, 6)]


@pytest.mark.parametrize(
    ("others", "held", "expected"),
    [
        ((3,), [], []),
        ((3, 4), [], [(3, 4)]),
        ((3, 4, 5), [], [(3, 4), (5, 3)]),
        ((3, 4, 5), [(4, 5)], [(3, 4)]),
        ((3, 4, 5, 6), [(3, 5)], [(4, 6)]),
    ],
)
def test_a_talk_between_members_serves_both(others, held, expected):
    found = fewest_talks(Circle((), others), {pair(*one) for one in held})
    assert [(one.first, one.second) for one in found] == expected
    assert {one.relation for one in found} <= {TalkRelation.MEMBERS}


def test_each_member_with_each_of_the_committee():
    circle = Circle((1, 2), (3, 4))
    found = fewest_talks(circle, {pair(1, 2), pair(3, 4)}, each=True)
    assert [(one.first, one.second) for one in found] == list(product((1, 2), (3, 4)))
