"""How long a thing is kept, which words warn, and groups too small to be told."""

from datetime import date

import pytest

from pbcli.domain.privacy import Retention, merge_small, topics_in
from pbcli.rulebook.privacy import topics_of

WORDS = {"health": ["抑郁"], "family": ["离异", "单亲"]}


@pytest.mark.parametrize(
    ("years", "before", "cutoff"),
    [
        (1, date(2026, 11, 1), "2025-11-01"),
        (0, date(2026, 1, 1), "2026-01-01"),
        (30, date(2026, 3, 1), "1996-03-01"),
        (1, date(2024, 2, 29), "2023-03-01"),
        (4, date(2024, 2, 29), "2020-02-29"),
        (100, date(2000, 2, 29), "1900-03-01"),
        (400, date(2400, 2, 29), "2000-02-29"),
        (None, date(2026, 1, 1), None),
        (9000, date(2026, 1, 1), None),
    ],
)
def test_when_the_time_must_have_begun(years: int | None, before: date, cutoff: str | None) -> None:
    assert Retention("x", "contact", ("note",), "d", years).cutoff(before) == cutoff


@pytest.mark.parametrize(
    ("text", "topics"),
    [("情绪低落", []), ("离异，抑郁", ["health", "family"]), ("单亲、离异", ["family"]), ("", [])],
)
def test_the_topics_of_a_text(text: str, topics: list[str]) -> None:
    assert topics_in(text, WORDS) == topics


@pytest.mark.parametrize(
    ("groups", "published"),
    [
        ([], {}),
        ([("甲班", "2024级", 5), ("甲班", "2024级", 6)], {"甲班": 11}),
        ([("甲班", "2024级", 40), ("乙班", "2024级", 3), ("丙班", "2024级", 4)], {"甲班": 40, "2024级": 7}),
        ([("甲班", "2024级", 2), ("乙班", "2025级", 1)], {"〔不足 5 人〕": 3}),
        ([("甲班", None, 4), ("乙班", None, 4)], {"〔不足 5 人〕": 8}),
        ([("2024级", "2024级", 9), ("乙班", "2024级", 3), ("丙班", "2024级", 3)], {"2024级": 15}),
    ],
)
def test_small_groups_are_merged(groups: list[tuple[str, str | None, int]], published: dict[str, int]) -> None:
    assert merge_small(groups) == published
    assert sum(published.values()) == sum(pupils for _name, _cohort, pupils in groups)


def test_many_texts_are_told_as_few_are() -> None:
    told = [topics_of("家庭贫困，父母离异") for _time in range(300)]
    assert told == [told[0]] * 300
    assert told[0]
    assert [topics_of("一切都好") for _time in range(300)] == [[]] * 300
