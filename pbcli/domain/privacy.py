"""Personal data: its classes, how long each kind is kept, the words that tell of someone's private circumstances."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from pbcli.values import dataclass, replace

PURGED = "〔已清理〕"
"""What stands where a text was whose time is over, so that what was counted by it still counts. Never translated."""

FOR_EVER = "永久"
"""The term for a time without end; the same in every language."""

SMALLEST_GROUP = 5
"""Groups of pupils under this are not told by their class in what leaves the house (privacy.md: small cells)."""


class DataClass(StrEnum):
    """What a column tells of people; its mask and its time follow from it."""

    OFFICE = "公务"
    PERSON = "个人情况"
    PHONE = "电话"
    IDENTITY = "证件"
    PAY = "收入"
    TEXT = "文字"
    NOTE = "情况记录"
    KEY = "密钥"
    SYSTEM = "系统"


SCANNED = frozenset({DataClass.PERSON, DataClass.TEXT, DataClass.NOTE, DataClass.OFFICE})
"""Where people may type what they like, so that a number of a person may stand there by mistake."""


@dataclass(frozen=True)
class Retention:
    """How long columns of a table are kept once the time has begun to run; without `years` for ever."""

    key: str
    table: str
    columns: tuple[str, ...]
    mark: str
    """How sure the time is: n, w or d, like every figure of a rule; "unit" where the unit set it."""
    years: int | None = None
    choices: tuple[str, ...] = ()
    """The years that a unit may set, as text, FOR_EVER among them; none where the time isn't the unit's to choose."""
    leaves_mark: bool = False
    """Put PURGED where a text was: counts rest on whether there was one, or there has to be one."""
    takes_row: bool = False
    """Take the whole record away: without these columns nothing is left of it."""
    part_of: str = ""
    """The kind whose records these belong to; they are kept as long."""
    link: str = ""
    """The column that links a part to its record."""

    @property
    def kind(self) -> str:
        """The kind by which it is spoken of: its own, or that of which it is a part."""
        return self.part_of or self.key

    def set_by_unit(self, text: str) -> "Retention":
        """Return this kind of record with the time that a unit set. Raises ValueError for one that it may not have."""
        if text not in self.choices:
            raise ValueError
        return replace(self, years=None if text == FOR_EVER else int(text), mark="unit")

    def cutoff(self, before: date) -> str | None:
        """Return the ISO day before which the time must have begun for it to be over before a day; None: never."""
        if self.years is None:
            return None
        year = before.year - self.years
        if year < 1:
            return None
        leap = before.month == 2 and before.day == 29 and not _has_leap_day(year)
        return date(year, 3, 1).isoformat() if leap else before.replace(year=year).isoformat()


def _has_leap_day(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def topics_in(text: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Tell the topics that a text touches, each by one of its words, in the list's order."""
    return [topic for topic, listed in words.items() if any(word in text for word in listed)]


def merge_small(rows: Iterable[tuple[str, str | None, int]]) -> dict[str, int]:
    """Sum pupils by class, the small groups of one year together, so that no published cell is under five by itself.

    A merged cell that is still under five goes into one for the whole school.
    """
    merged: dict[str, int] = {}
    small: dict[str, int] = {}
    for name, cohort, pupils in rows:
        if pupils >= SMALLEST_GROUP:
            merged[name] = merged.get(name, 0) + pupils
        else:
            small[cohort or ""] = small.get(cohort or "", 0) + pupils
    rest = 0
    for cohort, pupils in small.items():
        if cohort and pupils >= SMALLEST_GROUP:
            merged[cohort] = merged.get(cohort, 0) + pupils
        else:
            rest += pupils
    return {**merged, **({"〔不足 5 人〕": rest} if rest else {})}
