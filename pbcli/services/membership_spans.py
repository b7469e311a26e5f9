"""When someone belonged to which branch: the spans of membership, of which each member has one at least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services.branches import branch_record
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Member, Membership


def membership_of(work: Work, member: Member, day: date) -> Membership:
    """Return the membership that holds on a day, else the next that begins. Raises RuleForbids where none is left."""
    for membership in _memberships(work, id_of(member)):
        if membership.to_on is None or membership.to_on > day:
            return membership
    raise _not_a_member(member, day)


def open_membership(work: Work, member: Member, on: date) -> Membership:
    """Return the membership that is to end on a day. Raises RuleForbids where there is none to end then."""
    membership = last_membership(work, id_of(member))
    if membership.to_on is not None:
        raise _not_a_member(member, on)
    if on <= membership.from_on:
        raise RuleForbids(
            "“{name}”从 {since} 起才在{branch}，日期 {on} 要晚于这一天。",
            name=member.name,
            since=membership.from_on,
            branch=branch_record(work, membership.branch_id).name,
            on=on,
        )
    return membership


def last_membership(work: Work, member_id: int) -> Membership:
    """Return the membership that began last."""
    return _memberships(work, member_id)[-1]


def _memberships(work: Work, member_id: int) -> Sequence[Membership]:
    """Return what branches someone was a member of, the earliest first: one at least."""
    from sqlmodel import col, select

    from pbcli.db.models import Membership

    rows = select(Membership).where(Membership.member_id == member_id)
    return work.session.exec(rows.order_by(col(Membership.from_on), col(Membership.id))).all()


def _not_a_member(member: Member, day: date) -> RuleForbids:
    return RuleForbids(
        "“{name}”在 {day} 不在任何支部。",
        name=member.name,
        day=day,
        id=member.id,
        hint="pbcli member show {id}",
    )


def in_future(day: date, today: date) -> list[str]:
    """Say of a day to come that it is one."""
    return [_("日期 {day} 在今天之后，请核对。", day=day)] if day > today else []
