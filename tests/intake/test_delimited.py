"""csv and tsv: encodings, separators, quoting, and every malformed line named."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.reading import read_paper
from pbcli.output.result import Column
from pbcli.output.serial import pieces

TABLE = "姓名,性别\r\n张三,男\r\n"
ROWS = (("姓名", "性别"), ("张三", "男"))


def rows(folder: Path, data: bytes, *, suffix: str = ".csv", encoding: str | None = None) -> Any:
    path = folder / f"纸{suffix}"
    path.write_bytes(data)
    return read_paper(path, encoding=encoding).sheets[0].rows


def refusal(folder: Path, data: bytes, *, encoding: str | None = None) -> str:
    with pytest.raises(UnusablePaper) as caught:
        rows(folder, data, encoding=encoding)
    return str(caught.value)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
    def test_those_that_are_found(self, tmp_path: Path, encoding: str) -> None:
        assert rows(tmp_path, TABLE.encode(encoding)) == ROWS

    def test_utf16_of_the_other_order(self, tmp_path: Path) -> None:
        assert rows(tmp_path, b"\xfe\xff" + TABLE.encode("utf-16-be")) == ROWS

    @pytest.mark.parametrize("encoding", ["big5", "UTF-16LE", "utf-16-be", "Shift_JIS"])
    def test_those_that_must_be_named(self, tmp_path: Path, encoding: str) -> None:
        text = "姓名,性別\r\n"
        assert rows(tmp_path, text.encode(encoding), encoding=encoding) == (("姓名", "性別"),)

    def test_a_mark_is_no_text_even_where_the_encoding_is_named(self, tmp_path: Path) -> None:
        assert rows(tmp_path, TABLE.encode("utf-8-sig"), encoding="utf-8") == ROWS

    def test_a_wish_goes_before_what_would_be_found(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, TABLE.encode("gbk"), encoding="utf-8") == "“纸.csv”第 1 行不是 utf-8 编码。"

    def test_a_damaged_byte_does_not_make_it_gb18030(self, tmp_path: Path) -> None:
        data = TABLE.encode() + "第一党支部,男\r\n".encode() + b"\xe5\xbc,\r\n"
        assert refusal(tmp_path, data) == "“纸.csv”第 4 行不是 utf-8 编码。"

    def test_neither_of_the_two(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, b"a\r\nb\r\n\xff\xff,\r\n") == "“纸.csv”第 3 行既不是 UTF-8，也不是 GB18030 编码。"

    def test_a_file_cut_in_a_character(self, tmp_path: Path) -> None:
        assert "第 2 行不是 utf-8" in refusal(tmp_path, "姓名姓名\n张".encode()[:-1])
        assert "第 1 行不是 utf-16" in refusal(tmp_path, "姓名".encode("utf-16")[:-1])

    def test_an_encoding_of_other_things_than_texts(self, tmp_path: Path) -> None:
        assert "第 1 行不是 idna 编码" in refusal(tmp_path, b"xn--" + b"a" * 70 + b".cn", encoding="idna")

    def test_a_nul_is_named_by_its_line(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, b"a,b\nc,\x00d\n") == "“纸.csv”第 2 行有空字符（NUL）。"
        assert refusal(tmp_path, "a,b\n姓,名\n".encode("utf-16-le")) == "“纸.csv”第 1 行有空字符（NUL）。"

    def test_characters_lie_across_pieces(self, tmp_path: Path) -> None:
        data = ("张" * 200 + "\n") * 2000
        assert rows(tmp_path, data.encode())[1999] == ("张" * 200,)
        assert "第 2001 行不是 utf-8" in refusal(tmp_path, data.encode() + b"\xff")


class TestSeparators:
    @pytest.mark.parametrize(
        ("suffix", "text"),
        [
            (".csv", "姓名,性别\n张三,男\n"), (".csv", "姓名;性别\n张三;男\n"), (".csv", "姓名\t性别\n张三\t男\n"),
            (".tsv", "姓名\t性别\n张三\t男\n"), (".TSV", "姓名\t性别\n张三\t男\n"), (".csv", "sep=|\r\n姓名|性别\r\n张三|男\r\n"),
            (".csv", "SEP=;\n姓名;性别\n张三;男"), (".csv", '"姓名";"性别"\n"张三";"男"\n'),
        ],
    )  # fmt: skip
    def test_the_separator_is_found(self, tmp_path: Path, suffix: str, text: str) -> None:
        assert rows(tmp_path, text.encode(), suffix=suffix) == ROWS

    def test_commas_inside_cells_mislead_nobody(self, tmp_path: Path) -> None:
        assert rows(tmp_path, '名单;数\n"张三,李四,王五";3\n'.encode()) == (("名单", "数"), ("张三,李四,王五", "3"))

    def test_a_tsv_has_commas_as_text(self, tmp_path: Path) -> None:
        assert rows(tmp_path, b"a,b,c\td\n", suffix=".tsv") == (("a,b,c", "d"),)

    def test_many_names_in_one_cell_do_not_outweigh_the_columns(self, tmp_path: Path) -> None:
        text = "日期,请假\n2026-10-31,张三;李四;王五;赵六\n2026-10-30,\n"
        assert rows(tmp_path, text.encode())[1] == ("2026-10-31", "张三;李四;王五;赵六")

    def test_one_column_needs_none(self, tmp_path: Path) -> None:
        assert rows(tmp_path, b"a\nb\n") == (("a",), ("b",))


class TestQuoting:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ('a,b\n"x,y",z\n', (("a", "b"), ("x,y", "z"))),
            ('"他说""好""",z\n', (('他说"好"', "z"),)),
            ('"一\n二\r\n三",z\n下,行\n', (("一\n二\r\n三", "z"), ("下", "行"))),
            ('"",""\n', ((None, None),)),
            ('a,"b"', (("a", "b"),)),
            ('"a",\n', (("a", None),)),
            ('a,"",c\n', (("a", None, "c"),)),
            ('""""\n', (('"',),)),
            ("a,b,\n", (("a", "b", None),)),
            ("a\n\nb\n", (("a",), (None,), ("b",))),
            ("a,b\r张,三\r", (("a", "b"), ("张", "三"))),
            ("'=1+1,'-5,''x,'\n", (("=1+1", "-5", "'x", None),)),
            ("\"'@x\",'=1\n", (("@x", "=1"),)),
            (" a , b \n", ((" a ", " b "),)),
        ],
    )
    def test_cells(self, tmp_path: Path, text: str, found: object) -> None:
        assert rows(tmp_path, text.encode()) == found

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ('a,b\n"x,y\nz,w\n', "第 2 行的引号没有结束"),
            ('a,b\nc,"', "第 2 行的引号没有结束"),
            ('a\n"b"c,d\n', "第 2 行的引号后面还有字"),
            ('"a\nb" ,c\n', "第 2 行的引号后面还有字"),
            ('a,b\n x"y,z\n', "第 2 行的引号前面还有字"),
            ('a,b\nc, "d"\n', "第 2 行的引号前面还有字"),
            ('"a"b"\n', "第 1 行的引号后面还有字"),
            ("a,b\nc\rd,e\n", "第 2 行的末尾只有回车符"),
            ('a,b\n"c"\rd,e\n', "第 2 行的末尾只有回车符"),
            ("a,b\n" + "x" * 3_000_000, "第 2 行太长"),
            ('a,b\n"' + "x\n" * 2_000_000 + '"', "第 2 行的引号没有结束"),
        ],
    )
    def test_a_malformed_line_is_named(self, tmp_path: Path, text: str, sentence: str) -> None:
        assert sentence in refusal(tmp_path, text.encode())

    def test_too_many_rows_are_refused(self, tmp_path: Path) -> None:
        assert "解开后太大" in refusal(tmp_path, b"a\n" * 500_001)

    def test_too_many_cells_are_refused(self, tmp_path: Path) -> None:
        assert "解开后太大" in refusal(tmp_path, (b"," * 1000 + b"\n") * 3001)


CELLS = st.text(
    alphabet=st.sampled_from("\"',;\t\r\n=+-@ 张三a\u200b😀") | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=12,
)
STORED = CELLS.map(lambda text: text.replace("\r", ""))
"""What records hold: no control character but line breaks and tabs."""


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.lists(st.tuples(STORED, STORED), min_size=1, max_size=5), tabs=st.booleans(), mark=st.booleans())
def test_what_the_program_writes_comes_back(
    tmp_path: Path, table: list[tuple[str, str]], tabs: bool, mark: bool
) -> None:
    columns = [Column("first", "甲"), Column("second", "乙")]
    contents = [{"first": first, "second": second} for first, second in table]
    text = "".join(pieces(columns, contents, "tsv" if tabs else "csv", mark=mark, is_terminal=False))
    found = rows(tmp_path, text.encode(), suffix=".tsv" if tabs else ".csv")
    assert found == (("first", "second"), *((first or None, second or None) for first, second in table))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5), separator=st.sampled_from(",;\t")
)
def test_what_other_programs_write_is_read_as_they_read_it(
    tmp_path: Path, table: list[list[str]], separator: str
) -> None:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["甲"] * 2, *table])
    expected = tuple(tuple(cell[cell.startswith("'") :] or None for cell in row) for row in table)
    assert rows(tmp_path, made.getvalue().encode())[1:] == expected


def outcome(folder: Path, data: bytes) -> Any:
    try:
        return tuple(rows(folder, data, suffix=".tsv"))
    except UnusablePaper as fault:
        return str(fault)


@given(text=st.text("ab\t\n\r\"',", max_size=40), size=st.integers(1, 9))
@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_wherever_a_block_ends_the_rows_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, size: int
) -> None:
    data = f"x{text}".encode()
    whole = outcome(tmp_path, data)
    with monkeypatch.context() as patched:
        patched.setattr("pbcli.intake.encodings._BLOCK", size)
        assert outcome(tmp_path, data) == whole


@given(text=st.text("ab\t\n\r,", max_size=40))
@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_block_taken_apart_at_once_is_as_its_lines(tmp_path: Path, text: str) -> None:
    at_once = outcome(tmp_path, f"x\n{text}".encode())
    by_lines = outcome(tmp_path, f'"x"\n{text}'.encode())
    assert at_once == by_lines
