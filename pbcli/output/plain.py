"""Plain aligned text, for pipes and long lists: one line a record, nothing cut, no colour."""

from collections.abc import Sequence

from pbcli.output.labels import Labels
from pbcli.output.result import Column, Report, Result, Row
from pbcli.output.values import RIGHT, shown_text
from pbcli.output.visible import visible
from pbcli.output.widths import width_of


def to_plain(thing: Result | Report, labels: Labels) -> str:
    """Write the tables as aligned text; a report with its titles, a listing without."""
    if isinstance(thing, Result):
        blocks = [_table(thing.columns, thing.rows, thing.totals, labels, empty=labels.empty)]
        blocks += [_notes(thing.notes)]
    else:
        blocks = [_texts([thing.title, thing.subtitle])]
        for section in thing.sections:
            table = _table(section.columns, section.rows, section.totals, labels, empty=section.empty or labels.empty)
            blocks.append(
                "\n".join(part for part in (f"【{visible(section.title)}】", table, _notes(section.notes)) if part)
            )
        blocks.append(_notes(thing.notes))
    return "\n\n".join(block for block in blocks if block) + "\n"


def total_row(columns: Sequence[Column], totals: Row, labels: Labels) -> dict[str, object]:
    """Give the totals with the word for them in the first column that holds none."""
    row = dict(totals)
    free = [column.key for column in columns if column.kind == "text" and row.get(column.key) is None]
    return {free[0]: labels.total} | row if free and labels.total not in row.values() else row


def _table(columns: Sequence[Column], rows: Sequence[Row], totals: Row | None, labels: Labels, *, empty: str) -> str:
    if not rows:
        return visible(empty)
    every = [*rows, total_row(columns, totals, labels)] if totals else rows
    lines = [[visible(column.title) for column in columns]]
    lines += [[visible(shown_text(column, row.get(column.key), labels)).strip() for column in columns] for row in every]
    return _aligned(lines, [column.kind in RIGHT for column in columns])


def _aligned(lines: Sequence[Sequence[str]], to_right: Sequence[bool]) -> str:
    """Lay out a header and its rows in columns, a rule below the header; a column is wider than its title by two."""
    columns = []
    for cells, is_right in zip(zip(*lines, strict=True), to_right, strict=True):
        own = [width_of(cell) for cell in cells]
        width = max(own[0] + 2, *own[1:])
        gaps = [" " * (width - used) for used in own]
        column = [gap + cell if is_right else cell + gap for gap, cell in zip(gaps, cells, strict=True)]
        columns.append([column[0], "-" * width, *column[1:]])
    return "\n".join("  ".join(line).rstrip() for line in zip(*columns, strict=True))


def _notes(notes: Sequence[str]) -> str:
    return _texts([f"※ {note}" for note in notes])


def _texts(texts: Sequence[str]) -> str:
    return "\n".join(visible(text) for text in texts if text)
