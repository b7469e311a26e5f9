"""Posts and Party groups of a branch. A holder whom nobody is yet is kept by name, until such a member arrives."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.enums import PostKind
from pbcli.domain.errors import AmbiguousName, RuleForbids, UnknownName
from pbcli.domain.names import clean_name
from pbcli.messages import _
from pbcli.services.branches import branch_record
from pbcli.services.changed import Changed
from pbcli.services.lookup import find_member, find_party_group
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import PartyGroup, Post


COMMITTEE = "党委"
"""What the unit's own committee is called, whose posts are of no branch."""


def hold_post(
    work: Work,
    branch_id: int | None,
    kind: PostKind,
    *,
    holder: str,
    member_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    today: date,
) -> Changed:
    """Put someone into a post of a branch: a member of it, or a person who is known by name only so far.

    Without a branch it is a post of the unit's own committee, which only a member of the school holds. Without a day it
    is held from today; with only an end, since before the records begin. There is one secretary at a time: another one
    is refused until the post is ended.
    """
    from pbcli.db.models import Post

    body = _body(work, branch_id)
    if from_on is None and to_on is None:
        from_on = today
    if member_id is None:
        holder, member_id = _who(work, body, branch_id, holder, from_on or today)
    if to_on is not None and to_on <= (from_on or date.min):
        raise RuleForbids("止日 {to} 要晚于起日 {from_}。", to=to_on, from_=from_on)
    for other in posts_of(work, branch_id, kind):
        if not _overlap(other, from_on, to_on):
            continue
        if _is_held_by(other, holder, member_id):
            raise RuleForbids("{holder}已经是{branch}的{kind}。", holder=holder, branch=body, kind=kind)
        if kind is PostKind.SECRETARY:
            raise RuleForbids(
                "{branch}的{kind}这段时间是{holder}。",
                branch=body,
                kind=kind,
                holder=other.holder_name,
                hint="pbcli branch post {branch} {kind} --end --on DATE",
            )
    post = work.add(
        Post.make(branch_id=branch_id, kind=kind, member_id=member_id, holder_name=holder, from_on=from_on, to_on=to_on)
    )
    notes = []
    if member_id is None:
        notes.append(_("{branch}还没有叫“{holder}”的党员，先按姓名保存。", branch=body, holder=holder))
    return Changed(branch_id or id_of(post), body, notes)


def end_post(
    work: Work,
    branch_id: int | None,
    kind: PostKind,
    *,
    holder: str | None = None,
    member_id: int | None = None,
    on: date,
) -> Changed:
    """End a post from a day on. Without a holder's name the post must have just one holder."""
    body = _body(work, branch_id)
    held = [post for post in posts_of(work, branch_id, kind) if post.to_on is None or post.to_on > on]
    if holder is not None:
        if member_id is None:
            holder, member_id = _who(work, body, branch_id, holder, on)
        held = [post for post in held if _is_held_by(post, holder, member_id)]
    if not held:
        raise RuleForbids("{branch}在 {on} 没有可以结束的{kind}。", branch=body, on=on, kind=kind)
    if len(held) > 1:
        raise AmbiguousName(
            "{branch}有几位{kind}：{holders}。",
            branch=body,
            kind=kind,
            holders="、".join(post.holder_name for post in held),
            hint="pbcli branch post {branch} {kind} HOLDER --end",
        )
    _end(held[0], on)
    work.session.flush()
    return Changed(branch_id or id_of(held[0]), body)


def end_posts_of_member(work: Work, member_id: int, branch_id: int | None, on: date) -> list[str]:
    """End whatever a member who leaves a branch, or the unit's committee, still holds there; return what it was."""
    from sqlmodel import select

    from pbcli.db.models import Post

    ended = []
    for post in work.session.exec(select(Post).where(Post.member_id == member_id, Post.branch_id == branch_id)).all():
        if post.to_on is None or post.to_on > on:
            _end(post, on)
            ended.append(str(post.kind))
    work.session.flush()
    return ended


def rename_holder(work: Work, member_id: int, name: str) -> None:
    """Write a member's corrected name into the posts that it holds or held."""
    from sqlmodel import select

    from pbcli.db.models import Post

    for post in work.session.exec(select(Post).where(Post.member_id == member_id)).all():
        post.revise(holder_name=name)


def join_posts(work: Work) -> list[int]:
    """Give the posts that are kept by name to the members who have arrived, and return the posts' ids.

    A post is joined when exactly one member of the branch, in the post's time, has the holder's name.
    """
    from pbcli.db.models import Post

    joined = []
    for row in work.reader.rows("branch_posts_unjoined"):
        work.session.get_one(Post, row["post_id"]).revise(member_id=row["member_id"])
        joined.append(row["post_id"])
    work.session.flush()
    return joined


def posts_of(work: Work, branch_id: int | None, kind: PostKind) -> Sequence[Post]:
    """Return the posts of one kind that a branch, or the unit's committee, has or had."""
    from sqlmodel import col, select

    from pbcli.db.models import Post

    query = select(Post).where(Post.branch_id == branch_id, Post.kind == kind).order_by(col(Post.id))
    return work.session.exec(query).all()


def _overlap(post: Post, from_on: date | None, to_on: date | None) -> bool:
    return (post.to_on is None or (from_on or date.min) < post.to_on) and (
        to_on is None or (post.from_on or date.min) < to_on
    )


def _end(post: Post, on: date) -> None:
    if post.from_on is not None and on < post.from_on:
        raise RuleForbids(
            "{holder}从 {from_} 起才担任{kind}，不能在 {on} 结束。",
            holder=post.holder_name,
            from_=post.from_on,
            kind=post.kind,
            on=on,
        )
    post.revise(to_on=on)


def _is_held_by(post: Post, name: str, member_id: int | None) -> bool:
    """Tell whether it is this person's post: by the member where both are known, else by the name that is kept."""
    if member_id is not None and post.member_id is not None:
        return post.member_id == member_id
    return post.holder_name == name


def _body(work: Work, branch_id: int | None) -> str:
    """Return what the branch, or the unit's committee, is called."""
    return COMMITTEE if branch_id is None else branch_record(work, branch_id).name


def _who(work: Work, body: str, branch_id: int | None, typed: str, day: date) -> tuple[str, int | None]:
    """Return the name and the id of the member who is meant; of whom nobody is yet just the name.

    Of the committee it must be a member of the school: raises UnknownName. An id and pinyin are looked up among the
    branch's members, since no Chinese name is written in Latin letters.
    """
    if branch_id is None:
        member = find_member(work.reader, typed, day=day)
        return member["name"], int(member["id"])
    name = clean_name(typed.removeprefix(f"{body}/"))
    found = work.reader.rows("branch_members_named", branch_id=branch_id, name=name, day=day.isoformat())
    if len(found) > 1:
        raise AmbiguousName(
            "这个支部有几位“{name}”：编号 {ids}。", name=name, ids="、".join(str(row["id"]) for row in found)
        )
    if found:
        return name, int(found[0]["id"])
    if name.isascii():
        with suppress(UnknownName):
            member = find_member(work.reader, f"{body}/{name}", day=day)
            return member["name"], int(member["id"])
    return name, None


def add_group(work: Work, branch_id: int, *, name: str, from_on: date | None = None) -> Changed:
    """Form a Party group in a branch; one that was dissolved is taken up again."""
    from pbcli.db.models import PartyGroup

    branch = branch_record(work, branch_id)
    name = clean_name(name, field="党小组")
    known = _group(work, branch_id, name)
    if known is None:
        work.add(PartyGroup.make(branch_id=branch_id, name=name, from_on=from_on))
    elif known.to_on is None:
        raise RuleForbids("{branch}已经有“{group}”。", branch=branch.name, group=name)
    else:
        known.revise(to_on=None)
        work.session.flush()
    return Changed(branch_id, branch.name)


def remove_group(work: Work, branch_id: int, *, name: str, on: date) -> Changed:
    """Dissolve a Party group from a day on, once nobody is in it; one that nobody ever was in is removed."""
    branch = branch_record(work, branch_id)
    group = find_group(work, branch_id, name, day=on)
    links = work.reader.one("branch_group_links", group_id=group.id, day=on.isoformat())
    assert links is not None
    if links["now"]:
        raise RuleForbids(
            "“{group}”里还有 {n} 名党员。",
            group=group.name,
            n=links["now"],
            hint="pbcli member group",
        )
    if links["ever"]:
        group.revise(to_on=on)
    else:
        work.remove(group)
    work.session.flush()
    return Changed(branch_id, branch.name)


def find_group(work: Work, branch_id: int, name: str, *, day: date) -> PartyGroup:
    """Return a branch's Party group by its name. Raises UnknownName; RuleForbids for one dissolved by the day."""
    from pbcli.db.models import PartyGroup

    group = work.session.get_one(PartyGroup, find_party_group(work.reader, name, branch_id=branch_id)["id"])
    if group.to_on is not None and group.to_on <= day:
        raise RuleForbids("“{group}”已于 {day} 撤销。", group=group.name, day=group.to_on)
    return group


def _group(work: Work, branch_id: int, name: str) -> PartyGroup | None:
    from sqlmodel import select

    from pbcli.db.models import PartyGroup

    return work.session.exec(
        select(PartyGroup).where(PartyGroup.branch_id == branch_id, PartyGroup.name == name)
    ).first()
