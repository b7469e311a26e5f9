"""A member's standing: probationary from joining, full from conversion (发展党员细则; rule book, RC-15)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.enums import LeaveReason, PartyStatus
from pbcli.domain.errors import RuleForbids
from pbcli.domain.months import add_months
from pbcli.services.changed import Changed
from pbcli.services.forced import refuse_unless_forced
from pbcli.services.lateness import said_of_membership
from pbcli.services.members import member_record
from pbcli.services.membership_spans import in_future, membership_of
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Member, PartyStatusPeriod

STANDING_ENDS = frozenset({LeaveReason.EXPELLED, LeaveReason.REMOVED, LeaveReason.RESIGNED, LeaveReason.CANCELLED})
"""Reasons after which one is a Party member no more, so that whoever comes back begins anew, on probation."""


def convert(work: Work, member_id: int, *, on: date, today: date, force: str | None = None) -> Changed:
    """Make a probationary member a full one (转正), at the earliest a year after the vote (RC-15).

    An earlier conversion is refused unless it is forced with a reason, which goes into the journal. It may be written
    down late: after a transfer, or when the member has left since.
    """
    member = member_record(work, member_id)
    membership_of(work, member, on)
    standing = last_standing(work, member_id)
    if standing.status is not PartyStatus.PROBATIONARY:
        raise RuleForbids("“{name}”自 {since} 起已是正式党员。", name=member.name, since=standing.from_on)
    check_probation(work, standing.from_on, on, force)
    ended_on = standing.to_on
    standing.revise(to_on=on)
    begin_standing(work, member_id, PartyStatus.FULL, on, ended_on)
    said = (*in_future(on, today), *said_of_membership(work.reader, on, today))
    return Changed(member_id, member.name, said)


def begin_standing(work: Work, member_id: int, status: PartyStatus, from_on: date, to_on: date | None = None) -> None:
    """Let a standing hold from a day on, to a day where that is known already."""
    from pbcli.db.models import PartyStatusPeriod

    work.add(PartyStatusPeriod.make(member_id=member_id, status=status, from_on=from_on, to_on=to_on))


def close_standing(member: Member, standing: PartyStatusPeriod, on: date) -> None:
    """End a standing. Raises RuleForbids for a day before it began."""
    if on < standing.from_on:
        raise RuleForbids(
            "“{name}”从 {since} 起才是{status}，不能在 {on} 离开。",
            name=member.name,
            since=standing.from_on,
            status=standing.status,
            on=on,
        )
    standing.revise(to_on=on)


def check_probation(work: Work, joined_on: date, converted_on: date, force: str | None) -> None:
    """Refuse a conversion before the end of the probation, unless it is forced with a reason (RC-15)."""
    if converted_on <= joined_on:
        raise RuleForbids("转正日期 {on} 要晚于入党日期 {joined}。", on=converted_on, joined=joined_on)
    rule = read_rulebook(work.reader).rules["RC-15"]
    earliest = add_months(joined_on, rule.figures["least_months"])
    if converted_on >= earliest:
        return
    refusal = RuleForbids(
        "预备期{limit}（{joined} 通过）：最早 {earliest} 转正（{id}，{source}）。",
        limit=rule.frequency,
        joined=joined_on,
        earliest=earliest,
        id=rule.id,
        source=rule.citation,
    )
    refuse_unless_forced(work, force, refusal)


def last_standing(work: Work, member_id: int) -> PartyStatusPeriod:
    """Return someone's latest standing: each has one, from joining on."""
    from sqlmodel import col, select

    from pbcli.db.models import PartyStatusPeriod

    rows = select(PartyStatusPeriod).where(PartyStatusPeriod.member_id == member_id)
    return work.session.exec(rows.order_by(col(PartyStatusPeriod.from_on), col(PartyStatusPeriod.id))).all()[-1]
