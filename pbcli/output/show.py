"""Chooses the format, takes what --fields, --sort and --limit ask for, and writes a listing or a report."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any

from pbcli.output.result import Column, Labels, OutputFault, Report, Result, Row, Section, Stream, View
from pbcli.output.values import weight
from pbcli.values import replace

LONGEST_TABLE = 200
"""Listings with more rows are plain text on a terminal as well."""

SUFFIXES = {
    ".txt": "plain",
    ".md": "md",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}
MACHINE_FORMATS = frozenset({"csv", "tsv", "json", "jsonl"})
BINARY_FORMATS = frozenset({"xlsx", "docx"})


def render(
    thing: Result | Report, view: View, *, is_terminal: bool, width: int, labels: Labels, color: bool = True
) -> str | bytes:
    """Write the thing as the view wants it: text, or the bytes of a workbook or document.

    `is_terminal` and `width` are those of stdout; with view.output nothing goes there. Raises OutputFault.
    """
    is_terminal = is_terminal and not view.output
    format_ = chosen_format(thing, view, is_terminal=is_terminal)
    if is_terminal and format_ in BINARY_FORMATS:
        raise OutputFault("{format} 不能显示在屏幕上。", hint=f"-o FILE.{format_}", format=format_)
    if format_ == "docx" and isinstance(thing, Result):
        raise OutputFault("docx 只用于报表。", hint="-f xlsx")
    chosen = _select(thing, view, format_)
    if format_ in MACHINE_FORMATS:
        return _serial(chosen, view, format_, is_terminal=is_terminal)
    if isinstance(chosen, Result) and chosen.is_prose:
        from pbcli.output.prose import to_prose

        return to_prose(chosen, labels, width=width if is_terminal else None)
    return _for_people(chosen, format_, is_terminal=is_terminal, width=width, labels=labels, color=color)


def chosen_format(thing: Result | Report, view: View, *, is_terminal: bool) -> str:
    """Tell the format: -f first, then the file's suffix, then what suits the place. Raises OutputFault."""
    if view.format != "auto":
        return view.format
    if view.output:
        suffix = PurePath(view.output).suffix.lower()
        if suffix not in SUFFIXES:
            raise OutputFault(
                "从文件名“{name}”看不出格式。", hint=f"-f csv; {' '.join(SUFFIXES)}", name=PurePath(view.output).name
            )
        return SUFFIXES[suffix]
    if not is_terminal:
        return "plain"
    rows = len(thing.rows) if isinstance(thing, Result) else max((len(part.rows) for part in thing.sections), default=0)
    shown = rows if view.limit is None else min(rows, view.limit)
    return "table" if shown <= LONGEST_TABLE else "plain"


def reads_as_prose(view: View) -> bool:
    """Tell whether a screen is what it is for, and nobody asked for a table, for fields or for an order."""
    if view.fields or view.sort:
        return False
    suffix = PurePath(view.output).suffix.lower() if view.output else ".txt"
    return view.format == "plain" or (view.format == "auto" and SUFFIXES.get(suffix) == "plain")


def _select(thing: Result | Report, view: View, format_: str) -> Result | Report:
    if isinstance(thing, Report):
        return select_sections(thing, view, machine=format_ in MACHINE_FORMATS)
    return select_rows(thing, view, machine=format_ in MACHINE_FORMATS or (format_ == "xlsx" and thing.machine_headers))


def _serial(thing: Result | Report, view: View, format_: str, *, is_terminal: bool) -> str:
    from pbcli.output import serial

    mark = _is_marked(view, format_)
    if isinstance(thing, Report):
        return serial.of_report(thing, format_, mark=mark, is_terminal=is_terminal)
    return "".join(serial.pieces(thing.columns, thing.rows, format_, mark=mark, is_terminal=is_terminal))


def _is_marked(view: View, format_: str) -> bool:
    """Tell whether a byte-order mark goes first: spreadsheets that open a file know UTF-8 by it."""
    return view.bom or (format_ == "csv" and bool(view.output))


def stream(coming: Stream, view: View, *, is_terminal: bool) -> Iterator[str] | None:
    """Write a listing piece by piece while its rows are read; nothing where all rows must be known first.

    These are the formats for people, and what is to be sorted. Raises OutputFault for a field that isn't there.
    """
    from pbcli.output import serial

    is_terminal = is_terminal and not view.output
    format_ = view.format if view.format != "auto" else SUFFIXES.get(PurePath(view.output or "").suffix.lower())
    if format_ not in MACHINE_FORMATS or view.sort or view.limit == 0:
        return None
    columns = select_columns(coming.columns, view.fields, machine=True)
    rows = islice(coming.rows, view.limit)
    return serial.pieces(columns, rows, format_, mark=_is_marked(view, format_), is_terminal=is_terminal)


def _for_people(
    thing: Result | Report, format_: str, *, is_terminal: bool, width: int, labels: Labels, color: bool
) -> str | bytes:
    match format_:
        case "table":
            from pbcli.output.terminal import to_terminal

            return to_terminal(thing, labels, is_terminal=is_terminal, width=width, color=color)
        case "md":
            from pbcli.output.markdown import to_markdown

            return to_markdown(thing, labels)
        case "html":
            from pbcli.output.page import to_page

            return to_page(thing, labels)
        case "xlsx":
            from pbcli.output.workbook import to_workbook

            return to_workbook(thing, labels)
        case "docx" if isinstance(thing, Report):
            from pbcli.output.document import to_document

            return to_document(thing, labels)
        case _:
            return _plain(thing, labels)


def _plain(thing: Result | Report, labels: Labels) -> str:
    if isinstance(thing, Result) and thing.is_digest and thing.rows:
        from pbcli.output.digest import to_digest

        return to_digest(thing, labels)
    from pbcli.output.plain import to_plain

    return to_plain(thing, labels)


def select_rows(result: Result, view: View, *, machine: bool) -> Result:
    """Return the listing as the view wants it. Hidden columns stay for machines, and where --fields names them.

    Totals are left out where --limit cut rows off, since they'd be those of other rows.
    """
    columns = select_columns(result.columns, view.fields, machine=machine)
    order = _order(result.columns, result.rows, view.sort)
    rows = [result.rows[place] for place in order][: view.limit]
    totals = result.totals if len(rows) == len(result.rows) else None
    return replace(result, columns=columns, rows=rows, totals=totals)


def select_sections(report: Report, view: View, *, machine: bool) -> Report:
    """Return the report with only the sections that --fields names, in this order, its data cut likewise."""
    sections = list(report.sections)
    keys = [section.key for section in sections]
    if view.fields:
        sections = [sections[_place(keys, field)] for field in dict.fromkeys(view.fields)]
    elif not machine:
        sections = [section for section in sections if section.rows or not section.is_optional]
    if view.sort:
        known = [column.key for section in sections for column in section.columns]
        for key in view.sort:
            _place(known, key.removeprefix("-"))
    data = {key: value for key, value in report.data.items() if key not in keys}
    cut = []
    for section in sections:
        order = _section_order(section, view)
        if section.key in report.data:
            data[section.key] = _reorder(report.data[section.key], order, len(section.rows))
        cut.append(_cut(section, order, machine=machine))
    if not (view.fields or view.sort or view.limit is not None):
        data = dict(report.data)
    return replace(report, sections=cut, data=data)


def _cut(section: Section, order: Sequence[int], *, machine: bool) -> Section:
    columns = select_columns(section.columns, (), machine=machine)
    totals = section.totals if len(order) == len(section.rows) else None
    return replace(section, columns=columns, rows=[section.rows[place] for place in order], totals=totals)


def _section_order(section: Section, view: View) -> list[int]:
    known = {column.key for column in section.columns}
    sort = [key for key in view.sort if key.removeprefix("-") in known]
    return _order(section.columns, section.rows, sort)[: view.limit]


def _reorder(value: Any, order: Sequence[int], rows: int) -> Any:
    """Put the report's data into the order of its section, where the two are lists of the same things."""
    if isinstance(value, list | tuple) and len(value) == rows:
        return [value[place] for place in order]
    return value


def select_columns(columns: Sequence[Column], fields: Sequence[str], *, machine: bool) -> list[Column]:
    """Return the columns that are named, or all that the format is to have. Raises OutputFault."""
    if not fields:
        return [column for column in columns if machine or not column.hidden]
    keys = [column.key for column in columns]
    return [replace(columns[_place(keys, field)], spare=False) for field in dict.fromkeys(fields)]


def _order(columns: Sequence[Column], rows: Sequence[Row], sort: Sequence[str]) -> list[int]:
    """Give the rows' places in the order wanted; what is missing comes last, up or down."""
    order = list(range(len(rows)))
    keys = [column.key for column in columns]
    for key in reversed(sort):
        column = columns[_place(keys, key.removeprefix("-"))]
        present = [place for place in order if rows[place].get(column.key) is not None]
        absent = [place for place in order if rows[place].get(column.key) is None]
        present.sort(key=lambda place, of=column: _sort_key(of, rows[place][of.key]), reverse=key.startswith("-"))  # type: ignore[misc]
        order = present + absent
    return order


def _sort_key(column: Column, value: Any) -> Any:
    """Give what sorting compares: figures as numbers, texts by code point."""
    if column.kind in {"text", "day", "moment"}:
        return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value))
    if column.kind == "terms":
        return "、".join(value)
    return weight(column, value)


def _place(keys: Sequence[str], key: str) -> int:
    try:
        return list(keys).index(key)
    except ValueError:
        raise OutputFault("没有字段“{field}”，可用：{keys}。", field=key, keys=" ".join(dict.fromkeys(keys))) from None
