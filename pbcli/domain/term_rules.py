"""What a school term must be: days in order, within a year, in no other term; a name that means nothing else."""

from collections.abc import Iterable
from datetime import date

from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.patterns import pattern
from pbcli.domain.periods import Period, read_period
from pbcli.domain.terms import Term

_OF_A_YEAR = pattern(r".*\d{2}.*学期")
"""A name that says of which year it is, as "2026-2027学年第一学期" does; "本学期" is another one each term."""
_LONGEST_DAYS = 366


def refuse_name(name: str, today: date) -> None:
    """Raise RuleForbids for a name that means a period already."""
    if _meant(name, today) is not None and _OF_A_YEAR.fullmatch(name) is None:
        raise RuleForbids(
            "“{name}”本来就是一个时段的说法，不能作学期的名称。", name=name, hint="pbcli term add 2026-2027学年第一学期"
        )


def refuse_days(term: Term, others: Iterable[Term]) -> None:
    """Raise RuleForbids for days in the wrong order, for more than a year, and for days of another term."""
    if term.ends_on <= term.starts_on:
        raise RuleForbids("结束日期 {end} 要晚于开学日期 {start}。", end=term.ends_on, start=term.starts_on)
    days = (term.ends_on - term.starts_on).days + 1
    if days > _LONGEST_DAYS:
        raise RuleForbids(
            "一个学期最多一年，{start} 到 {end} 是 {days} 天。", start=term.starts_on, end=term.ends_on, days=days
        )
    for other in others:
        if other.starts_on <= term.ends_on and term.starts_on <= other.ends_on:
            raise RuleForbids(
                "与“{name}”（{start} 到 {end}）重叠。",
                name=other.name,
                start=other.starts_on,
                end=other.ends_on,
                hint="pbcli term list",
            )


def meant_elsewhere(term: Term, today: date) -> Period | None:
    """Return the period that a term's name tells of, where that is another one than its days."""
    meant = _meant(term.name, today)
    return None if meant is None or meant.start <= term.middle <= meant.end else meant


def _meant(name: str, today: date) -> Period | None:
    """Return the period that a name means without any term entered, or None."""
    try:
        return read_period(name, today=today)
    except UsageFault:
        return None
