"""What a file is told to be, and what of it is refused: the exit code, the sentence, nothing else."""

import gzip
import os
import random
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbcli.domain.errors import UnusablePaper, UsageFault
from pbcli.intake import limits
from pbcli.intake.reading import read_paper
from tests.intake import files

GOOD = files.xlsx({"一支部": [["姓名", "性别"], ["张三", "男"]]})
GOOD_XLS = files.xls({"一支部": files.label(0, 0, "姓名") + files.label(1, 0, "张三")})
GOOD_ODS = files.ods('<table:table table:name="一支部">' + files.ods_row(files.ods_cell("姓名")) + "</table:table>")


def refusal(folder: Path, name: str, data: bytes, *, encoding: str | None = None) -> UnusablePaper:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(UnusablePaper) as caught:
        read_paper(path, encoding=encoding)
    assert caught.value.exit_code == 5
    assert name in str(caught.value)
    caught.value.hint.format(**caught.value.values)
    return caught.value


def test_a_paper_has_its_sheets(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(GOOD)
    paper = read_paper(path)
    assert paper.path == path
    assert [(sheet.name, sheet.rows) for sheet in paper.sheets] == [("一支部", (("姓名", "性别"), ("张三", "男")))]
    assert paper.hidden == ()


def test_a_csv_is_one_sheet_of_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "第一党支部.CSV"
    path.write_bytes("姓名,性别\r\n张三,\r\n".encode())
    assert [(sheet.name, sheet.rows) for sheet in read_paper(path).sheets] == [
        ("第一党支部", (("姓名", "性别"), ("张三", None)))
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "是空的"),
        ("a.csv", b"", "是空的"),
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", "是空的"),
        ("a.xlsx", bytes(5000), "是空的"),
        ("a.xls", b"<html><body><table><tr><td>x</td></tr></table></body></html>", "是网页（HTML），读不了"),
        ("a.xls", b"\xef\xbb\xbf\r\n<!-- x -->\n<TABLE border=1>", "是网页（HTML），读不了"),
        ("a.xls", "<html><body>".encode("utf-16"), "是网页（HTML），读不了"),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "是网页（HTML），读不了"),
        ("a.csv", b"<html>", "是网页（HTML），读不了"),
        ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "是XML 文件，读不了"),
        ("a.xls", GOOD, "的后缀不对，它其实是xlsx 工作簿"),
        ("a.xlsx", GOOD_XLS, "的后缀不对，它其实是xls 工作簿"),
        ("a.csv", GOOD_ODS, "的后缀不对，它其实是ods 表格"),
        ("a.xlsx", "姓名,性别\n张三,男\n".encode(), "的后缀不对，它其实是文本"),
        ("a.txt", "姓名\t性别\n".encode(), "的后缀不对，它其实是文本"),
        ("花名册", GOOD, "的后缀不对，它其实是xlsx 工作簿"),
        ("a.xlsx", files.zipped({"word/document.xml": "<w/>"}), "是Word 文档"),
        ("a.xlsx", files.zipped({"ppt/slides.xml": "<p/>"}), "是PowerPoint 演示文稿"),
        ("a.xlsx", files.zipped({"xl/workbook.bin": b"x"}), "是xlsb 工作簿"),
        ("a.ods", files.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "是Word 文档"),
        ("a.ods", files.zipped({"mimetype": "application/epub+zip"}), "是压缩包"),
        ("a.xlsx", files.zipped({"照片.jpg": b"x"}), "是压缩包"),
        ("a.xls", files.compound({"WordDocument": b"x"}), "是Word 文档"),
        ("a.xls", files.compound({"Something": b"x"}), "是别的 Office 文件"),
        ("a.xls", b"\x09\x08\x08\x00\x00\x05\x10\x00", "是三十年前的 Excel 表格"),
        ("a.csv", b"%PDF-1.7", "是PDF 文档"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "是图片"),
        ("a.csv", gzip.compress(b"x", mtime=0), "是压缩包"),
        ("a.csv", b"SQLite format 3\x00" + bytes(84), "是数据库"),
        ("a.xlsx", bytes(range(256)), "是不认识的二进制文件"),
    ],
)
def test_a_file_is_called_what_it_is(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    assert words in str(refusal(tmp_path, name, data))


def test_the_hint_says_which_suffix_is_right(tmp_path: Path) -> None:
    fault = refusal(tmp_path, "a.xls", GOOD)
    assert fault.hint.format(**fault.values) == "把后缀改成 .xlsx，再导入"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", files.compound({"EncryptionInfo": b"x" * 200, "EncryptedPackage": b"y" * 5000})),
        ("a.xls", files.xls({"表": files.label(0, 0, "x")}, globals_=files.record(0x2F, bytes(6)))),
        (
            "a.ods",
            files.ods("<table:table/>", manifest='<manifest:encryption-data xmlns:manifest="x"/>'),
        ),
    ],
)
def test_a_password_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    fault = refusal(tmp_path, name, data)
    assert str(fault) == f"“{name}”有密码，读不了。"
    assert "去掉打开密码" in fault.hint


def test_an_encrypted_zip_has_a_password(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + flags] |= 1
    assert "有密码" in str(refusal(tmp_path, "a.xlsx", bytes(data)))


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", GOOD), ("a.xls", GOOD_XLS), ("a.ods", GOOD_ODS)], ids=["xlsx", "xls", "ods"]
)
def test_a_workbook_cut_short_is_damaged(tmp_path: Path, name: str, data: bytes) -> None:
    for size in (9, 100, len(data) // 3, len(data) // 2):
        assert str(refusal(tmp_path, name, data[:size])) == f"“{name}”已损坏，读不了。"


def test_a_workbook_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    assert str(refusal(tmp_path, "a.xlsx", files.xlsx({"表": [], "二": []}))) == "“a.xlsx”是空的。"
    fault = refusal(tmp_path, "b.xlsx", files.xlsx({"表": [], "藏": [["姓名"]]}, hidden=["藏"]))
    assert fault.hint == "隐藏的工作表不读：藏"


@pytest.mark.parametrize("name", ["~$花名册.xlsx", ".~lock.花名册.ods", "._花名册.xlsx"])
def test_what_editors_leave_is_no_paper(tmp_path: Path, name: str) -> None:
    assert "临时文件" in str(refusal(tmp_path, name, b"\x05root" + bytes(160)))


def test_a_file_of_too_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    for name, most in (("a.csv", limits.MOST_TEXT_BYTES), ("a.xlsx", limits.MOST_BYTES)):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(most + 1)
        with pytest.raises(UnusablePaper, match=f"超过 {most >> 20} MB"):
            read_paper(path)


class TestWhatIsNotThere:
    def check(self, path: Path, words: str) -> None:
        with pytest.raises(UsageFault) as caught:
            read_paper(path)
        assert caught.value.exit_code == 2
        assert words in str(caught.value)
        assert path.name in str(caught.value)

    def test_no_such_file(self, tmp_path: Path) -> None:
        self.check(tmp_path / "没有.xlsx", "这个文件")

    def test_a_folder(self, tmp_path: Path) -> None:
        self.check(tmp_path, "是文件夹")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
    def test_a_pipe_does_not_keep_us_waiting(self, tmp_path: Path) -> None:
        path = tmp_path / "管道.csv"
        os.mkfifo(path)
        self.check(path, "不是文件")

    @pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root, and Windows, may read everything")
    def test_a_file_that_may_not_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("x", encoding="utf-8")
        path.chmod(0)
        self.check(path, "没有权限")

    def test_a_name_that_is_too_long(self, tmp_path: Path) -> None:
        self.check(tmp_path / ("长" * 200 + ".csv"), "读不了")

    def test_an_unknown_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("x", encoding="utf-8")
        for encoding in ("火星", "rot13", "hex"):
            with pytest.raises(UsageFault, match="没有叫"):
                read_paper(path, encoding=encoding)


def _read_or_refused(path: Path, data: bytes, encoding: str | None = None) -> None:
    path.write_bytes(data)
    try:
        paper = read_paper(path, encoding=encoding)
    except UnusablePaper as fault:
        _ = str(fault), fault.hint.format(**fault.values), fault.values["name"]
    else:
        assert all(isinstance(row, tuple) for sheet in paper.sheets for row in sheet.rows)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300)
    | st.text(alphabet=st.sampled_from("\",;\t\r\n'a张\x00\ufeff"), max_size=60).map(str.encode),
    suffix=st.sampled_from([".xlsx", ".xls", ".ods", ".csv", ".tsv", ""]),
    beginning=st.sampled_from([b"", b"PK\x03\x04", files.SIGNATURE, b"\xff\xfe", b"\xef\xbb\xbf", b"<"]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, suffix: str, beginning: bytes) -> None:
    _read_or_refused(tmp_path / f"纸{suffix}", beginning + data)


@pytest.mark.parametrize(
    ("suffix", "data"), [(".xlsx", GOOD), (".xls", GOOD_XLS), (".ods", GOOD_ODS)], ids=["xlsx", "xls", "ods"]
)
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    chance = random.Random(20261101)
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(chance.choice([1, 2, 10])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        _read_or_refused(tmp_path / f"纸{suffix}", bytes(broken[: chance.choice([None, chance.randrange(len(data))])]))


def test_damage_inside_an_xls_stays_off_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The library panics on many of these, and would write so itself."""
    strings = files.record(
        0xFC, struct.pack("<II", 2, 2) + b"\x02\x00\x01" + "日期".encode("utf-16-le") + b"\x03\x00\x00abc"
    )
    cells = files.record(0xFD, struct.pack("<HHHI", 0, 0, 0, 1)) + files.record(
        0xBD, struct.pack("<HHHIHIH", 2, 0, 0, 6, 1, 10, 1)
    )
    stream = files.biff({"表": cells + files.record(0x207, b"\x01\x00\x00x")}, globals_=strings)
    chance = random.Random(7)
    for _ in range(400):
        broken = bytearray(stream)
        broken[chance.randrange(len(broken))] = chance.choice([0, 1, 255])
        _read_or_refused(tmp_path / "纸.xls", files.compound({"Workbook": bytes(broken).ljust(4096, b"\x00")}))
    assert capfd.readouterr().err == ""
