"""Tables on a terminal, by Rich: folded, never cut; a block a record where the columns don't fit side by side."""

import io
from collections.abc import Sequence

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType, detect_legacy_windows
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pbcli.output.columns import Span, allot, fits, folded, span
from pbcli.output.plain import total_row
from pbcli.output.result import Column, Labels, Report, Result, Row, Section
from pbcli.output.values import RIGHT, bar_share, shown_text
from pbcli.output.visible import visible

_GAP = 2
_LEAST_BAR, _LONGEST_BAR = 6, 20
_EASY_TEXT = 20
"""A column of text that is at least so wide reads easily, even if it is folded."""
_UNFOLDED_WIDTH = 100_000
_EIGHTHS = " ▏▎▍▌▋▊▉"


def to_terminal(thing: Result | Report, labels: Labels, *, is_terminal: bool, width: int, color: bool) -> str:
    """Write the tables for a terminal of this width; off a terminal without colour, as wide as they need."""
    room = max(width, 20) if is_terminal else _UNFOLDED_WIDTH
    console = Console(
        file=io.StringIO(newline=""),
        width=room,
        force_terminal=is_terminal,
        color_system="auto" if is_terminal and color and not detect_legacy_windows() else None,
        no_color=None if color else True,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in _result(thing, labels, room) if isinstance(thing, Result) else _report(thing, labels, room):
        console.print(part, overflow="fold", crop=False, soft_wrap=False)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _result(result: Result, labels: Labels, room: int) -> list[RenderableType]:
    parts: list[RenderableType] = [_text(result.title, "bold")] if result.title else []
    parts.append(_table(result.columns, result.rows, result.totals, labels, room, empty=labels.empty))
    return parts + _notes(result.notes, room)


def _report(report: Report, labels: Labels, room: int) -> list[RenderableType]:
    parts: list[RenderableType] = [_text(report.title, "bold"), _text(report.subtitle, "dim")]
    for section in report.sections:
        parts += [Text(), *_section(section, labels, room)]
    return parts + ([Text(), *_notes(report.notes, room)] if report.notes else [])


def _section(section: Section, labels: Labels, room: int) -> list[RenderableType]:
    empty = section.empty or labels.empty
    table = _table(section.columns, section.rows, section.totals, labels, room, empty=empty)
    return [_text(f"■ {section.title}", "bold"), table, *_notes(section.notes, room)]


def _notes(notes: Sequence[str], room: int) -> list[RenderableType]:
    return [_text("\n  ".join(folded(visible(f"※ {note}", keep_breaks=True), room - _GAP)), "dim") for note in notes]


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text, keep_breaks=True), style=style, overflow="fold")


def _table(
    columns: Sequence[Column], rows: Sequence[Row], totals: Row | None, labels: Labels, room: int, *, empty: str
) -> RenderableType:
    if not rows:
        return Padding(_text(empty), (0, 0, 0, 2))
    every = [*rows, total_row(columns, totals, labels)] if totals else list(rows)
    cells = [[_text(shown_text(column, row.get(column.key), labels)) for column in columns] for row in every]
    spans = [_span(column, [line[place] for line in cells]) for place, column in enumerate(columns)]
    kept = _kept(columns, spans, room)
    if len(kept) < len(columns):
        left_out = "、".join(column.title for place, column in enumerate(columns) if place not in kept)
        fewer = [columns[place] for place in kept]
        table = _table(fewer, rows, totals, labels, room, empty=empty)
        return Group(table, *_notes([labels.left_out.format(titles=left_out)], room))
    room -= _GAP * (len(columns) - 1)
    if not fits(spans, room):
        return _blocks(columns, cells, room)
    bars = _bar_length(columns, room - sum(one.natural for one in spans))
    widths = allot(spans, room)
    table = Table(box=SIMPLE, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.show_footer = bool(totals)
    for place, column in enumerate(columns):
        barred = column.bar and bars > 0
        table.add_column(
            _text(column.title),
            footer=_footer(cells[-1][place], widths[place], barred=barred) if totals else "",
            footer_style="bold",
            justify="right" if column.kind in RIGHT and not barred else "left",
            overflow="fold",
            width=widths[place] + (bars + 1 if barred else 0),
        )
    for line, row in zip(cells, rows, strict=False):
        drawn = [
            _with_bar(cell, width, bar_share(column, rows, row), bars) if column.bar and bars else _folded(cell, width)
            for column, cell, width in zip(columns, line, widths, strict=True)
        ]
        table.add_row(*drawn)
    return table


def _kept(columns: Sequence[Column], spans: Sequence[Span], room: int) -> list[int]:
    """Give the places of the columns to show: all, or without the last spare ones where the rest is too tight."""
    kept = list(range(len(columns)))
    for spare in reversed([place for place in kept if columns[place].spare]):
        if sum(min(spans[place].natural, _EASY_TEXT) + _GAP for place in kept) - _GAP <= room:
            break
        kept.remove(spare)
    if not fits([spans[place] for place in kept], room - _GAP * (len(kept) - 1)):
        return list(range(len(columns)))
    return kept


def _span(column: Column, cells: Sequence[Text]) -> Span:
    content = max(cell_len(line) for cell in cells for line in cell.plain.split("\n"))
    return span(column, title=cell_len(visible(column.title)), content=content)


def _bar_length(columns: Sequence[Column], left_over: int) -> int:
    """Give the length of bars: what the width leaves to each, nothing where that is too little to tell."""
    count = sum(column.bar for column in columns)
    if not count or left_over >= _UNFOLDED_WIDTH // 2:
        return 0
    length = min(_LONGEST_BAR, left_over // count - 1)
    return length if length >= _LEAST_BAR else 0


def _with_bar(cell: Text, width: int, share: float, length: int) -> Text:
    """Put a bar behind a figure, which is aligned right within the figures' width."""
    eighths = round(share * length * 8)
    blocks = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
    drawn = Text(" " * (width - cell.cell_len), no_wrap=True)
    drawn.append_text(cell)
    drawn.append(" " + blocks.ljust(length), style="cyan")
    return drawn


def _footer(cell: Text, width: int, *, barred: bool) -> Text:
    """Give a total, under the figures where bars follow them."""
    return Text(" " * (width - cell.cell_len) + cell.plain) if barred else _folded(cell, width)


def _folded(cell: Text, width: int) -> Text:
    return Text("\n".join(folded(cell.plain, width)), overflow="fold")


def _blocks(columns: Sequence[Column], cells: Sequence[Sequence[Text]], room: int) -> RenderableType:
    """Show each record as lines of title and value."""
    titles = [_text(column.title, "bold") for column in columns]
    widest = min(max(title.cell_len for title in titles), room // 2)
    parts: list[RenderableType] = []
    for place, line in enumerate(cells):
        block = Table.grid(padding=(0, _GAP, 0, 0))
        block.add_column(overflow="fold", width=widest)
        block.add_column(overflow="fold")
        for title, cell in zip(titles, line, strict=True):
            if cell.plain:
                block.add_row(title, _folded(cell, room - widest - _GAP))
        parts += [Text()] if place else []
        parts.append(block)
    return Group(*parts)
