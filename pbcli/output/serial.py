"""Formats for programs: csv, tsv, json, jsonl. Headers are machine keys.

csv has the line ends of RFC 4180 (CR LF), which spreadsheets expect; tsv has plain ones. A cell whose text a
spreadsheet would run as a formula, or that itself begins with an apostrophe, gets one leading apostrophe.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pbcli.output.result import Column, Report, Row
from pbcli.output.values import AS_IT_IS, NO_OR_YES, NUMBERS, json_value, machine_text
from pbcli.output.visible import visible, visible_json, writable

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "'")
_FIRST_OF_FORMULAS = frozenset(_RUN_BY_SPREADSHEETS)
_MARK = "\ufeff"
_LINE_END = "\r\n"


def guarded(text: str) -> str:
    """Return a cell's text so that no spreadsheet runs it; reading takes the one apostrophe off again."""
    return f"'{text}" if text.startswith(_RUN_BY_SPREADSHEETS) else text


def pieces(
    columns: Sequence[Column], rows: Iterable[Row], format_: str, *, mark: bool, is_terminal: bool
) -> Iterator[str]:
    """Write a listing as json, jsonl, csv or tsv, piece by piece: the rows may come as they are read."""
    match format_:
        case "json":
            return _json(columns, rows)
        case "jsonl":
            return _objects(columns, rows, after="\n")
        case _:
            return _delimited(columns, rows, tabs=format_ == "tsv", mark=mark, is_terminal=is_terminal)


def of_report(report: Report, format_: str, *, mark: bool, is_terminal: bool) -> str:
    """Write a report: one object in json, a line for each object of its sections in jsonl, a block for each in csv.

    A block has a line with the section's key, the header, the rows; an empty line parts it from the next.
    """
    match format_:
        case "json":
            return visible_json(json.dumps(report.data, ensure_ascii=False, indent=2)) + "\n"
        case "jsonl":
            return "".join(_lines(_section_objects(report)))
        case _:
            return (_MARK if mark else "") + "".join(_blocks(report, tabs=format_ == "tsv", is_terminal=is_terminal))


_BETWEEN = ",\n "
"""What parts the objects of an array."""


def _json(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Write one array of objects; UTF-8, not escaped."""
    objects = _objects(columns, rows, before=_BETWEEN)
    yield "[" + next(objects, "").removeprefix(_BETWEEN)
    yield from objects
    yield "]\n"


def _objects(columns: Sequence[Column], rows: Iterable[Row], *, before: str = "", after: str = "") -> Iterator[str]:
    """Write each row as an object, with what stands around each. Most values fill a template at once."""
    encode, quoted = json.JSONEncoder(ensure_ascii=False).encode, json.encoder.encode_basestring
    keys = [column.key for column in columns]
    fields = ", ".join(f"{visible_json(quoted(key)).replace('%', '%%')}: %s" for key in keys)
    template = f"{before}{{{fields}}}{after}"
    otherwise = [(place, column) for place, column in enumerate(columns) if column.kind not in AS_IT_IS]
    special = frozenset(column.key for _place, column in otherwise)

    def written(row: Row) -> str:
        values = [
            "null" if (value := row[key]) is None else
            quoted(value) if value.__class__ is str and value.isprintable() else
            value if value.__class__ is int else "" if key in special else visible_json(encode(value))
            for key in keys
        ]  # fmt: skip
        for place, column in otherwise:
            if values[place] != "null":
                value = row[column.key]
                is_flag = column.kind == "flag"
                values[place] = NO_OR_YES[bool(value)] if is_flag else visible_json(encode(json_value(column, value)))
        return template % tuple(values)

    return _each(written, keys, rows)


def _each(write: Callable[[Row], str], keys: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Write each row; one that lacks a key has nothing there."""
    nothing = dict.fromkeys(keys)
    for row in rows:
        try:
            text = write(row)
        except KeyError:
            text = write({**nothing, **row})
        yield text


def _lines(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return (visible_json(encode(item)) + "\n" for item in objects)


def _delimited(
    columns: Sequence[Column], rows: Iterable[Row], *, tabs: bool, mark: bool, is_terminal: bool
) -> Iterator[str]:
    line = _Line(tabs=tabs)
    yield (_MARK if mark else "") + line.of([column.key for column in columns])
    keys = [column.key for column in columns]
    otherwise = [(place, column) for place, column in enumerate(columns) if is_terminal or column.kind not in AS_IT_IS]
    special = frozenset(column.key for _place, column in otherwise)
    titled = dict(zip(keys, columns, strict=True))

    def written(row: Row) -> str:
        cells = [
            "" if (value := row[key]) is None or key in special else
            value if value.__class__ is str and value.isprintable() and value[:1] not in _FIRST_OF_FORMULAS else
            value if value.__class__ is int and value >= 0 else
            _cell(titled[key], value, is_terminal=False)
            for key in keys
        ]  # fmt: skip
        for place, column in otherwise:
            if (value := row[column.key]) is None:
                continue
            cells[place] = (
                NO_OR_YES[bool(value)] if column.kind == "flag" else _cell(column, value, is_terminal=is_terminal)
            )
        return line.of(cells)

    yield from _each(written, keys, rows)


def _blocks(report: Report, *, tabs: bool, is_terminal: bool) -> Iterator[str]:
    line = _Line(tabs=tabs)
    for place, section in enumerate(report.sections):
        if len(report.sections) > 1:
            yield (line.of([]) if place else "") + line.of([section.key])
        yield from _delimited(section.columns, section.rows, tabs=tabs, mark=False, is_terminal=is_terminal)


class _Line:
    """Writes a line by the csv writer, which quotes every kind of line break only when it ends lines with CR LF."""

    def __init__(self, *, tabs: bool) -> None:
        import csv

        self._tabs = tabs
        self._written: list[str] = []
        self.write = self._written.append
        self._writer = csv.writer(self, delimiter="\t" if tabs else ",", lineterminator=_LINE_END)

    def of(self, cells: Iterable[str | int]) -> str:
        """Give the line of these cells."""
        self._writer.writerow(cells)
        line = self._written.pop()
        return line.removesuffix(_LINE_END) + "\n" if self._tabs else line


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
