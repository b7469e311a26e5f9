"""Chooses the format and writes a listing or a report in it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from pbcli.output.faults import OutputFault
from pbcli.output.labels import Labels
from pbcli.output.result import Report, Result, Stream, View
from pbcli.output.select import select_columns, select_rows, select_sections

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
            from pbcli.output.plain import to_plain

            return to_plain(thing, labels)
