"""Formats for programs: csv, tsv, json, jsonl. Headers are machine keys.

csv has the line ends of RFC 4180 (CR LF), which spreadsheets expect; tsv has plain ones. A cell whose text a
spreadsheet would run as a formula, or that itself begins with an apostrophe, gets one leading apostrophe.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pbcli.output.result import Column, Report, Result, Row
from pbcli.output.values import NUMBERS, json_row, machine_text
from pbcli.output.visible import visible, visible_json, writable

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK = "\ufeff"
_LINE_END = "\r\n"


def guarded(text: str) -> str:
    """Return a cell's text so that no spreadsheet runs it; reading takes the one apostrophe off again."""
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def delimited(thing: Result | Report, *, tabs: bool, mark: bool, is_terminal: bool) -> str:
    """Write csv or tsv. A report with several sections has a block for each: key, header, rows, an empty line."""
    import csv

    lines = _Lines("\n" if tabs else _LINE_END)
    writer = csv.writer(lines, delimiter="\t" if tabs else ",", lineterminator=_LINE_END)
    if isinstance(thing, Result):
        writer.writerows(_lines(thing.columns, thing.rows, is_terminal=is_terminal))
    else:
        for place, section in enumerate(thing.sections):
            if len(thing.sections) > 1:
                writer.writerows(([],) if place else ())
                writer.writerow([section.key])
            writer.writerows(_lines(section.columns, section.rows, is_terminal=is_terminal))
    return (_MARK if mark else "") + "".join(lines.written)


def to_json(thing: Result | Report) -> str:
    """Write a listing as one array of objects, a report as its one object; UTF-8, not escaped."""
    if isinstance(thing, Report):
        return visible_json(json.dumps(thing.data, ensure_ascii=False, indent=2)) + "\n"
    objects = [visible_json(json.dumps(json_row(thing.columns, row), ensure_ascii=False)) for row in thing.rows]
    return "[" + ",\n ".join(objects) + "]\n"


def to_jsonl(thing: Result | Report) -> str:
    """Write one object a line; those of a report name their section first."""
    objects: Iterator[Mapping[str, Any]]
    if isinstance(thing, Report):
        objects = _section_objects(thing)
    else:
        objects = (json_row(thing.columns, row) for row in thing.rows)
    return "".join(visible_json(json.dumps(item, ensure_ascii=False)) + "\n" for item in objects)


class _Lines:
    """Takes lines from the csv writer, which quotes every kind of line break only when it ends lines with CR LF."""

    def __init__(self, end: str) -> None:
        self.end = end
        self.written: list[str] = []

    def write(self, line: str) -> None:
        """Keep a line, with the end that is wished."""
        self.written.append(line.removesuffix(_LINE_END) + self.end)


def _lines(columns: Sequence[Column], rows: Sequence[Row], *, is_terminal: bool) -> Iterator[list[str]]:
    yield [column.key for column in columns]
    for row in rows:
        yield [_cell(column, row.get(column.key), is_terminal=is_terminal) for column in columns]


def _cell(column: Column, value: Any, *, is_terminal: bool) -> str:
    text = machine_text(column, value)
    if column.kind not in NUMBERS:
        text = guarded(text)
    return visible(text, keep_breaks=True) if is_terminal else writable(text)


def _section_objects(report: Report) -> Iterator[Mapping[str, Any]]:
    keys = [section.key for section in report.sections if section.key in report.data]
    yield {key: value for key, value in report.data.items() if key not in keys}
    for key in keys:
        value = report.data.get(key)
        for item in value if isinstance(value, list | tuple) else [value]:
            yield {"section": key, **(item if isinstance(item, Mapping) else {"value": item})}
