"""Where numbers of pupils are shown: decided place by place, groups under five told by their year in what is published."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import READING, takes_format, words_of
from tests.conftest import Program
from tests.once import once

PUBLISHED = {"privacy pupils"}
"""What may be published: no class is told there that fewer than five pupils stand for."""

WORKING = {
    "liaison contacts": "the ledger itself, a row a contact",
    "liaison show": "one contact",
    "export contacts": "the ledger, whole, for import",
    "brand list": "how many pupils a year's work of a brand reached, of no class",
    "brand show": "the same",
    "class list": "how many pupils a class has; every class has more than five",
    "class show": "how many pupils the class has",
    "export classes": "the same, whole, for import",
}
"""What shows numbers of pupils for work in the house, and why there: docs/privacy.md says so."""


def keys_in(found: Any) -> set[str]:
    """Every key that stands anywhere in a JSON value."""
    if isinstance(found, dict):
        return set(found).union(*map(keys_in, found.values()))
    return set().union(*map(keys_in, found)) if isinstance(found, list) else set()


def test_every_output_with_a_number_of_pupils_was_decided(demonstration: Path) -> None:
    pb = Program(demonstration)
    every = {command: words_of(command) for command in READING if command != "export"}
    every |= {f"export {kind}": ["export", kind] for kind in ("branches", "members", "classes", "assignments", "contacts", "events", "projects", "dues")}  # fmt: skip
    shown = {
        name
        for name, words in every.items()
        if takes_format(words) and "pupils" in keys_in(json.loads(pb(*words, "-f", "json", ok=None).out or "[]"))
    }
    assert shown == PUBLISHED | set(WORKING)


@pytest.fixture
@once
def few(pb: Program) -> Program:
    """Contacts that reached three pupils of one class and six of another."""
    pb("branch", "add", "第一党支部")
    pb("member", "add", "张三", "--branch", "第一党支部", "--joined-on", "2010-07-01", "--converted-on", "2011-07-01")
    for name, pupils in (("2024级护理1班", "3"), ("2024级护理2班", "6")):
        pb("class", "add", name, "--cohort", "2024级", "--pupils", "40", "--started-on", "2024-09-01")
        pb("liaison", "log", "张三", name, "学生谈心", "--on", "2026-10-12", "--pupils", pupils)
    return pb


def test_what_is_published_never_tells_a_class_of_fewer_than_five(few: Program) -> None:
    rows = few.json("privacy", "pupils", "2026-10")
    assert rows == [{"group": "2024级护理2班", "pupils": 6}, {"group": "〔不足 5 人〕", "pupils": 3}]


@pytest.mark.parametrize("words", [["liaison", "contacts", "2026-10"], ["export", "contacts"]], ids=" ".join)
def test_a_file_that_may_go_out_is_not_written_without_a_word(words: list[str], few: Program, tmp_path: Path) -> None:
    said = "文件里有 1 条联系不足五名学生，不要公布；可以公布的人次：pbcli privacy pupils\n"
    assert few(*words, "-o", tmp_path / "a.csv").err == said
    assert few(*words).err == ""
    assert few(*words, "--fields", "class,kind", "-o", tmp_path / "b.csv").err == ""
    assert few(*words, "--fields", "class,pupils", "-o", tmp_path / "c.csv").err == said
    few("liaison", "edit", "1", "--pupils", "8")
    assert few(*words, "-o", tmp_path / "d.csv").err == ""
