"""Money: yuan as people write it, whole fen inside, never a float in between."""

import re
from decimal import ROUND_HALF_UP, Decimal

from pbcli.domain.errors import UsageFault
from pbcli.domain.figures import narrow
from pbcli.domain.patterns import pattern
from pbcli.domain.unreadable import Unreadable

_AMOUNT = pattern(r"[¥￥]?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(?:元|圆)?(?:整|正)?")
_NOISE = Decimal("0.000001")
MOST_FEN = 10**12


def read_yuan(text: str) -> int:
    """Return the fen of an amount that a person typed: "1,234.50元", "￥12". Raises UsageFault."""
    try:
        return parse_yuan(text)
    except Unreadable as fault:
        raise UsageFault(fault.message, **fault.values, hint="1234.50") from None


def parse_yuan(value: str | float | Decimal) -> int:
    """Return the fen of an amount in a paper's cell; a float within a millionth of a fen's figure is that figure.

    Raises Unreadable: not an amount, less than nothing, or finer than a fen.
    """
    if isinstance(value, str):
        bare = narrow(value)
        if re.fullmatch(r"[¥￥]?[-−－(].*[0-9].*", bare):
            raise Unreadable("金额不能小于零：“{text}”。", text=value.strip())
        found = _AMOUNT.fullmatch(bare)
        if found is None:
            raise Unreadable("“{text}”不是金额。", text=value.strip())
        amount = Decimal(found[1].replace(",", "") + (found[2] or ""))
    else:
        amount = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if not amount.is_finite():
            raise Unreadable("“{text}”不是金额。", text=str(value))
    return _fen(amount, str(value).strip())


def _fen(amount: Decimal, text: str) -> int:
    if amount < 0:
        raise Unreadable("金额不能小于零：“{text}”。", text=text)
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP) if amount < MOST_FEN else amount
    if rounded * 100 > MOST_FEN:
        raise Unreadable("金额太大：“{text}”。", text=text)
    if abs(amount - rounded) > _NOISE:
        raise Unreadable("金额最多到分：“{text}”。", text=text)
    return int(rounded * 100)


def yuan(fen: int) -> str:
    """Write fen as yuan with two decimals: "1234.50"."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
