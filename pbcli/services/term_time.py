"""The school's terms as the unit entered them, and which days are school days by them."""

from datetime import date

from pbcli.db.read import Reader
from pbcli.domain.term_time import TermTime
from pbcli.domain.terms import Term, TermCalendar
from pbcli.services.rulebook import national


def entered_terms(reader: Reader) -> list[Term]:
    """Return the terms that the unit entered, in order of time."""
    return [
        Term(row["name"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
        for row in reader.rows("term_list")
    ]


def term_time(reader: Reader) -> TermTime:
    """Return which days are in term: by the entered terms, where there is none all but the usual holidays."""
    return TermTime(TermCalendar(entered_terms(reader)), national().reminders["silent_class"].holidays)
