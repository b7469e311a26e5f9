"""Proposals for the classes that nobody looks after: a table, written down only on request.

One member one class (records.md, section 1), never the own head teacher, the load of the branches even.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.allotment import Candidate, allot
from pbcli.domain.enums import LiaisonRole
from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.liaison_counts import list_assignments
from pbcli.services.liaisons import assign_liaison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pbcli.db.engine import Work
    from pbcli.db.read import Reader, Row


_HERE = frozenset({"否", "无", "不流动", "正常"})
"""What papers write of a member who is neither away nor lost to contact (是否流动/失联)."""


def propose_liaisons(reader: Reader, *, day: date) -> list[Row]:
    """Return a row for each class in school that no member looks after on a day, with the member proposed for it.

    The same records and day give the same rows. Members who are away or lost to contact are proposed for nothing.
    """
    held = {
        row["class_id"]
        for row in list_assignments(reader, day=day)
        if row["role"] == LiaisonRole.MEMBER and row["branch_id"] is not None
    }
    classes = [row for row in reader.rows("class_list", **_in_school(day)) if row["id"] not in held]
    members = reader.rows("liaison_free", day=day.isoformat())
    candidates = [
        Candidate(
            row["id"], row["branch_id"], [each["id"] for each in classes if each["head_teacher"] == row["member"]]
        )
        for row in members
        if not row["classes"] and (row["mobility"] or "否") in _HERE
    ]
    loads = Counter({row["branch_id"]: 0 for row in members})
    for row in members:
        loads[row["branch_id"]] += row["classes"]
    sizes = Counter(row["branch_id"] for row in members)
    chosen = allot([row["id"] for row in classes], candidates, loads, sizes)
    by_id = {row["id"]: row for row in members}
    return [_proposed(row, by_id.get(chosen.get(row["id"], 0))) for row in classes]


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
            role=LiaisonRole.MEMBER,
            from_on=from_on,
        )
        for row in wanted
    ]
    notes = [note for each in changed for note in each.notes]
    return Changed(changed[-1].id, str(len(wanted)), notes)


def _in_school(day: date) -> dict[str, str | int | None]:
    return {"day": day.isoformat(), "graduated": 0, "cohort": None, "department": None}


def _proposed(klass: Row, member: Row | None) -> dict[str, object]:
    return {
        "id": klass["id"],
        "class": klass["name"],
        "head_teacher": klass["head_teacher"],
        "branch": None if member is None else member["branch"],
        "member": None if member is None else member["member"],
        "member_id": None if member is None else member["id"],
        "reason": _("没有空闲的党员") if member is None else None,
    }
