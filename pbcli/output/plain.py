"""Plain aligned text, for pipes and long lists: one line a record, nothing cut, no colour."""

from collections.abc import Sequence

from pbcli.output.result import Column, Labels, Report, Result, Row
from pbcli.output.values import RIGHT, shown_text
from pbcli.output.visible import visible


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
    from tabulate import tabulate

    every = [*rows, total_row(columns, totals, labels)] if totals else list(rows)
    cells = [[visible(shown_text(column, row.get(column.key), labels)) for column in columns] for row in every]
    text = tabulate(
        cells,
        headers=[visible(column.title) for column in columns],
        tablefmt="simple",
        disable_numparse=True,
        colalign=["right" if column.kind in RIGHT else "left" for column in columns],
    )
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _notes(notes: Sequence[str]) -> str:
    return _texts([f"※ {note}" for note in notes])


def _texts(texts: Sequence[str]) -> str:
    return "\n".join(visible(text) for text in texts if text)
