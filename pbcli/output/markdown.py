"""Markdown tables, for notes and wikis; what would be markup in a value is escaped."""

import re
from collections.abc import Sequence

from pbcli.output.plain import total_row
from pbcli.output.result import Column, Labels, Report, Result, Row
from pbcli.output.values import RIGHT, shown_text
from pbcli.output.visible import visible

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&#]")


def escaped(text: str) -> str:
    """Return the text with its markup escaped and its line breaks as <br>."""
    return _MARKUP.sub(r"\\\g<0>", visible(text, keep_breaks=True)).replace("\n", "<br>")


def to_markdown(thing: Result | Report, labels: Labels) -> str:
    """Write the tables, under headings where there are titles."""
    blocks = [f"# {escaped(thing.title)}"] if thing.title else []
    if isinstance(thing, Result):
        blocks.append(_table(thing.columns, thing.rows, thing.totals, labels, empty=labels.empty))
    else:
        blocks.append(escaped(thing.subtitle))
        for section in thing.sections:
            blocks.append(f"## {escaped(section.title)}")
            empty = section.empty or labels.empty
            blocks.append(_table(section.columns, section.rows, section.totals, labels, empty=empty))
            blocks.append(_notes(section.notes))
    blocks.append(_notes(thing.notes))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table(columns: Sequence[Column], rows: Sequence[Row], totals: Row | None, labels: Labels, *, empty: str) -> str:
    if not rows:
        return escaped(empty)
    lines = [
        _line([escaped(column.title) for column in columns]),
        _line(["---:" if column.kind in RIGHT else "---" for column in columns]),
    ]
    lines += [_line([escaped(shown_text(column, row.get(column.key), labels)) for column in columns]) for row in rows]
    if totals:
        last = total_row(columns, totals, labels)
        cells = [escaped(shown_text(column, last.get(column.key), labels)) for column in columns]
        lines.append(_line([f"**{cell}**" if cell else "" for cell in cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _notes(notes: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(note)}" for note in notes)
