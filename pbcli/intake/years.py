"""The year and the month that a paper is about, where its title, its sheet or its file's name says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pbcli.domain.figures import CHINESE, narrow, whole

_DAY = re.compile(
    rf"[0-9{CHINESE}]{{4}}年[0-9{CHINESE}]{{1,2}}月[0-9{CHINESE}]{{1,3}}[日号]?|[0-9]{{4}}([./-])[0-9]{{1,2}}\1[0-9]{{1,2}}"
)
_MADE_ON = re.compile(r"(?:填报|填表|制表|统计|报送|打印|更新|截至|截止|编制|上报)[^年]{0,6}")
_NAMES_A_FORM = re.compile(r"(?:统计|填报|报送|上报|编制)(?=表|报表|台账|汇总|情况|清单)")
"""Such words in a title say what the form is for, not when it was made."""
_YEAR = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})年|([一二][〇零○一二三四五六七八九]{3})年")
_BARE_YEAR = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?:(?![0-9])|(?=(?:0[1-9]|1[0-2])(?![0-9])))")
_MONTH = re.compile(
    rf"(?<![0-9{CHINESE}~～—–至、,-])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月|(?<=[0-9]{{4}})(0[1-9]|1[0-2])(?![0-9])"
)


_SEVERAL_MONTHS = re.compile(
    rf"[0-9{CHINESE}月份][~～—–至到、,，和及/-]+(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
)
_SCHOOL_YEAR = re.compile(r"((?:19|20|21)[0-9]{2})年?[-—–~～至/]+((?:19|20|21)?[0-9]{2})学年")
FIRST_MONTH_OF_SCHOOL = 8
"""What is done in August already belongs to the school year that begins in September."""


@dataclass(frozen=True)
class PaperTime:
    """The year of a paper, calendar or school, and the month of one that is about a single month."""

    year: int | None = None
    month: int | None = None
    school_year: int | None = None
    """The year in which the school year begins."""

    def year_in(self, month: int) -> int | None:
        """Return the year that a month without one is of."""
        if self.year is not None or self.school_year is None:
            return self.year
        return self.school_year + (month < FIRST_MONTH_OF_SCHOOL)


def paper_time(heading: Iterable[str], sheet: str, stem: str) -> PaperTime:
    """Return what the title says, else the sheet's name, else the file's. Two years in one text tell neither."""
    found = PaperTime()
    for text, is_name in [*((line, False) for line in heading), (sheet, True), (stem, True)]:
        bare = _NAMES_A_FORM.sub("", _DAY.sub("", narrow(text)))
        if not is_name and _MADE_ON.search(bare):
            continue
        school_year = found.school_year or _school_year(bare)
        bare = _SCHOOL_YEAR.sub("", bare)
        year = found.year or (None if school_year else _only(_years(bare, is_name=is_name)))
        found = PaperTime(year, found.month or _only(_months(bare)), school_year)
    return found


def _school_year(text: str) -> int | None:
    found = _SCHOOL_YEAR.search(text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) % 100:
        return None
    return int(found[1])


def _years(text: str, *, is_name: bool) -> set[int]:
    years = {whole(first or second) for first, second in _YEAR.findall(text)}
    return years or ({int(year) for year in _BARE_YEAR.findall(text)} if is_name else years)


def _months(text: str) -> set[int]:
    if _SEVERAL_MONTHS.search(text):
        return set()
    return {whole(first or second) for first, second in _MONTH.findall(text)}


def _only(found: set[int]) -> int | None:
    return found.pop() if len(found) == 1 else None
