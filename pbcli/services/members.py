"""Members: who they are. What happens to them (joining, conversion, transfer, leaving) is in `memberships`."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.phones import UNKNOWN_PREFIX, is_mobile, mask_phone
from pbcli.messages import _

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Member
    from pbcli.db.read import Reader, Row
    from pbcli.services.changed import Changed


def list_members(
    reader: "Reader",
    *,
    day: date,
    branch_id: int | None = None,
    status: str | None = None,
    left: bool = False,
) -> "list[Row]":
    """Return the members of a day with their posts, phones masked; or, with `left`, those who had left by then."""
    posts = defaultdict(list)
    for post in reader.iterate("member_posts", day=day.isoformat()):
        posts[post["member_id"]].append(post["kind"])
    rows = reader.iterate(
        "member_left" if left else "member_list", day=day.isoformat(), branch_id=branch_id, status=status
    )
    return [{**row, "posts": posts[row["id"]], "phone": mask_phone(row["phone"])} for row in rows]


def member_history(reader: "Reader", member_id: int, *, day: date, unmasked: bool = False) -> dict[str, Any]:
    """Return a member's particulars as of a day, and the histories of branches, standing, posts and classes.

    Unmasked they hold the whole phone number, and the whole ID number where it is kept.
    """
    from pbcli.services.lateness import with_lateness, with_span_lateness
    from pbcli.services.privacy_masks import cover_notes

    member = reader.one("member_particulars", member_id=member_id, day=day.isoformat())
    assert member is not None
    shown = {"phone": mask_phone(member["phone"])} | cover_notes({"note": member["note"]})
    if unmasked:
        shown = {"id_number": reader.value("member_id_number", member_id=member_id)}
    return {
        **member,
        **shown,
        "memberships": [with_span_lateness(row) for row in reader.iterate("member_memberships", member_id=member_id)],
        "statuses": [with_lateness(row, "from_on") for row in reader.iterate("member_statuses", member_id=member_id)],
        "posts": [with_span_lateness(row) for row in reader.iterate("member_posts_held", member_id=member_id)],
        "classes": [with_span_lateness(row) for row in reader.iterate("member_classes", member_id=member_id)],
    }


def new_member(
    work: "Work", *, name: str, branch_id: int, id_number: str | None = None, **particulars: Any
) -> "tuple[Member, list[str]]":
    """Write a person down, without a membership yet, and return the record with what should be said about it.

    The same name with the same birth date in one branch is one person, so it is refused; in another branch it is said.
    """
    from pbcli.db.models import Member
    from pbcli.domain.names import clean_name, pinyin_of

    name = clean_name(name)
    particulars = _cleaned(particulars)
    notes = [
        *_namesakes(work, name, branch_id, particulars.get("birth_date")),
        *_phone_warnings(particulars.get("phone")),
    ]
    pinyin, initials = pinyin_of(name)
    member = Member.make(name=name, pinyin=pinyin, initials=initials, **particulars)
    if id_number is not None:
        notes += _keep_id_number(work, member, id_number)
    work.add(member)
    if id_number is not None:
        _keep_whole_number(work, member, id_number)
    return member, notes


def edit_member(work: "Work", member_id: int, *, id_number: str | None = None, **changes: Any) -> "Changed":
    """Change a member's particulars; what belongs to a history has verbs of its own."""
    from pbcli.domain.names import clean_name, pinyin_of
    from pbcli.services.changed import Changed
    from pbcli.services.posts import join_posts, rename_holder

    member = member_record(work, member_id)
    changes = _cleaned(changes)
    if changes.get("name") not in {None, member.name}:
        changes["name"] = clean_name(changes["name"])
        changes["pinyin"], changes["initials"] = pinyin_of(changes["name"])
        rename_holder(work, member_id, changes["name"])
    member.revise(**changes)
    notes = _phone_warnings(changes.get("phone"))
    if id_number is not None:
        notes += _keep_id_number(work, member, id_number)
        _keep_whole_number(work, member, id_number)
    work.session.flush()
    if changes.get("birth_date") is not None or id_number is not None:
        check_birth(member, _joined_on(work, member_id))
    join_posts(work)
    return Changed(member_id, member.name, notes)


def check_birth(member: "Member", joined_on: date) -> None:
    """Raise RuleForbids for someone who would have joined before being born."""
    if member.birth_date is not None and member.birth_date >= joined_on:
        raise RuleForbids("入党日期 {joined} 要晚于出生日期 {born}。", joined=joined_on, born=member.birth_date)


def _joined_on(work: "Work", member_id: int) -> date:
    row = work.reader.one("member_particulars", member_id=member_id, day=date.max.isoformat())
    assert row is not None
    return date.fromisoformat(row["joined_on"])


def remove_member(work: "Work", member_id: int) -> "Changed":
    """Remove a person entered by mistake, whom nothing links to; someone who goes away leaves instead."""
    from sqlmodel import select

    from pbcli.db.models import IdNumber, Membership, PartyStatusPeriod
    from pbcli.services.changed import Changed
    from pbcli.services.links import refuse_if_linked

    member = member_record(work, member_id)
    refuse_if_linked(
        member.name,
        work.reader.rows("member_links", member_id=member_id),
        hint="pbcli member leave {name} --reason REASON",
    )
    for table in (IdNumber, PartyStatusPeriod, Membership):
        for row in work.session.exec(select(table).where(table.member_id == member_id)).all():
            work.remove(row)
    work.remove(member)
    return Changed(member_id, member.name)


def member_record(work: "Work", member_id: int) -> "Member":
    """Return the member that a lookup has found."""
    from pbcli.db.models import Member

    return work.session.get_one(Member, member_id)


def _namesakes(work: "Work", name: str, branch_id: int, birth_date: date | None) -> list[str]:
    notes = []
    for other in work.reader.rows("member_same_name", name=name):
        same_branch = other["branch_id"] == branch_id and other["left_on"] is None
        if same_branch and other["birth_date"] == (birth_date.isoformat() if birth_date else None):
            raise RuleForbids(
                "{branch}已经有“{name}”（编号 {id}），出生日期相同或都没有登记。",
                branch=other["branch"],
                name=name,
                id=other["id"],
                hint="pbcli member show {id}",
            )
        notes.append(
            _(
                "{branch}也有叫“{name}”的人（编号 {id}），请核对是不是同一个人。",
                branch=other["branch"] or "",
                name=name,
                id=other["id"],
            )
        )
    return notes


def _phone_warnings(phone: str | None) -> list[str]:
    """Say of a number that it isn't a mobile, which may well be: a landline."""
    return [] if phone is None or is_mobile(phone) else [_(UNKNOWN_PREFIX)]


def _keep_id_number(work: "Work", member: "Member", number: str) -> list[str]:
    """Keep an ID number's last four and keyed digest, once its check digit is right (docs/privacy.md).

    Birth date and sex follow from it where they are missing; where they differ, that is said.
    """
    from pbcli.db.models import Unit
    from pbcli.domain.idnumber import check_id_number, digest, last4

    checked = check_id_number(number)
    key = work.session.get_one(Unit, 1).digest_key
    id_digest = digest(key, checked.number)
    with work.session.no_autoflush:
        other = work.reader.one("member_by_digest", id_digest=id_digest)
    if other is not None and other["id"] != member.id:
        raise RuleForbids("这个身份证号已经是{name}（编号 {id}）的。", name=other["name"], id=other["id"])
    notes = [_(warning) for warning in checked.warnings]
    notes += [
        _("身份证号与登记的{field}不一致，请核对。", field=title)
        for key, title in (("birth_date", _("出生日期")), ("sex", _("性别")))
        if getattr(member, key) not in {None, getattr(checked, key)}
    ]
    member.revise(
        id_last4=last4(checked.number),
        id_digest=id_digest,
        birth_date=member.birth_date or checked.birth_date,
        sex=member.sex or checked.sex,
    )
    return notes


def _keep_whole_number(work: "Work", member: "Member", number: str) -> None:
    """Keep the whole ID number in its own table, only where the unit turned that on."""
    from sqlmodel import select

    from pbcli.db.models import IdNumber, Unit
    from pbcli.domain.idnumber import check_id_number

    if not work.session.get_one(Unit, 1).keeps_id_numbers:
        return
    whole = check_id_number(number).number
    kept = work.session.exec(select(IdNumber).where(IdNumber.member_id == member.id)).first()
    if kept is None:
        work.add(IdNumber.make(member_id=member.id, number=whole))
    else:
        kept.revise(number=whole)


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Clean what was typed; a phone number has its own column and is the only number of a person that may stand."""
    from pbcli.db.models import Member
    from pbcli.domain.names import clean_name
    from pbcli.services.free_text import clean_facts

    cleaned = clean_facts(Member, {key: value for key, value in values.items() if key != "phone"})
    if "phone" in values:
        cleaned["phone"] = clean_name(values["phone"], field="联系电话") if values["phone"] else None
    return cleaned
