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
    every = [*rows, total_row(columns, totals, labels)] if totals else rows
    return _aligned(
        [visible(column.title) for column in columns],
        [[visible(shown_text(column, row.get(column.key), labels)).strip() for row in every] for column in columns],
        ["right" if column.kind in RIGHT else "left" for column in columns],
    )


def _aligned(titles: Sequence[str], texts: Sequence[Sequence[str]], sides: Sequence[str]) -> str:
    """Lay out columns of texts, none of which has a line break; each goes in as one cell of many lines.

    The library guesses at the sort of each cell that it is given, which for a long list takes longer than all else.
    """
    import tabulate

    tabulate.PRESERVE_WHITESPACE = True  # else empty lines at the top of a cell were lost
    cells = ["\n".join(text or " " for text in column) for column in texts]
    text = tabulate.tabulate([cells], headers=titles, tablefmt="simple", disable_numparse=True, colalign=sides)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _notes(notes: Sequence[str]) -> str:
    return _texts([f"※ {note}" for note in notes])


def _texts(texts: Sequence[str]) -> str:
    return "\n".join(visible(text) for text in texts if text)
