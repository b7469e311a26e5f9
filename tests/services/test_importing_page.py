"""How a plan is written for people."""

from pathlib import Path

import pytest

from pbcli.intake.plan import Plan, SheetPlan
from pbcli.services.importing_page import line_numbers


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([4], "4"),
        ([4, 5, 6, 7], "4–7"),
        ([4, 6, 7, 9, 9], "4、6–7、9"),
        (range(1, 200, 2), "1、3、5、7、9、11、13、15 等 100"),
        (range(4, 101), "4–100"),
    ],
)
def test_line_numbers(numbers, text):
    assert line_numbers(list(numbers)) == text


def test_remarks_that_say_the_same_stand_together_suspects_first():
    sheet = SheetPlan(Path("a.csv"), "a")
    sheet.remark(2, "日期", "在后。")
    sheet.remark(3, "日期", "疑似更正。", is_suspect=True)
    sheet.remark(4, "日期", "在后。")
    plan = Plan([sheet])
    assert [(remark.sentence, list(rows)) for remark, rows in plan.grouped_remarks] == [
        ("疑似更正。", [3]),
        ("在后。", [2, 4]),
    ]
    assert [(remark.row, remark.is_suspect) for remark in plan.remarks] == [(2, False), (3, True), (4, False)]
