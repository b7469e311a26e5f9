"""Sentences for a screen: each behind what leads it, folded under itself on a terminal, nothing cut."""

from pbcli.output.columns import display_width, folded
from pbcli.output.result import Labels, Result, Row
from pbcli.output.visible import visible

_GAP = 2
_NARROWEST = 20


def to_prose(result: Result, labels: Labels, *, width: int | None) -> str:
    """Write the sentences for a terminal of this width, under the title; without a width a line each, with no title."""
    leads = [_lead(row) for row in result.rows]
    indent = max((display_width(lead) for lead in leads), default=0) + _GAP
    room = None if width is None else max(width - indent - 1, _NARROWEST)
    lines = [visible(result.title)] if width is not None and result.title else []
    for lead, row in zip(leads, result.rows, strict=True):
        sentence = visible(str(row["sentence"]))
        first, *more = [sentence] if room is None else folded(sentence, room)
        lines.append(" " * (indent - _GAP - display_width(lead)) + lead + " " * _GAP + first)
        lines += [" " * indent + line for line in more]
    if not result.rows:
        lines.append(visible(labels.empty))
    notes = [line for note in result.notes for line in _note(note, width)]
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"


def _lead(row: Row) -> str:
    return "" if row["lead"] is None else visible(str(row["lead"]))


def _note(note: str, width: int | None) -> list[str]:
    text = visible(f"※ {note}")
    if width is None:
        return [text]
    first, *more = folded(text, max(width - _GAP - 1, _NARROWEST))
    return [first, *(" " * _GAP + line for line in more)]
