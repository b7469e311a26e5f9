"""The topics of `pbcli help`, and that they say what the program does."""

import re
from pathlib import Path

import pytest

from pbcli.cli.help import width_of
from pbcli.cli.params import FORMATS
from pbcli.cli.topics import Topic, page, topics
from pbcli.domain import errors
from pbcli.domain.dates import read_date
from pbcli.domain.periods import read_period
from tests.conftest import call

ROOT = Path(__file__).parents[2]


def test_the_topics_are_listed() -> None:
    listed = call(["help"])
    assert listed.code == 0
    assert [line.split()[2] for line in listed.out.splitlines()] == [topic.value for topic in Topic]
    assert listed.out == "\n".join(topics()) + "\n"


@pytest.mark.parametrize("words", [["member"], ["member", "add"], ["branch", "group", "add"], ["undo"]])
def test_a_command_is_explained_as_by_its_own_option(words: list[str]) -> None:
    explained = call(["help", *words])
    assert explained.code == 0
    assert explained.out == call([*words, "--help"]).out


@pytest.mark.parametrize("topic", Topic)
def test_a_page_fits_the_screen(topic: Topic) -> None:
    shown = call(["help", topic.value])
    assert shown.code == 0
    assert shown.out == "\n".join(page(topic)) + "\n"
    assert max(width_of(line) for line in shown.out.splitlines()) <= 80


def test_the_exit_codes_are_those_of_the_errors_and_of_the_documentation() -> None:
    known = {
        cls.exit_code for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.PbcliError)
    }
    told = {int(line.split()[0]) for line in page(Topic.EXIT_CODES) if line[:1].isdigit()}
    written = {
        int(code)
        for code in re.findall(r"^\| (\d+) \|", (ROOT / "docs/exit-codes.md").read_text("utf-8"), re.MULTILINE)
    }
    assert told == written == known | {0, 130}


def test_the_formats_are_those_of_the_option() -> None:
    told = re.findall(r"-f ([a-z]+)", "\n".join(page(Topic.FORMATS)))
    assert set(told) >= set(FORMATS)


def test_the_dates_and_periods_are_understood() -> None:
    from datetime import date

    today = date(2026, 11, 1)
    text = " ".join(page(Topic.DATES))
    dates, _, rest = text.partition("时段")
    for word in dates.removeprefix("日期").split():
        assert read_date(word, today=today), word
    for word in rest.partition("没有的日期")[0].split():
        assert read_period(word, today=today, terms=[]), word


def test_the_variables_are_those_that_are_read() -> None:
    told = set(re.findall(r"\b(?:PBCLI_[A-Z]+|NO_COLOR)\b", " ".join(page(Topic.ENVIRONMENT))))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "pbcli").rglob("*.py"))
    read = set(re.findall(r"\bPBCLI_[A-Z]+\b", source)) - {"PBCLI_COMPLETE", "PBCLI_NOW"}
    assert told == read | {"NO_COLOR", "PBCLI_DB", "PBCLI_TODAY", "PBCLI_LANG"}
