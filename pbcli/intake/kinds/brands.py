"""Papers of brands (品牌一览表): what each is, its goals with their numbers, how far it has come."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from pbcli.domain.brands import read_focus
from pbcli.domain.enums import BrandMeasure, BrandState, LinkedKind
from pbcli.intake.kinds.base import Context, added, branch_of, known, mark_new, member_of, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"品牌名称": "name", "年度": "year"}
_BETWEEN_GOALS = re.compile(r"[;；。\n]+")
_NUMBER = re.compile(r"\d+")
_MOST_GOAL = 200
_MEASURES = {
    "家访": BrandMeasure.HOME_VISITS,
    "家庭": BrandMeasure.HOME_VISITS,
    "寝室": BrandMeasure.DORM_VISITS,
    "宿舍": BrandMeasure.DORM_VISITS,
    "课题": BrandMeasure.PROJECTS,
    "学时": BrandMeasure.VOLUNTEER_HOURS,
    "人次": BrandMeasure.PUPILS,
    "班级": BrandMeasure.CLASSES,
    "个班": BrandMeasure.CLASSES,
    "谈心": BrandMeasure.CONTACTS,
    "联系": BrandMeasure.CONTACTS,
    "活动": BrandMeasure.EVENTS,
}
"""Words of a goal that tell what it is counted in, the first that fits; any other is counted by hand."""


class Brands:
    """Takes the rows of a paper of brands."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Take a brand with its goals, its state and, from `export`, all else."""
        branch = branch_of(self.context, line, required=True)
        assert branch is not None
        name = line.need("name", line.name("name"))
        year = line.count("year") or line.when.year or int(self.context.today[:4])
        facts = known(name=name, **self._facts(line, branch))
        store = self.context.store
        kept = [row for row in store.where("brand", "branch_id", branch.id) if row["year"] == year]
        if kept:
            brand = kept[0]
            revised(self.context, line, brand, facts)
        else:
            brand = added(self.context, line, "brand", _FIELDS, branch_id=branch.id, year=year, **facts)
            mark_new(line)
        self._take_goals(line, brand)
        self._take_state(line, brand)
        self._take_exported(line, brand, branch)

    def finish(self) -> None:
        """Nothing waits here."""

    def _facts(self, line: Line, branch: Kept) -> dict[str, Any]:
        focus = line.text("focus")
        leader = line.name("leader")
        member = None
        if leader is not None and line.is_exact("leader_born"):
            own = branch_of_person(self.context, "leader", line.name("leader_branch"), branch)
            member = exported_member(self.context, "leader", leader, branch=own, born=line.day("leader_born"))
        elif leader is not None:
            member = member_of(self.context, "leader", leader, branch=branch)
        return {
            "slogan": line.text("slogan"),
            "focus": focus if focus is None or line.is_exact("focus") else read_focus(focus),
            "meaning": line.text("meaning"),
            "carriers": line.text("carriers"),
            "served": line.text("served"),
            "schedule": line.text("schedule"),
            "leader_id": None if member is None else member.id,
            "results": line.text("results"),
            "honours": line.text("honours"),
            "media": line.text("media"),
            "self_score": line.count("self_score"),
            "note": line.text("note"),
        }

    def _take_goals(self, line: Line, brand: Kept) -> None:
        """Take the goals of the year apart; one without a number is no goal, and said."""
        text = line.text("goals_text")
        store = self.context.store
        kept = {row["goal"]: row for row in store.where("brand_goal", "brand_id", brand.id)}
        for part in filter(None, (piece.strip(" ，,、") for piece in _BETWEEN_GOALS.split(text or ""))):
            number = _NUMBER.search(part)
            if number is None or not 1 <= int(number[0]) <= 1_000_000 or len(part) > _MOST_GOAL:
                line.warn("goals_text", _("“{text}”没有数字，没有记为目标。", text=part[:_MOST_GOAL]))
                continue
            measure = next((found for word, found in _MEASURES.items() if word in part), BrandMeasure.BY_HAND)
            values = {"measure": measure, "target": int(number[0])}
            if part in kept:
                revised(self.context, line, kept[part], {"target": values["target"]})
                continue
            place = max((row["place"] for row in kept.values()), default=0) + 1
            kept[part] = added(
                self.context, line, "brand_goal", {}, brand_id=brand.id, place=place, goal=part, **values
            )
            line.changed()

    def _take_state(self, line: Line, brand: Kept) -> None:
        """Take the state: of which day nobody says, so that one not reached before is of today."""
        state = line.term("state", "brand_states")
        if state is None:
            return
        order = [each.value for each in BrandState]
        steps = self.context.store.where("brand_step", "brand_id", brand.id)
        if any(order.index(row["state"]) >= order.index(state) for row in steps):
            return
        values = {"brand_id": brand.id, "state": state, "on_day": self.context.today}
        added(self.context, line, "brand_step", {}, **values)
        line.changed()

    def _take_exported(self, line: Line, brand: Kept, branch: Kept) -> None:
        owner = {"brand_id": brand.id}
        people = []
        for row in line.rows("people") or ():
            own = branch_of_person(self.context, "people", row["branch"], branch)
            member = exported_member(self.context, "people", str(row["member"]), branch=own, born=row["born"])
            people.append({"member_id": member.id, "duty": row["duty"]})
        take_rows(self.context, line, "brand_person", owner, people, known_by=("member_id",))
        take_rows(self.context, line, "brand_goal", owner, line.rows("goals") or (), known_by=("place",))
        take_rows(self.context, line, "brand_milestone", owner, line.rows("milestones") or (), known_by=("name",))
        take_rows(self.context, line, "brand_step", owner, line.rows("steps") or (), known_by=("state",))
        links = [self._linked(row) for row in line.rows("links") or ()]
        take_rows(self.context, line, "brand_link", owner, links, known_by=("record_kind", "record_id"))

    def _linked(self, row: dict[str, Any]) -> dict[str, Any]:
        """Find the record that counts for a brand, kept before or come with the same papers. Raises RowFault."""
        self.context.write_out(least=0)
        reader, kind = self.context.store.reader, row["record_kind"]
        words = {key: row[key] for key in ("on_day", "of_whom", "born", "class", "title")}
        of_kind = {
            LinkedKind.EVENT: ("on_day", "of_whom"),
            LinkedKind.CONTACT: ("on_day", "of_whom", "born", "class"),
            LinkedKind.PROJECT: ("of_whom", "title"),
        }
        if kind not in of_kind:
            raise RowFault("links", _("没有这种关联：{kind}。", kind=kind))
        found = reader.rows(f"import_linked_{kind}", **{key: words[key] for key in of_kind[kind]})
        if not isinstance(row["nth"], int) or not 1 <= row["nth"] <= len(found):
            told = "、".join(str(word) for word in words.values() if word is not None)
            raise RowFault("links", _("没有找到关联的记录：{told}。", told=told))
        return {"record_kind": kind, "record_id": found[row["nth"] - 1]["id"]}
