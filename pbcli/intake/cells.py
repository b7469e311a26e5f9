"""Reads the cells of papers, each function a kind of field: a value, None where nothing is given, or CellFault.

Doubts about what was read with some doubt go into the list that the caller hands in.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from pbcli.domain.dates import parse_day, parse_month
from pbcli.domain.errors import PbcliError
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.money import parse_yuan
from pbcli.domain.months import FIRST_YEAR, LAST_YEAR
from pbcli.domain.names import clean_name, clean_text
from pbcli.domain.unreadable import Unreadable
from pbcli.intake.faults import CellFault, Doubt, shown
from pbcli.intake.paper import Cell
from pbcli.intake.texts import plain_text

__all__ = [
    "CellFault",
    "Doubt",
    "Doubts",
    "cell_count",
    "cell_day",
    "cell_digits",
    "cell_flag",
    "cell_hours",
    "cell_id_number",
    "cell_month",
    "cell_name",
    "cell_phone",
    "cell_text",
    "cell_time",
    "cell_years",
    "cell_yuan",
    "is_masked",
    "is_nothing",
]  # fmt: skip

_NOTHING = re.compile(r"[-—–―−‐_/／\\、.。…·~～*＊×]*|无|暂无|没有|待定|未定|不详|空|n/?a|null|none|nan|待补|待填|缺")
_EXCEL_EPOCH = date(1899, 12, 30)
LEAP_YEAR = 2000
"""A year that has every day there is."""

_SERIALS = range(5_000, 80_000)
"""The numbers that Excel keeps days of 1913 to 2119 as."""

Doubts = list[Doubt]


def is_nothing(cell: Cell) -> bool:
    """Tell whether a cell says that there is nothing: empty, 无, —, /, 待定."""
    return cell is None or (isinstance(cell, str) and _NOTHING.fullmatch(narrow(cell)) is not None)


def cell_text(cell: Cell, *, field: str = "备注") -> str | None:
    """Return a text with its lines; 无 stays, dashes alone are nothing."""
    if cell is None:
        return None
    text = plain_text(cell).strip()
    if not text or (_NOTHING.fullmatch(text) and not re.search(r"\w", text)):
        return None
    return _cleaned(text, field, is_name=False)


_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Full-width figures and letters, and the usual ones."""


def cell_name(cell: Cell, *, field: str = "姓名") -> str | None:
    """Return a name without the blanks that papers put into it, its figures and letters of the usual width."""
    if is_nothing(cell):
        return None
    text = plain_text(cell).replace("\n", " ").translate(_WIDE).strip()
    return _cleaned(text, field, is_name=True) if text else None


@lru_cache(maxsize=20_000)
def _cleaned(text: str, field: str, *, is_name: bool) -> str:
    try:
        return clean_name(text, field=field) if is_name else clean_text(text, field=field)
    except PbcliError as fault:
        raise CellFault(fault.message, **fault.values) from None


_UNTIL_NOW = re.compile(
    r"至今|今|现在|长期|(?:尚|暂|还)?未(?:到|办理|完成|进行|转正|开题|结题|立项|结项|中期|召开|跟进|办结|换届|毕业|届满|检查|定)*|预备期内?|在研|研究中|进行中|(?:正在)?(?:跟进|办理)中?"
)
_WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?|\((?:[一二三四五六日])\)")
_CLOCK = re.compile(
    r"(?:上午|下午|晚上?|中午|早上?)?(?:\d{1,2}[:时点]\d{0,2}(?::\d{2})?分?(?:[-~—至]\d{1,2}[:时点]\d{0,2}分?)?)?"
)
_SHORT_YEAR = re.compile(r"(?:['’]?\d{2})[-./年]\d{1,2}[-./月]\d{1,2}日?")
_MONTH_AND_DAY = re.compile(rf"(?P<month>[0-9{CHINESE}]{{1,3}})(?:月|[-./])(?P<day>[0-9{CHINESE}]{{1,3}})[日号]?")
_MARKED = re.compile(r"(?P<year>\d{4})[-./,，。、_年](?P<month>\d{1,2})[-./,，。、_月](?P<day>\d{1,2})[日号.。]?")


YearIn = Callable[[int], int | None]
"""Gives the year that a month without one is of, where that is known."""


def cell_day(cell: Cell, *, year: YearIn | None = None, doubts: Doubts | None = None) -> date | None:
    """Return a day, written in any way that papers use, or kept by a spreadsheet.

    A month without a day is its first day, with a doubt; a day without a year is of the year that `year` gives.
    """
    match cell:
        case None | bool():
            if cell is None:
                return None
        case datetime():
            return _within(cell.date(), cell)
        case date():
            return _within(cell, cell)
        case int() | float() if _is_number(cell):
            return _day_of_number(cell, doubts)
        case str():
            return _day_of_text(cell, year, doubts)
        case _:
            pass
    raise CellFault("“{text}”不是日期。", text=shown(cell))


def _is_number(cell: float) -> bool:
    return isinstance(cell, int) or math.isfinite(cell)


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


def _day_of_text(text: str, year: YearIn | None, doubts: Doubts | None) -> date | None:
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
        if found is None and (month := parse_month(bare.rstrip("."))) is not None:
            if doubts is not None:
                doubts.append(Doubt("“{text}”没有写日，按当月 1 日记。", {"text": shown(text)}))
            found = month.first_day
    except Unreadable as fault:
        raise CellFault(fault.message, **{key: shown(str(value)) for key, value in fault.values.items()}) from None
    if found is not None:
        return _within(found, text)
    if _SHORT_YEAR.fullmatch(bare):
        raise CellFault("“{text}”的年份要写四位。", text=shown(text))
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


def cell_count(cell: Cell) -> int | None:
    """Return a number of people or things: 35, "35人", "三十五"."""
    if is_nothing(cell):
        return None
    if isinstance(cell, bool | date | time | timedelta):
        raise CellFault("“{text}”不是人数或个数。", text=shown(cell))
    if isinstance(cell, str):
        bare = narrow(cell)
        found = re.fullmatch(
            rf"(?:共|约|计)?([0-9]+(?:,[0-9]{{3}})*(?:\.0+)?|[{CHINESE}]{{1,3}})(?:余)?(?:人次?|名|个|位|次|学生|名学生|生|年)*",
            bare,
        )
        if found is None:
            raise CellFault("“{text}”不是人数或个数。", text=shown(cell))
        try:
            return int(Decimal(found[1].replace(",", ""))) if found[1][0].isascii() else whole(found[1])
        except (ValueError, InvalidOperation):
            raise CellFault("“{text}”不是人数或个数。", text=shown(cell)) from None
    if cell is None or not _is_number(cell) or cell < 0 or cell != int(cell):
        raise CellFault("“{text}”不是人数或个数。", text=shown(cell))
    return int(cell)


def cell_years(cell: Cell) -> int | None:
    """Return a term of office in years: 3, "3年", "三年"."""
    if isinstance(cell, str) and (
        found := re.fullmatch(rf"([0-9{CHINESE}]{{1,2}})年(?:制|期|一届|/届)?", narrow(cell))
    ):
        return cell_count(found[1])
    return cell_count(cell)


def cell_yuan(cell: Cell, *, doubts: Doubts | None = None) -> int | None:
    """Return an amount of money in fen; a masked one is nothing. A figure finer than a fen is rounded, with a doubt."""
    if is_nothing(cell) or (isinstance(cell, str) and is_masked(cell)):
        return None
    if isinstance(cell, bool | date | time | timedelta) or cell is None:
        raise CellFault("“{text}”不是金额。", text=shown(cell))
    value: str | float | Decimal = cell
    if isinstance(cell, float) and abs(cell) < 1e12:
        rounded = Decimal(repr(cell)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if abs(Decimal(repr(cell)) - rounded) > Decimal("0.000001") and doubts is not None:
            doubts.append(Doubt("“{text}”四舍五入到分。", {"text": shown(cell)}))
        value = rounded
    elif isinstance(cell, str) and (found := re.fullmatch(r"[¥￥]?([0-9]+(?:\.[0-9]+)?)万元?", narrow(cell))):
        value = Decimal(found[1]) * 10_000
    try:
        return parse_yuan(re.sub(r"[/每].{1,2}$|/?人民币|rmb", "", value) if isinstance(value, str) else value)
    except Unreadable as fault:
        raise CellFault(fault.message, **{key: shown(str(given)) for key, given in fault.values.items()}) from None


_YES = frozenset(
    {
        *("是", "有", "已", "对", "要", "需", "需要", "是的", "√", "✓", "✔", "☑", "☆", "●", "■"),
        *("y", "yes", "true", "v", "t", "1"),
        *("跟进", "需跟进", "要跟进", "待跟进", "已跟进", "继续", "继续跟进"),
    }
)
_NO = frozenset(
    {
        *("否", "无", "未", "不", "没有", "×", "✗", "✘", "☐", "□", "○"),
        *("n", "no", "false", "x", "f", "0"),
        *("不需", "不需要", "无需", "不用", "不必", "无需跟进", "不跟进", "不需跟进"),
        *("-", "—", "/", "--", "——"),
    }
)


def cell_flag(cell: Cell) -> bool | None:
    """Return yes or no: 是/否, √/×, 有/无, 1/0; None for an empty cell."""
    if cell is None or isinstance(cell, bool):
        return cell
    word = narrow(plain_text(cell))
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise CellFault("“{text}”看不出是“是”还是“否”。", text=shown(cell))


_TIME = re.compile(
    r"(?P<half>上午|下午|晚上?|中午|早上?|凌晨|am|pm)?(?P<hour>\d{1,2})(?:[:.：时点](?P<minute>\d{1,2}|半|一刻|三刻|整|)分?(?::\d{2})?)(?P<after>am|pm)?"
)
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
                hour = int(found["hour"])
                minute = _MINUTES[found["minute"]] if found["minute"] in _MINUTES else int(found["minute"])
                half = found["half"] or found["after"] or ""
                if half in {"下午", "晚", "晚上", "pm"} and hour < 12:
                    hour += 12
                if hour < 24 and minute < 60:
                    return f"{hour:02d}:{minute:02d}"
        case _:
            pass
    raise CellFault("“{text}”不是时间。", text=shown(cell))


def cell_hours(cell: Cell) -> int | None:
    """Return hours of study in hundredths: 3, "1.5学时", "90分钟"."""
    if is_nothing(cell):
        return None
    figure: Decimal | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _is_number(cell):
        figure = Decimal(repr(cell))
    elif isinstance(cell, timedelta):
        figure = Decimal(round(cell.total_seconds())) / 3600
    elif isinstance(cell, time):
        figure = Decimal(cell.hour) + Decimal(cell.minute) / 60
    elif isinstance(cell, str) and (
        found := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(个?(?:小时|学时|课时)|h|分钟|)", narrow(cell))
    ):
        figure = Decimal(found[1]) / (60 if found[2] == "分钟" else 1)
    if figure is None or not 0 <= figure <= 1000:
        raise CellFault("“{text}”不是学时。", text=shown(cell))
    return int((figure * 100).quantize(Decimal(1), ROUND_HALF_UP))


_DESTROYED = "身份证号被表格软件存成了数字，后几位已经变了；请把这一列设成文本，重新填写。"


def cell_id_number(cell: Cell) -> str | None:
    """Return what may be an ID number, as text without blanks; a masked one is nothing.

    Raises CellFault for one that a spreadsheet kept as a number, which has lost its last digits.
    """
    if is_nothing(cell):
        return None
    if isinstance(cell, int | float) and abs(cell) >= 10**15:
        raise CellFault(_DESTROYED)
    text = unicodedata.normalize("NFKC", plain_text(cell))
    number = re.sub(r"[\s'’‘`\-]", "", text).upper()
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", number):
        raise CellFault(_DESTROYED)
    return None if is_masked(number) else number


def is_masked(text: str) -> bool:
    """Tell whether a text was masked before it was written, so that it is no value."""
    return "*" in text or "••" in text


def cell_digits(cell: Cell) -> str | None:
    """Return figures as they are written, such as the last four of a number; masked ones are nothing."""
    if is_nothing(cell):
        return None
    text = unicodedata.normalize("NFKC", plain_text(cell)).strip().upper()
    return None if is_masked(text) else text


def cell_phone(cell: Cell) -> str | None:
    """Return a phone number's digits as written, without blanks; masked numbers are nothing."""
    if is_nothing(cell):
        return None
    text = unicodedata.normalize("NFKC", plain_text(cell))
    number = re.sub(r"[\s'’‘`]", "", text)
    if is_masked(number):
        return None
    if not re.fullmatch(r"[+\d(][\d()\-+/、,;转]*", number):
        raise CellFault("电话号码里有不能用的字符。")
    return number
