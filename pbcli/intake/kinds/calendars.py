"""Papers of school terms, a school's calendar: what each is called, and its first and last day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from pbcli.domain.errors import RuleForbids
from pbcli.domain.term_rules import meant_elsewhere, refuse_days, refuse_name
from pbcli.domain.terms import Term
from pbcli.intake.kinds.base import Context, added, mark_new, refused, revised
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.intake.kinds.line import Line
    from pbcli.intake.store import Kept


class Calendars:
    """Takes the rows of a paper of terms. A term is known by its name."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context
        self._today = date.fromisoformat(context.today)

    def take(self, line: Line) -> None:
        """Take a term. Raises RowFault for what `term add` refuses."""
        name = line.need("name", line.name("name"))
        days = {field: line.need(field, line.day(field)) for field in ("starts_on", "ends_on")}
        term = _term({"name": name, **days})
        rows = list(self.context.store.rows("school_term").values())
        found = next((row for row in rows if row["name"] == name), None)
        try:
            if found is None and not line.is_exact("name"):
                refuse_name(name, self._today)
            refuse_days(term, [_term(row) for row in rows if row is not found])
        except RuleForbids as error:
            raise refused(line, error, {}) from None
        meant = meant_elsewhere(term, self._today)
        if meant is not None:
            said = _("“{name}”一般指 {start} 到 {end}，日期对不上。", name=name, start=meant.start, end=meant.end)
            line.warn("starts_on", said)
        if found is not None:
            revised(self.context, line, found, days)
            return
        added(self.context, line, "school_term", {"学期": "name"}, name=name, **days)
        mark_new(line)

    def finish(self) -> None:
        """Nothing waits here."""


def _term(row: Kept | dict[str, str]) -> Term:
    return Term(row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
