"""Documents for reports, on the page of official papers (GB/T 9704): A4, 仿宋 16 pt, tables 12 pt."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pbcli.output.columns import allot, display_width, fits, span
from pbcli.output.plain import total_row
from pbcli.output.result import Column, Labels, Report, Section
from pbcli.output.values import RIGHT, shown_text
from pbcli.output.visible import visible

_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BODY, _TITLE, _HEADING = "仿宋", "方正小标宋简体", "黑体"
_TEXT_WIDTH_MM = 210 - 28 - 26
_SIZES = (12, 10.5, 9)
"""A table is of 12 pt, or smaller where its columns don't fit side by side."""
_MM_A_POINT = 0.18
"""Half the width of a Chinese character, and a little."""
_CELL_MARGINS_MM = 4.0


def to_document(report: Report, labels: Labels) -> bytes:
    """Write the report as a document; the same report gives the same bytes."""
    import docx

    document = docx.Document()
    _set_page(document)
    _set_properties(document, report)
    _paragraph(document, report.title, size=22, font=_TITLE, centred=True)
    _paragraph(document, report.subtitle, size=16, centred=True)
    for section in report.sections:
        _paragraph(document, section.title, size=16, font=_HEADING, keep=True)
        if section.rows:
            _table(document, section, labels)
        else:
            _paragraph(document, section.empty or labels.empty, size=16)
        for note in section.notes:
            _paragraph(document, f"※ {note}", size=12)
    for note in report.notes:
        _paragraph(document, f"※ {note}", size=12)
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def _set_page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.font.size = Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(28)
    _page_number(page.footer.paragraphs[0])


def _set_properties(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = visible(report.title)
    properties.created = properties.modified = _MADE_ON
    properties.revision = 1


def _page_number(paragraph: Any) -> None:
    """Put — 1 — at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  python-docx has no way to add a field
    paragraph.add_run(" —")


def _paragraph(
    holder: Any, text: str, *, size: float, font: str = _BODY, centred: bool = False, keep: bool = False
) -> None:
    """Add a paragraph. `keep` holds it on the page of what follows."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if not text:
        return
    paragraph = holder.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = keep
    _run(paragraph, text, size=size, font=font)


def _run(paragraph: Any, text: str, *, size: float, font: str, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(visible(text, keep_breaks=True))
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  the East Asian font has no property


def _table(document: Any, section: Section, labels: Labels) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    columns = section.columns
    lines = [[shown_text(column, row.get(column.key), labels) for column in columns] for row in section.rows]
    if section.totals:
        last = total_row(columns, section.totals, labels)
        lines.append([shown_text(column, last.get(column.key), labels) for column in columns])
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    size, wanted = _column_widths(columns, lines)
    widths = [Mm(width) for width in wanted]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _line(table, columns, [column.title for column in columns], widths, size=size, header=True)
    for place, texts in enumerate(lines):
        _line(table, columns, texts, widths, size=size, bold=bool(section.totals) and place == len(lines) - 1)


def _line(
    table: Any,
    columns: Sequence[Column],
    texts: Sequence[str],
    widths: Sequence[Any],
    *,
    size: float,
    header: bool = False,
    bold: bool = False,
) -> None:
    """Add a row. A header row is repeated on each page; no row breaks across pages."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no way to set a row's properties
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, column, text, width in zip(row.cells, columns, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
        if header:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif column.kind in RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(paragraph, text, size=size, font=_HEADING if header else _BODY, bold=bold)


def _column_widths(columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> tuple[float, list[float]]:
    """Give the size of type in pt, and the columns' widths in mm as on a terminal that is as wide as the page."""
    spans = [
        span(column, title=display_width(column.title), content=max(display_width(line[place]) for line in lines))
        for place, column in enumerate(columns)
    ]
    free = _TEXT_WIDTH_MM - _CELL_MARGINS_MM * len(columns)
    rooms = {size: int(free / (_MM_A_POINT * size)) for size in _SIZES}
    size = next((size for size in _SIZES if fits(spans, rooms[size])), _SIZES[-1])
    widths = [_CELL_MARGINS_MM + _MM_A_POINT * size * width for width in allot(spans, rooms[size])]
    return size, [width * _TEXT_WIDTH_MM / sum(widths) for width in widths]


def _same_bytes(payload: bytes) -> bytes:
    """Pack the document again with fixed dates, so that the clock leaves no trace in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
