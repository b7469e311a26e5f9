"""Reads the cells of papers, each function a kind of field: a value, None where nothing is given, or CellFault.

Doubts about what was read with some doubt go into the list that the caller hands in.
"""

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from pbcli.domain.errors import PbcliError
from pbcli.domain.figures import CHINESE, narrow, whole
from pbcli.domain.money import parse_yuan
from pbcli.domain.names import clean_name, clean_text
from pbcli.domain.unreadable import Unreadable
from pbcli.intake.blanks import NOTHING, is_finite, is_masked, is_nothing
from pbcli.intake.days import cell_day, cell_month, cell_time
from pbcli.intake.faults import CellFault, Doubt, Doubts, shown
from pbcli.intake.paper import DITTOS, Cell
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
    "cell_turnout",
    "cell_years",
    "cell_yuan",
    "is_masked",
    "is_nothing",
]


def cell_text(cell: Cell, *, field: str = "备注") -> str | None:
    """Return a text with its lines; 无 stays, dashes alone are nothing."""
    if cell is None:
        return None
    text = plain_text(cell).strip()
    if not text or (NOTHING.fullmatch(text) and not re.search(r"\w", text)):
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
    if text in DITTOS:
        raise CellFault("“{text}”上面没有可以照写的内容。", text=text)
    try:
        return clean_name(text, field=field) if is_name else clean_text(text, field=field)
    except PbcliError as fault:
        raise CellFault(fault.message, **fault.values) from None


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
    if cell is None or not is_finite(cell) or cell < 0 or cell != int(cell):
        raise CellFault("“{text}”不是人数或个数。", text=shown(cell))
    return int(cell)


def cell_turnout(cell: Cell) -> tuple[int, int] | None:
    """Return how many were entitled and how many of them present: "15/13", "应到15人，实到13人", "13/15"."""
    if is_nothing(cell):
        return None
    found = re.fullmatch(r"(?:应到|实到)?:?(\d+)人?[/,;、|-]?(?:应到|实到)?:?(\d+)人?", narrow(plain_text(cell)))
    if found is None or found.end(1) == found.start(2):
        raise CellFault("“{text}”不是应到和实到的人数。", text=shown(cell))
    present, entitled = sorted((int(found[1]), int(found[2])))
    return entitled, present


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
            doubts.append(Doubt("四舍五入到分。"))
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


def cell_hours(cell: Cell) -> int | None:
    """Return hours of study in hundredths: 3, "1.5学时", "90分钟"."""
    if is_nothing(cell):
        return None
    figure: Decimal | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and is_finite(cell):
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
