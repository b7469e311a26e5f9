"""What each member did for the classes in a period, one line each, in the words of a newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.periods import Period, read_period
from pbcli.rulebook.liaison import told
from pbcli.services.liaison_counts import Filters, count_by_member
from pbcli.services.term_time import entered_terms

if TYPE_CHECKING:
    from datetime import date

    from pbcli.db.read import Reader, Row

SPOKEN = ("本月", "本学期", "本学年", "今年")
"""The periods that a newspaper calls by how they lie to the day on which it is written."""


def list_lines(reader: Reader, period: Period, *, today: date, filters: Filters | None = None) -> list[Row]:
    """Return one line for each member with a contact in the period, in branch and roster order."""
    when = _spoken(reader, period, today)
    return [
        {
            **{key: row[key] for key in ("id", "branch", "member", "classes", "contacts", "gifts")},
            "line": f"{when}{told(row['kinds'], row['gifts'])}。",
        }
        for row in count_by_member(reader, period, today=today, filters=filters or Filters())
        if row["contacts"]
    ]


def _spoken(reader: Reader, period: Period, today: date) -> str:
    """Return what the period is called on a day: 本学年 for the school year of that day, else its label."""
    terms = entered_terms(reader)
    for word in SPOKEN:
        meant = read_period(word, today=today, terms=terms)
        if (meant.start, meant.end) == (period.start, period.end):
            return word
    return period.label
