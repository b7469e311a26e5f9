"""The number of a citizen's identity card: whether it can be one, what it tells, and how it is kept without keeping it.

GB 11643: six digits of area, eight of birth, three of order (odd for men), a check digit by ISO 7064 MOD 11-2. The old
form has fifteen digits: two of the year, none to check.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from pbcli.domain.enums import Sex
from pbcli.domain.errors import RuleForbids
from pbcli.domain.figures import narrow
from pbcli.domain.patterns import pattern
from pbcli.values import dataclass

UNKNOWN_AREA = "身份证号的地区码不在表中，请核对。"

_PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15"),
        *("21", "22", "23"),
        *("31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46"),
        *("50", "51", "52", "53", "54"),
        *("61", "62", "63", "64", "65"),
        *("71", "81", "82", "83", "91"),
    }
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True)
class CheckedIdNumber:
    """A number that can be one, in its form of eighteen digits, with what it tells."""

    number: str
    birth_date: date
    sex: Sex
    warnings: tuple[str, ...]
    """Sentences, untranslated, for what is odd but may be."""


def check_id_number(text: str) -> CheckedIdNumber:
    """Return a number that was checked; one of fifteen digits in its form of eighteen: both are the same person.

    Raises RuleForbids: wrong length, no such birth date, wrong check digit. The sentence never repeats the number.
    """
    bare = narrow(text).upper()
    if re.fullmatch(r"[0-9]{15}", bare):
        first = f"{bare[:6]}19{bare[6:]}"
        bare = first + check_digit(first)
    if len(bare) != 18:
        raise RuleForbids("身份证号应为 18 位（旧的 15 位），这里是 {length} 位。", length=len(bare))
    if re.fullmatch(r"[0-9]{17}[0-9X]", bare) is None:
        raise RuleForbids("身份证号只能是数字，末位可以是 X。")
    birth_date = _birth_date(bare)
    if birth_date is None:
        raise RuleForbids("身份证号（末四位 {last4}）里的出生日期不存在。", last4=last4(bare))
    if check_digit(bare[:17]) != bare[17]:
        raise RuleForbids("身份证号（末四位 {last4}）的校验位不对。", last4=last4(bare))
    sex = Sex.MALE if int(bare[16]) % 2 else Sex.FEMALE
    return CheckedIdNumber(bare, birth_date, sex, () if bare[:2] in _PROVINCES else (UNKNOWN_AREA,))


def check_digit(first: str) -> str:
    """Return the check digit that follows these seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def digest(key: str, number: str) -> str:
    """Return the digest by which a number is known again: HMAC-SHA256 with the unit's key (both in hexadecimal)."""
    import hmac

    return hmac.digest(bytes.fromhex(key), number.encode(), "sha256").hex()


def last4(number: str) -> str:
    """Return the last four digits, the only ones that are kept readable."""
    return number[-4:]


@dataclass(frozen=True)
class PersonalNumber:
    """A number in a text that belongs to a person: of what kind it is, and its last four digits."""

    kind: str
    last4: str


_ID_18 = pattern(r"(?<![0-9])[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_ID_15 = pattern(r"(?<![0-9])[0-9]{15}(?![0-9])")
_MOBILE = pattern(r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_CARD = pattern(r"(?<![0-9])(?:[0-9]{16,19}|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?)(?![0-9])")


_HASH = pattern(r"(?<![0-9A-Za-z])(?=[0-9a-f]*[a-f])[0-9a-f]{32,}(?![0-9A-Za-z])")
_FEWEST_DIGITS = 11


def scan(text: str) -> Iterator[PersonalNumber]:
    """Find the ID, mobile and card numbers in a text (privacy.md): each once, those that pass their own checks."""
    return (number for number, _start, _end in _found(text))


def cover_numbers(text: str) -> str:
    """Return a text with its ID, mobile and card numbers covered but for their last four."""
    for number, start, end in sorted(_found(text), key=lambda found: -found[1]):
        text = f"{text[:start]}〔{number.kind}****{number.last4}〕{text[end:]}"
    return text


def _found(text: str) -> Iterator[tuple[PersonalNumber, int, int]]:
    """Find the numbers with their places. The digits of a file's hash belong to nobody."""
    if len(text) < _FEWEST_DIGITS or sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    rest = "".join(plain if len(plain := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text)
    rest = _HASH.sub(lambda found: " " * len(found[0]), rest)
    for kind, form, passes in (
        ("身份证号", _ID_18, _is_id_18),
        ("身份证号", _ID_15, _is_id_15),
        ("银行卡号", _CARD, _passes_luhn),
        ("手机号", _MOBILE, bool),
    ):
        for found in form.finditer(rest):
            digits = re.sub(r"[ -]", "", found[0]).upper()
            if passes(digits):
                yield PersonalNumber(kind, digits[-4:]), found.start(), found.end()
                rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]


def _is_id_18(digits: str) -> bool:
    return _birth_date(digits) is not None and check_digit(digits[:17]) == digits[17]


def _is_id_15(digits: str) -> bool:
    return digits[:2] in _PROVINCES and _birth_date(f"{digits[:6]}19{digits[6:]}") is not None


def _birth_date(number: str) -> date | None:
    try:
        found = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return found if found.year >= 1850 else None


def _passes_luhn(digits: str) -> bool:
    """Tell whether the digits pass the check of bank cards (ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
