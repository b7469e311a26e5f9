"""School terms that the unit enters; without one, terms begin on 1 September and 1 March (domain/terms.py)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.names import clean_name
from pbcli.domain.patterns import pattern
from pbcli.domain.periods import Period, read_period
from pbcli.domain.terms import Term
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader

_OF_A_YEAR = pattern(r".*\d{2}.*学期")
"""A name that says of which year it is, as "2026-2027学年第一学期" does; "本学期" is another one each term."""
_LONGEST_DAYS = 366


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
    if _meant(name, today) is not None and _OF_A_YEAR.fullmatch(name) is None:
        raise RuleForbids(
            "“{name}”本来就是一个时段的说法，不能作学期的名称。", name=name, hint="pbcli term add 2026-2027学年第一学期"
        )
    return name


def _check(work: Work, term: Term, own_id: int | None = None) -> None:
    """Raise RuleForbids for days in the wrong order, for more than a year, and for days of another term."""
    if term.ends_on <= term.starts_on:
        raise RuleForbids("结束日期 {end} 要晚于开学日期 {start}。", end=term.ends_on, start=term.starts_on)
    days = (term.ends_on - term.starts_on).days + 1
    if days > _LONGEST_DAYS:
        raise RuleForbids(
            "一个学期最多一年，{start} 到 {end} 是 {days} 天。", start=term.starts_on, end=term.ends_on, days=days
        )
    for row in work.reader.rows("term_list"):
        if (
            row["id"] != own_id
            and row["starts_on"] <= term.ends_on.isoformat()
            and term.starts_on.isoformat() <= row["ends_on"]
        ):
            raise RuleForbids(
                "与“{name}”（{start} 到 {end}）重叠。",
                name=row["name"],
                start=row["starts_on"],
                end=row["ends_on"],
                hint="pbcli term list",
            )


def _said(name: str, starts_on: date, ends_on: date, today: date) -> list[str]:
    """Say that a name tells of other days than were given."""
    meant = _meant(name, today)
    if meant is None or meant.start <= Term(name, starts_on, ends_on).middle <= meant.end:
        return []
    return [_("“{name}”一般指 {start} 到 {end}，日期对不上。", name=name, start=meant.start, end=meant.end)]


def _meant(name: str, today: date) -> Period | None:
    """Return the period that a name means without any term entered, or None."""
    try:
        return read_period(name, today=today)
    except UsageFault:
        return None


def _weeks(starts_on: str, ends_on: str) -> int:
    """Count the weeks that a term touches, as 第8周 counts them."""
    first, last = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
    monday = first - timedelta(first.weekday())
    return (last - monday).days // 7 + 1


def _holds(row: Any, today: date) -> bool:
    return bool(row["starts_on"] <= today.isoformat() <= row["ends_on"])
