"""csv, tsv, json, jsonl: whole values for programs, nothing for a spreadsheet to run."""

import csv
import io
import json

import pytest

from pbcli.output.serial import guarded
from pbcli.output.visible import writable
from tests.output.output_samples import LISTING, NAUGHTY, NAUGHTY_LISTING, REPORT, payload, text


def test_json_has_native_values_and_money_as_a_decimal_string() -> None:
    first, second, third = json.loads(text(LISTING, "json"))
    assert first == {
        "id": 1,
        "name": "欧阳小明",
        "contacts": 31,
        "attendance": {"part": 13, "whole": 15},
        "paid": "50.00",
        "joined_on": "2020-07-01",
        "kinds": {"走访寝室": 9, "学生谈心": 4},
        "events": ["主题党日", "党课"],
        "is_full": True,
        "note": "第一行",
    }
    assert second["paid"] == "-1234.56"
    assert second["is_full"] is False
    assert third["paid"] is None
    assert third["is_full"] is None


def test_json_is_not_escaped_and_a_report_is_its_data() -> None:
    assert "欧阳小明" in text(LISTING, "json")
    assert json.loads(text(REPORT, "json")) == REPORT.data
    assert list(json.loads(text(REPORT, "json"))) == list(REPORT.data)


def test_empty_listing_is_an_empty_array() -> None:
    assert json.loads(text(LISTING, "json", limit=0)) == []
    assert text(LISTING, "jsonl", limit=0) == ""
    assert text(LISTING, "csv", limit=0).startswith("id,name")


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_keeps_every_name_and_steers_no_terminal(format_: str) -> None:
    written = text(NAUGHTY_LISTING, format_, terminal=True)
    rows = [json.loads(line) for line in written.splitlines()] if format_ == "jsonl" else json.loads(written)
    assert [row["name"] for row in rows] == NAUGHTY
    assert not set(written) & set("\x1b\x9b\u202e\u2066\ufeff")


def test_jsonl_of_a_report_names_the_section_in_each_line() -> None:
    lines = [json.loads(line) for line in text(REPORT, "jsonl").splitlines()]
    assert lines[0] == {"report": "monthly", "period": "2026-10"}
    assert lines[1] == {"section": "liaison", "branch": "第一党支部", "contacts": 31}
    assert {"section": "silent_classes", "value": "2024级护理1班"} in lines
    assert {"section": "follow_ups", "opened": 5, "open": 7} in lines


def test_csv_has_machine_headers_crlf_and_no_mark() -> None:
    written = text(LISTING, "csv")
    assert written.startswith("id,name,contacts,attendance,paid,")
    assert "\r\n" in written
    assert "合计" not in written
    row = next(csv.DictReader(io.StringIO(written, newline="")))
    assert row["paid"] == "50.00"
    assert row["is_full"] == "true"
    assert row["attendance"] == "13/15"
    assert row["kinds"] == "走访寝室9、学生谈心4"


def test_csv_mark_with_bom_and_into_a_file() -> None:
    assert text(LISTING, "csv", bom=True).startswith("\ufeff")
    assert payload(LISTING, "csv").startswith(b"\xef\xbb\xbf")
    assert not payload(LISTING, "tsv").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_delimited_texts_come_back_when_the_guard_is_taken_off(format_: str) -> None:
    written = text(NAUGHTY_LISTING, format_)
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter="\t" if format_ == "tsv" else ","))[1:]
    assert [row[0].removeprefix("'") if row[0][:2] != "''" else row[0][1:] for row in rows] == [
        writable(name) for name in NAUGHTY
    ]
    assert all(row[0][0] not in "=+-@\t\r" for row in rows)


def test_negative_figures_are_not_guarded() -> None:
    assert all(line.endswith(",-0.05") for line in text(NAUGHTY_LISTING, "csv").split("\r\n") if line[:2] == "'=")


@pytest.mark.parametrize(("raw", "safe"), [("=1", "'=1"), ("'a", "''a"), ("a=1", "a=1"), ("", ""), ("-5", "'-5")])
def test_guard(raw: str, safe: str) -> None:
    assert guarded(raw) == safe


def test_csv_on_a_terminal_steers_nothing() -> None:
    written = text(NAUGHTY_LISTING, "csv", terminal=True)
    assert not set(written) & set("\x1b\x9b\u202e\u2066")
    assert "\\x1b[31m" in written


def test_csv_of_a_report_has_a_block_for_each_section() -> None:
    blocks = text(REPORT, "csv").split("\r\n\r\n")
    assert [block.split("\r\n")[0] for block in blocks] == [section.key for section in REPORT.sections]
    alone = text(REPORT, "csv", fields=("liaison",))
    assert alone == "branch,contacts\r\n第一党支部,31\r\n第二党支部,7\r\n"
