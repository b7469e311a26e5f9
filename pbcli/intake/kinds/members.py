"""Rosters: who is a member, of which branch, in what standing.

A roster says nothing of the past: its branch holds from the day of joining. An exported member brings
the whole history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pbcli.domain.enums import JoinReason
from pbcli.intake.kinds.base import Context, added, branch_of, is_open, known, mark_new, revised
from pbcli.intake.kinds.histories import group_of, membership_rows, take_rows
from pbcli.intake.kinds.identity import Identity
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.person import FIELDS, Person, add_person, read_person, update_person
from pbcli.intake.kinds.posts import PostKeeper
from pbcli.intake.kinds.standing import Standing, begin_standing, read_standing, update_standing
from pbcli.intake.store import Kept
from pbcli.messages import _

Rows = Sequence[Mapping[str, Any]]


class Members:
    """Takes the rows of a roster."""

    unused: ClassVar[frozenset[str]] = frozenset({"liaison_class"})

    def __init__(self, context: Context, keeper: PostKeeper) -> None:
        self.context = context
        self.keeper = keeper
        self.identity = Identity(context)

    def take(self, line: Line) -> None:
        """Take a member: the particulars, the standing, the branch."""
        memberships = line.rows("memberships")
        if memberships is not None:
            self._take_exported(line, memberships, line.rows("statuses") or ())
            return
        person = read_person(self.context, line)
        branch = branch_of(self.context, line, required=True)
        assert branch is not None
        standing = read_standing(line, self.context.today)
        left_on = line.day("left_on")
        if left_on is not None and left_on < standing.joined_on:
            raise RowFault("left_on", _("离开日期早于入党日期 {day}。", day=standing.joined_on))
        member = self.identity.find(line, person, [branch.id])
        if member is None:
            member = self._add(line, person, branch, standing)
        else:
            self._update(line, member, person, branch, standing)
        self._take_leaving(line, member, left_on)
        if person.post is not None:
            self.keeper.note_member(line, branch, person.post, member)

    def finish(self) -> None:
        """Nothing waits here: the keeper settles the posts."""

    def _take_exported(self, line: Line, memberships: Rows, statuses: Rows) -> None:
        """Take a member with the whole history, as `export` wrote it."""
        person = read_person(self.context, line)
        wanted = membership_rows(self.context, line, memberships)
        member = self.identity.find(line, person, [row["branch_id"] for row in wanted])
        if member is None:
            member = add_person(self.context, line, person)
            mark_new(line)
        else:
            update_person(self.context, line, member, person)
        self.identity.note(line, member)
        owner = {"member_id": member.id}
        take_rows(self.context, line, "membership", owner, wanted, known_by=("branch_id", "from_on"))
        take_rows(self.context, line, "party_status", owner, statuses, known_by=("status", "from_on"))
        own = {"branch_id": None, "holder_name": member["name"]}
        posts = [own | row for row in line.rows("committee_posts") or ()]
        take_rows(self.context, line, "post", owner, posts, known_by=("branch_id", "kind", "from_on"))

    def _add(self, line: Line, person: Person, branch: Kept, standing: Standing) -> Kept:
        self.identity.mark_suspect(line, person, branch)
        member = add_person(self.context, line, person)
        self.identity.note(line, member)
        begin_standing(self.context, line, member, standing)
        self._add_membership(line, member, branch, standing)
        mark_new(line)
        return member

    def _add_membership(self, line: Line, member: Kept, branch: Kept, standing: Standing) -> None:
        """Let the branch hold from the day of joining, or from the day of transfer where the paper gives one."""
        transferred_on = line.day("transferred_in_on")
        if transferred_on is not None and transferred_on < standing.joined_on:
            raise RowFault("transferred_in_on", _("转入日期早于入党日期 {day}。", day=standing.joined_on))
        group = self._group(line, branch)
        added(
            self.context,
            line,
            "membership",
            FIELDS,
            member_id=member.id,
            branch_id=branch.id,
            party_group_id=None if group is None else group.id,
            from_on=transferred_on or standing.joined_on,
            join_reason=JoinReason.JOINED if transferred_on is None else JoinReason.TRANSFERRED_IN,
            counterpart=line.name("transferred_from") if transferred_on is not None else None,
        )

    def _update(self, line: Line, member: Kept, person: Person, branch: Kept, standing: Standing) -> None:
        update_person(self.context, line, member, person)
        self.identity.note(line, member)
        update_standing(self.context, line, member, standing)
        rows = self.context.store.where("membership", "member_id", member.id)
        current = next((row for row in rows if is_open(row)), None)
        if current is None:
            if line.is_blank("left_on") and rows:
                line.warn("name", _("登记为已于 {day} 离开，没有改动。", day=max(row["to_on"] for row in rows)))
        elif current["branch_id"] != branch.id:
            kept = self.context.store.get("branch", current["branch_id"])["name"]
            line.warn(
                "branch",
                _(
                    "疑似转接：登记在{kept}，本表在{branch}。没有改动，请用 pbcli member transfer。",
                    kept=kept,
                    branch=branch["name"],
                ),
            )
        else:
            group = self._group(line, branch)
            if group is not None:
                revised(self.context, line, current, {"party_group_id": group.id})

    def _group(self, line: Line, branch: Kept) -> Kept | None:
        """Return the Party group that the row names."""
        name = line.name("party_group")
        return None if name is None else group_of(self.context, line, branch, name)

    def _take_leaving(self, line: Line, member: Kept, left_on: str | None) -> None:
        if left_on is None:
            return
        reason = line.term("leave_reason", "leave_reasons")
        for row in self.context.store.where("membership", "member_id", member.id):
            if is_open(row):
                if left_on < row["from_on"]:
                    raise RowFault("left_on", _("离开日期早于进入支部的日期 {day}。", day=row["from_on"]))
                changes = {"to_on": left_on, "leave_reason": reason}
                revised(self.context, line, row, changes | known(counterpart=line.name("transferred_to")))
