"""Patterns that wait with being compiled until they are used."""

import re

import pytest

from pbcli.domain.patterns import pattern


def test_it_answers_as_the_compiled_pattern_does() -> None:
    late, compiled = pattern(r"(?P<year>\d{4})年", re.IGNORECASE), re.compile(r"(?P<year>\d{4})年", re.IGNORECASE)
    for text in ("2026年", "在2026年", ""):
        assert bool(late.fullmatch(text)) == bool(compiled.fullmatch(text))
        assert late.findall(text) == compiled.findall(text)
    assert late.sub("年", "2026年") == "年"
    assert late.groupindex == compiled.groupindex


def test_one_that_is_wrong_says_so_when_it_is_used() -> None:
    late = pattern("(")
    with pytest.raises(re.error):
        late.search("")
