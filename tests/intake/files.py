"""Makes the files that the readers are tried with, good and bad, byte by byte where no library would."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SPREADSHEETML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    hidden: Iterable[str] = (),
    merged: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
) -> bytes:
    """Make a workbook by the library that the program writes with."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(place, column, cell)
            for top, left, bottom, right in (merged or {}).get(name, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
            if name in hidden:
                sheet.hide()
    return made.getvalue()


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def raw_xlsx(sheet: str | bytes, *, strings: str = "", sheets: int = 1, more: Mapping[str, str] | None = None) -> bytes:
    """Make a workbook around the XML of a sheet, which each of its sheets shows."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(sheets))
    target = f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    types = '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    main = f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEETML}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{target}</Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
            **({"xl/sharedStrings.xml": strings} if strings else {}),
            **(more or {}),
        }
    )


def worksheet(rows: str, after: str = "") -> str:
    """Make the XML of a sheet."""
    return f'<worksheet xmlns="{_SPREADSHEETML}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def ods(tables: str, *, styles: str = "", manifest: str = "", beginning: str = '<?xml version="1.0"?>') -> bytes:
    """Make an ods around the XML of its tables."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"{beginning}<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def ods_cell(text: str = "", *, repeated: int = 1, more: str = "") -> str:
    """Make a cell of an ods, empty where there is no text."""
    if not text:
        return f'<table:table-cell table:number-columns-repeated="{repeated}" {more}/>'
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string" {more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Make a row of an ods."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Make a compound file (OLE); streams of less than 4,096 bytes lie in the small sectors, as they should."""
    sectors: list[bytes] = []
    table: list[int] = []

    def kept(content: bytes) -> int:
        pieces = [content[at : at + 512].ljust(512, b"\x00") for at in range(0, len(content), 512)]
        first = len(sectors)
        table.extend([*range(first + 1, first + len(pieces)), END])
        sectors.extend(pieces)
        return first

    small = b""
    small_table: list[int] = []
    entries = []
    for name, content in streams.items():
        if len(content) < 4096:
            pieces = -(-len(content) // 64)
            first = len(small_table)
            small_table += [*range(first + 1, first + pieces), END]
            small += content.ljust(64 * pieces, b"\x00")
        else:
            first = kept(content)
        entries.append(_entry(name, 2, first, len(content)))
    root_start = kept(small) if small else END
    directory = kept(b"".join([_entry("Root Entry", 5, root_start, len(small), child=1), *entries]))
    small_start = kept(struct.pack(f"<{len(small_table)}I", *small_table).ljust(512, b"\xff")) if small else END
    tables = 1
    while (len(sectors) + tables) * 4 > tables * 512:
        tables += 1
    first_table = len(sectors)
    table += [TABLE] * tables
    packed = struct.pack(f"<{len(table)}I", *table).ljust(tables * 512, b"\xff")
    places = [first_table + n for n in range(tables)]
    assert tables <= 109
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", SIGNATURE, 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, 4096, small_start, 1 if small else 0, END, 0,
    ) + struct.pack("<109I", *(places + [FREE] * (109 - tables)))  # fmt: skip
    return header + b"".join(sectors) + packed


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(raw) + 2, kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """Make a record of an xls."""
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    """Make a cell with a text."""
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    """Make a cell with a number."""
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def biff(sheets: Mapping[str, bytes], *, hidden: Iterable[str] = (), globals_: bytes = b"") -> bytes:
    """Make the stream of an xls; each sheet is its records."""
    beginning = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + globals_
    bodies = [
        record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + body + record(0x0A) for body in sheets.values()
    ]
    sizes = sum(4 + 8 + 2 * len(name) for name in sheets)
    place = len(beginning) + sizes + 4
    listed = b""
    for name, body in zip(sheets, bodies, strict=True):
        head = struct.pack("<IBBBB", place, int(name in hidden), 0, len(name), 1)
        listed += record(0x85, head + name.encode("utf-16-le"))
        place += len(body)
    return beginning + listed + record(0x0A) + b"".join(bodies)


def xls(sheets: Mapping[str, bytes], *, hidden: Iterable[str] = (), globals_: bytes = b"", pad: bool = True) -> bytes:
    """Make an xls; `pad` brings its stream to the size at which it lies in the large sectors."""
    stream = biff(sheets, hidden=hidden, globals_=globals_)
    return compound({"Workbook": stream.ljust(4096, b"\x00") if pad else stream})
