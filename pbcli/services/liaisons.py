"""Class liaison, writing: who looks after which class, each contact, what was promised (records.md, section 1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import GiftSource, LiaisonRole
from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import said_of_entry
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Contact, FollowUp
    from pbcli.db.read import Reader, Row


def assign_liaison(work: Work, *, member: Row, klass: Row, role: LiaisonRole, from_on: date) -> Changed:
    """Let a member look after a class from a day on. Raises RuleForbids when this is so already, or can't be."""
    from pbcli.db.models import Assignment

    standing = _standing(work.reader, member, klass, from_on)
    if not standing["later_memberships"]:
        raise RuleForbids("{member}在 {day} 已不在任何党支部，不能联系班级。", member=member["name"], day=from_on)
    if not standing["in_school"] and standing["graduated_on"] and standing["graduated_on"] < from_on.isoformat():
        raise RuleForbids(
            "“{name}”已于 {day} 离校，不能再安排联系人。", name=klass["name"], day=standing["graduated_on"]
        )
    spans = work.reader.rows("assignment_span", member_id=member["id"], class_id=klass["id"])
    for span in spans:
        if span["to_on"] is None or span["to_on"] > from_on.isoformat():
            raise RuleForbids(
                "{member}从 {day} 起已联系“{name}”。", member=member["name"], day=span["from_on"], name=klass["name"]
            )
    notices = _crowding(work.reader, member, klass, role, from_on)
    kept = work.add(
        Assignment.make(member_id=member["id"], class_id=klass["id"], role=role, from_on=from_on, to_on=None)
    )
    return Changed(id_of(kept), member["name"], notices)


def end_liaison(work: Work, *, member: Row, klass: Row, on: date) -> Changed:
    """End a member's care for a class: from this day on it holds no more. Raises RuleForbids when it doesn't hold."""
    from pbcli.db.models import Assignment

    day = on.isoformat()
    for span in work.reader.rows("assignment_span", member_id=member["id"], class_id=klass["id"]):
        if span["from_on"] <= day and (span["to_on"] is None or span["to_on"] > day):
            kept = stored(work, Assignment, span["id"])
            work.add(kept.revise(to_on=on))
            return Changed(id_of(kept), member["name"])
    raise RuleForbids(
        "{member}在 {day} 没有联系“{name}”。",
        member=member["name"],
        day=on,
        name=klass["name"],
        hint="pbcli liaison assignments",
    )


def record_contact(
    work: Work, *, member: Row, klass: Row, today: date, follow_up: dict[str, Any] | None = None, **facts: Any
) -> Changed:
    """Write down one contact; role and head teacher are frozen as they are on its day.

    `follow_up` (due_on, task, responsible) opens a follow-up. Raises RuleForbids for a day to come and for texts that
    hold an ID number, a mobile or a card number.
    """
    from pbcli.db.models import Contact

    follow_up = {name: value for name, value in (follow_up or {}).items() if value is not None}
    facts = clean_facts(Contact, facts)
    on: date = facts["occurred_on"]
    assignment = _assignment(work.reader, member["id"], klass["id"], on)
    if facts.get("role") is None:
        facts["role"] = assignment["role"] if assignment else None
    if facts.get("head_teacher") is None:
        facts["head_teacher"] = head_teacher(work.reader, klass["id"], on)
    contact = Contact.make(
        member_id=member["id"],
        class_id=klass["id"],
        recorded_at=work.now,
        recorded_by=work.actor,
        **facts,
    )
    _check_contact(contact, today)
    work.add(contact)
    if follow_up:
        _open_follow_up(work, contact, follow_up)
    notices = _contact_notices(work.reader, member, klass, contact, today, is_assigned=assignment is not None)
    return Changed(id_of(contact), member["name"], notices)


def edit_contact(
    work: Work, contact_id: int, *, today: date, follow_up: dict[str, Any] | None = None, **changes: Any
) -> Changed:
    """Change what a contact says.

    A new day or class brings the head teacher of that day, and these or a new member the role, unless they are given.
    """
    from pbcli.db.models import Contact

    changes = clean_facts(Contact, changes)
    contact = stored(work, Contact, contact_id)
    if {"occurred_on", "class_id"} & changes.keys() and "head_teacher" not in changes:
        day = changes.get("occurred_on", contact.occurred_on)
        changes["head_teacher"] = head_teacher(work.reader, changes.get("class_id", contact.class_id), day)
    if {"occurred_on", "class_id", "member_id"} & changes.keys() and "role" not in changes:
        changes["role"] = _role(work.reader, contact, changes)
    contact.revise(**changes)
    _check_contact(contact, today)
    work.add(contact)
    if follow_up:
        _revise_follow_up(work, contact, follow_up)
    return Changed(contact_id)


def remove_contact(work: Work, contact_id: int) -> Changed:
    """Remove a contact and the follow-ups that it opened."""
    from pbcli.db.models import Contact, FollowUp

    contact = stored(work, Contact, contact_id)
    for row in work.reader.rows("follow_up_of_contact", contact_id=contact_id):
        work.remove(stored(work, FollowUp, row["id"]))
    work.remove(contact)
    return Changed(contact_id)


def edit_follow_up(work: Work, follow_up_id: int, **changes: Any) -> Changed:
    """Change what was promised, by when and by whom. Raises RuleForbids for a term before the contact."""
    from pbcli.db.models import Contact, FollowUp

    follow_up = stored(work, FollowUp, follow_up_id).revise(**clean_facts(FollowUp, changes))
    _check_follow_up(stored(work, Contact, follow_up.contact_id), follow_up)
    work.add(follow_up)
    return Changed(follow_up_id)


def close_follow_up(work: Work, follow_up_id: int, *, on: date, result: str | None, today: date) -> Changed:
    """Close a follow-up on a day. Raises RuleForbids when it is closed already or was opened later."""
    from pbcli.db.models import Contact, FollowUp

    follow_up = stored(work, FollowUp, follow_up_id)
    opened_on = stored(work, Contact, follow_up.contact_id).occurred_on
    if follow_up.closed_on is not None:
        raise RuleForbids("跟进事项 {id} 已于 {day} 完成。", id=follow_up_id, day=follow_up.closed_on)
    if on > today:
        raise RuleForbids("完成日期 {day} 还没有到。", day=on)
    if on < opened_on:
        raise RuleForbids("完成日期 {day} 早于联系日期 {opened}。", day=on, opened=opened_on)
    changes = {"closed_on": on} if result is None else {"closed_on": on, "result": result}
    work.add(follow_up.revise(**clean_facts(FollowUp, changes)))
    return Changed(follow_up_id)


def head_teacher(reader: Reader, class_id: int, on: date) -> str | None:
    """Tell who was head teacher of a class on a day, or None where nobody is known."""
    name: str | None = reader.value("liaison_head_teacher", class_id=class_id, day=on.isoformat())
    return name


def _assignment(reader: Reader, member_id: int, class_id: int, on: date) -> Row | None:
    return reader.one("assignment_list", day=on.isoformat(), branch_id=None, member_id=member_id, class_id=class_id)


def _role(reader: Reader, contact: Contact, changes: dict[str, Any]) -> str | None:
    """Return the role that a contact's member has for its class on its day, once it is changed."""
    of = {name: changes.get(name, getattr(contact, name)) for name in ("member_id", "class_id", "occurred_on")}
    assignment = _assignment(reader, of["member_id"], of["class_id"], of["occurred_on"])
    return assignment["role"] if assignment else None


def _standing(reader: Reader, member: Row, klass: Row, on: date) -> Row:
    row = reader.one("liaison_standing", member_id=member["id"], class_id=klass["id"], day=on.isoformat())
    return row if row is not None else {}


def _crowding(reader: Reader, member: Row, klass: Row, role: LiaisonRole, on: date) -> tuple[str, ...]:
    """Say what is unusual, though allowed: a class usually has one of a role, and a member one class, not the own.

    Someone who has left the Party organization looks after no class.
    """
    day = on.isoformat()
    notices = []
    others = reader.rows("assignment_list", day=day, branch_id=None, member_id=None, class_id=klass["id"])
    names = "、".join(row["member"] for row in others if row["role"] == role and row["branch_id"] is not None)
    if names:
        notices.append(_("“{name}”另有{role}：{members}。", name=klass["name"], role=role, members=names))
    classes = reader.rows("assignment_list", day=day, branch_id=None, member_id=member["id"], class_id=None)
    if classes:
        names = "、".join(row["class"] for row in classes)
        notices.append(_("{member}还联系：{classes}。", member=member["name"], classes=names))
    if head_teacher(reader, klass["id"], on) == member["name"]:
        notices.append(_("{member}就是“{name}”的班主任。", member=member["name"], name=klass["name"]))
    return tuple(notices)


def _check_contact(contact: Contact, today: date) -> None:
    """Raise RuleForbids where a contact's facts can't be true together."""
    if contact.occurred_on > today:
        raise RuleForbids("联系日期 {day} 还没有到。", day=contact.occurred_on)
    if contact.start_time and contact.end_time and contact.end_time < contact.start_time:
        raise RuleForbids("结束时间 {end} 早于开始时间 {start}。", end=contact.end_time, start=contact.start_time)


def _contact_notices(
    reader: Reader, member: Row, klass: Row, contact: Contact, today: date, *, is_assigned: bool
) -> tuple[str, ...]:
    """Say what is unusual about a contact, though allowed."""
    standing = _standing(reader, member, klass, contact.occurred_on)
    notices = []
    if not is_assigned:
        notices.append(
            _(
                "{member}在 {day} 不是“{name}”的联系人，已照记。",
                member=member["name"],
                day=contact.occurred_on,
                name=klass["name"],
            )
        )
    if not standing["memberships"]:
        notices.append(
            _("{member}在 {day} 不在任何党支部，月报不计这次联系。", member=member["name"], day=contact.occurred_on)
        )
    if not standing["in_school"]:
        notices.append(_("“{name}”在 {day} 不在校。", name=klass["name"], day=contact.occurred_on))
    if contact.pupils and standing["pupils"] and contact.pupils > standing["pupils"]:
        notices.append(_("参与学生 {pupils} 人，多于全班 {all} 人。", pupils=contact.pupils, all=standing["pupils"]))
    if contact.gift_source == GiftSource.DUES:
        notices.append(_("慰问不用党费，经批准的除外。"))
    notices += said_of_entry(contact.occurred_on, today)
    return tuple(notices)


def _open_follow_up(work: Work, contact: Contact, facts: dict[str, Any]) -> None:
    from pbcli.db.models import FollowUp

    follow_up = FollowUp.make(contact_id=contact.id, **clean_facts(FollowUp, facts))
    _check_follow_up(contact, follow_up)
    work.add(follow_up)


def _revise_follow_up(work: Work, contact: Contact, facts: dict[str, Any]) -> None:
    """Change a contact's open follow-up, or open one where there is none."""
    open_rows = [
        row for row in work.reader.rows("follow_up_of_contact", contact_id=contact.id) if row["closed_on"] is None
    ]
    if not open_rows:
        _open_follow_up(work, contact, facts)
        return
    edit_follow_up(work, open_rows[-1]["id"], **facts)


def _check_follow_up(contact: Contact, follow_up: FollowUp) -> None:
    if follow_up.due_on is not None and follow_up.due_on < contact.occurred_on:
        raise RuleForbids("跟进期限 {due} 早于联系日期 {day}。", due=follow_up.due_on, day=contact.occurred_on)
