"""Figures as people type them: full-width, or in Chinese characters."""

import unicodedata

_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CHINESE = "〇零○一二两三四五六七八九十"
"""The characters that a number may be written with."""


def narrow(text: str) -> str:
    """Fold full-width characters to the usual ones, drop blanks, lower the case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def whole(text: str) -> int:
    """Read a number of digits or Chinese characters: "12", "十二", "二十一", "二〇二六". Raises ValueError."""
    if text.isascii():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return int("".join(str(_digit(character)) for character in text))
    return (_digit(tens) if tens else 1) * 10 + (_digit(units) if units else 0)


def _digit(character: str) -> int:
    if character not in _DIGITS:
        raise ValueError(character)
    return _DIGITS[character]


def hundredths(text: str) -> int:
    """Read a number with at most two decimals as hundredths of one: "1.5" is 150. Raises ValueError."""
    ones, point, part = text.partition(".")
    if not is_digits(ones) or (point and not (is_digits(part) and len(part) <= 2)):
        raise ValueError(text)
    return int(ones) * 100 + int(f"{part:0<2}")


def is_digits(text: str) -> bool:
    """Tell whether a text is one of the digits 0 to 9 or several, and nothing else."""
    return text.isascii() and text.isdigit()


def chinese_number(number: int) -> str:
    """Write a number from 0 to 99 in Chinese: 3 is 三, 12 is 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _WRITTEN[tens] + "十")
    return head + (_WRITTEN[ones] if ones or not head else "")


_WRITTEN = "零一二三四五六七八九"
