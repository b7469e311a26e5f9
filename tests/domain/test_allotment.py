"""Who could look after which class: one each, never the own one, the branches evenly, the same each time."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.domain.allotment import Candidate, allot


def test_the_branches_are_loaded_evenly_for_their_size() -> None:
    people = [Candidate(1, 1), Candidate(2, 1), Candidate(3, 1), Candidate(4, 2), Candidate(5, 2)]
    assert allot([10, 11, 12], people, {1: 0, 2: 0}, {1: 6, 2: 3}) == {10: 1, 11: 4, 12: 2}
    assert allot([10, 11, 12], people, {1: 4, 2: 0}, {1: 6, 2: 3}) == {10: 4, 11: 5, 12: 1}


def test_a_head_teacher_changes_with_one_chosen_before() -> None:
    people = [Candidate(1, 1), Candidate(2, 1, [11])]
    assert allot([10, 11], people, {}, {1: 2}) == {10: 2, 11: 1}


def test_what_cannot_be_given_stays() -> None:
    assert allot([10], [Candidate(1, 1, [10])], {}, {1: 1}) == {}
    assert allot([10, 11], [Candidate(1, 1)], {}, {1: 1}) == {10: 1}
    assert allot([10, 11], [Candidate(1, 1, [10]), Candidate(2, 1, [10, 11])], {}, {1: 2}) == {11: 1}


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(
    classes=st.integers(0, 6),
    people=st.lists(st.tuples(st.integers(1, 3), st.sets(st.integers(1, 6), max_size=2)), max_size=8),
)
def test_one_member_has_one_class_and_never_the_own_one(classes: int, people: list[tuple[int, set[int]]]) -> None:
    candidates = [Candidate(number, branch, own) for number, (branch, own) in enumerate(people, 1)]
    wanted = list(range(1, classes + 1))
    sizes = {1: 5, 2: 5, 3: 5}
    found = allot(wanted, candidates, {}, sizes)
    assert len(set(found.values())) == len(found)
    assert all(klass not in candidates[member - 1].own_classes for klass, member in found.items())
    assert found == allot(wanted, candidates[::-1], {}, sizes)
    if not any(own for _branch, own in people):
        assert len(found) == min(classes, len(people))
