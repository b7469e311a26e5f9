"""Naughty strings in papers: kept whole, or refused with the column named; never a traceback."""

import pytest

from tests.papers import kept, text_file, workbook

KEPT = [
    "[red]红[/red]", "=1+1", "+1", "-1+1", "@SUM(A1)", "'quoted", '"双引号"', "<script>alert(1)</script>", "{name}", "%s%d", "\\n\\t", "$HOME",
    "`ls`", "../../etc/passwd", "a,b;c、d", "Ω≈ç√∫˜µ≤≥÷", "表情😀👨‍👩‍👧", "ﷺ", "İstanbul ı", "ｆｕｌｌ", "𠮷野家", "null?", "1e5 班", "; DROP TABLE class; --",
    "长" * 200,
]  # fmt: skip
REFUSED = ["a\x00b", "a\x1b[31mb", "a\u202eb", "a\u2066b", "a\x7fb", "长" * 201, "a\ufffeb"]


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_kept_whole_and_known_again(pb, tmp_path, text, suffix):
    rows = [["班级名称", "人数", "备注"], ["某班", 1, text]]
    written = [[*rows[0]], ["某班", 1, "'" + text if suffix == "csv" and text[0] in "=+-@'" else text]]
    paper = text_file(tmp_path / "a.csv", written) if suffix == "csv" else workbook(tmp_path / "a.xlsx", ("S", written))
    pb("import", paper)
    assert kept(pb, "SELECT note FROM class") == [(text,)]
    assert "没有变化" in pb("import", paper).err


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_the_column_named(pb, tmp_path, text):
    paper = text_file(tmp_path / "a.csv", [["班级名称", "人数"], [text, 1]])
    outcome = pb("import", paper, ok=5)
    assert "班级名称" in outcome.err or "a.csv" in outcome.err
    assert "\x1b" not in outcome.err
    assert kept(pb, "SELECT count(*) FROM class") == [(0,)]
