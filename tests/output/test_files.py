"""Workbooks and documents that other programs open, and files that only their owner reads."""

import io
import os
from pathlib import Path

import docx
import openpyxl
import openpyxl.utils.escape
import pytest
from docx.shared import Pt

from pbcli.output.files import write_output
from pbcli.output.result import Column, OutputFault, Report, Result, Section, View
from pbcli.output.show import render
from pbcli.output.visible import writable
from tests.output.output_samples import LABELS, LISTING, NAUGHTY, NAUGHTY_LISTING, REPORT, payload


def _sheets(thing: Result | Report) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(payload(thing, "xlsx")))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_workbook_of_a_listing_has_titles_figures_and_totals() -> None:
    (rows,) = _sheets(LISTING).values()
    assert rows[0] == ("编号", "姓名", "联系次数", "出勤", "实缴(元)", "入党日期", "方式", "活动", "正式")
    assert rows[1] == (1, "欧阳小明", 31, 13 / 15, 50, "2020-07-01", "走访寝室9、学生谈心4", "主题党日、党课", "是")
    assert rows[2][4] == -1234.56
    assert rows[4][1:3] == ("合计", 38)
    assert rows[5][0] == "按默认学期"


def test_workbook_for_import_has_machine_headers_and_nothing_but_rows() -> None:
    rows = _sheets(Result(LISTING.columns, LISTING.rows, totals={"id": 1}, notes=["x"], machine_headers=True))["1"]
    assert rows[0] == tuple(column.key for column in LISTING.columns)
    assert len(rows) == 1 + len(LISTING.rows)
    assert rows[1][3] == "13/15"
    assert rows[1][8] == "true"


def test_workbook_texts_are_texts_and_stay_whole() -> None:
    book = openpyxl.load_workbook(io.BytesIO(payload(NAUGHTY_LISTING, "xlsx")))
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [openpyxl.utils.escape.unescape(str(cell.value)) for cell in cells] == [writable(name) for name in NAUGHTY]


def test_workbook_is_set_up_for_reading_and_printing() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(payload(LISTING, "xlsx"))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["E2"].number_format == "0.00"


def test_workbook_of_a_report_has_a_sheet_for_each_section() -> None:
    sheets = _sheets(REPORT)
    assert list(sheets) == ["联系班级", "本月无联系", "无人联系", "跟进"]
    assert sheets["联系班级"][0][0] == "支部工作月报 · 联系班级"
    assert sheets["联系班级"][2] == ("党支部", "联系次数")
    assert sheets["无人联系"][3][0] == "✓ 没有空缺"


def test_sheet_names_are_allowed_and_differ() -> None:
    columns = (Column("a", "甲"),)
    names = ["a/b:c*?[x]", "a b c    x ", "", "很" * 40, "很" * 40, "'x'"]
    report = Report("r", "题", "副", {}, [Section(str(n), name, columns, [{"a": "1"}]) for n, name in enumerate(names)])
    titles = list(_sheets(report))
    assert len({title.lower() for title in titles}) == len(names)
    assert all(0 < len(title) <= 31 for title in titles)


def test_cell_that_a_workbook_cannot_hold_is_refused() -> None:
    listing = Result((Column("a", "甲", "list"),), [{"a": ["很长" * 10_000, "很长" * 10_000]}])
    with pytest.raises(OutputFault) as caught:
        render(listing, View(format="xlsx"), is_terminal=False, width=80, labels=LABELS)
    assert "csv" in caught.value.hint


def test_document_has_the_page_of_official_papers() -> None:
    document = docx.Document(io.BytesIO(payload(REPORT, "docx")))
    page = document.sections[0]
    lengths = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin)
    assert [round(length.mm) for length in lengths if length is not None] == [210, 297, 37, 35, 28]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["支部工作月报", "2026年10月 · 某职业学校", "联系班级"]
    assert document.paragraphs[0].runs[0].font.size == Pt(22)
    assert "✓ 没有空缺" in texts
    assert texts[-1] == "※ 截至 2026-10-31"
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["党支部", "联系次数"]
    assert [cell.text for cell in table.rows[-1].cells] == ["合计", "38"]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_document_takes_naughty_names() -> None:
    section = Section("a", "甲", NAUGHTY_LISTING.columns, NAUGHTY_LISTING.rows)
    document = docx.Document(io.BytesIO(payload(Report("r", "=1\x1b", "副", {}, [section]), "docx")))
    texts = [row.cells[0].text for row in document.tables[0].rows][1:]
    assert len(texts) == len(NAUGHTY)
    assert "\\x1b[31m红\\x1b[0m" in texts


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_written_file_is_its_owners_only_and_replaces_whole(tmp_path: Path) -> None:
    path = tmp_path / "月报.csv"
    path.write_text("old")
    path.chmod(0o644)
    write_output(path, "新\r\n")
    assert path.read_bytes() == "新\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["月报.csv"]


def test_symbolic_link_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("keep")
    link = tmp_path / "a.csv"
    link.symlink_to(target)
    with pytest.raises(OSError):
        write_output(link, "x")
    assert target.read_text() == "keep"


def test_folder_and_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_output(tmp_path, "x")
    with pytest.raises(FileNotFoundError):
        write_output(tmp_path / "no" / "a.csv", "x")


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_output(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
