"""Workbooks: every text written as text, the same bytes for the same rows, ready for A4 landscape."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pbcli.output.columns import display_width
from pbcli.output.plain import total_row
from pbcli.output.result import Column, Labels, OutputFault, Report, Result, Row, Section
from pbcli.output.values import figure, machine_text, shown_text
from pbcli.output.visible import visible, writable

_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The workbook's date of making: always the same, so that the same rows give the same bytes."""
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576 - 10
_NARROWEST, _WIDEST = 6, 60
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_A4 = 9


def to_workbook(thing: Result | Report, labels: Labels) -> bytes:
    """Write a workbook: a listing on one sheet, a report with a sheet a section. Raises OutputFault."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": visible(thing.title), "created": _MADE_ON})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEEEEE", "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "int": book.add_format({"num_format": "0", "valign": "top"}),
        "money": book.add_format({"num_format": "0.00", "valign": "top"}),
        "decimal": book.add_format({"valign": "top"}),
        "percent": book.add_format({"num_format": "0%", "valign": "top"}),
        "note": book.add_format({"italic": True}),
    }
    try:
        _fill(book, thing, styles, labels)
    finally:
        book.close()
    return buffer.getvalue()


def _fill(book: Any, thing: Result | Report, styles: dict[str, Any], labels: Labels) -> None:
    names: list[str] = []
    if isinstance(thing, Result):
        only = Section("", thing.title, thing.columns, thing.rows, thing.totals, thing.notes)
        sheet = book.add_worksheet(_sheet_name(thing.title or "1", names))
        _Sheet(sheet, styles, labels, machine=thing.machine_headers).fill(only, heading=[])
        return
    for section in thing.sections:
        sheet = book.add_worksheet(_sheet_name(section.title, names))
        whole = replace(section, notes=[*section.notes, *thing.notes])
        heading = [f"{thing.title} · {section.title}", thing.subtitle]
        _Sheet(sheet, styles, labels, machine=False).fill(whole, heading=heading)


def _sheet_name(title: str, names: list[str]) -> str:
    """Give a name that a sheet may have, and that no sheet before it has."""
    plain = _NOT_IN_NAMES.sub(" ", visible(title)).strip(" '")[:28] or str(len(names) + 1)
    name = plain
    while name.lower() in (other.lower() for other in names):
        name = f"{plain} {len(names) + 1}"
    names.append(name)
    return name


class _Sheet:
    """One sheet, written row by row."""

    def __init__(self, sheet: Any, styles: dict[str, Any], labels: Labels, *, machine: bool) -> None:
        self.sheet = sheet
        self.styles = styles
        self.labels = labels
        self.machine = machine

    def fill(self, section: Section, *, heading: Sequence[str]) -> None:
        """Write heading, header, rows, totals and notes, and set the sheet up for reading and printing."""
        columns, rows = section.columns, section.rows
        if len(rows) > _MOST_ROWS:
            raise OutputFault("{rows} 行，一张工作表放不下。", hint="-f csv", rows=len(rows))
        totals = None if self.machine or not section.totals else total_row(columns, section.totals, self.labels)
        self._set_up(columns, rows, totals, top=len(heading))
        for place, text in enumerate(heading):
            self._write_text(place, 0, text, "title" if place == 0 else "note")
        top = len(heading)
        for place, column in enumerate(columns):
            self._write_text(top, place, column.key if self.machine else column.title, "head")
        every = [*rows, totals] if totals else list(rows)
        for line, row in enumerate(every, start=top + 1):
            for place, column in enumerate(columns):
                self._write(line, place, column, row.get(column.key))
        self._write_notes(section, top + 1 + len(every))

    def _write_notes(self, section: Section, line: int) -> None:
        if self.machine:
            return
        notes = ([section.empty or self.labels.empty] if not section.rows else []) + list(section.notes)
        for place, note in enumerate(notes):
            self._write_text(line + place, 0, note, "note")

    def _write(self, line: int, place: int, column: Column, value: Any) -> None:
        if value is None:
            return
        number = figure(column, value)
        if number is not None:
            self.sheet.write_number(line, place, number, self.styles[column.kind])
        elif column.kind == "percent" and not self.machine:
            part, whole = value
            if whole:
                self.sheet.write_number(line, place, part / whole, self.styles["percent"])
        else:
            self._write_text(line, place, self._text(column, value), "text")

    def _write_text(self, line: int, place: int, text: str, style: str) -> None:
        text = writable(text)
        if len(text) > _LONGEST_CELL:
            raise OutputFault("有一格超过 {most} 个字符，工作簿放不下。", hint="-f csv", most=_LONGEST_CELL)
        if text:
            self.sheet.write_string(line, place, text, self.styles[style])

    def _text(self, column: Column, value: Any) -> str:
        return machine_text(column, value) if self.machine else shown_text(column, value, self.labels)

    def _set_up(self, columns: Sequence[Column], rows: Sequence[Row], totals: Row | None, *, top: int) -> None:
        every = [*rows, totals] if totals else rows
        for place, column in enumerate(columns):
            texts = [self._text(column, row.get(column.key)) for row in every]
            longest = max((display_width(text) for text in texts), default=0)
            head = display_width(column.key if self.machine else column.title) + 3
            self.sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, head, longest + 2)))
        self.sheet.freeze_panes(top + 1, 0)
        if columns:
            self.sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(top)
        self.sheet.set_footer("&C&P / &N")
