"""Dues, writing: the base that a member pays on from a month on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.dues import owed_fen
from pbcli.domain.enums import PayerGroup
from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.dues import rate_of
from pbcli.services.rulebook import read_rulebook
from pbcli.services.stored import id_of
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


@dataclass(frozen=True)
class BaseSet(Changed):
    """A base that was set: for which group, and what is owed a month by it; the base itself isn't repeated."""

    payer_group: str = ""
    owed_fen: int = 0
    rate: str | None = None


def needs_base(reader: Reader, group: PayerGroup | None) -> bool:
    """Tell whether what a group owes depends on a base; some owe a fixed sum. Without a group it does."""
    return group is None or read_rulebook(reader).dues.groups[group].fixed_fen is None


def set_base(
    work: Work, *, member: Row, from_month: str, base_fen: int | None, payer_group: PayerGroup | None = None
) -> BaseSet:
    """Set the base that a member pays on from a month on; a base of the same month is replaced.

    Without a group it is the one that holds by then, else 在职. Raises RuleForbids for a base of nothing.
    """
    from pbcli.db.models import DuesBase

    earlier = work.reader.rows("dues_base", month=from_month, member_id=member["id"])
    held = earlier[-1] if earlier else None
    group = payer_group or PayerGroup(held["payer_group"] if held else PayerGroup.SALARIED)
    table = read_rulebook(work.reader).dues
    if table.groups[group].fixed_fen is None and not base_fen:
        raise RuleForbids("缴纳基数要大于零；不用缴的用 --group 免缴。")
    base_fen = base_fen or 0
    owed, rate = owed_fen(table, group, base_fen), rate_of(table, group, base_fen)
    if held is not None and (held["base_fen"], held["payer_group"]) == (base_fen, group):
        known = _("从 {month} 起已经是这个基数。", month=held["from_month"])
        return BaseSet(held["id"], member["name"], (known,), group, owed, rate)
    notes = _later(work.reader, member, from_month)
    if held is not None and held["from_month"] == from_month:
        kept = work.session.get_one(DuesBase, held["id"]).revise(
            base_fen=base_fen, payer_group=group, rate_basis_points=None, owed_fen=None
        )
        notes = [_("已替换 {month} 原来的基数。", month=from_month), *notes]
    else:
        kept = DuesBase.make(member_id=member["id"], from_month=from_month, base_fen=base_fen, payer_group=group)
    work.add(kept)
    return BaseSet(id_of(kept), member["name"], notes, group, owed, rate)


def remove_base(work: Work, *, member: Row, from_month: str) -> Changed:
    """Remove the base that begins in a month, which was a mistake; the one before holds on. Raises UsageFault."""
    from pbcli.db.models import DuesBase

    bases = work.reader.rows("dues_base", month="9999-12", member_id=member["id"])
    chosen = next((row for row in bases if row["from_month"] == from_month), None)
    if chosen is None:
        raise UsageFault(
            "{member}没有从 {month} 起的基数，已有的从 {months} 起。" if bases else "{member}没有从 {month} 起的基数。",
            member=member["name"],
            month=from_month,
            months="、".join(row["from_month"] for row in bases),
            id=member["id"],
            hint="pbcli dues show {id}",
        )
    work.remove(work.session.get_one(DuesBase, chosen["id"]))
    return Changed(chosen["id"], member["name"])


def _later(reader: Reader, member: Row, from_month: str) -> list[str]:
    """Say that a base set later holds on from its own month."""
    bases = reader.rows("dues_base", month="9999-12", member_id=member["id"])
    later = next((row["from_month"] for row in bases if row["from_month"] > from_month), None)
    return [_("{month} 起另有基数，不受影响。", month=later)] if later else []
