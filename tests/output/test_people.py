"""Formats for people: nothing cut, nothing skewed, nothing run."""

import re
from html.parser import HTMLParser

import pytest
from wcwidth import wcswidth

from pbcli.output.columns import Span, allot, display_width, folded
from pbcli.output.result import Column, Result, View
from pbcli.output.show import render
from tests.output.output_samples import LABELS, LISTING, NAUGHTY, NAUGHTY_LISTING, REPORT, text

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_BRANCHES = [f"第{number}党支部" for number in "一二三四五六"]
_WIDE = Result(
    (
        Column("id", "编号", "int"),
        Column("branch", "党支部"),
        Column("class", "班级"),
        Column("on", "日期", "day"),
        Column("topic", "主题说明"),
        Column("count", "次数", "int", bar=True),
    ),
    [
        {
            "id": number,
            "branch": branch,
            "class": f"2024级护理{number}班",
            "on": "2026-10-09",
            "topic": "宿舍安全与作息，Wi-Fi 使用时间，和家长的沟通（含线上联系）" * (number % 3),
            "count": number * 7,
        }
        for number, branch in enumerate(_BRANCHES)
    ],
    totals={"count": 105},
)


def _bare(written: str) -> str:
    return _STYLE.sub("", written)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("thing", [LISTING, REPORT, NAUGHTY_LISTING, _WIDE])
def test_no_line_of_a_table_is_wider_than_the_terminal(thing: Result, width: int) -> None:
    assert max(wcswidth(line) for line in _bare(text(thing, "table", terminal=True, width=width)).split("\n")) <= width


@pytest.mark.parametrize("width", [80, 100, 140])
def test_columns_of_a_table_stand_where_their_titles_stand(width: int) -> None:
    lines = _bare(text(_WIDE, "table", terminal=True, width=width)).split("\n")
    head = next(line for line in lines if "班级" in line)
    start = wcswidth(head[: head.index("班级")])
    for line in lines:
        if "2024级护理" in line:
            assert wcswidth(line[: line.index("2024级")]) == start


@pytest.mark.parametrize("width", [30, 80, 100, 140])
def test_nothing_of_a_cell_is_lost_in_a_table(width: int) -> None:
    written = re.sub(r"\s", "", _bare(text(_WIDE, "table", terminal=True, width=width)))
    for row in _WIDE.rows:
        assert str(row["branch"]) in written.replace("\n", "") or width == 30
        assert str(row["on"]) in written
    assert "…" not in written


def test_table_falls_back_to_a_block_a_record() -> None:
    lines = _bare(text(LISTING, "table", terminal=True, width=60)).split("\n")
    assert "姓名      欧阳小明" in lines
    assert "实缴(元)  50.00" in lines


def test_bars_are_drawn_where_there_is_room() -> None:
    wide = _bare(text(REPORT, "table", terminal=True, width=100, fields=("liaison",)))
    assert "31 ████████████████████" in wide
    assert "7 ████▌" in wide
    assert "█" not in _bare(text(_WIDE, "table", terminal=True, width=70))


def test_total_stands_under_the_figures_when_there_are_bars() -> None:
    lines = _bare(text(REPORT, "table", terminal=True, width=100, fields=("liaison",))).split("\n")
    figures = next(line for line in lines if "31 █" in line)
    total = next(line for line in lines if "合计" in line)
    assert wcswidth(figures[: figures.index("31")]) == wcswidth(total[: total.index("38")])


def test_no_colour_means_no_colour() -> None:
    written = render(REPORT, View(), is_terminal=True, width=100, labels=LABELS, color=False)
    assert isinstance(written, str)
    assert "\x1b[" not in written


def test_table_off_a_terminal_has_no_escapes_and_no_limit() -> None:
    written = text(_WIDE, "table", width=40)
    assert "\x1b" not in written
    assert "宿舍安全与作息，Wi-Fi 使用时间，和家长的沟通（含线上联系）" * 2 in written


@pytest.mark.parametrize("format_", ["plain", "md", "html", "table"])
@pytest.mark.parametrize("terminal", [True, False])
def test_naughty_names_steer_nothing(format_: str, terminal: bool) -> None:
    written = text(NAUGHTY_LISTING, format_, terminal=terminal, width=100)
    assert not set(_bare(written)) & set("\x1b\x9b\u202e\u2066\ufeff\t\r")
    assert "[red]" in written or "\\[red\\]" in written
    assert "\\x1b[31m红\\x1b[0m" in written or "\\\\x1b\\[31m红" in written


def test_plain_is_a_line_a_record_and_aligned() -> None:
    lines = text(_WIDE, "plain").rstrip("\n").split("\n")
    assert len(lines) == 2 + 6 + 1
    starts = {wcswidth(line[: line.index("2024级")]) for line in lines if "2024级" in line}
    assert len(starts) == 1
    assert text(NAUGHTY_LISTING, "plain").count("\n") == 2 + len(NAUGHTY)


def test_plain_of_phone_like_text_stays_as_it_is() -> None:
    listing = Result((Column("phone", "电话"),), [{"phone": "13800138000"}, {"phone": "001"}])
    assert text(listing, "plain").split("\n")[2:4] == ["13800138000", "001"]


def test_plain_and_markdown_say_what_is_empty() -> None:
    assert "✓ 没有空缺" in text(REPORT, "plain")
    assert "✓ 没有空缺" in text(REPORT, "md")
    assert text(LISTING, "plain", limit=0).startswith("无")


def test_notes_and_totals_are_for_people_only() -> None:
    for format_ in ("plain", "md", "html"):
        assert "按默认学期" in text(LISTING, format_)
        assert "合计" in text(LISTING, format_)
    for format_ in ("csv", "json", "jsonl", "tsv"):
        assert "按默认学期" not in text(LISTING, format_)
        assert "合计" not in text(LISTING, format_)


def test_markdown_rows_have_as_many_cells_as_the_head() -> None:
    rows = [line for line in text(NAUGHTY_LISTING, "md").split("\n") if line.startswith("|")]
    assert len(rows) == 2 + len(NAUGHTY)
    assert {len(re.split(r"(?<!\\)\|", row.replace("\\\\", ""))) for row in rows} == {4}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_page_escapes_values_and_needs_nothing_else() -> None:
    page = text(NAUGHTY_LISTING, "html")
    parser = _Texts()
    parser.feed(page)
    assert "script" not in parser.tags
    assert "<script>alert(1)</script>&amp;" in parser.cells
    assert "http" not in page.replace("http-equiv", "")
    assert '<html lang="zh-CN">' in page
    assert '<meta charset="utf-8">' in page


@pytest.mark.parametrize("width", [6, 7, 10, 13, 40])
def test_folding_keeps_the_text_and_the_width(width: int) -> None:
    sentence = "走访寝室9、学生谈心4，与班主任交流12；Wi-Fi（校园网）使用说明。末尾"
    lines = folded(sentence, width)
    assert "".join(lines) == sentence
    assert max(display_width(line) for line in lines) <= width
    assert not any(line.startswith(("、", "，")) for line in lines)


def test_folding_breaks_after_a_comma() -> None:
    assert folded("走访寝室9、学生谈心4、家访1", 16) == ["走访寝室9、", "学生谈心4、家访1"]
    assert folded("甲\n乙", 10) == ["甲", "乙"]
    assert folded("", 10) == [""]


def test_narrow_columns_get_their_width_first() -> None:
    assert allot([Span(4, 4), Span(8, 10), Span(10, 60)], 40) == [4, 10, 26]
    assert allot([Span(4, 4), Span(8, 10)], 80) == [4, 10]
