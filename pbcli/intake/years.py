"""The year and the month that a paper is about, where its title, its sheet or its file's name says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pbcli.domain.figures import CHINESE, narrow, whole

_DAY = re.compile(rf"[0-9{CHINESE}]{{4}}[年./-][0-9{CHINESE}]{{1,2}}[月./-][0-9{CHINESE}]{{1,3}}[日号]?")
_MADE_ON = re.compile(r"(?:填报|填表|制表|统计|报送|打印|更新|截至|截止|编制|上报)[^年]{0,6}")
_YEAR = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})年|([一二][〇零○一二三四五六七八九]{3})年")
_BARE_YEAR = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?:(?![0-9])|(?=(?:0[1-9]|1[0-2])(?![0-9])))")
_MONTH = re.compile(
    rf"(?<![0-9{CHINESE}])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月|(?<=[0-9]{{4}})(0[1-9]|1[0-2])(?![0-9])"
)


@dataclass(frozen=True)
class PaperTime:
    """The year of a paper, and the month of one that is about a single month."""

    year: int | None = None
    month: int | None = None


def paper_time(heading: Iterable[str], sheet: str, stem: str) -> PaperTime:
    """Return what the title says, else the sheet's name, else the file's. Two years in one text tell neither."""
    found = PaperTime()
    for text, is_name in [*((line, False) for line in heading), (sheet, True), (stem, True)]:
        bare = _DAY.sub("", narrow(text))
        if not is_name and _MADE_ON.search(bare):
            continue
        year = found.year or _only(_years(bare, is_name=is_name))
        month = found.month or _only(_months(bare))
        found = PaperTime(year, month)
    return found


def _years(text: str, *, is_name: bool) -> set[int]:
    years = {whole(first or second) for first, second in _YEAR.findall(text)}
    return years or ({int(year) for year in _BARE_YEAR.findall(text)} if is_name else years)


def _months(text: str) -> set[int]:
    return {whole(first or second) for first, second in _MONTH.findall(text)}


def _only(found: set[int]) -> int | None:
    return found.pop() if len(found) == 1 else None
