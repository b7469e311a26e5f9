"""Who holds which post of a branch: noted while papers are read, settled once all their members are there.

A paper doesn't say since when a post is held, so its rows begin at an unknown day, but for one who follows another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pbcli.domain.enums import PostKind
from pbcli.intake.kinds.base import Context, added, described, is_open, revised
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.spoken import SpokenOf
from pbcli.intake.store import Kept
from pbcli.messages import _

SHARED = frozenset({PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER})
"""Posts that several people may hold at once."""


@dataclass(frozen=True)
class _Note:
    line: Line
    field: str
    branch: Kept
    kind: PostKind
    names: tuple[str, ...]
    switch_on: str
    is_whole: bool
    """The paper names all holders of the post; a roster's line speaks only of its own member."""


class PostKeeper:
    """Gathers the holders that papers name, and settles them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._notes: list[_Note] = []
        self._histories: list[tuple[Line, Kept, Mapping[str, Any]]] = []
        self._spoken_of = SpokenOf()

    def note(self, line: Line, field: str, branch: Kept, kind: PostKind, names: list[str], switch_on: str) -> None:
        """Note all holders that a paper of branches names for a post; a blank cell says nothing."""
        if names:
            self._notes.append(_Note(line, field, branch, kind, tuple(names), switch_on, is_whole=True))

    def note_member(self, line: Line, branch: Kept, kind: PostKind, member: Kept) -> None:
        """Note a post that a roster gives to its member."""
        names = (member["name"],)
        self._notes.append(_Note(line, "party_duty", branch, kind, names, self.context.today, is_whole=False))

    def note_history(self, line: Line, branch: Kept, rows: Iterable[Mapping[str, Any]]) -> None:
        """Note the posts of an exported branch, past and present."""
        self._histories += [(line, branch, row) for row in rows]

    def settle(self) -> None:
        """Join the holders with the members who are there by now, then write what the papers said."""
        for line, branch, row in self._histories:
            try:
                self._settle_history(line, branch, row)
            except RowFault as fault:
                line.fail(fault)
        for note in self._notes:
            try:
                self._settle(note)
            except RowFault as fault:
                note.line.fail(fault)
        self._join()

    def _settle_history(self, line: Line, branch: Kept, row: Mapping[str, Any]) -> None:
        """Write a post as it was exported, unless it is there; one that was held twice stands there twice."""
        member_id = self._exported_holder(branch, row["holder"], row["born"])
        post = {"kind": row["kind"], "holder_name": row["holder"], "from_on": row["from_on"], "to_on": row["to_on"]}
        moments = {name: row[name] for name in ("recorded_at", "end_recorded_at")}
        alike = [
            kept
            for kept in self.context.store.where("post", "branch_id", branch.id)
            if all(kept[name] == post[name] for name in ("kind", "holder_name", "from_on"))
            and (kept["member_id"] == member_id or None in {kept["member_id"], member_id})
        ]
        found = self._spoken_of.next_of(line, sorted(alike, key=lambda kept: kept["to_on"] != post["to_on"]))
        if found is not None:
            holder = {"member_id": found["member_id"] or member_id}
            revised(self.context, line, found, {"to_on": row["to_on"]} | holder | moments)
            return
        self._spoken_of.add(
            line, added(self.context, line, "post", {}, branch_id=branch.id, member_id=member_id, **post, **moments)
        )
        line.changed()

    def _exported_holder(self, branch: Kept, name: str, born: str | None) -> int | None:
        """Return the member who held an exported post, who may have left: a namesake who is there now never did."""
        named = _members_ever_named(self.context, branch.id, name)
        if born is not None or len(named) > 1:
            named = [member for member in named if member["birth_date"] == born]
        return named[0].id if len(named) == 1 else None

    def _settle(self, note: _Note) -> None:
        posts = self.context.store.where("post", "branch_id", note.branch.id)
        held = [post for post in posts if post["kind"] == note.kind and is_open(post)]
        holders = {post["holder_name"] for post in held}
        arriving = [name for name in dict.fromkeys(note.names) if name not in holders]
        for post in held:
            if post["member_id"] is None and post["holder_name"] in note.names:
                self._member(note, post["holder_name"])
        leaving = [post for post in held if post["holder_name"] not in note.names]
        if not arriving and not (leaving and note.is_whole):
            return
        if not note.is_whole and leaving and note.kind not in SHARED:
            others = "、".join(post["holder_name"] for post in leaving)
            note.line.warn("party_duty", _("登记的{kind}是{others}，没有改动。", kind=note.kind, others=others))
            return
        follows = bool(leaving) and note.is_whole
        for post in leaving if note.is_whole else ():
            end = note.switch_on if (post["from_on"] or "") < note.switch_on else self.context.today
            revised(self.context, note.line, post, {"to_on": max(end, post["from_on"] or "")})
        for name in arriving:
            self._begin(note, name, note.switch_on if follows else None)

    def _begin(self, note: _Note, name: str, from_on: str | None) -> None:
        member = self._member(note, name)
        added(
            self.context,
            note.line,
            "post",
            {"姓名": note.field},
            branch_id=note.branch.id,
            kind=note.kind,
            member_id=None if member is None else member.id,
            holder_name=name,
            from_on=from_on,
        )
        note.line.changed()

    def _member(self, note: _Note, name: str) -> Kept | None:
        """Return the member of the branch who has the name; nobody yet is no fault, two are."""
        found = _members_named(self.context, note.branch.id, name)
        if len(found) > 1:
            candidates = "、".join(described(self.context.store, member) for member in found)
            raise RowFault(note.field, _("有几位党员叫“{name}”：{candidates}。", name=name, candidates=candidates))
        return found[0] if found else None

    def _join(self) -> None:
        """Give the posts that are kept by name to the members who have arrived."""
        for post in list(self.context.store.where("post", "member_id", None)):
            found = _members_named(self.context, post["branch_id"], post["holder_name"])
            if len(found) == 1:
                self.context.store.revise(post, {"member_id": found[0].id})


def _members_named(context: Context, branch_id: int, name: str) -> list[Kept]:
    """Return the members of a name who are in a branch now; else those who ever were."""
    ever = _members_ever_named(context, branch_id, name)
    now = [member for member in ever if any(is_open(row) for row in _memberships(context, branch_id, member))]
    return now or ever


def _members_ever_named(context: Context, branch_id: int, name: str) -> list[Kept]:
    """Return the members of a name who are or were in a branch."""
    return [
        member for member in context.store.where("member", "name", name) if _memberships(context, branch_id, member)
    ]


def _memberships(context: Context, branch_id: int, member: Kept) -> list[Kept]:
    rows = context.store.where("membership", "member_id", member.id)
    return [row for row in rows if row["branch_id"] == branch_id]
