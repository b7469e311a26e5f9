"""A member's standing as a roster gives it: the day of joining, the day of conversion, the category."""

from __future__ import annotations

from dataclasses import dataclass

from pbcli.domain.enums import JoinReason, PartyStatus
from pbcli.intake.headers import fold
from pbcli.intake.kinds.base import Context, added, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.people import remark_on
from pbcli.intake.store import Kept
from pbcli.intake.vocabulary import vocabularies
from pbcli.messages import _

_PLAIN = (
    [PartyStatus.PROBATIONARY],
    [PartyStatus.FULL],
    [PartyStatus.PROBATIONARY, PartyStatus.FULL],
)
_FIELDS = {"人员类别": "status", "起": "joined_on"}


@dataclass(frozen=True)
class Standing:
    """The days that a member's standing follows from; without a day of conversion the member is probationary."""

    joined_on: str
    converted_on: str | None
    is_guess: bool = False
    """Full, but nobody says since when."""

    def periods(self) -> list[tuple[PartyStatus, str, str | None]]:
        """Give the periods: status, from, to."""
        if self.converted_on is None:
            return [(PartyStatus.PROBATIONARY, self.joined_on, None)]
        if self.converted_on == self.joined_on:
            return [(PartyStatus.FULL, self.joined_on, None)]
        return [
            (PartyStatus.PROBATIONARY, self.joined_on, self.converted_on),
            (PartyStatus.FULL, self.converted_on, None),
        ]


def read_standing(line: Line, today: str) -> Standing:
    """Read a roster's row; where category and days disagree, the days are followed. Raises RowFault."""
    joined_on = line.need("joined_on", line.day("joined_on"))
    converted_on = line.day("converted_on")
    status = line.term("status", "statuses") or _remarked(line)
    if converted_on is not None and converted_on < joined_on:
        raise RowFault("converted_on", _("转正日期早于入党日期 {day}。", day=joined_on))
    if joined_on > today:
        line.warn("joined_on", _("入党日期在今天之后。"))
    if converted_on is None:
        is_full = status == PartyStatus.FULL or (status is None and not line.has("converted_on"))
        if is_full:
            line.warn("converted_on", _("没有转正日期，从入党日期起按正式党员计算。"))
        return Standing(joined_on, joined_on if is_full else None, is_guess=is_full)
    if status == PartyStatus.PROBATIONARY and converted_on <= today:
        line.warn("status", _("写的是预备党员，但已有转正日期 {day}，按日期计算。", day=converted_on))
    if status == PartyStatus.FULL and converted_on > today:
        line.warn("status", _("写的是正式党员，但转正日期 {day} 还没有到，按日期计算。", day=converted_on))
    return Standing(joined_on, converted_on)


def _remarked(line: Line) -> str | None:
    """Return the category that is remarked behind the name: 张三（预备）."""
    remark = remark_on(line.name("name") or "")
    return None if remark is None else vocabularies()["statuses"].get(fold(remark))


def begin_standing(context: Context, line: Line, member: Kept, standing: Standing) -> None:
    """Write the standing of a new member."""
    for status, from_on, to_on in standing.periods():
        values = {"member_id": member.id, "status": status, "from_on": from_on, "to_on": to_on}
        added(context, line, "party_status", _FIELDS, **values)


def update_standing(context: Context, line: Line, member: Kept, standing: Standing) -> None:
    """Bring a kept member's standing up to a roster: a conversion, a corrected day. What it doesn't know stays."""
    rows = sorted(context.store.where("party_status", "member_id", member.id), key=lambda row: str(row["from_on"]))
    if not rows:
        begin_standing(context, line, member, standing)
        line.changed()
        return
    if [row["status"] for row in rows] not in _PLAIN or rows[-1]["to_on"] is not None:
        line.warn("status", _("登记的党籍经过不止入党和转正，没有改动。"))
        return
    before = rows[0]["from_on"]
    if rows[-1]["status"] == PartyStatus.FULL and (standing.converted_on is None or standing.is_guess):
        day = rows[-1]["from_on"]
        if not standing.is_guess:
            line.warn("converted_on", _("登记的转正日期是 {day}，没有改动。", day=day))
        standing = Standing(standing.joined_on, max(day, standing.joined_on))
    _follow(context, line, member, rows, standing.periods())
    _move_joining(context, line, member, before, standing.joined_on)


def _follow(
    context: Context, line: Line, member: Kept, rows: list[Kept], wanted: list[tuple[PartyStatus, str, str | None]]
) -> None:
    """Write the wanted periods over the kept ones of the same status, and add those that are missing."""
    kept = {row["status"]: row for row in rows}
    if len(rows) == len(wanted) == 1:
        kept = {wanted[0][0]: rows[0]}
    for status, from_on, to_on in wanted:
        values = {"status": status, "from_on": from_on, "to_on": to_on}
        if status in kept:
            revised(context, line, kept.pop(status), values)
        else:
            added(context, line, "party_status", _FIELDS, member_id=member.id, **values)
            line.changed()
    for row in kept.values():
        context.store.remove(row)
        line.changed()


def _move_joining(context: Context, line: Line, member: Kept, before: str, joined_on: str) -> None:
    """Let the membership that began with joining follow a corrected day of joining."""
    for row in context.store.where("membership", "member_id", member.id):
        begins = row["from_on"] == before and row["join_reason"] == JoinReason.JOINED
        if begins and before != joined_on and (row["to_on"] is None or row["to_on"] >= joined_on):
            revised(context, line, row, {"from_on": joined_on})
