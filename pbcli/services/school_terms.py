"""School terms that the unit enters; without one, terms begin on 1 September and 1 March (domain/terms.py)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name
from pbcli.domain.term_rules import meant_elsewhere, refuse_days, refuse_name
from pbcli.domain.terms import Term
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader


def list_terms(reader: Reader, *, today: date) -> list[dict[str, Any]]:
    """List the terms in order of time, each with its weeks (from Monday to Sunday) and whether it is today's."""
    return [
        {**row, "weeks": _weeks(row["starts_on"], row["ends_on"]), "current": _holds(row, today)}
        for row in reader.iterate("term_list")
    ]


def add_term(work: Work, *, name: str, starts_on: date, ends_on: date, today: date) -> Changed:
    """Add a term, both days included. Raises RuleForbids where it overlaps another or has the name of a period."""
    from pbcli.db.models import SchoolTerm

    name = _clean(work, name, today)
    _check(work, Term(name, starts_on, ends_on))
    kept = work.add(SchoolTerm.make(name=name, starts_on=starts_on, ends_on=ends_on))
    return Changed(id_of(kept), name, _said(name, starts_on, ends_on, today))


def edit_term(
    work: Work,
    term_id: int,
    *,
    today: date,
    name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Changed:
    """Change a term's name or days. Raises RuleForbids as add_term."""
    from pbcli.db.models import SchoolTerm

    term = work.session.get_one(SchoolTerm, term_id)
    name = term.name if name is None else _clean(work, name, today, term_id)
    starts_on, ends_on = starts_on or term.starts_on, ends_on or term.ends_on
    _check(work, Term(name, starts_on, ends_on), term_id)
    work.add(term.revise(name=name, starts_on=starts_on, ends_on=ends_on))
    return Changed(term_id, name, _said(name, starts_on, ends_on, today))


def remove_term(work: Work, term_id: int) -> Changed:
    """Remove a term; for its days the default terms count again."""
    from pbcli.db.models import SchoolTerm

    term = work.session.get_one(SchoolTerm, term_id)
    name = term.name
    work.remove(term)
    return Changed(term_id, name)


def _clean(work: Work, text: str, today: date, own_id: int | None = None) -> str:
    """Clean a term's name. Raises RuleForbids for one that is taken, and for a word that means a period already."""
    name = clean_name(text, field="学期")
    if any(row["name"] == name and row["id"] != own_id for row in work.reader.rows("term_list")):
        raise RuleForbids("已经有叫“{name}”的学期。", name=name, hint="pbcli term list")
    refuse_name(name, today)
    return name


def _check(work: Work, term: Term, own_id: int | None = None) -> None:
    """Raise RuleForbids for days that can't be, and for those of another term."""
    others = (row for row in work.reader.rows("term_list") if row["id"] != own_id)
    days = date.fromisoformat
    refuse_days(term, (Term(row["name"], days(row["starts_on"]), days(row["ends_on"])) for row in others))


def _said(name: str, starts_on: date, ends_on: date, today: date) -> list[str]:
    """Say that a name tells of other days than were given."""
    meant = meant_elsewhere(Term(name, starts_on, ends_on), today)
    if meant is None:
        return []
    return [_("“{name}”一般指 {start} 到 {end}，日期对不上。", name=name, start=meant.start, end=meant.end)]


def _weeks(starts_on: str, ends_on: str) -> int:
    """Count the weeks that a term touches, as 第8周 counts them."""
    first, last = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    monday = first - timedelta(first.weekday())
    return (last - monday).days // 7 + 1


def _holds(row: Any, today: date) -> bool:
    return bool(row["starts_on"] <= today.isoformat() <= row["ends_on"])
