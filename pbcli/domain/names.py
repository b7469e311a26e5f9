"""Names of people, branches and classes: how they are cleaned when they are written, and their pinyin."""

import re
import unicodedata

from pbcli.domain.errors import RuleForbids
from pbcli.domain.patterns import pattern

NAME_LENGTH = 200
TEXT_LENGTH = 32_000

_BLANK = "\t\n\r\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = pattern(f"[{_BLANK}]+")
_NO_WIDTH = pattern("[\u200b\u2060\ufeff]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = pattern(f"(?<=[{_HAN}]) (?=[{_HAN}0-9])|(?<=[0-9]) (?=[{_HAN}])")

_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "区": "ou", "曾": "zeng", "查": "zha", "翟": "zhai", "朴": "piao",
    "盖": "ge", "乐": "yue", "尉": "wei", "覃": "qin", "员": "yun", "种": "chong", "折": "she", "黑": "he",
    "秘": "bi", "繁": "po", "召": "shao", "祭": "zhai", "句": "gou", "乜": "nie", "都": "du", "缪": "miao",
    "逄": "pang", "洗": "xian", "卜": "bu", "阚": "kan", "郇": "xun", "任": "ren", "尉迟": "yu chi", "单于": "chan yu",
    "乐正": "yue zheng", "子车": "zi ju", "区阳": "ou yang",
}  # fmt: skip
"""Surnames that the library of readings takes for the everyday word."""

_PERSON = pattern(f"[{_HAN}]{{2,4}}")


def clean_name(text: str, *, field: str = "姓名") -> str:
    """Return a name without the blanks that papers put between its characters: "张　三" is "张三".

    Blanks in Latin names stay, one at a time. Raises RuleForbids that names the field, for characters that could act
    on a screen or can't be written to a file, for nothing, and for more than 200 characters.
    """
    shown = text
    if not text.isalnum():  # nearly all are letters and figures alone, and the patterns take a while to compile
        shown = _BLANKS.sub(" ", _NO_WIDTH.sub("", text)).strip()
        shown = _BETWEEN_HAN.sub("", shown)
    return _harmless(shown, field, NAME_LENGTH)


def clean_text(text: str, *, field: str = "备注") -> str:
    """Return a text without blanks around it; its lines stay. Raises RuleForbids as clean_name, above 32,000."""
    shown = text if text.isprintable() else _NO_WIDTH.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = shown.strip()
    return _harmless(shown, field, TEXT_LENGTH, "\n\t")


def _harmless(text: str, field: str, most: int, allowed: str = "") -> str:
    if not text:
        raise RuleForbids("“{field}”不能为空。", field=field)
    if len(text) > most:
        raise RuleForbids("“{field}”最多 {most} 个字符。", field=field, most=most)
    if text.isprintable():  # nothing harmful is
        return text
    for character in text:
        if character not in allowed and _is_harmful(character):
            raise RuleForbids("“{field}”里有不能用的字符 {code}。", field=field, code=f"U+{ord(character):04X}")
    return text


def _is_harmful(character: str) -> bool:
    """Tell whether a character acts on a terminal, turns the reading direction, or can't stand in a file of XML."""
    return (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in _BIDI
        or ord(character) & 0xFFFE == 0xFFFE
        or "\ufdd0" <= character <= "\ufdef"
    )


def pinyin_of(name: str) -> tuple[str, str]:
    """Return a name's pinyin and initials: 张三 gives "zhangsan", "zs"; 2024级护理1班 "2024jihuli1ban", "2024jhl1b"."""
    from pypinyin import lazy_pinyin  # slow to load, and only writing needs it

    surname = _surname(name)
    syllables = [*_SURNAMES.get(surname, "").split(), *lazy_pinyin(name.removeprefix(surname))]
    words = [word for syllable in syllables for word in re.findall(r"[0-9]+|[^\W\d_]+", syllable.lower())]
    pinyin = "".join(words) or name.lower()
    initials = "".join(word if word.isdigit() else word[0] for word in words) or name.lower()
    return pinyin[:NAME_LENGTH], initials[:NAME_LENGTH]


def _surname(name: str) -> str:
    """Return the surname that is read in a way of its own; nothing for other names, and for what isn't a person's."""
    if _PERSON.fullmatch(name) is None or name.endswith("支部"):
        return ""
    return next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES and len(name) > length), "")
