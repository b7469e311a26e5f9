"""What comes out of workbooks: cells as they stand, merged ranges filled; and those that would fill the memory."""

import os
import re
import struct
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.paper import Paper
from pbcli.intake.reading import read_paper
from tests.intake import files
from tests.intake.files import label, number, ods, ods_cell, ods_row, raw_xlsx, record, worksheet, xls, xlsx

FIRST_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def read(folder: Path, suffix: str, data: bytes) -> Paper:
    path = folder / f"纸{suffix}"
    path.write_bytes(data)
    return read_paper(path)


def rows(folder: Path, suffix: str, data: bytes) -> Any:
    return read(folder, suffix, data).sheets[0].rows


def refusal(folder: Path, suffix: str, data: bytes) -> str:
    with pytest.raises(UnusablePaper) as caught:
        read(folder, suffix, data)
    return str(caught.value)


class TestXlsx:
    def test_cells_are_what_they_are(self, tmp_path: Path) -> None:
        moment = datetime.fromisoformat("2026-10-31T14:30")
        cells: list[Any] = ["张三", "  x\n二", 5, 103.55, True, date(2026, 10, 31), moment, None, "'=1", "末"]
        assert rows(tmp_path, ".xlsx", xlsx({"表": [cells]})) == (tuple(cells),)

    def test_lines_are_counted_from_the_first_of_the_sheet(self, tmp_path: Path) -> None:
        data = raw_xlsx(worksheet('<row r="3"><c r="B3"><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c></row>'))
        nothing = (None, None, None)
        found = rows(tmp_path, ".xlsx", data)
        assert [row + nothing[len(row) :] for row in found] == [
            nothing,
            nothing,
            (None, 1.0, None),
            nothing,
            (None, None, 2.0),
        ]

    def test_hidden_sheets_are_named_and_not_read(self, tmp_path: Path) -> None:
        paper = read(tmp_path, ".xlsx", xlsx({"一": [["a"]], "藏": [["b"]], "二": []}, hidden=["藏"]))
        assert [sheet.name for sheet in paper.sheets] == ["一", "二"]
        assert paper.sheets[1].rows == ()
        assert paper.hidden == ("藏",)

    def test_merged_ranges_are_filled_down_and_right(self, tmp_path: Path) -> None:
        table: list[list[Any]] = [
            ["标题", None, None],
            ["一支部", "张三", 1],
            [None, "李四", 2],
            [None, "王五", 3],
            ["", "赵六", 4],
        ]
        data = xlsx({"表": table}, merged={"表": [(0, 0, 0, 2), (1, 0, 3, 0), (4, 0, 9, 0)]})
        assert rows(tmp_path, ".xlsx", data) == (
            ("标题", "标题", "标题"), ("一支部", "张三", 1.0), ("一支部", "李四", 2.0), ("一支部", "王五", 3.0), (None, "赵六", 4.0),
        )  # fmt: skip

    def test_merged_ranges_end_with_the_table(self, tmp_path: Path) -> None:
        merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="D9:E10"/></mergeCells>'
        data = raw_xlsx(worksheet(FIRST_CELL + '<row r="2"><c r="B2"><v>2</v></c></row>', merged))
        assert rows(tmp_path, ".xlsx", data) == ((1.0, 1.0), (1.0, 1.0))

    def test_whole_columns_with_a_format_are_not_contents(self, tmp_path: Path) -> None:
        empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"></c></row>' for n in range(2, 3000))
        last = '<row r="1048576"><c r="A1048576" s="1"/></row>'
        assert rows(tmp_path, ".xlsx", raw_xlsx(worksheet(FIRST_CELL + empty + last))) == ((1.0,),)

    def test_cells_need_not_say_where_they_stand(self, tmp_path: Path) -> None:
        data = raw_xlsx(worksheet("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>"))
        assert rows(tmp_path, ".xlsx", data) == ((1.0, None, 3.0), (4.0, None, None))

    def test_a_cell_of_an_odd_form_is_measured_exactly(self, tmp_path: Path) -> None:
        far = '<row r="1048576"><c x="/>" r="XFD1048576"/></row>'
        assert rows(tmp_path, ".xlsx", raw_xlsx(worksheet(FIRST_CELL + far))) == ((1.0,),)

    def test_cells_written_in_any_way_are_measured(self, tmp_path: Path) -> None:
        cells = "<x:c  s='1'  r = 'B1'><x:v>2</x:v></x:c>"
        sheet = worksheet(FIRST_CELL).replace(
            "<worksheet", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        )
        assert rows(tmp_path, ".xlsx", raw_xlsx(sheet.replace("</row>", cells + "</row>"))) == ((1.0, 2.0),)

    def test_decoys_hide_no_cell(self, tmp_path: Path) -> None:
        decoys = '<xc r="A1"/>' * 9 + '<row r="1048576"><c><v>1</v></c></row>'
        assert "1048576 行" in refusal(tmp_path, ".xlsx", raw_xlsx(worksheet(FIRST_CELL + decoys)))

    @pytest.mark.parametrize("cell", ["Z114999", "A115000", "AA9", "A1000000", "XFD1048576"])
    def test_a_cell_in_the_usual_form_is_measured_wherever_it_stands(self, tmp_path: Path, cell: str) -> None:
        row, column = int(re.sub("[A-Z]", "", cell)), re.sub("[0-9]", "", cell)
        data = raw_xlsx(worksheet(f'{FIRST_CELL}<row r="{row}"><c r="{cell}"><v>1</v></c></row>'))
        if row > 500_000:
            assert "太大" in refusal(tmp_path, ".xlsx", data)
        else:
            found = rows(tmp_path, ".xlsx", data)
            assert (len(found), len(found[-1])) == (row, {"Z": 26, "A": 1, "AA": 27}[column])

    def test_more_texts_than_a_paper_has_are_refused(self, tmp_path: Path) -> None:
        texts = "".join(f"<si><t>{number * 7919 % 1_000_003:x}</t></si>" for number in range(1_001_000))
        assert "解开后太大" in refusal(
            tmp_path, ".xlsx", raw_xlsx(worksheet(FIRST_CELL), strings=f"<sst>{texts}</sst>")
        )

    @pytest.mark.parametrize(
        "cell",
        [
            '<c r="XFD1048576"><v>1</v></c>', "<c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c>",
            '<c s="1" x="/>" r = "XFD1048576"><v>1</v></c>',
        ],
    )  # fmt: skip
    def test_one_far_cell_is_too_large(self, tmp_path: Path, cell: str) -> None:
        data = raw_xlsx(worksheet(f'{FIRST_CELL}<row r="1048576">{cell}</row>'))
        assert len(data) < 4800
        assert refusal(tmp_path, ".xlsx", data) == "“纸.xlsx”的表有 1048576 行 × 16384 列，太大了。"

    def test_a_far_row_whose_cells_have_no_place_is_too_large(self, tmp_path: Path) -> None:
        data = raw_xlsx(worksheet('<row r="1048576"><c><v>1</v></c></row>'))
        assert "1048576 行" in refusal(tmp_path, ".xlsx", data)

    def test_a_bomb_is_refused(self, tmp_path: Path) -> None:
        bomb = raw_xlsx(worksheet(FIRST_CELL + " " * 30_000_000))
        assert refusal(tmp_path, ".xlsx", bomb) == "“纸.xlsx”解开后太大，不像一份表格。"

    def test_parts_of_too_many_bytes_are_refused(self, tmp_path: Path) -> None:
        data = bytearray(raw_xlsx(worksheet(FIRST_CELL)))
        at = data.rfind(b"PK\x01\x02")
        struct.pack_into("<II", data, at + 20, 2_000_000, 250_000_000)
        assert "解开后太大" in refusal(tmp_path, ".xlsx", bytes(data))

    @pytest.mark.parametrize("claim", [500, 40_000_000])
    def test_a_zip_that_lies_about_its_sizes_is_damaged(self, tmp_path: Path, claim: int) -> None:
        data = bytearray(raw_xlsx(worksheet(FIRST_CELL + "<!-- -->" * 20_000)))
        at = data.rfind(b"PK\x01\x02")
        assert data[at + 46 :].startswith(b"xl/worksheets/sheet1.xml")
        struct.pack_into("<I", data, at + 24, min(claim, 7_000_000))
        assert "已损坏" in refusal(tmp_path, ".xlsx", bytes(data))

    @pytest.mark.parametrize("text", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!ENTITY a>"])
    def test_definitions_are_refused(self, tmp_path: Path, text: str) -> None:
        assert "不该有的定义" in refusal(tmp_path, ".xlsx", raw_xlsx(text + worksheet(FIRST_CELL)))

    def test_two_parts_of_one_name_are_damage(self, tmp_path: Path) -> None:
        path = tmp_path / "纸.xlsx"
        path.write_bytes(raw_xlsx(worksheet(FIRST_CELL)))
        with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/worksheets/sheet1.xml", worksheet(FIRST_CELL))
        assert "已损坏" in refusal(tmp_path, ".xlsx", path.read_bytes())

    @pytest.mark.parametrize(
        "sheet",
        [
            worksheet(FIRST_CELL).encode("utf-16"), worksheet(FIRST_CELL).encode("utf-16-be"),
            "<worksheet><c " + "x" * 3_000_000, worksheet("<row><c><v>1</v></row>"),
        ],
        ids=["utf-16", "without mark", "endless tag", "unclosed"],
    )  # fmt: skip
    def test_xml_that_no_program_writes_is_damage(self, tmp_path: Path, sheet: str | bytes) -> None:
        assert "已损坏" in refusal(tmp_path, ".xlsx", raw_xlsx(sheet))

    def test_pictures_are_passed_over(self, tmp_path: Path) -> None:
        data = raw_xlsx(worksheet(FIRST_CELL), more={"xl/media/image1.bin": "\x00图" * 1_000_000})
        assert rows(tmp_path, ".xlsx", data) == ((1.0,),)

    def test_stored_parts_are_read_as_well(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("x", b"")
        data = raw_xlsx(worksheet(FIRST_CELL))
        (tmp_path / "b.zip").write_bytes(data)
        with zipfile.ZipFile(tmp_path / "b.zip") as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert rows(tmp_path, ".xlsx", files.zipped(parts, method=zipfile.ZIP_STORED)) == ((1.0,),)
        assert "已损坏" in refusal(tmp_path, ".xlsx", files.zipped(parts, method=zipfile.ZIP_BZIP2))

    def test_a_thousand_sheets_are_refused(self, tmp_path: Path) -> None:
        assert "解开后太大" in refusal(tmp_path, ".xlsx", raw_xlsx(worksheet(FIRST_CELL), sheets=1000))

    def test_many_large_sheets_are_refused(self, tmp_path: Path) -> None:
        sheet = worksheet(FIRST_CELL + '<row r="2000"><c r="CZ2000"><v>1</v></c></row>')
        assert "解开后太大" in refusal(tmp_path, ".xlsx", raw_xlsx(sheet, sheets=400))

    def test_merged_ranges_that_overlap_without_end_are_refused(self, tmp_path: Path) -> None:
        sheet = FIRST_CELL + '<row r="1000"><c r="CZ1000"><v>1</v></c></row>'
        for count in (1000, 100_001):
            merged = "<mergeCells>" + '<mergeCell ref="A1:CZ1000"/>' * count + "</mergeCells>"
            assert "解开后太大" in refusal(tmp_path, ".xlsx", raw_xlsx(worksheet(sheet, merged)))


class TestXls:
    def test_cells_hidden_sheets_and_merged_ranges(self, tmp_path: Path) -> None:
        merged = record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 0))
        size = record(0x200, struct.pack("<IIHHH", 0, 4, 0, 3, 0))
        cells = size + label(0, 0, "一支部") + number(0, 1, 5.5) + label(1, 1, "张三") + label(3, 2, "末") + merged
        paper = read(tmp_path, ".xls", xls({"名册": cells, "藏": label(0, 0, "x")}, hidden=["藏"]))
        assert paper.hidden == ("藏",)
        assert paper.sheets[0].name == "名册"
        assert paper.sheets[0].rows == (
            ("一支部", 5.5, None), ("一支部", "张三", None), (None, None, None), (None, None, "末"),
        )  # fmt: skip

    def test_a_small_stream_lies_in_small_sectors(self, tmp_path: Path) -> None:
        assert rows(tmp_path, ".xls", xls({"表": label(0, 0, "姓名")}, pad=False)) == (("姓名",),)

    def test_a_large_stream_needs_further_tables(self, tmp_path: Path) -> None:
        cells = b"".join(label(n, 0, f"第{n}名党员") for n in range(6000))
        found = rows(tmp_path, ".xls", xls({"表": cells}))
        assert len(found) == 6000
        assert found[-1] == ("第5999名党员",)

    @pytest.mark.parametrize(
        "far", [label(65535, 255, "x"), record(0xBD, struct.pack("<HHHIH", 65535, 250, 0, 6, 255))]
    )
    def test_one_far_cell_is_too_large(self, tmp_path: Path, far: bytes) -> None:
        assert "65536 行 × 256 列" in refusal(tmp_path, ".xls", xls({"表": label(0, 0, "x") + far}))

    def test_all_sheets_together_may_be_too_large(self, tmp_path: Path) -> None:
        far = label(5000, 255, "x")
        assert "5001 行 × 256 列" in refusal(tmp_path, ".xls", xls({"一": far, "二": far}))

    def test_sheets_without_end_are_refused(self, tmp_path: Path) -> None:
        assert "解开后太大" in refusal(tmp_path, ".xls", xls({str(n): label(0, 0, "x") for n in range(501)}))

    @pytest.mark.parametrize(
        "claim", [(0, 0xFFFFFFFF, 0, 5), (0, 5, 0, 0xFFFF), (9, 5, 0, 5), (0, 5, 9, 5)]
    )  # fmt: skip
    def test_an_impossible_size_is_damage(self, tmp_path: Path, claim: tuple[int, ...]) -> None:
        sheet = record(0x200, struct.pack("<IIHHH", *claim, 0)) + label(0, 0, "x")
        assert "已损坏" in refusal(tmp_path, ".xls", xls({"表": sheet}))

    def test_records_without_an_end_are_damage(self, tmp_path: Path) -> None:
        stream = files.biff({"表": label(0, 0, "x")})[:-4]
        assert "已损坏" in refusal(tmp_path, ".xls", files.compound({"Workbook": stream}))

    def test_records_that_are_too_short_are_damage(self, tmp_path: Path) -> None:
        assert "已损坏" in refusal(tmp_path, ".xls", xls({"表": record(0x203) + record(0xBD) + record(0x200)}))

    @pytest.mark.parametrize(
        ("at", "value"),
        [(30, 7), (48, 0x00FFFFFF), (68, 0x00FFFFFF), (68, 0), (76, 0x00FFFFFF), (60, 0x00FFFFFF)],
        ids=["sector size", "directory", "no such table", "table of tables", "no such sector", "small table"],
    )  # fmt: skip
    def test_a_damaged_frame_is_damage(self, tmp_path: Path, at: int, value: int) -> None:
        data = bytearray(xls({"表": label(0, 0, "x")}, pad=False))
        struct.pack_into("<H" if at == 30 else "<I", data, at, value)
        assert "已损坏" in refusal(tmp_path, ".xls", bytes(data))

    def test_sectors_that_follow_themselves_are_damage(self, tmp_path: Path) -> None:
        data = bytearray(xls({"表": label(0, 0, "x")}))
        table = 512 + 512 * struct.unpack_from("<I", data, 76)[0]
        struct.pack_into("<I", data, table, 0)
        assert "已损坏" in refusal(tmp_path, ".xls", bytes(data))

    def test_a_stream_larger_than_its_file_is_damage(self, tmp_path: Path) -> None:
        data = bytearray(xls({"表": label(0, 0, "x")}))
        at = data.find("Workbook".encode("utf-16-le"))
        struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
        assert "已损坏" in refusal(tmp_path, ".xls", bytes(data))


class TestOds:
    def table(self, *lines: str, name: str = "名册", style: str = "") -> str:
        return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(lines)}</table:table>'

    def test_cells_merged_ranges_and_the_empty_rest(self, tmp_path: Path) -> None:
        spanned = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
        data = ods(
            self.table(
                ods_row(ods_cell(repeated=16384), repeated=2),
                ods_row(ods_cell("一支部", more=spanned), ods_cell("张三"), ods_cell(repeated=16382)),
                ods_row("<table:covered-table-cell/>", ods_cell("李四", repeated=2)),
                ods_row(ods_cell(repeated=16384), repeated=1_000_000),
            )
        )
        assert [row[:3] for row in rows(tmp_path, ".ods", data)][-2:] == [
            ("一支部", "张三", None),
            ("一支部", "李四", "李四"),
        ]
        assert len(rows(tmp_path, ".ods", data)) == 4

    def test_hidden_tables_are_named_and_not_read(self, tmp_path: Path) -> None:
        style = '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
        shown = self.table(ods_row(ods_cell("姓名")))
        paper = read(
            tmp_path, ".ods", ods(shown + self.table(ods_row(ods_cell("x")), name="藏", style="h"), styles=style)
        )
        assert [sheet.name for sheet in paper.sheets] == ["名册"]
        assert paper.hidden == ("藏",)

    def test_dates_and_numbers(self, tmp_path: Path) -> None:
        cells = (
            '<table:table-cell office:value-type="date" office:date-value="2026-10-31"><text:p>31/10</text:p></table:table-cell>'
            '<table:table-cell office:value-type="float" office:value="103.55"><text:p>104</text:p></table:table-cell>'
            '<table:table-cell office:value-type="time" office:time-value="PT14H30M00S"><text:p>14:30</text:p></table:table-cell>'
            '<table:table-cell office:value-type="string"><text:p>一</text:p><text:p>二</text:p></table:table-cell>'
        )
        assert rows(tmp_path, ".ods", ods(self.table(ods_row(cells)))) == (
            (date(2026, 10, 31), 103.55, clock(14, 30), "一\n二"),
        )

    @pytest.mark.parametrize(
        "lines",
        [
            [ods_row(ods_cell("x", repeated=1_000_000_000))],
            [ods_row(ods_cell("x"), repeated=1_000_000_000)],
            [ods_row(ods_cell("x")), ods_row(ods_cell(repeated=9), repeated=1_000_000), ods_row(ods_cell("y"))],
        ],
    )
    def test_repeats_without_end_are_too_large(self, tmp_path: Path, lines: list[str]) -> None:
        assert "太大了" in refusal(tmp_path, ".ods", ods(self.table(*lines)))

    def test_all_tables_together_may_be_too_large(self, tmp_path: Path) -> None:
        far = self.table(ods_row(ods_cell("x", repeated=100), repeated=10_000))
        assert "10000 行 × 100 列" in refusal(tmp_path, ".ods", ods(far + far.replace("名册", "二")))

    def test_empty_cells_without_end_are_too_large(self, tmp_path: Path) -> None:
        data = ods(self.table(ods_row(ods_cell(repeated=1_000_000_000), ods_cell()), ods_row(ods_cell("x"))))
        assert "解开后太大" in refusal(tmp_path, ".ods", data)

    def test_merged_ranges_without_end_are_refused(self, tmp_path: Path) -> None:
        cell = ods_cell(more='table:number-rows-spanned="2"')
        assert "解开后太大" in refusal(tmp_path, ".ods", ods(self.table(*[ods_row(cell * 1001)] * 100)))

    def test_definitions_are_refused(self, tmp_path: Path) -> None:
        data = ods(self.table(ods_row(ods_cell("x"))), beginning='<!DOCTYPE x [<!ENTITY a "b">]>')
        assert "不该有的定义" in refusal(tmp_path, ".ods", data)

    @pytest.mark.parametrize("repeated", ["x", "-1", "1" * 30])
    def test_a_repeat_that_is_no_number_is_damage(self, tmp_path: Path, repeated: str) -> None:
        row = f'<table:table-row table:number-rows-repeated="{repeated}">{ods_cell("x")}</table:table-row>'
        assert "已损坏" in refusal(tmp_path, ".ods", ods(self.table(row)))

    def test_one_without_its_contents_is_damage(self, tmp_path: Path) -> None:
        data = files.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
        assert "已损坏" in refusal(tmp_path, ".ods", data)

    def test_unclosed_xml_is_damage(self, tmp_path: Path) -> None:
        assert "已损坏" in refusal(tmp_path, ".ods", ods(self.table("<table:table-row>")))


MEASURE = """
import sys
from pathlib import Path
import python_calamine
from pbcli.domain.errors import UnusablePaper
from pbcli.intake.reading import read_paper
try:
    for sheet in read_paper(Path(sys.argv[1])).sheets:
        for row in sheet.rows:
            pass
    print(len(row))
except UnusablePaper:
    print("refused")
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured where Linux tells it")
@pytest.mark.parametrize(
    ("suffix", "data", "answer"),
    [
        (".xlsx", raw_xlsx(worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "refused"),
        (".xls", xls({"表": label(65535, 255, "x")}), "refused"),
        (
            ".ods", ods("<table:table>" + ods_row(ods_cell("x", repeated=10**9), repeated=10**9) + "</table:table>"),
            "refused",
        ),
        (".csv", b"a,b\n" * 1_200_000 + "😀".encode(), "1"),
        (".csv", b'"' + b"x\n" * 5_000_000, "refused"),
        (".csv", b"," * (12 << 20), "refused"),
    ],
    ids=["xlsx", "xls", "ods", "long csv", "open quote", "wide csv"],
)  # fmt: skip
def test_hostile_papers_cost_little(tmp_path: Path, suffix: str, data: bytes, answer: str) -> None:
    path = tmp_path / f"纸{suffix}"
    path.write_bytes(data)
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, timeout=60, check=True)
    found, memory = done.stdout.split()
    assert found == answer
    assert int(memory) < 200_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2
    assert time.monotonic() - started < 30


def test_a_screen_that_was_closed_for_us(tmp_path: Path) -> None:
    kept = os.dup(2)
    os.close(2)
    try:
        found = rows(tmp_path, ".xls", xls({"表": label(0, 0, "x")}))
    finally:
        os.dup2(kept, 2)
        os.close(kept)
    assert found == (("x",),)
