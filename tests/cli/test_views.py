"""Every listing and report in every format: right for a machine, harmless, and fitting the screen."""

import csv
import io
import json
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from wcwidth import wcswidth

from pbcli.cli.app import run
from tests.commands import READING, takes_format, words_of
from tests.conftest import TODAY, call

VIEWS = [command for command in READING if takes_format(words_of(command)) and command != "db verify"]
"""`db verify` prints what it found, and here it finds nothing."""


def words(command: str, school: Path) -> list[str]:
    return ["--db", str(school), "--today", TODAY, *words_of(command)]


@pytest.fixture(params=VIEWS)
def command(request: pytest.FixtureRequest, demonstration: Path) -> list[str]:
    return words(request.param, demonstration)


def steering(text: str) -> set[str]:
    return {
        character for character in text if unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character != "\n"
    }


def test_json_is_one_value_and_jsonl_one_a_line(command: list[str]) -> None:
    whole = json.loads(call([*command, "-f", "json"]).out)
    lines = [json.loads(line) for line in call([*command, "-f", "jsonl"]).out.splitlines()]
    assert all(isinstance(line, dict) for line in lines)
    if isinstance(whole, list):
        assert lines == whole
        keys = {tuple(row) for row in whole}
        assert len(keys) <= 1
        assert all(key.isascii() and key == key.lower() for row in keys for key in row)


def test_csv_and_tsv_are_rectangles(command: list[str]) -> None:
    """A report is several tables with blank lines between them; each is a rectangle of its own."""
    for form, separator in (("csv", ","), ("tsv", "\t")):
        text = call([*command, "-f", form]).out
        assert steering(text) <= {"\t", "\r"}
        for block in text.replace("\r\n", "\n").split("\n\n"):
            rows = [row for row in csv.reader(io.StringIO(block), strict=True, delimiter=separator) if len(row) > 1]
            assert len({len(row) for row in rows}) <= 1, block


def test_people_read_plain_text_and_markdown_without_control_characters(command: list[str]) -> None:
    shown = {form: call([*command, "-f", form]) for form in ("plain", "md", "html", "auto")}
    assert [form for form, outcome in shown.items() if outcome.code or steering(outcome.out)] == []
    assert shown["auto"].out == shown["plain"].out


class Terminal(io.TextIOWrapper):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(command: list[str], width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    stdout = Terminal(io.BytesIO(), "utf-8", newline="")
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert run(command) == 0
    stdout.flush()
    written: bytes = stdout.buffer.getvalue()  # type: ignore[attr-defined]
    return written.decode()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_table_fits_the_terminal(command: list[str], width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_terminal([*command, "-f", "table"], width, monkeypatch)
    assert "…" not in shown.replace("FILE…", "")
    assert max(wcswidth(line) for line in shown.splitlines()) <= width
    assert steering(shown) == set()


def test_a_workbook_opens_and_is_the_same_every_time(command: list[str], tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert call([*command, "-o", str(tmp_path / name)]).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_fields_and_limit_are_kept(command: list[str]) -> None:
    whole: Any = json.loads(call([*command, "-f", "json"]).out)
    if not isinstance(whole, list) or not whole:
        return
    key = list(whole[0])[-1]
    cut = json.loads(call([*command, "-f", "json", "--fields", key, "--limit", "1"]).out)
    assert cut == [{key: whole[0][key]}]
    assert call([*command, "--fields", "nonsense"]).code == 2
    assert len(json.loads(call([*command, "-f", "json", "--sort", key]).out)) == len(whole)


def test_the_config_of_the_demonstration_is_whole(demonstration: Path) -> None:
    files = list(demonstration.parents[1].rglob("config.toml"))
    assert [tomllib.loads(file.read_text(encoding="utf-8"))["profile"]["demo"]["today"] for file in files] == [TODAY]
