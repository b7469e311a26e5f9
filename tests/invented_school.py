"""A small invented school, written straight through the models: two branches, five members, four classes."""

from datetime import date
from typing import Any

from pbcli.db.models import (
    Assignment,
    Branch,
    Class,
    ClassHead,
    Member,
    Membership,
    PartyStatusPeriod,
    Post,
)
from pbcli.domain.enums import JoinReason, LiaisonRole, PartyStatus, PostKind
from pbcli.domain.names import pinyin_of

FIRST, SECOND = "第一党支部", "第二党支部"


def fill(work: Any) -> None:
    """Write the school. 李四 is in both branches; 钱七 left on 2026-03-01; 周八 joined on 2026-09-10."""
    branches = [_add(work, Branch, name=name) for name in (FIRST, SECOND)]
    people = [
        ("张三丰", 0, date(2010, 7, 1), None),
        ("李四", 0, date(2012, 7, 1), None),
        ("王五", 0, date(2015, 7, 1), None),
        ("李四", 1, date(2016, 7, 1), None),
        ("钱七", 1, date(2016, 7, 1), date(2026, 3, 1)),
        ("周八", 1, date(2026, 9, 10), None),
    ]
    members = [_member(work, name, branches[place], joined, left) for name, place, joined, left in people]
    classes = [
        _add(work, Class, name="2024级护理1班", pupils=40, started_on=date(2024, 9, 1), graduated_on=date(2027, 7, 10)),
        _add(work, Class, name="2025级机电2班", pupils=38, started_on=date(2025, 9, 1), graduated_on=date(2028, 7, 10)),
        _add(work, Class, name="2023级会计1班", pupils=35, started_on=date(2023, 9, 1), graduated_on=date(2026, 7, 10)),
        _add(work, Class, name="2026级幼教1班", started_on=date(2026, 9, 1), graduated_on=date(2029, 7, 10)),
    ]
    work.add(ClassHead.make(class_id=classes[0].id, teacher_name="赵老师", from_on=None, to_on=date(2026, 9, 1)))
    work.add(ClassHead.make(class_id=classes[0].id, teacher_name="孙老师", from_on=date(2026, 9, 1)))
    for member, klass in ((members[0], classes[0]), (members[3], classes[1])):
        work.add(
            Assignment.make(
                member_id=member.id, class_id=klass.id, role=LiaisonRole.MEMBER, from_on=date(2025, 9, 1), to_on=None
            )
        )
    for kind, holder in ((PostKind.SECRETARY, members[0]), (PostKind.ORGANIZATION, members[1])):
        work.add(
            Post.make(branch_id=branches[0].id, kind=kind, member_id=holder.id, holder_name=holder.name, from_on=None)
        )


def _add(work: Any, model: Any, *, name: str, **facts: Any) -> Any:
    pinyin, initials = pinyin_of(name)
    return work.add(model.make(name=name, pinyin=pinyin, initials=initials, **facts))


def _member(work: Any, name: str, branch: Any, joined: date, left: date | None) -> Any:
    member = _add(work, Member, name=name)
    work.add(
        Membership.make(
            member_id=member.id, branch_id=branch.id, from_on=joined, to_on=left, join_reason=JoinReason.JOINED
        )
    )
    work.add(PartyStatusPeriod.make(member_id=member.id, status=PartyStatus.FULL, from_on=joined, to_on=left))
    return member
