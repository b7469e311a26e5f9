"""School terms: those that the unit entered, and, without them, terms that begin on 1 September and 1 March."""

from collections.abc import Sequence
from datetime import date, timedelta

from pbcli.values import dataclass

TERM_NUMBERS = ("一", "二")


@dataclass(frozen=True)
class Term:
    """A school term, from its first day to its last."""

    name: str
    starts_on: date
    ends_on: date

    @property
    def middle(self) -> date:
        """The day half way through, which tells what part of the school year a term stands for."""
        return self.starts_on + (self.ends_on - self.starts_on) / 2


def numbered_term(year: int, number: int) -> Term:
    """Return the default term of the school year that begins in this year; each lasts until the next begins."""
    name = f"{year}-{year + 1}学年第{TERM_NUMBERS[number - 1]}学期"
    if number == 1:
        return Term(name, date(year, 9, 1), date(year + 1, 3, 1) - timedelta(1))
    return Term(name, date(year + 1, 3, 1), date(year + 1, 8, 31))


def default_term(day: date) -> Term:
    """Return the default term that a day lies in."""
    if day.month >= 9:
        return numbered_term(day.year, 1)
    return numbered_term(day.year - 1, 2 if day.month >= 3 else 1)


@dataclass(frozen=True)
class TermCalendar:
    """The unit's terms, with the default ones where it has entered none."""

    entered: Sequence[Term] = ()

    def current(self, day: date) -> Term:
        """Return the term of a day: the entered one that holds it, else what stands for its part of the year."""
        for term in self.entered:
            if term.starts_on <= day <= term.ends_on:
                return term
        return self.standing_for(default_term(day))

    def previous(self, day: date) -> Term:
        """Return the term before that of a day."""
        current = self.current(day)
        before = default_term(default_term(current.middle).starts_on - timedelta(1))
        earlier = [
            term for term in self.entered if before.starts_on <= term.middle and term.ends_on < current.starts_on
        ]
        return max(earlier, key=lambda term: term.starts_on) if earlier else before

    def standing_for(self, default: Term) -> Term:
        """Return the entered term whose middle lies in this default term, else the default term."""
        found = [term for term in self.entered if default.starts_on <= term.middle <= default.ends_on]
        return max(found, key=lambda term: term.starts_on) if found else default

    def has(self, term: Term) -> bool:
        """Tell whether the unit entered this term."""
        return term in self.entered
