"""Papers of the offices that issue projects, with the limits that they set."""

from __future__ import annotations

from typing import ClassVar

from pbcli.intake.kinds.base import Context, added, known, mark_new, revised
from pbcli.intake.kinds.line import Line

_LIMITS = (
    "extensions_most", "extension_months_most", "extension_notice_months", "term_months_most", "opening_months_most",
    "midterm_percent", "main_most", "others_most",
)  # fmt: skip


class Offices:
    """Takes the rows of a paper of offices."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Take an office and its limits."""
        name = line.need("name", line.name("name"))
        facts = known(**{field: line.count(field) for field in _LIMITS}, note=line.text("note"))
        found = self.context.store.where("issuing_office", "name", name)
        if found:
            revised(self.context, line, found[0], facts)
            return
        added(self.context, line, "issuing_office", {"立项单位": "name"}, name=name, **facts)
        mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""
