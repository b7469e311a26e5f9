"""Periods as people write them: months, quarters, halves, years, school terms and their weeks, days, and ranges."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from pbcli.domain.dates import FIRST_YEAR, LAST_YEAR, day_of
from pbcli.domain.errors import UsageFault
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.months import Month
from pbcli.domain.patterns import pattern
from pbcli.domain.terms import Term, TermCalendar, default_term, numbered_term
from pbcli.values import dataclass, replace

__all__ = ["Period", "Term", "default_term", "month_period", "read_period", "span"]

HINT = "2026-10 · 上月 · 2026Q4 · 上半年 · 2026 · 本学期 · 第8周 · 2026-09..2026-10"


@dataclass(frozen=True)
class Period:
    """Days from start to end, both included. The label says the same in every language and can be typed again."""

    start: date
    end: date
    label: str
    used_default_terms: bool = False
    """Whether the unit has entered no term for it, so that terms begin on 1 September and 1 March."""

    @property
    def is_month(self) -> bool:
        """Whether this is one whole calendar month."""
        month = Month.of(self.start)
        return self.start == month.first_day and self.end == month.last_day

    @property
    def month(self) -> str:
        """The month that the period ends in, "2026-10": the month itself where the period is one."""
        return str(Month.of(self.end))


def month_period(month: Month) -> Period:
    """Return a month as a period."""
    return Period(month.first_day, month.last_day, str(month))


def span(start: date, end: date) -> Period:
    """Return the days from start to end, labelled in whole months where they are such."""
    first, last = Month.of(start), Month.of(end)
    if start == end:
        return Period(start, end, start.isoformat())
    if start == first.first_day and end == last.last_day:
        return Period(start, end, str(first) if first == last else f"{first}..{last}")
    return Period(start, end, f"{start}..{end}")


def read_period(text: str, *, today: date, terms: Sequence[Term] = ()) -> Period:
    """Return the period that a person means. Raises UsageFault for what isn't a period, or is one that can't be."""
    reader = _PeriodReader(today, TermCalendar(tuple(terms)))
    bare = _ENGLISH_BLANKS.sub("-", text.strip())
    try:
        found = reader.read(narrow(bare)) or reader.range(narrow(bare))
    except (ValueError, OverflowError):
        raise UsageFault("没有“{text}”这个时段。", text=text.strip(), hint=HINT) from None
    if found is None:
        raise UsageFault("“{text}”不是时段。", text=text.strip(), hint=HINT)
    if not FIRST_YEAR <= found.start.year <= found.end.year <= LAST_YEAR + 1:
        raise UsageFault("没有“{text}”这个时段。", text=text.strip(), hint=HINT)
    return found


_ENGLISH_BLANKS = pattern(r"(?<=[a-zA-Z])[ _]+(?=[a-zA-Z])")
_N = f"[0-9{CHINESE}]"
_YEAR = rf"(?:(?P<year>{_N}{{4}})年?度?|(?P<which>今年|本年度?|去年|上年|前年|明年))"
_RANGE_MARKS = ("..", "…", "至", "到", "~", "—")

_MONTH = (
    pattern(rf"(?P<year>{_N}{{4}})(?:年(?P<month>{_N}{{1,2}})月份?|[-./](?P<figure>[0-9]{{1,2}}))"),
    pattern(r"(?P<year>[0-9]{4})(?P<figure>[0-9]{2})"),
    pattern(rf"{_YEAR}?(?P<month>{_N}{{1,2}})月份?"),
)
_QUARTER = pattern(rf"(?:{_YEAR}[-年]?)?(?:q(?P<figure>[1-4])|第?(?P<number>[1-4一二三四])季度?)")
_HALF = pattern(rf"(?:{_YEAR}[-年]?)?(?:(?P<half>[上下])半年|h(?P<figure>[12]))")
_WHOLE_YEAR = pattern(rf"{_YEAR}(?:全年)?")
_TERM = r"(?P<year>[0-9]{4})[-–—/](?P<next>[0-9]{4})学?年?度?(?:第?(?P<number>[12一二])|(?P<side>[上下]))学期"
_NAMED_TERM = pattern(_TERM)
_SCHOOL_YEAR = pattern(r"(?P<year>[0-9]{4})[-–—/](?P<next>[0-9]{4})学年度?")
_WEEK = pattern(rf"(?P<term>.*?)第(?P<week>{_N}{{1,2}})周")

_MONTHS_AWAY = {
    "本月": 0,
    "这个月": 0,
    "当月": 0,
    "this-month": 0,
    "上月": -1,
    "上个月": -1,
    "last-month": -1,
    "下月": 1,
    "下个月": 1,
    "next-month": 1,
}
_QUARTERS_AWAY = {
    "本季度": 0,
    "本季": 0,
    "这个季度": 0,
    "this-quarter": 0,
    "上季度": -1,
    "上季": -1,
    "上个季度": -1,
    "last-quarter": -1,
    "下季度": 1,
    "下个季度": 1,
    "next-quarter": 1,
}
_YEARS_AWAY = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "this-year": 0,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "last-year": -1,
    "前年": -2,
    "明年": 1,
    "next-year": 1,
}
_WEEKS_AWAY = {"本周": 0, "这周": 0, "this-week": 0, "上周": -1, "last-week": -1, "下周": 1, "next-week": 1}
_TERMS_AWAY = {
    "本学期": 0, "这学期": 0, "这个学期": 0, "this-term": 0,
    "上学期": -1, "上个学期": -1, "last-term": -1,
}  # fmt: skip
_SCHOOL_YEARS_AWAY = {"本学年": 0, "这学年": 0, "this-school-year": 0, "上学年": -1, "last-school-year": -1}


@dataclass(frozen=True)
class _PeriodReader:
    """Reads one period as seen from today; each reader gives None for a text that isn't of its form."""

    today: date
    calendar: TermCalendar

    def read(self, text: str) -> Period | None:
        """Read a single period, not a range."""
        for reader in (
            self._entered,
            self._away,
            self._term_away,
            self._month,
            self._quarter,
            self._half,
            self._year,
            self._term,
            self._school_year,
            self._week,
            self._day,
        ):
            if found := reader(text):
                return found
        return None

    def range(self, text: str) -> Period | None:
        """Read a range of two periods: from the start of the first to the end of the second."""
        for mark in _RANGE_MARKS:
            first, found, last = text.partition(mark)
            if not found:
                continue
            start, end = self.read(first.strip(mark[0])), self.read(last.strip(mark[0]))
            if start is None or end is None:
                return None
            if end.end < start.start:
                raise ValueError(text)
            used = start.used_default_terms or end.used_default_terms
            return replace(span(start.start, end.end), used_default_terms=used)
        return None

    def _entered(self, text: str) -> Period | None:
        """Read the name that the unit gave to a term."""
        for term in self.calendar.entered:
            if narrow(term.name) == text:
                return self._of_term(term)
        return None

    def _away(self, text: str) -> Period | None:
        """Read a month, quarter, week or year named by its distance from the current one."""
        month = Month.of(self.today)
        if text in _MONTHS_AWAY:
            return month_period(month.plus(_MONTHS_AWAY[text]))
        if text in _QUARTERS_AWAY:
            then = month.plus(3 * _QUARTERS_AWAY[text])
            return _quarter(then.year, then.quarter)
        if text in _WEEKS_AWAY:
            monday = self.today + timedelta(7 * _WEEKS_AWAY[text] - self.today.weekday())
            return span(monday, monday + timedelta(6))
        return _year(self.today.year + _YEARS_AWAY[text]) if text in _YEARS_AWAY else None

    def _term_away(self, text: str) -> Period | None:
        """Read a term or school year named by its distance from the current one."""
        current = self.calendar.current(self.today)
        if text in _TERMS_AWAY:
            return self._of_term(self.calendar.previous(self.today) if _TERMS_AWAY[text] else current)
        if text in _SCHOOL_YEARS_AWAY:
            begins = default_term(current.middle).starts_on
            return self._of_school_year(begins.year - (begins.month < 9) + _SCHOOL_YEARS_AWAY[text])
        return None

    def _year_of(self, found: re.Match[str]) -> int:
        """Return the year that a form names; this year where it names none."""
        groups = found.groupdict()
        if groups.get("year"):
            return whole(groups["year"])
        return self.today.year + _YEARS_AWAY[groups.get("which") or "今年"]

    def _month(self, text: str) -> Period | None:
        for form in _MONTH:
            if found := form.fullmatch(text):
                groups = found.groupdict()
                number = whole(groups.get("month") or groups["figure"])
                return month_period(Month.of(date(self._year_of(found), number, 1)))
        return None

    def _quarter(self, text: str) -> Period | None:
        found = _QUARTER.fullmatch(text)
        return _quarter(self._year_of(found), whole(found["figure"] or found["number"])) if found else None

    def _half(self, text: str) -> Period | None:
        found = _HALF.fullmatch(text)
        if found is None:
            return None
        year = self._year_of(found)
        if found["half"] == "上" or found["figure"] == "1":
            return Period(date(year, 1, 1), date(year, 6, 30), f"{year}上半年")
        return Period(date(year, 7, 1), date(year, 12, 31), f"{year}下半年")

    def _year(self, text: str) -> Period | None:
        found = _WHOLE_YEAR.fullmatch(text)
        return _year(self._year_of(found)) if found else None

    def _term(self, text: str) -> Period | None:
        """Read "2025-2026学年第二学期", also by a unit that named its terms otherwise."""
        found = _NAMED_TERM.fullmatch(text)
        if found is None:
            return None
        year = _school_year(found)
        number = 1 if found["side"] == "上" or found["number"] in {"1", "一"} else 2
        return self._of_term(self.calendar.standing_for(numbered_term(year, number)))

    def _school_year(self, text: str) -> Period | None:
        found = _SCHOOL_YEAR.fullmatch(text)
        return self._of_school_year(_school_year(found)) if found else None

    def _week(self, text: str) -> Period | None:
        """Read a week of a term, from Monday to Sunday; the first is the one that holds the term's first day."""
        found = _WEEK.fullmatch(text)
        if found is None:
            return None
        of = self.read(found["term"] or "本学期")
        if of is None:
            return None
        number = whole(found["week"])
        monday = of.start - timedelta(of.start.weekday()) + timedelta(7 * (number - 1))
        if number < 1 or monday > of.end:
            raise ValueError(text)
        return Period(monday, monday + timedelta(6), f"{of.label}第{number}周", of.used_default_terms)

    def _day(self, text: str) -> Period | None:
        day = day_of(text, self.today)
        return span(day, day) if day else None

    def _of_term(self, term: Term) -> Period:
        return Period(term.starts_on, term.ends_on, term.name, not self.calendar.has(term))

    def _of_school_year(self, year: int) -> Period:
        first, second = (self._of_term(self.calendar.standing_for(numbered_term(year, number))) for number in (1, 2))
        used = first.used_default_terms or second.used_default_terms
        return Period(first.start, second.end, f"{year}-{year + 1}学年", used)


def _quarter(year: int, number: int) -> Period:
    first = Month(year, 3 * number - 2)
    return Period(first.first_day, first.plus(2).last_day, f"{year}Q{number}")


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


def _school_year(found: re.Match[str]) -> int:
    year = int(found["year"])
    if int(found["next"]) != year + 1:
        raise ValueError(found[0])
    return year
