"""One self-contained HTML page, for printing on A4 and for mail; every value is escaped."""

from collections.abc import Sequence
from html import escape

from pbcli.output.plain import total_row
from pbcli.output.result import Column, Labels, Report, Result, Row
from pbcli.output.values import RIGHT, UNBROKEN, bar_share, shown_text
from pbcli.output.visible import visible

STYLE = """
:root { color-scheme: light dark; --line: #bbb; --soft: #f3f3f3; --bar: #cfe3f7; --dim: #666; }
@media (prefers-color-scheme: dark) { :root { --line: #555; --soft: #262626; --bar: #234a6e; --dim: #aaa; } }
body { font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; text-align: center; margin: 0 0 .2rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
.subtitle { text-align: center; color: var(--dim); margin: 0; }
.note, .empty { color: var(--dim); margin: .3rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top;
  white-space: pre-line; overflow-wrap: anywhere; }
thead th, tfoot td { background: var(--soft); font-weight: 600; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
.short { white-space: nowrap; overflow-wrap: normal; }
td.bar { background: linear-gradient(to right, var(--bar) var(--share), transparent var(--share)); }
tr { break-inside: avoid; }
@page { size: A4; margin: 20mm 16mm; }
@media print {
  :root { color-scheme: light; --line: #999; --soft: #eee; --bar: #d5e5f5; --dim: #444; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; print-color-adjust: exact; }
  .wide { overflow: visible; }
}
"""


def to_page(thing: Result | Report, labels: Labels) -> str:
    """Write the page: title, tables, notes."""
    parts = [f"<h1>{_safe(thing.title)}</h1>"] if thing.title else []
    if isinstance(thing, Result):
        parts.append(_table(thing.columns, thing.rows, thing.totals, labels, empty=labels.empty))
    else:
        parts.append(f'<p class="subtitle">{_safe(thing.subtitle)}</p>')
        for section in thing.sections:
            parts.append(f"<h2>{_safe(section.title)}</h2>")
            empty = section.empty or labels.empty
            parts.append(_table(section.columns, section.rows, section.totals, labels, empty=empty))
            parts.extend(_notes(section.notes))
    parts.extend(_notes(thing.notes))
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(labels.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_safe(thing.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(parts) + "\n</body>\n</html>\n"


def _safe(text: str) -> str:
    return escape(visible(text, keep_breaks=True))


def _notes(notes: Sequence[str]) -> list[str]:
    return [f'<p class="note">※ {_safe(note)}</p>' for note in notes]


def _table(columns: Sequence[Column], rows: Sequence[Row], totals: Row | None, labels: Labels, *, empty: str) -> str:
    if not rows:
        return f'<p class="empty">{_safe(empty)}</p>'
    head = "".join(f"<th{_classes(column)}>{_safe(column.title)}</th>" for column in columns)
    lines = ['<div class="wide"><table>', f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    for row in rows:
        cells = "".join(_cell(column, rows, row, labels) for column in columns)
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</tbody>")
    if totals:
        last = total_row(columns, totals, labels)
        texts = [(column, _safe(shown_text(column, last.get(column.key), labels))) for column in columns]
        cells = "".join(f"<td{_classes(column)}>{text}</td>" for column, text in texts)
        lines.append(f"<tfoot><tr>{cells}</tr></tfoot>")
    return "\n".join([*lines, "</table></div>"])


def _cell(column: Column, rows: Sequence[Row], row: Row, labels: Labels) -> str:
    text = _safe(shown_text(column, row.get(column.key), labels))
    if not column.bar:
        return f"<td{_classes(column)}>{text}</td>"
    share = f"{bar_share(column, rows, row) * 100:.1f}%"
    return f'<td{_classes(column, "bar")} style="--share: {share}">{text}</td>'


def _classes(column: Column, *more: str) -> str:
    names = ["figure"] if column.kind in RIGHT else []
    names += ["short"] if column.kind in UNBROKEN else []
    names += more
    return f' class="{" ".join(names)}"' if names else ""
