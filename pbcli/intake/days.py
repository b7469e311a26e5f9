"""Reads days, months and times of day, written in any way that papers use, or kept by a spreadsheet."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pbcli.domain.date_forms import parse_month
from pbcli.domain.dates import FIRST_YEAR, LAST_YEAR, parse_day
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.unreadable import Unreadable
from pbcli.intake.blanks import is_finite, is_nothing
from pbcli.intake.faults import CellFault, Doubt, Doubts, shown
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text

_EXCEL_EPOCH = date(1899, 12, 30)
LEAP_YEAR = 2000
"""A year that has every day there is."""

_SERIALS = range(5_000, 80_000)
"""The numbers that Excel keeps days of 1913 to 2119 as."""

_UNTIL_NOW = re.compile(
    r"至今|今|现在|长期|(?:尚|暂|还)?未(?:到|办理|完成|进行|转正|开题|结题|立项|结项|中期|召开|跟进|办结|换届|毕业|届满|检查|定)*|预备期内?|在研|研究中|进行中|(?:正在)?(?:跟进|办理)中?"
)
_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?|\((?:[一二三四五六日])\)")
_CLOCK = re.compile(
    r"(?:上午|下午|晚上?|中午|早上?|凌晨)?"
    r"(?:\d{1,2}[:时点](?:\d{0,2}(?::\d{2})?分?|半|整)(?:[-~—至](?:上午|下午|晚上?|中午)?\d{1,2}[:时点](?:\d{0,2}分?|半|整))?)?"
    rf"|(?:上午|下午|晚上?)?第?[0-9{CHINESE}]{{1,2}}(?:[-~、][0-9{CHINESE}]{{1,2}})?节课?"
)
_SHORT_YEAR = re.compile(r"(?:['’]?\d{2})[-./年]\d{1,2}[-./月]\d{1,2}日?")
_MONTH_AND_DAY = re.compile(rf"(?P<month>[0-9{CHINESE}]{{1,3}})(?:月|[-./])(?P<day>[0-9{CHINESE}]{{1,3}})[日号]?")
_ONLY_DAY = re.compile(rf"(?P<day>[0-9{CHINESE}]{{1,3}})[日号]")
_MARKED = re.compile(r"(?P<year>\d{4})[-./,，。、_年](?P<month>\d{1,2})[-./,，。、_月](?P<day>\d{1,2})[日号.。]?")


YearIn = Callable[[int], int | None]
"""Gives the year that a month without one is of, where that is known."""


def cell_day(
    cell: Cell, *, year: YearIn | None = None, month: int | None = None, doubts: Doubts | None = None
) -> date | None:
    """Return a day, written in any way that papers use, or kept by a spreadsheet.

    A month without a day is its first day, with a doubt; a day without a year is of the year that `year` gives, and
    one without a month of the month that the paper is about.
    """
    match cell:
        case None | bool():
            if cell is None:
                return None
        case datetime():
            return _within(cell.date(), cell)
        case date():
            return _within(cell, cell)
        case int() | float() if is_finite(cell):
            return _day_of_number(cell, doubts)
        case str():
            return _day_of_text(cell, year, doubts, month)
        case _:
            pass
    raise CellFault("“{text}”不是日期。", text=shown(cell))


def _within(day: date, cell: Cell) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellFault("没有“{text}”这一天。", text=shown(cell))
    return day


def _day_of_number(number: float, doubts: Doubts | None) -> date:
    if number == int(number):
        figure = int(number)
        if figure in _SERIALS:
            return _EXCEL_EPOCH + timedelta(figure)
        if 10_000_000 <= figure <= 99_999_999 or 190_001 <= figure <= 219_912:
            found = _day_of_text(str(figure), None, doubts)
            if found is not None:
                return found
    elif int(number) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(int(number))
    elif FIRST_YEAR <= number < LAST_YEAR + 1:
        text = repr(number)
        if len(text) == 7:  # 1985.07; of 1985.1 nobody knows whether it was 1985.10
            found = _day_of_text(text, None, doubts)
            if found is not None:
                return found
    raise CellFault("“{text}”不是日期。", text=shown(number))


_whole_day = lru_cache(maxsize=20_000)(parse_day)
"""A ledger has the same days again and again."""


def _day_of_text(text: str, year: YearIn | None, doubts: Doubts | None, month: int | None = None) -> date | None:
    try:
        found = _whole_day(text)
    except Unreadable:
        found = None
    if found is not None:
        return _within(found, text)
    bare = narrow(text.strip().lstrip("'’"))
    if is_nothing(bare) or _UNTIL_NOW.fullmatch(bare):
        return None
    bare = _WEEKDAY.sub("", bare)
    try:
        found = parse_day(text.strip().lstrip("'’")) or parse_day(bare) or _day_and_clock(bare)
        if found is None and (period := parse_month(bare.rstrip("."))) is not None:
            if doubts is not None:
                doubts.append(Doubt("没有写日，按当月 1 日记。"))
            found = period.first_day
    except Unreadable as fault:
        raise CellFault(fault.message, **{key: shown(str(value)) for key, value in fault.values.items()}) from None
    if found is not None:
        return _within(found, text)
    if _SHORT_YEAR.fullmatch(bare):
        raise CellFault("“{text}”的年份要写四位。", text=shown(text))
    if month is not None and _ONLY_DAY.fullmatch(bare):
        bare = f"{month}月{bare}"
    return _day_of_year(bare, text, year)


def _day_and_clock(bare: str) -> date | None:
    """Read a day with a time of day behind it, or with unusual marks between its figures."""
    found = _MARKED.match(bare)
    if found is None or _CLOCK.fullmatch(bare[found.end() :]) is None:
        return None
    return parse_day(f"{found['year']}-{found['month']}-{found['day']}")


def _day_of_year(bare: str, text: str, year: YearIn | None) -> date:
    found = _MONTH_AND_DAY.fullmatch(bare)
    if found is None:
        raise CellFault("“{text}”不是日期。", text=shown(text))
    try:
        month, day = whole(found["month"]), whole(found["day"])
        known = None if year is None else year(month)
        made = date(known or LEAP_YEAR, month, day)
    except ValueError:
        raise CellFault("没有“{text}”这一天。", text=shown(text)) from None
    if known is None:
        raise CellFault("“{text}”没有写年份。", text=shown(text))
    return made


def cell_month(cell: Cell) -> tuple[int | None, int] | None:
    """Return a month as (year where it is given, number): "3月", 3, "2026年3月", "2026-03", 202603."""
    if is_nothing(cell):
        return None
    if isinstance(cell, date):
        return cell.year, cell.month
    bare = narrow(plain_text(cell))
    try:
        month = parse_month(bare)
        if month is not None:
            return month.year, month.number
        found = re.fullmatch(rf"(?:第)?([0-9{CHINESE}]{{1,3}})(?:月份?|个月)?", bare)
        if found is not None and 1 <= whole(found[1]) <= 12:
            return None, whole(found[1])
        day = parse_day(bare)
        if day is not None:
            return day.year, day.month
    except (Unreadable, ValueError):
        pass
    raise CellFault("“{text}”不是月份。", text=shown(cell))


_CLOCK_BEHIND = re.compile(
    r".*?(?<!\d)((?:(?:上午|下午|晚上?|中午|早上?|凌晨)\s*)?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分?|半)?)).*",
    re.DOTALL,
)


def clock_of_day(cell: Cell) -> str | None:
    """Return the time of day that stands behind a day in its cell, "HH:MM"; nothing where there is none."""
    if isinstance(cell, datetime):
        return None if cell.time() == time() else f"{cell.hour:02d}:{cell.minute:02d}"
    found = _CLOCK_BEHIND.fullmatch(cell.strip()) if isinstance(cell, str) else None
    try:
        return None if found is None else cell_time(found[1])
    except CellFault:
        return None


_TIME = re.compile(
    r"(?P<half>上午|下午|晚上?|中午|早上?|凌晨|am|pm)?(?P<hour>\d{1,2})(?:[:.：时点](?P<minute>\d{1,2}|半|一刻|三刻|整|)分?(?::\d{2})?)(?P<after>am|pm)?"
)
_EARLY = 6
"""No hour before it is at noon."""
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, "": 0}


def cell_time(cell: Cell) -> str | None:
    """Return a time of day as "HH:MM"; of a span, its beginning."""
    if is_nothing(cell):
        return None
    match cell:
        case bool():
            pass
        case datetime() | time():
            return f"{cell.hour:02d}:{cell.minute:02d}"
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case float() if 0 <= cell < 1:
            minutes = round(cell * 1440) % 1440
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case str():
            bare = re.split(r"[-~—–至到]", narrow(cell))[0]
            found = _TIME.fullmatch(bare)
            if found is not None:
                hour = _hour(int(found["hour"]), found["half"] or found["after"] or "")
                minute = _MINUTES[found["minute"]] if found["minute"] in _MINUTES else int(found["minute"])
                if hour < 24 and minute < 60:
                    return f"{hour:02d}:{minute:02d}"
        case _:
            pass
    raise CellFault("“{text}”不是时间。", text=shown(cell))


def _hour(hour: int, half: str) -> int:
    """Return an hour of the whole day: 下午3点 is 15, 中午12点 is 12, 中午1点 is 13."""
    is_later = half in {"下午", "晚", "晚上", "pm"} or (half == "中午" and hour < _EARLY)
    return hour + 12 if is_later and hour < 12 else hour
