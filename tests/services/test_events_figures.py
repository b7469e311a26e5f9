"""The two frozen figures of an event: what follows, what stays, what is said of it."""

import pytest

from pbcli.domain.errors import RuleForbids
from pbcli.services.event_figures import Figures, froze, moved, said_of_change, said_of_present


@pytest.mark.parametrize(
    ("counted", "entitled", "present", "away", "figures", "notes"),
    [
        (15, None, None, 2, (15, 13), 0),
        (15, None, None, 0, (15, 15), 0),
        (15, 15, 13, 2, (15, 13), 0),
        (15, 14, None, 2, (14, 12), 1),
        (15, 14, 13, 2, (14, 13), 2),
        (15, None, 16, 0, (15, 16), 1),
        (None, None, None, 2, (None, None), 0),
        (None, 9, None, 2, (9, 7), 0),
        (None, None, 7, 2, (None, 7), 0),
        (2, None, None, 2, (2, 0), 0),
        (0, 0, 0, 0, (0, 0), 0),
    ],
)
def test_freezing(counted, entitled, present, away, figures, notes):
    frozen, said = froze(counted, entitled, present, away)
    assert (frozen.entitled, frozen.present) == figures
    assert len(said) == notes


@pytest.mark.parametrize(
    ("before", "away_before", "entitled", "away", "after", "said"),
    [
        ((15, 13), 2, 15, 3, (15, 12), ["实到随之改为 12 人。"]),
        ((15, 13), 2, 15, 2, (15, 13), []),
        ((15, 13), 2, 16, 2, (16, 14), ["实到随之改为 14 人。"]),
        ((15, 13), 2, None, 2, (None, None), ["实到随之清空。"]),
        ((15, 13), 0, 15, 1, (15, 13), ["实到照写的 13 人记，按请假、缺席是 14 人。"]),
        ((15, 13), 1, 15, 2, (15, 13), []),
        ((15, 16), 0, 15, 1, (15, 16), ["实到 16 人，多于应到 15 人。"]),
        ((None, None), 1, None, 2, (None, None), []),
        ((None, None), 1, 9, 1, (9, 8), ["实到随之改为 8 人。"]),
        ((None, 7), 1, None, 2, (None, 7), []),
        ((1, 0), 2, 1, 1, (1, 0), []),
    ],
)
def test_moving(before, away_before, entitled, away, after, said):
    figures, notes = moved(Figures(*before), away_before, entitled, away)
    assert (figures.entitled, figures.present) == after
    assert list(notes) == said


@pytest.mark.parametrize(
    "change", [lambda: froze(2, None, None, 3), lambda: froze(9, 2, 2, 3), lambda: moved(Figures(2, 2), 0, 2, 3)]
)
def test_more_away_than_entitled(change):
    with pytest.raises(RuleForbids, match="请假、缺席共 3 人，多于应到 2 人。"):
        change()


def test_nothing_to_say_of_what_follows():
    assert said_of_present(Figures(15, None), 2) == []
    assert said_of_change("应到", 3, 3) == []
