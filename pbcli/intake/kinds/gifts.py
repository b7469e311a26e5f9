"""Gifts to pupils as a ledger gives them: what, how much money, whose; in columns of their own or all in one cell."""

from __future__ import annotations

import re
from typing import Any

from pbcli.domain.enums import GiftSource
from pbcli.intake import cells
from pbcli.intake.kinds.base import known
from pbcli.intake.kinds.line import Line
from pbcli.intake.vocabulary import cell_term
from pbcli.messages import _

_BREAK = re.compile(r"[/／\n;；]")
_MONEY = re.compile(r"[¥￥]?\s*[0-9][0-9,.]*\s*(?:元|圆)?")


def read_gift(line: Line) -> dict[str, Any]:
    """Read a gift: the fields that the row gives."""
    gift, money = line.text("gift"), line.yuan("gift_money")
    source = line.term("gift_source", "gift_sources")
    whole = line.text("gift_all")
    if whole is not None:
        parts = _parted(line, whole)
        gift, money, source = gift or parts["gift"], money or parts["money"], source or parts["source"]
    if source == GiftSource.DUES:
        line.warn("gift_source", _("用党费慰问要经过批准，请核对。"))
    return known(gift=gift, gift_fen=money, gift_source=source)


def _parted(line: Line, whole: str) -> dict[str, Any]:
    """Take 热水袋/120元/工会 apart; what is neither money nor a source is the thing itself."""
    found: dict[str, Any] = {"gift": None, "money": None, "source": None}
    things = []
    for part in (part.strip() for part in _BREAK.split(whole)):
        source = _source(part)
        if source is not None:
            found["source"] = source
        elif _MONEY.fullmatch(part):
            found["money"] = line.read("gift_all", lambda _cell, part=part: cells.cell_yuan(part))
        elif part and part not in {"无", "-", "—"}:
            things.append(part)
    found["gift"] = "、".join(things) or None
    return found


def _source(text: str) -> str | None:
    try:
        return cell_term(text, "gift_sources")
    except cells.CellFault:
        return None
