"""Proposals for the classes that lack a member or a counsellor: a table, written down only on request.

One member one class (records.md, section 1), never the own head teacher, the load of the branches even. A counsellor
is a manager (中层以上); where each class is to have one, managers are kept for that first.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.allotment import Candidate, allot
from pbcli.domain.enums import LiaisonRole
from pbcli.domain.errors import RuleForbids
from pbcli.messages import N_, _
from pbcli.rulebook.liaison import is_manager
from pbcli.services import settings
from pbcli.services.changed import Changed
from pbcli.services.liaisons import assign_liaison

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


_HERE = frozenset({"否", "无", "不流动", "正常"})
"""What papers write of a member who is neither away nor lost to contact (是否流动/失联)."""

_NOBODY = {LiaisonRole.MEMBER: N_("没有空闲的党员"), LiaisonRole.COUNSELLOR: N_("没有空闲的中层以上干部")}


def propose_liaisons(reader: Reader, *, day: date, role: LiaisonRole | None = None) -> list[Row]:
    """Return a row for each vacancy of a class in school on a day, with the member proposed for it.

    Members are wanted for each class, counsellors where the unit wants them (LI-05) or `role` asks for them; with a
    `role` only its vacancies. The same records and day give the same rows. Who is away or lost to contact is proposed
    for nothing.
    """
    wanted = {LiaisonRole.MEMBER, role or LiaisonRole.MEMBER}
    if settings.read(reader, "liaison.counsellors"):
        wanted.add(LiaisonRole.COUNSELLOR)
    classes = reader.rows("class_list", **_in_school(day))
    holders = reader.iterate("liaison_holder", start=day.isoformat(), end=day.isoformat())
    held = {(row["class_id"], row["role"]) for row in holders}
    members = {row["id"]: row for row in reader.rows("liaison_free", day=day.isoformat())}
    loads = {row["id"]: row["classes"] for row in members.values()}
    found: dict[LiaisonRole, list[Row]] = {}
    for each in sorted(wanted, key=lambda one: one is not LiaisonRole.COUNSELLOR):
        vacant = [row for row in classes if (row["id"], each) not in held]
        chosen = _choose(vacant, list(members.values()), loads, each)
        loads |= dict.fromkeys(chosen.values(), 1)
        found[each] = [_proposed(row, each, members.get(chosen.get(row["id"], 0))) for row in vacant]
    return [row for each in LiaisonRole if role in {None, each} for row in found.get(each, ())]


def apply_proposals(work: Work, rows: Sequence[Row], *, from_on: date) -> Changed:
    """Write the proposals down as assignments from a day on. Raises RuleForbids where there are none."""
    wanted = [row for row in rows if row["member_id"] is not None]
    if not wanted:
        raise RuleForbids("没有可以安排的班级。", hint="pbcli liaison gaps")
    changed = [
        assign_liaison(
            work,
            member={"id": row["member_id"], "name": row["member"]},
            klass={"id": row["id"], "name": row["class"]},
            role=LiaisonRole(row["role"]),
            from_on=from_on,
        )
        for row in wanted
    ]
    notes = [note for each in changed for note in each.notes]
    return Changed(changed[-1].id, str(len({row["id"] for row in wanted})), notes)


def _choose(
    classes: Sequence[Row], members: Sequence[Row], loads: Mapping[int, int], role: LiaisonRole
) -> dict[int, int]:
    """Return the member chosen for each class as far as there is one: the id of the class to that of the member."""
    candidates = [
        Candidate(row["id"], row["branch_id"], _own_classes(classes, row["member"]))
        for row in members
        if not loads[row["id"]]
        and (row["mobility"] or "否") in _HERE
        and (role is LiaisonRole.MEMBER or is_manager(row["duty"]))
    ]
    branch_loads: Counter[int] = Counter()
    for row in members:
        branch_loads[row["branch_id"]] += loads[row["id"]]
    sizes = Counter(row["branch_id"] for row in members)
    return allot([row["id"] for row in classes], candidates, branch_loads, sizes)


def _own_classes(classes: Sequence[Row], name: str) -> Collection[int]:
    return [row["id"] for row in classes if row["head_teacher"] == name]


def _in_school(day: date) -> dict[str, str | int | None]:
    return {"day": day.isoformat(), "graduated": 0, "cohort": None, "department": None}


def _proposed(klass: Row, role: LiaisonRole, member: Row | None) -> dict[str, object]:
    return {
        "id": klass["id"],
        "class": klass["name"],
        "head_teacher": klass["head_teacher"],
        "role": role,
        "branch": None if member is None else member["branch"],
        "member": None if member is None else member["member"],
        "member_id": None if member is None else member["id"],
        "reason": _(_NOBODY[role]) if member is None else None,
    }
