"""Papers of checklists (问题整改清单): items with their progress, who accepted them, whether they were struck off."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, ClassVar

from pbcli.domain.checklists import is_reopening, is_responsible, reopened_on
from pbcli.domain.enums import ChecklistKind, ChecklistSource, ChecklistState
from pbcli.intake.kinds.base import Context, added, branch_of, find_branch, known, mark_new, revised
from pbcli.intake.kinds.checklist_cells import read_accepted, read_deadline, read_progress
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at, told_moment
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"序号": "number", "问题表现": "item", "责任人": "responsible", "验收人": "accepted"}
_MOST_DIGITS = 9


class Checklist:
    """Takes the rows of a checklist."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context
        self._taken: defaultdict[Path, set[int]] = defaultdict(set)
        """The items that each paper has spoken of: its n-th equal row is the n-th equal item."""
        self._last: dict[str, int] = {}

    def take(self, line: Line) -> None:
        """Take an item: compare it with what is kept, add or change."""
        text = line.need("item", line.text("item"))
        kind = self._kind(line)
        branch = self._branch(line)
        facts = self._facts(line)
        number = line.text("number")
        item = self._find(line, kind, number, text, branch)
        owner = known(branch_id=None if branch is None else branch.id)
        if item is None:
            own: dict[str, Any] = {"kind": kind, "number": self._free_number(line, kind, number), "item": text}
            own["recorded_at"] = recorded_at(line, "recorded_at", self.context.now)
            item = added(self.context, line, "checklist_item", _FIELDS, **own, **owner, **facts)
            mark_new(line)
        else:
            if not line.is_exact("evidence") and self._is_old_evidence(item, facts.get("evidence")):
                del facts["evidence"]
            revised(self.context, line, item, {"item": text} | owner | facts)
        self._taken[line.plan.path].add(item.id)
        self._settle(line, item)
        self._take_progress(line, item)
        self._take_exported(line, item)

    def finish(self) -> None:
        """Nothing waits here."""

    def _kind(self, line: Line) -> str:
        """Return the list that an item stands on: by its column, else by the words above the table."""
        own = line.term("kind", "checklist_kinds")
        if own is not None:
            return own
        named = (kind for text in line.plan.heading for kind in ChecklistKind if kind in text)
        return next(named, ChecklistKind.CORRECTIONS).value

    def _branch(self, line: Line) -> Kept | None:
        """Return the branch of an item; a department that is none is nobody's branch."""
        if line.is_blank("branch") and (name := line.name("department")) is not None:
            return find_branch(self.context, name)
        return branch_of(self.context, line)

    def _find(self, line: Line, kind: str, number: str | None, text: str, branch: Kept | None) -> Kept | None:
        """Return the kept item: `export` tells it by list and number, an office by what it says, number or not."""
        store, taken = self.context.store, self._taken[line.plan.path]
        column, value = ("number", number) if line.is_exact("number") else ("item", text)
        alike = [
            row
            for row in store.where("checklist_item", column, value)
            if row["kind"] == kind
            and row.id not in taken
            and (column == "number" or branch is None or row["branch_id"] in {None, branch.id})
        ]
        return next((row for row in alike if row["number"] == number), alike[0] if alike else None)

    def _free_number(self, line: Line, kind: str, number: str | None) -> str:
        """Return the number of a new item: the paper's own unless another item of the list bears it."""
        if number is not None and not self._is_borne(kind, number):
            return number
        following = self._following(kind)
        if number is not None:
            said = _("{kind}里已有序号 {number}，记为 {following}。", kind=kind, number=number, following=following)
            line.warn("number", said)
        return following

    def _is_borne(self, kind: str, number: str) -> bool:
        return any(row["kind"] == kind for row in self.context.store.where("checklist_item", "number", number))

    def _following(self, kind: str) -> str:
        """Return a number after the greatest that the list had when it was first asked for."""
        if kind not in self._last:
            used = [row["number"] for row in self.context.store.where("checklist_item", "kind", kind)]
            counted = [int(each) for each in used if each.isdecimal() and len(each) <= _MOST_DIGITS]
            self._last[kind] = max(counted, default=0)
        self._last[kind] += 1
        while self._is_borne(kind, str(self._last[kind])):
            self._last[kind] += 1
        return str(self._last[kind])

    def _facts(self, line: Line) -> dict[str, Any]:
        deadline = read_deadline(line)
        raised_on = line.day("raised_on")
        responsible = line.text("responsible") or line.text("department")
        if raised_on is not None and deadline.day is not None and deadline.day < raised_on:
            line.warn("due_on", _("完成时限 {due} 早于提出日期 {raised}。", due=deadline.day, raised=raised_on))
        settled: dict[str, Any] = {}
        if line.is_exact("struck_off_on"):  # `export` writes what a rule has allowed already
            settled = {"accepted_by": line.text("accepted_by"), "struck_off_on": line.day("struck_off_on")}
            settled["struck_off_recorded_at"] = told_moment(line, "struck_off_recorded_at", self.context.now)
        goes_on = deadline.is_long_term or self._stands(line) == ChecklistState.LONG_TERM
        return settled | known(
            source=self._source(line),
            standard=line.text("standard"),
            measure=line.text("measure"),
            lead=line.text("lead"),
            responsible=responsible,
            raised_on=raised_on,
            due_on=deadline.day,
            is_long_term=line.flag("is_long_term") or goes_on or None,
            submitted_on=line.day("submitted_on"),
            evidence=line.text("evidence"),
            note=line.text("note"),
            recorded_by=line.text("recorded_by"),
        )

    def _source(self, line: Line) -> str | None:
        try:
            return line.term("source", "checklist_sources")
        except RowFault:
            line.warn("source", _("“{text}”按“其他”记。", text=line.text("source")))
            return ChecklistSource.OTHER.value

    def _stands(self, line: Line) -> str | None:
        """Return what 是否销号 says, in one of the words of the vocabulary; None where it can't be told."""
        try:
            return line.term("struck_off", "checklist_states")
        except RowFault:
            return None

    def _settle(self, line: Line, item: Kept) -> None:
        """Strike an item off as the paper says; what no rule allows is only handed in, and said (records.md)."""
        if item["accepted_by"] is not None and is_responsible(item["accepted_by"], item["responsible"]):
            raise RowFault("responsible", _("这一项是{person}销号的，责任人要另有其人。", person=item["accepted_by"]))
        if line.is_exact("struck_off_on"):
            return
        person, day = read_accepted(line)
        stands = self._stands(line)
        if stands is None and not line.is_blank("struck_off"):
            line.warn("struck_off", _("看不懂是否销号，按没有销号记。"))
        if stands == ChecklistState.AWAITING and item["submitted_on"] is None:
            revised(self.context, line, item, {"submitted_on": day or self.context.today})
        is_said = stands == ChecklistState.STRUCK_OFF or (person is not None and not line.has("struck_off"))
        if not is_said or (item["struck_off_on"] is not None and day is None):
            return
        column = "struck_off" if line.has("struck_off") else "accepted"
        if (taken_back := self._taken_back(item, day)) is not None:
            line.warn(column, taken_back)
            return
        lacking = self._lacking(item, person, day)
        if lacking is None:
            revised(self.context, line, item, {"accepted_by": person, "struck_off_on": day})
            return
        line.warn(column, lacking)
        if day is not None and item["submitted_on"] is None:
            revised(self.context, line, item, {"submitted_on": day})

    def _taken_back(self, item: Kept, day: str | None) -> str | None:
        """Say that a strike-off of the paper was taken back since; None where it wasn't."""
        since = reopened_on(self._progress(item))
        if since is None or (day is not None and day >= since and item["evidence"] is not None):
            return None
        return _("这一项已于 {day} 重新打开，表里的销号是以前的，按没有销号记。", day=since)

    def _is_old_evidence(self, item: Kept, evidence: str | None) -> bool:
        """Tell whether an evidence is that of a strike-off which was taken back."""
        return evidence is not None and any(is_reopening(row["text"], evidence) for row in self._progress(item))

    def _progress(self, item: Kept) -> list[dict[str, Any]]:
        return [row.values for row in self.context.store.where("checklist_progress", "item_id", item.id)]

    def _lacking(self, item: Kept, person: str | None, day: str | None) -> str | None:
        """Say what forbids a strike-off; None where nothing does."""
        if person is None or day is None:
            return _("没有写验收人和日期，按没有销号记。")
        if item["responsible"] is None or is_responsible(person, item["responsible"]):
            return _("验收人要是责任人以外的人，按没有销号记。")
        if item["evidence"] is None:
            return _("没有佐证，按没有销号记。")
        return None

    def _take_progress(self, line: Line, item: Kept) -> None:
        """Add what the paper says was done, unless it is kept already: a sheet is a living ledger."""
        text = line.text("progress_text")
        if text is None:
            return
        kept = {row["text"] for row in self.context.store.where("checklist_progress", "item_id", item.id)}
        for day, said in read_progress(text, otherwise=item["struck_off_on"] or self.context.today):
            if said not in kept:
                values = {"item_id": item.id, "occurred_on": day, "text": said, "recorded_at": self.context.now}
                added(self.context, line, "checklist_progress", {}, **values)
                line.changed()

    def _take_exported(self, line: Line, item: Kept) -> None:
        """Take the progress and the postponements of an exported item."""
        owner = {"item_id": item.id}
        progress = line.rows("progress") or ()
        take_rows(self.context, line, "checklist_progress", owner, progress, known_by=("occurred_on", "text"))
        postponements = line.rows("postponements") or ()
        known_by = ("decided_on", "to_on")
        take_rows(self.context, line, "checklist_postponement", owner, postponements, known_by=known_by)
