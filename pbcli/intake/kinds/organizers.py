"""Who held an event: a branch or the whole unit, other branches together with it, one of its Party groups."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pbcli.domain.enums import EventKind
from pbcli.intake.kinds.base import Context, branch_in, find_branch, holds, member_of
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _

_UNIT_WORDS = ("党委", "党总支", "总支", "全校", "学校", "党工委")
_BETWEEN = re.compile(r"[、，,;；/／\n+＋]|和(?=第)|与(?=第)")


@dataclass(frozen=True)
class Organizer:
    """The branch that held an event (None for the whole unit), its partners, and the group that met."""

    branch: Kept | None
    partners: tuple[Kept, ...] = ()
    group: Kept | None = None

    def member(self, context: Context, field: str, name: str, day: str) -> Kept:
        """Return the member of a name: of the branch, else of one of its partners. Raises RowFault."""
        try:
            return member_of(context, field, name, branch=self.branch, day=day)
        except RowFault:
            for partner in self.partners:
                with suppress(RowFault):
                    return member_of(context, field, name, branch=partner, day=day)
            raise


def read_organizer(context: Context, line: Line, kinds: frozenset[str]) -> Organizer:
    """Read who held an event. Raises RowFault for a branch or group that isn't known."""
    branch, partners, rest = _branches(context, line)
    group = None if branch is None else _group(context, line, branch, kinds, rest)
    exported = line.rows("partners")
    if exported is not None:
        partners = tuple(_known(context, line, str(row["branch"])) for row in exported)
    return Organizer(branch, partners, group)


def shares_of_partners(
    context: Context, line: Line, organizer: Organizer, day: str, away: set[int]
) -> list[dict[str, Any]]:
    """Return each partner's share of the attendance: the exported one, else by the roster of the day."""
    exported = line.rows("partners")
    if exported is not None:
        return [
            {"branch_id": partner.id, "entitled": row["entitled"], "present": row["present"]}
            for partner, row in zip(organizer.partners, exported, strict=True)
        ]
    found = []
    for partner in organizer.partners:
        members = members_of(context, partner, day)
        entitled = len(members) or None
        present = None if entitled is None else entitled - len(members & away)
        found.append({"branch_id": partner.id, "entitled": entitled, "present": present})
    return found


def members_of(context: Context, branch: Kept, day: str, group: Kept | None = None) -> set[int]:
    """Return the members of a branch on a day, only those of a group where one is given."""
    return {
        row["member_id"]
        for row in context.store.where("membership", "branch_id", branch.id)
        if holds(row, day) and (group is None or row["party_group_id"] == group.id)
    }


def _branches(context: Context, line: Line) -> tuple[Kept | None, tuple[Kept, ...], str]:
    """Return the branch that is named first, the others, and what stands behind the name of an only one."""
    name = line.name("branch")
    if name is None:
        if line.sheet_branch is None and not line.is_exact("branch"):
            line.need("branch", None)
        return line.sheet_branch, (), ""
    found = find_branch(context, name)
    if found is not None:
        return found, (), ""
    if name == context.unit or name.endswith(_UNIT_WORDS) or name.endswith("委员会"):
        return None, (), ""
    pieces = [piece.strip() for piece in _BETWEEN.split(name) if piece.strip()]
    several = [find_branch(context, piece) for piece in pieces]
    known = list({branch.id: branch for branch in several if branch is not None}.values())
    if len(pieces) > 1 and None not in several:
        return known[0], tuple(known[1:]), ""
    behind = re.fullmatch(r"(.+?支部)[、/／-]?(.*小组.*)", name)
    if behind is not None and (branch := find_branch(context, behind[1])) is not None:
        return branch, (), behind[2]
    return _known(context, line, name), (), ""


def _known(context: Context, line: Line, name: str) -> Kept:
    """Return a branch by its name; a line above the table may say more beside it. Raises RowFault."""
    found = branch_in(context, name) if "branch" in line.told else find_branch(context, name)
    if found is None:
        raise RowFault("branch", _("没有叫“{name}”的党支部。", name=name))
    return found


def _group(context: Context, line: Line, branch: Kept, kinds: frozenset[str], rest: str) -> Kept | None:
    """Return the group that met: from its column, from behind the branch's name, else the only one in the title."""
    groups = context.store.where("party_group", "branch_id", branch.id)
    name = line.name("party_group")
    if name is None and line.is_exact("party_group"):
        return None
    for field, text in (("party_group", name), ("branch", rest)):
        if text:
            named = [group for group in groups if group["name"] == text]
            if not named:
                raise RowFault(field, _("{branch}没有叫“{name}”的党小组。", branch=branch["name"], name=text))
            return named[0]
    if EventKind.GROUP_MEETING.value not in kinds:
        return None
    title = line.name("title") or ""
    named = [group for group in groups if group["name"] in title]
    return named[0] if len(named) == 1 else None
