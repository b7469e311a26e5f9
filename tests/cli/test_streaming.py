"""Long listings leave while they are read, in constant memory; short ones are read whole before anything leaves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbcli.cli import display
from tests.conftest import Program

EVER = "2000-01..2026-12"


@pytest.fixture
def school(demonstration: Path) -> Program:
    """The demonstration school, which is only read here."""
    return Program(demonstration)


def test_what_is_short_is_read_to_its_end_first() -> None:
    told: list[str] = []
    blocks = display._read_ahead(iter(["甲" * 10, "乙"]), lambda: told.append("released"))
    assert next(blocks) == "甲" * 10
    assert told == ["released"]
    assert list(blocks) == ["乙"]


def test_what_is_long_leaves_while_it_is_read_and_no_more_is_kept_than_was_agreed() -> None:
    made: list[int] = []
    block = "甲" * 100_000

    def coming() -> Iterator[str]:
        for place in range(100):
            made.append(place)
            yield block

    blocks = display._read_ahead(coming(), lambda: made.append(-1))
    for seen, _block in enumerate(blocks):
        kept = len([place for place in made if place >= 0]) - seen
        assert kept * len(block) <= display._CHARACTERS_AHEAD + len(block)
    assert made[-1] == -1
    assert seen == 99


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv", "tsv"])
def test_in_a_stream_and_read_whole_it_is_the_same(school: Program, format_: str) -> None:
    streamed = school("liaison", "contacts", EVER, "-f", format_).raw
    assert streamed == school("liaison", "contacts", EVER, "-f", format_, "--sort", "occurred_on").raw
    cut = school("liaison", "contacts", EVER, "-f", format_, "--limit", "1").raw
    assert 3 < len(cut) < len(streamed)


@pytest.mark.parametrize("kind", ["contacts", "members", "events"])
def test_what_is_exported_in_a_stream_is_all_there(school: Program, kind: str) -> None:
    rows = school.json("export", kind)
    lines = school("export", kind, "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    assert len(school("export", kind, "--fields", "note", "-f", "csv").out.split("\r\n")) == len(rows) + 2


def test_nothing_found_is_nothing_found(school: Program) -> None:
    assert school("liaison", "contacts", "2020-01", "-f", "json", "--fail-empty", ok=3).out == "[]\n"
    assert json.loads(school("liaison", "contacts", EVER, "-f", "json", "--fail-empty", "--limit", "0").out) == []
    assert "没有字段" in school("liaison", "contacts", EVER, "-f", "csv", "--fields", "x", ok=2).err


def test_a_file_is_whole_or_not_there(school: Program, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    school("liaison", "contacts", EVER, "-o", path)
    whole = path.read_bytes()
    assert whole.startswith("\ufeffid,occurred_on".encode())
    refused = school("liaison", "contacts", EVER, "-o", tmp_path / "nowhere" / "contacts.csv", ok=11)
    assert "写不了文件" in refused.err
    assert path.read_bytes() == whole
