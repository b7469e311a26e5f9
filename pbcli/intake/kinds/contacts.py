"""The ledger of contacts with classes: a living paper, whose follow-ups, gifts and evidence come later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from pbcli.domain.enums import ContactTopic
from pbcli.intake.faults import CellFault
from pbcli.intake.kinds.base import (
    Context,
    added,
    branch_of,
    branch_on,
    class_of,
    holds,
    known,
    mark_new,
    revised,
)
from pbcli.intake.kinds.exported import member_of_line
from pbcli.intake.kinds.gifts import read_gift
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.kept_contacts import KeptContacts, key_of
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.store import Kept
from pbcli.intake.vocabulary import cell_terms
from pbcli.messages import _

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = {"日期": "occurred_on", "联系方式": "kind", "主题": "topic", "参与学生人数": "pupils", "发现问题": "problem"}


LATER: Mapping[str, Callable[[Line], Any]] = {
    "end_time": lambda line: line.time("end_time"),
    "role": lambda line: line.term("role", "roles"),
    "head_teacher": lambda line: line.name("head_teacher"),
    "place": lambda line: line.text("place"),
    "pupil_code": lambda line: line.text("pupil_code"),
    "outcome": lambda line: line.text("outcome"),
    "referred_to": lambda line: line.text("referred_to"),
    "evidence": lambda line: line.text("evidence"),
    "note": lambda line: line.text("note"),
    "recorded_by": lambda line: line.text("recorded_by"),
}
"""What may be filled in or corrected later, and how each is read."""

_MOST_STANDINGS = 50_000
_UNCOUNTED = 10**9


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member was to a class on a day, and what is odd about it but may be: fields, each with a sentence."""

    role: str | None
    head_teacher: str | None
    most: int
    """How many pupils the class has; more than any has where that isn't known."""
    doubts: tuple[tuple[str, str], ...]


class Contacts:
    """Takes the rows of a ledger of contacts."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context
        self._standings: dict[tuple[str, int, int], Standing] = {}

    @cached_property
    def kept(self) -> KeptContacts:
        """What is kept already, by its identifying facts."""
        return KeptContacts(self.context.store, at_once=self.context.brings_in_all_days)

    def begin(self, path: Path) -> None:
        """Begin a paper: what the papers before it brought is kept by now."""
        self.context.write_out(least=1)
        self.kept.begin(path)

    def take(self, line: Line) -> None:
        """Take a contact with its follow-up."""
        facts, standing = self._identity(line)
        later = self._later(line)
        contact = self.kept.find(key_of(facts))
        if contact is None:
            contact = self._add(line, facts, later, standing)
            self.kept.remember(line.plan, (line.number,), contact.id)
            mark_new(line)
        else:
            revised(self.context, line, contact, later)
        self._take_follow_up(line, contact)
        self.context.write_out()

    def finish(self) -> None:
        """Mark the rows that look like corrections of what is kept."""
        if "kept" in self.__dict__:
            self.context.write_out(least=1)
            self.kept.mark_suspects("occurred_on")

    def _identity(self, line: Line) -> tuple[dict[str, Any], Standing]:
        """Read the facts that tell one contact from another."""
        day = line.need("occurred_on", line.day("occurred_on"))
        member = member_of_line(self.context, line, branch=branch_of(self.context, line), day=day)
        class_ = class_of(self.context, line.need("class", line.name("class")))
        kind = read_kind(line)
        topic, topic_note = read_topic(line)
        pupils = line.count("pupils")
        (standing,) = self.standings([(day, member.id, class_.id)])
        for field, sentence in standing.doubts:
            line.warn(field, sentence)
        if (more := too_many(pupils, standing)) is not None:
            line.warn("pupils", more)
        facts = {
            "occurred_on": day,
            "member_id": member.id,
            "class_id": class_.id,
            "kind": kind,
            "topic": topic,
            "topic_note": topic_note,
            "pupils": pupils,
            "problem": line.text("problem"),
            "measure": line.text("measure"),
        }
        return facts, standing

    def _later(self, line: Line) -> dict[str, Any]:
        """Read what may be filled in or corrected later."""
        return known(
            start_time=line.clock("start_time", day="occurred_on"),
            **{field: read(line) for field, read in LATER.items()},
            **read_gift(line),
        )

    def _add(self, line: Line, facts: dict[str, Any], later: dict[str, Any], standing: Standing) -> Kept:
        """Add a contact; role and head teacher are frozen as they were on the day, unless the paper gives them."""
        frozen = {
            "role": None if line.is_exact("role") else standing.role,
            "head_teacher": None if line.is_exact("head_teacher") else standing.head_teacher,
        }
        moment = recorded_at(line, "recorded_at", self.context.now)
        return added(self.context, line, "contact", _FIELDS, **(frozen | facts | later), recorded_at=moment)

    def standings(self, asked: Iterable[tuple[str, int, int]]) -> list[Standing]:
        """Return what each member was to a class on a day: a ledger asks the same again and again."""
        if len(self._standings) >= _MOST_STANDINGS:
            self._standings.clear()
        known = self._standings
        return [known.get(one) or self._stand(*one) for one in asked]

    def _stand(self, day: str, member_id: int, class_id: int) -> Standing:
        member, class_ = self.context.store.get("member", member_id), self.context.store.get("class", class_id)
        found = self._standings[day, member_id, class_id] = Standing(
            self._role(day, member, class_),
            self._head_teacher(day, class_),
            _UNCOUNTED if class_["pupils"] is None else class_["pupils"],
            tuple(self._odd(day, member, class_)),
        )
        return found

    def _role(self, day: str, member: Kept, class_: Kept) -> str | None:
        for row in self.context.store.where("assignment", "member_id", member.id):
            if row["class_id"] == class_.id and holds(row, day):
                return str(row["role"])
        return None

    def _head_teacher(self, day: str, class_: Kept) -> str | None:
        heads = self.context.store.where("class_head", "class_id", class_.id)
        return next((str(head["teacher_name"]) for head in heads if holds(head, day)), None)

    def _odd(self, day: str, member: Kept, class_: Kept) -> Iterator[tuple[str, str]]:
        """Give what is odd, but may be."""
        if day > self.context.today:
            yield "occurred_on", _("日期在今天之后。")
        if branch_on(self.context.store, member, day) is None:
            yield "member", _("这一天这名党员不在支部中。")
        started, graduated = class_["started_on"], class_["graduated_on"]
        if (started is not None and day < started) or (graduated is not None and day > graduated):
            yield "class", _("这一天这个班级不在校。")

    def _take_follow_up(self, line: Line, contact: Kept) -> None:
        """Take the follow-up: there is one where the paper says so, or gives a day or a result of one."""
        exported = line.rows("follow_ups")
        if exported is not None:
            owner = {"contact_id": contact.id}
            take_rows(self.context, line, "follow_up", owner, exported, known_by=("due_on", "task"))
            return
        needs = line.flag("needs_follow_up")
        facts = known(
            due_on=line.day("due_on"),
            closed_on=line.day("closed_on"),
            result=line.text("result"),
            task=line.text("task"),
        )
        if needs is False and facts:
            line.warn("needs_follow_up", _("写的是不跟进，但有跟进的日期或结果，按需要跟进登记。"))
        for field in ("due_on", "closed_on"):
            if facts.get(field, "9999") < contact["occurred_on"]:
                line.warn(field, _("早于联系日期。"))
        follow_ups = self.context.store.where("follow_up", "contact_id", contact.id)
        if follow_ups:
            revised(self.context, line, follow_ups[0], facts | known(responsible=line.name("responsible")))
        elif needs or facts:
            facts |= known(responsible=line.name("responsible"))
            added(self.context, line, "follow_up", {}, contact_id=contact.id, **facts)
            line.changed()


def too_many(pupils: int | None, standing: Standing) -> str | None:
    """Say of more pupils than a class has that they are; nothing of fewer."""
    return None if pupils is None or pupils <= standing.most else _("参与学生人数多于班级的人数。")


def read_kind(line: Line) -> str:
    """Read the kind of a contact. Raises RowFault; of several in one cell it says that each is a row of its own."""
    cell = line.values.get("kind")
    if isinstance(cell, str) and _names_several(cell):
        raise RowFault("kind", _("“{text}”是几种联系方式：请分成几行，一行一种。", text=cell))
    return line.need("kind", line.term("kind", "contact_kinds"))


def _names_several(text: str) -> bool:
    try:
        return len(cell_terms(text, "contact_kinds")) > 1
    except CellFault:
        return False


def read_topic(line: Line) -> tuple[str | None, str | None]:
    """Read the topic; words that aren't in the list are 其他, and kept beside it."""
    note = line.text("topic_note")
    if line.is_blank("topic"):
        return None, note
    try:
        return line.term("topic", "topics"), note
    except RowFault:
        text = line.text("topic")
        line.warn("topic", _("“{text}”不在主题之列，按“其他”登记，原文保留。", text=text))
        return ContactTopic.OTHER.value, text if note is None else f"{text}；{note}"
