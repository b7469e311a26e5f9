"""What happens to a member: joining, transfer, leaving, coming back.

Histories are half-open: no more from `to_on` on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import JoinReason, LeaveReason, PartyStatus
from pbcli.domain.errors import AmbiguousName, RuleForbids
from pbcli.domain.names import clean_name
from pbcli.messages import _
from pbcli.services.branches import branch_record
from pbcli.services.changed import Changed
from pbcli.services.lateness import said_of_membership
from pbcli.services.members import check_birth, edit_member, member_record, new_member
from pbcli.services.membership_spans import in_future, last_membership, membership_of, open_membership
from pbcli.services.posts import COMMITTEE, end_posts_of_member, find_group, join_posts
from pbcli.services.standings import (
    STANDING_ENDS,
    begin_standing,
    check_probation,
    close_standing,
    convert,
    last_standing,
)
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader

_COMES_BACK_AS: Mapping[LeaveReason | None, JoinReason] = {
    LeaveReason.TRANSFERRED_OUT: JoinReason.TRANSFERRED_IN,
    LeaveReason.SUSPENDED: JoinReason.RESTORED,
}
"""How someone comes back who left for this reason; for any other one it is joining."""


def add_member(
    work: Work,
    *,
    branch_id: int,
    joined_on: date,
    today: date,
    converted_on: date | None = None,
    transferred_on: date | None = None,
    counterpart: str | None = None,
    group: str | None = None,
    force: str | None = None,
    **particulars: Any,
) -> Changed:
    """Add a member of a branch: from the day of joining, or from the day of a transfer from another unit.

    Posts that are kept by this member's name are joined to it.
    """
    branch = branch_record(work, branch_id)
    if converted_on is not None:
        check_probation(work, joined_on, converted_on, force)
    if transferred_on is not None and transferred_on < joined_on:
        raise RuleForbids("转入日期 {on} 早于入党日期 {joined}。", on=transferred_on, joined=joined_on)
    member, notes = new_member(work, branch_id=branch_id, **particulars)
    check_birth(member, joined_on)
    member_id, begins = id_of(member), transferred_on or joined_on
    _enter(
        work,
        member_id,
        branch_id,
        on=begins,
        reason=JoinReason.JOINED if transferred_on is None else JoinReason.TRANSFERRED_IN,
        counterpart=counterpart,
        group=group,
    )
    begin_standing(work, member_id, PartyStatus.PROBATIONARY, joined_on, converted_on)
    if converted_on is not None:
        begin_standing(work, member_id, PartyStatus.FULL, converted_on)
    if join_posts(work):
        notes.append(_("{branch}按姓名保存的职务已归到“{name}”名下。", branch=branch.name, name=member.name))
    notes += in_future(max(begins, converted_on or begins), today)
    return Changed(member_id, member.name, [*notes, *said_of_membership(work.reader, begins, today)])


def restore_member(
    work: Work,
    member_id: int,
    branch_id: int,
    *,
    on: date,
    today: date,
    converted_on: date | None = None,
    counterpart: str | None = None,
    force: str | None = None,
    **particulars: Any,
) -> Changed:
    """Take back into a branch someone who left, with what has changed: a conversion elsewhere, particulars.

    Who was transferred out comes back as a transfer, who was suspended is restored, both in the standing of before. Who
    had ceased to be a Party member joins anew, on probation.
    """
    member = member_record(work, member_id)
    last = last_membership(work, member_id)
    if last.to_on is None:
        raise RuleForbids(
            "“{name}”已经是{branch}的党员。", name=member.name, branch=branch_record(work, last.branch_id).name
        )
    if last.leave_reason is LeaveReason.DIED:
        raise RuleForbids("“{name}”已于 {on} 去世。", name=member.name, on=last.to_on)
    if on < last.to_on:
        raise RuleForbids(
            "“{name}”到 {left} 才离开原支部，不能在 {on} 加入。", name=member.name, left=last.to_on, on=on
        )
    reason = _COMES_BACK_AS.get(last.leave_reason, JoinReason.JOINED)
    _enter(work, member_id, branch_id, on=on, reason=reason, counterpart=counterpart)
    standing = last_standing(work, member_id)
    if standing.to_on is not None:
        anew = last.leave_reason in STANDING_ENDS
        begin_standing(work, member_id, PartyStatus.PROBATIONARY if anew else standing.status, on)
    if converted_on is not None:
        convert(work, member_id, on=converted_on, today=today, force=force)
    notes = edit_member(work, member_id, **particulars).notes
    said = (*in_future(on, today), *said_of_membership(work.reader, on, today))
    return Changed(member_id, member.name, [*notes, *said])


def join_branch(work: Work, name: str, branch_id: int, *, on: date, today: date) -> Changed:
    """Make someone a probationary member of a branch; whoever of that name has left is taken back instead."""
    from pbcli.services.lookup import find_member

    if _names_a_record(name):
        former: int | None = find_member(work.reader, name)["id"]
    else:
        former = find_former(work.reader, name)
    if former is not None:
        return restore_member(work, former, branch_id, on=on, today=today)
    return add_member(work, name=name, branch_id=branch_id, joined_on=on, today=today)


def _names_a_record(name: str) -> bool:
    """Tell whether a name can only mean someone who is known: an id, or a name within a branch."""
    return name.isdigit() or "/" in name


def find_former(reader: Reader, name: str) -> int | None:
    """Return the one person of exactly this name who has left, and lives; None where there is nobody."""
    namesakes = reader.rows("member_same_name", name=clean_name(name))
    rows = [row for row in namesakes if row["left_on"] is not None and row["leave_reason"] != LeaveReason.DIED]
    if len(rows) > 1:
        raise AmbiguousName(
            "有几位已离开的“{name}”：{list}。",
            name=name,
            list="、".join(f"{row['branch']}/{row['name']}（{row['id']}）" for row in rows),
            hint="pbcli member join ID --branch BRANCH",
        )
    return int(rows[0]["id"]) if rows else None


def transfer(work: Work, member_id: int, branch_id: int, *, on: date, today: date) -> Changed:
    """Transfer a member to another branch of the unit; posts in the old branch end, classes stay with the member."""
    member = member_record(work, member_id)
    membership = open_membership(work, member, on)
    if membership.branch_id == branch_id:
        raise RuleForbids("“{name}”已经在{branch}。", name=member.name, branch=branch_record(work, branch_id).name)
    old, new = branch_record(work, membership.branch_id), branch_record(work, branch_id)
    notes = _ended_posts(end_posts_of_member(work, member_id, membership.branch_id, on))
    membership.revise(to_on=on, leave_reason=LeaveReason.TRANSFERRED_OUT, counterpart=new.name)
    work.session.flush()
    _enter(work, member_id, branch_id, on=on, reason=JoinReason.TRANSFERRED_IN, counterpart=old.name)
    join_posts(work)
    said = (*in_future(on, today), *said_of_membership(work.reader, on, today))
    return Changed(member_id, member.name, [*notes, *said])


def leave(
    work: Work, member_id: int, *, reason: LeaveReason, on: date, today: date, counterpart: str | None = None
) -> Changed:
    """End a membership: transferred to another unit, died, expelled.

    Posts and classes looked after end on the same day. The standing ends too, but for a transfer: who was transferred
    out is a Party member still.
    """
    member = member_record(work, member_id)
    membership = open_membership(work, member, on)
    standing = last_standing(work, member_id)
    if reason is LeaveReason.CANCELLED and standing.status is not PartyStatus.PROBATIONARY:
        raise RuleForbids("“{name}”不是预备党员，不能“{reason}”。", name=member.name, reason=reason)
    ended = [
        *end_posts_of_member(work, member_id, membership.branch_id, on),
        *(f"{COMMITTEE}{kind}" for kind in end_posts_of_member(work, member_id, None, on)),
    ]
    notes = _ended_posts(ended)
    notes += _end_assignments(work, member_id, on)
    changes: dict[str, Any] = {"to_on": on, "leave_reason": reason}
    if counterpart is not None:
        changes["counterpart"] = clean_name(counterpart, field="去往")
    membership.revise(**changes)
    if reason is not LeaveReason.TRANSFERRED_OUT:
        close_standing(member, standing, on)
    work.session.flush()
    said = (*in_future(on, today), *said_of_membership(work.reader, on, today))
    return Changed(member_id, member.name, [*notes, *said])


def put_into_group(work: Work, member_id: int, group: str | None, *, today: date) -> Changed:
    """Put a member into a Party group of the branch, or, without a group's name, out of any."""
    member = member_record(work, member_id)
    membership = membership_of(work, member, today)
    group_id = None if group is None else find_group(work, membership.branch_id, group, day=today).id
    membership.revise(party_group_id=group_id)
    work.session.flush()
    return Changed(member_id, member.name)


def current_branch(work: Work, member_id: int, *, day: date) -> int:
    """Return the id of the branch that someone belongs to on a day, or will. Raises RuleForbids for one of none."""
    return membership_of(work, member_record(work, member_id), day).branch_id


def _enter(
    work: Work,
    member_id: int,
    branch_id: int,
    *,
    on: date,
    reason: JoinReason,
    counterpart: str | None = None,
    group: str | None = None,
) -> None:
    from pbcli.db.models import Membership

    branch = branch_record(work, branch_id)
    if branch.dissolved_on is not None and on >= branch.dissolved_on:
        raise RuleForbids("{branch}已于 {day} 撤销。", branch=branch.name, day=branch.dissolved_on)
    work.add(
        Membership.make(
            member_id=member_id,
            branch_id=branch_id,
            party_group_id=None if group is None else find_group(work, branch_id, group, day=on).id,
            from_on=on,
            join_reason=reason,
            counterpart=None if counterpart is None else clean_name(counterpart, field="来自"),
        )
    )


def _end_assignments(work: Work, member_id: int, on: date) -> list[str]:
    """End what a member who leaves still looks after, and say how many classes it was; later ones are refused."""
    from sqlmodel import select

    from pbcli.db.models import Assignment

    ended = 0
    for row in work.session.exec(select(Assignment).where(Assignment.member_id == member_id)).all():
        if row.to_on is None or row.to_on > on:
            row.revise(to_on=max(on, row.from_on))
            ended += 1
    return [_("联系班级安排同时结束：{n} 个班级。", n=ended)] if ended else []


def _ended_posts(kinds: list[str]) -> list[str]:
    return [_("职务同时结束：{kinds}。", kinds="、".join(kinds))] if kinds else []
