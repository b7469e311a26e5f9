"""An id that was typed wrong: beyond what a database can hold, or one that nothing has, in both languages."""

from typing import Any

import pytest

from tests.invented_school import fill

BEYOND = str(2**63)


@pytest.mark.parametrize(
    "words",
    [
        ("undo", BEYOND),
        ("liaison", "close", BEYOND),
        ("liaison", "show", BEYOND),
        ("event", "resolution", "show", BEYOND),
        ("event", "resolution", "remove", BEYOND, "--yes"),
        ("study", "remove", BEYOND, "--yes"),
        ("talk", "show", BEYOND),
        ("evidence", "path", BEYOND),
        ("evidence", "edit", BEYOND, "--kind", "照片"),
        ("project", "outcome", "remove", BEYOND, "--yes"),
        ("history", BEYOND),
    ],
)
def test_an_id_beyond_the_database_is_a_name_that_nobody_has(pb: Any, work: Any, words: tuple[str, ...]) -> None:
    with work() as opened:
        fill(opened)
    refused = pb(*words, ok=4)
    assert (refused.out, "下一步：" in refused.err) == ("", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("study", "edit", "7", "--hours", "2"), "No study has the id 7.\nNext: pbcli study list 2000..2099\n"),
        (("event", "add", "1", "党课", "--present", "100001"), '"present" can\'t be more than 100000.\n'),
        (("project", "money", "add", "1", "支出", "abc"), '"abc" is no amount of money.\nNext: 1234.50\n'),
    ],
)
def test_in_english_they_are_said_in_english(pb: Any, work: Any, words: tuple[str, ...], said: str) -> None:
    with work() as opened:
        fill(opened)
    assert pb("--lang", "en", *words, ok=None).err == said
