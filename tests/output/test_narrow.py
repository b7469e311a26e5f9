"""Listings on a narrow terminal: spare columns are left out and named; everywhere else they stay."""

import pytest

from pbcli.output.columns import display_width
from pbcli.output.result import Column, Labels, Result, View
from pbcli.output.show import render
from pbcli.output.terminal import to_terminal

LABELS = Labels()
COLUMNS = [
    Column("name", "姓名"),
    Column("born", "出生日期", "day", spare=True),
    Column("branch", "党支部"),
    Column("duty", "行政职务", spare=True),
    Column("phone", "联系电话"),
]
ROWS = [{"name": "张三", "born": "1990-01-01", "branch": "第一党支部", "duty": "教务主任", "phone": "138****8000"}]
MEMBERS = Result(COLUMNS, ROWS, totals={"name": "合计"})


def shown(width: int, result: Result = MEMBERS) -> list[str]:
    return to_terminal(result, LABELS, is_terminal=True, width=width, color=False).rstrip("\n").split("\n")


@pytest.mark.parametrize(
    ("width", "titles", "left_out"),
    [
        (60, "姓名  出生日期    党支部      行政职务  联系电话", None),
        (51, "姓名  出生日期    党支部      行政职务  联系电话", None),
        (50, "姓名  出生日期    党支部      联系电话", "行政职务"),
        (40, "姓名  党支部      联系电话", "出生日期、行政职务"),
        (31, "姓名  党支部      联系电话", "出生日期、行政职务"),
    ],
)
def test_the_last_spare_columns_go_first(width: int, titles: str, left_out: str | None) -> None:
    lines = shown(width)
    assert lines[0] == titles
    said = "".join(line.strip() for line in lines if "※" in line or "用 --fields" in line or line.startswith("  看"))
    assert (f"没有列出：{left_out}（" in "".join(lines).replace("  ", "")) if left_out else not said
    assert max(map(display_width, lines)) <= width


def test_where_nothing_helps_every_field_is_shown_in_blocks() -> None:
    lines = shown(24)
    titles = [column.title for column in COLUMNS]
    assert [line.split()[0] for line in lines if line.split()[:1] and line.split()[0] in titles][:5] == titles
    assert not any("没有列出" in line for line in lines)


@pytest.mark.parametrize("form", ["plain", "md", "csv", "json", "html"])
def test_elsewhere_they_stay(form: str) -> None:
    page = render(MEMBERS, View(format=form), is_terminal=False, width=40, labels=LABELS, color=False)
    assert "教务主任" in page


def test_what_was_asked_for_stays() -> None:
    view = View(format="table", fields=("name", "born", "duty", "branch", "phone"))
    page = render(MEMBERS, view, is_terminal=True, width=40, labels=LABELS, color=False)
    assert isinstance(page, str)
    assert "教务主任" in page
    assert "没有列出" not in page


def test_a_text_that_can_be_folded_is_folded_before_its_neighbours_go() -> None:
    columns = [Column("name", "姓名"), Column("note", "备注"), Column("duty", "行政职务", spare=True)]
    wide = Result(columns, [{"name": "张三", "note": "字" * 40, "duty": "主任"}])
    assert shown(44, wide)[0] == "姓名  备注" + " " * 26 + "行政职务"
