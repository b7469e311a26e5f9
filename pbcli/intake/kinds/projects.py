"""Papers of research projects: particulars, people, the dates of the steps, extensions."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from pbcli.intake.kinds.base import Context, added, branch_of, known, mark_new, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.histories import take_rows, with_fen
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import told_moment
from pbcli.intake.kinds.people import take_people
from pbcli.intake.kinds.project_remarks import ROLES, remark_on_project
from pbcli.intake.kinds.steps import read_midterm, take_extension, take_steps
from pbcli.intake.kinds.terms import read_span
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"课题编号": "number", "课题名称": "title", "级别": "level", "类别": "category", "鉴定等级": "grade"}
_OFFICE_BREAK = re.compile(r"\s*[/／\n;；]\s*")
_NOTICE = re.compile(r"(?P<office>[^(（〔\[【]*)[\s(（]+(?P<notice>[^\s(（]+[〔\[【（(]\d{4}[〕\]】）)]\S*?号)[)）]?")

PARTS = {
    "change_log": ("project_change", ("changed_on", "kind", "after")),
    "experts": ("project_expert", ("step", "name")),
    "outcome_list": ("project_outcome", ("form", "title")),
    "money": ("project_money", ("occurred_on", "kind", "amount_fen", "purpose")),
    "materials": ("project_material", ("name",)),
}
"""What comes with an exported project: the column, the table, and by what a row is known again."""


class Projects:
    """Takes the rows of a paper of projects."""

    unused: ClassVar[frozenset[str]] = frozenset({"state"})

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Take a project with its people, steps and extension."""
        number = line.text("number")
        title = line.need("title", line.text("title"))
        branch = branch_of(self.context, line, required=True)
        assert branch is not None
        facts = self._facts(line)
        project = self._find(number, title, branch)
        if project is None:
            identity = {"number": number, "title": title, "branch_id": branch.id}
            project = added(self.context, line, "project", _FIELDS, **identity, **facts)
            mark_new(line)
        else:
            if project["branch_id"] != branch.id:
                line.warn("branch", _("所属支部从{old}改为{new}。", old=self._branch_name(project), new=branch["name"]))
            identity = {"title": title, "branch_id": branch.id}
            revised(self.context, line, project, identity | known(number=number) | facts)
        for field, role in ROLES.items():
            take_people(self.context, line, project, branch, field, role)
        take_steps(self.context, line, project)
        take_extension(self.context, line, project)
        self._take_exported(line, project, branch)
        remark_on_project(self.context, line, project)

    def finish(self) -> None:
        """Nothing waits here."""

    def _take_exported(self, line: Line, project: Kept, branch: Kept) -> None:
        """Take the people, steps and extensions of an exported project."""
        owner = {"project_id": project.id}
        people = []
        for row in line.rows("people") or ():
            own = branch_of_person(self.context, "people", row["branch"], branch)
            member = exported_member(self.context, "people", str(row["member"]), branch=own, born=row["born"])
            people.append({"member_id": member.id, "role": row["role"], "place": row["place"]})
        take_rows(self.context, line, "project_person", owner, people, known_by=("member_id", "role"))
        take_rows(self.context, line, "project_step", owner, line.rows("steps") or (), known_by=("step",))
        extensions = line.rows("extensions") or ()
        take_rows(self.context, line, "project_extension", owner, extensions, known_by=("granted_on", "extended_to"))
        for field, (table, known_by) in PARTS.items():
            rows = line.rows(field) or ()
            if field == "money":
                rows = [with_fen(field, row, amount="amount_fen") for row in rows]
            take_rows(self.context, line, table, owner, rows, known_by=known_by)

    def _find(self, number: str | None, title: str, branch: Kept) -> Kept | None:
        """Return the kept project: by its number, else by title and branch."""
        store = self.context.store
        if number is not None and (found := store.where("project", "number", number)):
            return found[0]
        for project in store.where("project", "title", title):
            if project["branch_id"] == branch.id and (number is None or project["number"] is None):
                return project
        return None

    def _facts(self, line: Line) -> dict[str, Any]:
        office, notice = line.text("office"), line.text("notice_number")
        together = line.text("office_and_notice")
        if together is not None:
            first, second = _office_and_notice(together)
            office, notice = office or first, notice or second
        starts_on, ends_on = line.day("starts_on"), line.day("ends_on")
        term = line.text("term")
        if term is not None:
            first_day, last_day = read_span("term", term)
            starts_on, ends_on = starts_on or first_day, ends_on or last_day
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            raise RowFault("ends_on", _("结束早于开始 {day}。", day=starts_on))
        withdrawn_on = line.day("withdrawn_on")
        return known(
            level=line.term("level", "project_levels"),
            category=line.text("category"),
            office=office,
            notice_number=notice,
            starts_on=starts_on,
            ends_on=ends_on,
            withdrawn_on=withdrawn_on,
            withdrawn_recorded_at=told_moment(line, "withdrawn_recorded_at", self.context.now),
            withdrawal_reason=line.text("withdrawal_reason"),
            midterm_result=line.text("midterm_result") or read_midterm(line)[1],
            appraisal_mode=line.text("appraisal_mode"),
            grade=line.term("grade", "grades"),
            certificate_number=line.text("certificate_number"),
            outcomes=line.text("outcomes"),
            funds_fen=line.yuan("funds"),
            changes=line.text("changes"),
            note=line.text("note"),
        )

    def _branch_name(self, project: Kept) -> str:
        return str(self.context.store.get("branch", project["branch_id"])["name"])


def _office_and_notice(text: str) -> tuple[str | None, str | None]:
    """Take 区教科所/渝教科〔2024〕3号 apart."""
    parts = [part for part in _OFFICE_BREAK.split(text) if part]
    if len(parts) == 2:
        return parts[0], parts[1]
    found = _NOTICE.fullmatch(text)
    if found is not None:
        return found["office"].strip() or None, found["notice"]
    return text, None
