"""Choosing formats, fields, order and number; the same bytes for the same rows."""

import json
import time

import pytest

from pbcli.output.result import Column, OutputFault, Result, View
from pbcli.output.show import chosen_format, render
from tests.output.output_samples import FORMATS, LABELS, LISTING, REPORT, payload, text


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.csv", "csv"),
        ("a.TSV", "tsv"),
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.md", "md"),
        ("a.txt", "plain"),
        ("a.htm", "html"),
        ("月报.html", "html"),
        ("a.xlsx", "xlsx"),
        ("a.docx", "docx"),
    ],
)
def test_suffix_names_the_format(name: str, format_: str) -> None:
    assert chosen_format(REPORT, View(output=name), is_terminal=True) == format_


def test_format_option_wins_over_suffix() -> None:
    assert chosen_format(LISTING, View(format="json", output="a.csv"), is_terminal=False) == "json"


@pytest.mark.parametrize("name", ["a.xyz", "a", "csv", ".csv", "a.csv.gz"])
def test_unknown_suffix_is_refused(name: str) -> None:
    with pytest.raises(OutputFault, match="看不出格式"):
        chosen_format(LISTING, View(output=name), is_terminal=False)


def test_auto_is_a_table_on_a_terminal_only_and_only_for_short_lists() -> None:
    column = (Column("id", "编号", "int"),)
    short = Result(column, [{"id": 1}] * 200)
    long = Result(column, [{"id": 1}] * 201)
    assert chosen_format(short, View(), is_terminal=True) == "table"
    assert chosen_format(long, View(), is_terminal=True) == "plain"
    assert chosen_format(long, View(limit=10), is_terminal=True) == "table"
    assert chosen_format(short, View(), is_terminal=False) == "plain"
    assert chosen_format(REPORT, View(), is_terminal=True) == "table"


@pytest.mark.parametrize("format_", ["xlsx", "docx"])
def test_binary_formats_go_into_a_pipe_but_not_onto_a_terminal(format_: str) -> None:
    assert isinstance(render(REPORT, View(format=format_), is_terminal=False, width=80, labels=LABELS), bytes)
    with pytest.raises(OutputFault) as caught:
        render(REPORT, View(format=format_), is_terminal=True, width=80, labels=LABELS)
    assert "-o" in caught.value.hint


def test_docx_is_for_reports() -> None:
    with pytest.raises(OutputFault, match="报表"):
        render(LISTING, View(format="docx"), is_terminal=False, width=80, labels=LABELS)


def test_every_format_gives_the_same_bytes_again() -> None:
    first = {name: payload(LISTING, name) for name in FORMATS}
    first |= {f"report {name}": payload(REPORT, name) for name in (*FORMATS, "docx")}
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    second = {name: payload(LISTING, name) for name in FORMATS}
    second |= {f"report {name}": payload(REPORT, name) for name in (*FORMATS, "docx")}
    assert [name for name in first if first[name] != second[name]] == []


def test_fields_select_and_order_columns_hidden_ones_too() -> None:
    written = text(LISTING, "csv", fields=("note", "name"))
    assert written.splitlines()[:2] == ["note,name", "第一行,欧阳小明"]
    assert "备注" not in text(LISTING, "plain")
    assert text(LISTING, "plain", fields=("note",)).splitlines()[0] == "备注"


def test_unknown_field_lists_the_known() -> None:
    with pytest.raises(OutputFault) as caught:
        text(LISTING, "csv", fields=("nmae",))
    assert "nmae" in str(caught.value)
    assert "name" in str(caught.value)
    assert "note" in str(caught.value)
    with pytest.raises(OutputFault):
        text(LISTING, "csv", sort=("-nobody",))
    with pytest.raises(OutputFault):
        text(REPORT, "json", fields=("nobody",))


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        (("contacts",), [2, 1, 10]),
        (("-contacts",), [1, 2, 10]),
        (("-id",), [10, 2, 1]),
        (("name",), [2, 1, 10]),
        (("-paid", "id"), [1, 2, 10]),
        (("attendance",), [2, 1, 10]),
        (("-kinds",), [1, 2, 10]),
        (("is_full",), [2, 1, 10]),
    ],
)
def test_sort_by_number_text_and_missing_last(sort: tuple[str, ...], ids: list[int]) -> None:
    assert [row["id"] for row in json.loads(text(LISTING, "json", sort=sort))] == ids


def test_sorting_is_stable_with_a_second_key() -> None:
    column = (Column("a", "甲", "int"), Column("b", "乙"))
    rows: list[dict[str, object]] = [{"a": 1, "b": "z"}, {"a": 2, "b": "y"}, {"a": 1, "b": "x"}, {"a": None, "b": "w"}]
    written = json.loads(text(Result(column, rows), "json", sort=("-a", "b")))
    assert [row["b"] for row in written] == ["y", "x", "z", "w"]


def test_limit_drops_the_totals_of_rows_that_are_not_shown() -> None:
    assert "合计" in text(LISTING, "plain")
    limited = text(LISTING, "plain", limit=1)
    assert "合计" not in limited
    assert "李四" not in limited
    assert json.loads(text(LISTING, "json", limit=0)) == []


def test_fields_of_a_report_are_its_sections() -> None:
    data = json.loads(text(REPORT, "json", fields=("silent_classes",)))
    assert data == {"report": "monthly", "period": "2026-10", "silent_classes": ["2024级护理1班"]}
    shown = text(REPORT, "plain", fields=("vacant_classes",))
    assert "没有空缺" in shown
    assert "联系班级" not in shown


def test_sort_and_limit_of_a_report_reach_its_data() -> None:
    data = json.loads(text(REPORT, "json", sort=("contacts",), limit=1))
    assert data["liaison"] == [{"branch": "第二党支部", "contacts": 7}]
    assert data["follow_ups"] == {"opened": 5, "open": 7}
