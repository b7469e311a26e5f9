"""Figures that come as decimal texts: they sort, align and stand in a workbook as numbers."""

import io
from typing import Any

import openpyxl
import pytest

from pbcli.output.result import Column, Labels, Result
from pbcli.output.values import figure, shown_text
from tests.output.output_samples import payload, text

HOURS = Column("hours", "学时", "decimal")
LISTING = Result([Column("name", "姓名"), HOURS], [{"name": "甲", "hours": "16"}, {"name": "乙", "hours": "6.85"}])


@pytest.mark.parametrize(
    ("kind", "value", "number"),
    [
        ("int", 3, 3),
        ("int", "3", None),
        ("money", 1250, 12.5),
        ("money", "12.50", 12.5),
        ("money", "••••", None),
        ("decimal", "6.85", 6.85),
        ("decimal", "", None),
        ("text", "6.85", None),
    ],
)
def test_a_figure_is_a_number_whatever_way_it_comes(kind: Any, value: Any, number: float | None) -> None:
    assert figure(Column("a", "甲", kind), value) == number


def test_hours_sort_as_numbers_and_stand_right() -> None:
    assert text(LISTING, "plain", sort=("-hours",)).splitlines()[2:] == ["甲          16", "乙        6.85"]


def test_hours_are_numbers_in_a_workbook() -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(payload(LISTING, "xlsx")))
    assert [row[1].value for row in book.active.iter_rows(min_row=2)] == [16, 6.85]


def test_json_keeps_them_as_they_are() -> None:
    assert '"6.85"' in text(LISTING, "json")


def test_of_nobody_nobody_was_present() -> None:
    assert shown_text(Column("attendance", "出勤", "percent"), (0, 0), Labels()) == ""
