"""G1 and G2 claim every command that writes; here it is seen when one is missing."""

from tests.commands import WRITING
from tests.endurance.commands import COMMANDS, UNTRIED, USUAL, tried

HOW = """
These commands write, and no kill and no error of the disk is tried on them. Add for each of them one line to
tests/endurance/commands.py:
- in STEPS, words that change something in the school of tests/endurance/places.py (what they need goes into RECORDS there); or
- in COMMANDS, where the command makes or removes files besides the database; or
- in UNTRIED, with the reason, where a trial would show nothing.
"""


def test_every_command_that_writes_is_tried_or_has_its_reason() -> None:
    assert WRITING - tried() - UNTRIED.keys() == set(), HOW


def test_a_reason_stands_only_for_a_command_that_is_there_and_not_tried() -> None:
    assert UNTRIED.keys() <= WRITING - tried()
    assert all(UNTRIED.values())


def test_each_is_named_once_and_the_usual_ones_are_among_them() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    assert set(USUAL) <= set(names)
