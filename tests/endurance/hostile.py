"""Files that mean harm, or that others got wrong: each small, each with what must come of it."""

import io
import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from tests.intake.files import compound, label, ods, ods_cell, ods_row, raw_xlsx, worksheet, xls, xlsx, zipped

_ROWS = "姓名,性别,出生日期,入党日期,转正日期,所在党支部\n孙七,男,1981-02-03,2006-06-01,2007-06-01,第一党支部\n"
_TABLE = [line.split(",") for line in _ROWS.splitlines()]
_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
_ENTITY = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{more}]>'
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")


@dataclass(frozen=True)
class Hostile:
    """A file: its name, its bytes, and whether it is a paper that must be read all the same."""

    name: str
    content: bytes
    is_right: bool = False


def hostile_files(*, with_bombs: bool = True) -> Iterator[Hostile]:
    """Draw the files one after another, since some are large; drawing the bombs takes longest."""
    if with_bombs:
        yield from _bombs()
    yield from _xml()
    yield from _far_cells()
    yield from _wrong_natures()
    yield from _damaged()
    yield from _texts()


def _bombs() -> Iterator[Hostile]:
    yield Hostile("zip-bomb.xlsx", raw_xlsx(worksheet(_CELL + " " * 300_000_000)))
    yield Hostile(
        "bomb-of-texts.xlsx", raw_xlsx(worksheet(_CELL), strings="<sst>" + "<si><t>长</t></si>" * 8_000_000 + "</sst>")
    )
    yield Hostile("bomb.ods", ods(" " * 200_000_000))
    yield Hostile("sheets.xlsx", raw_xlsx(worksheet(_CELL), sheets=20_000))
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    yield Hostile("merged.xlsx", raw_xlsx(worksheet(_CELL, f"<mergeCells>{merged}</mergeCells>")))
    yield Hostile("parts.xlsx", zipped({f"xl/{n}.xml": "" for n in range(20_000)}))
    yield Hostile("quine.zip.xlsx", zipped({"a.zip": zipped({"b.zip": zipped({"c": b"0" * 50_000_000})})}))
    yield Hostile("lying-sizes.xlsx", _lying(raw_xlsx(worksheet(_CELL + " " * 20_000_000))))


def _lying(whole: bytes) -> bytes:
    """Have a zip claim that its parts are tiny."""
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        size = parts.getinfo("xl/worksheets/sheet1.xml").file_size
    return whole.replace(struct.pack("<I", size), struct.pack("<I", 100))


def _xml() -> Iterator[Hostile]:
    yield Hostile("laughs.xlsx", raw_xlsx(_ENTITY.format(more=_LAUGHS) + worksheet(_CELL.replace("姓名", "&a9;"))))
    outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    yield Hostile("outside.xlsx", raw_xlsx(outside + worksheet(_CELL.replace("姓名", "&a;"))))
    yield Hostile(
        "network.xlsx", raw_xlsx(outside.replace("file:///etc/passwd", "http://127.0.0.1:9/") + worksheet(_CELL))
    )
    yield Hostile("laughs.ods", ods("&a9;", beginning=f'<?xml version="1.0"?>{_ENTITY.format(more=_LAUGHS)}'))
    yield Hostile("deep.xlsx", raw_xlsx(worksheet("<row>" * 1_000_000)))
    yield Hostile("deep.ods", ods("<table:table>" * 1_000_000))
    yield Hostile(
        "attributes.xlsx", raw_xlsx(worksheet("<row " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"))
    )
    yield Hostile("unclosed.xlsx", raw_xlsx("<worksheet><sheetData><row><c><v>1"))


def _far_cells() -> Iterator[Hostile]:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield Hostile("far-cell.xlsx", raw_xlsx(worksheet(_CELL + far)))
    yield Hostile("far-cell.xls", xls({"表": label(0, 0, "姓名") + label(65535, 255, "x")}))
    repeated = ods_row(ods_cell("x", repeated=1_000_000), repeated=1_000_000)
    yield Hostile("far-cell.ods", ods(f'<table:table table:name="表">{repeated}</table:table>'))
    yield Hostile(
        "beyond.xlsx", raw_xlsx(worksheet(_CELL + '<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row>'))
    )


def _wrong_natures() -> Iterator[Hostile]:
    sound = xlsx({"名册": _TABLE})
    page = "<html><table><tr><td>姓名</td></tr></table></html>".encode()
    for name, content in {
        "page.xls": page, "page.csv": page, "document.xlsx": zipped({"word/document.xml": "<a/>"}), "picture.xlsx": b"\x89PNG\r\n\x1a\n" + b"0" * 999,
        "pdf.csv": b"%PDF-1.7\n" + b"0" * 999, "database.csv": b"SQLite format 3\x00" + b"0" * 999, "program.csv": b"\x7fELF" + bytes(9_999),
        "password.xlsx": compound({"EncryptedPackage": b"x" * 5_000}), "mail.xls": b"MIME-Version: 1.0\n\n<html>", "workbook.csv": sound,
        "xml.xls": b"<?xml version='1.0'?><Workbook/>", "empty.xlsx": b"", "empty.csv": b"", "noise.xlsx": os.urandom(50_000), "noise.xls": compound({}),
        "gzip.csv": b"\x1f\x8b" + b"0" * 999, "blanks.csv": b" \n" * 100_000,
    }.items():  # fmt: skip
        yield Hostile(name, content)


def _damaged() -> Iterator[Hostile]:
    sound = xlsx({"名册": _TABLE})
    yield Hostile("cut.xlsx", sound[: len(sound) // 2])
    yield Hostile("tail.xlsx", sound[100:])
    flipped = bytearray(sound)
    for place in range(200, len(sound), 97):
        flipped[place] ^= 0xFF
    yield Hostile("flipped.xlsx", bytes(flipped))
    old = xls({"表": label(0, 0, "姓名")})
    yield Hostile("cut.xls", old[:700])
    yield Hostile("loop.xls", old[:76] + struct.pack("<I", 0) * 109 + old[512:])


def _texts() -> Iterator[Hostile]:
    yield Hostile("gbk.csv", _ROWS.encode("gb18030"), is_right=True)
    yield Hostile("mark.csv", _ROWS.encode("utf-8-sig"), is_right=True)
    yield Hostile("utf16.csv", _ROWS.encode("utf-16"), is_right=True)
    yield Hostile("tabs.tsv", _ROWS.replace(",", "\t").encode(), is_right=True)
    yield Hostile("excel.csv", b"sep=;\r\n" + _ROWS.replace(",", ";").encode(), is_right=True)
    yield Hostile("both.csv", _ROWS.encode() + _ROWS.encode("gb18030"))
    yield Hostile("nul.csv", _ROWS.encode() + b"\x00" * 100)
    yield Hostile("one-line.csv", b"a" * 30_000_000)
    yield Hostile("commas.csv", b"," * 30_000_000)
    yield Hostile("quote.csv", _ROWS.encode() + b'"' + b"a\n" * 10_000_000)
    yield Hostile("quotes.csv", b'"' * 20_000_001)
    yield Hostile("lines.csv", b"\n" * 30_000_000)
    yield Hostile("heavy.csv", b"a,b\n" * 20_000_000)
    yield Hostile("bad-header.csv", b"a,b,c\n1,2,3\n")
