"""A digest for pipes and mails: an entry a line, its parts one below the other, nothing cut, no colour.

It looks as a plain table does, and needs no more than the widths of its texts: who reads it each morning, at the start
of a shell, needn't wait for the library of tables, which takes longer to import than all that is due to be found.
"""

from collections.abc import Sequence

from pbcli.output.columns import display_width
from pbcli.output.result import Labels, Result
from pbcli.output.values import shown_text
from pbcli.output.visible import visible

_GAP = "  "


def to_digest(result: Result, labels: Labels) -> str:
    """Write the entries under their titles and a rule."""
    lines = [[visible(column.title) for column in result.columns]]
    for row in result.rows:
        texts = [visible(shown_text(column, row.get(column.key), labels)) for column in result.columns]
        lines.append([text.strip() for text in texts])
    parts = [_below_each_other(texts) for texts in zip(*lines, strict=True)]
    return "".join(_GAP.join(line).rstrip() + "\n" for line in zip(*parts, strict=True))


def _below_each_other(texts: Sequence[str]) -> list[str]:
    """Give a title and the texts below it the same width, with a rule between; the title has a gap behind it."""
    widths = [display_width(text) for text in texts]
    widest = max(widths[0] + len(_GAP), *widths[1:])
    title, *rest = [text + " " * (widest - width) for text, width in zip(texts, widths, strict=True)]
    return [title, "-" * widest, *rest]
