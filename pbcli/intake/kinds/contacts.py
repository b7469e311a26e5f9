"""The ledger of contacts with classes: a living paper, whose follow-ups, gifts and evidence come later."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from pbcli.domain.enums import ContactTopic
from pbcli.intake import cells
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
from pbcli.intake.kinds.ledger import Key, Matcher
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.store import Kept
from pbcli.messages import N_, _

_FIELDS = {"日期": "occurred_on", "联系方式": "kind", "主题": "topic", "参与学生人数": "pupils", "发现问题": "problem"}


class Contacts:
    """Takes the rows of a ledger of contacts."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def matcher(self) -> Matcher:
        """What is kept of the days that the papers speak of, by its identifying facts."""
        titles = [_(title) for title in _TITLES]
        return Matcher(((_key(row.values), row) for row in self.context.store.rows("contact").values()), titles)

    def take(self, line: Line) -> None:
        """Take a contact with its follow-up."""
        facts = self._identity(line)
        later = self._later(line)
        key = _key(facts)
        contact = self.matcher.find(line, key)
        if contact is None:
            contact = self._add(line, facts, later)
            self.matcher.remember(line, key, contact)
            mark_new(line)
        else:
            revised(self.context, line, contact, later)
        self._take_follow_up(line, contact)

    def finish(self) -> None:
        """Mark the rows that look like corrections of what is kept."""
        if "matcher" in self.__dict__:
            self.matcher.mark_suspects("occurred_on")

    def _identity(self, line: Line) -> dict[str, Any]:
        """Read the facts that tell one contact from another."""
        day = line.need("occurred_on", line.day("occurred_on"))
        member = member_of_line(self.context, line, branch=branch_of(self.context, line), day=day)
        class_ = class_of(self.context, line.need("class", line.name("class")))
        kind = line.need("kind", line.term("kind", "contact_kinds"))
        topic, topic_note = _topic(line)
        pupils = line.count("pupils")
        self._compare(line, day, member, class_, pupils)
        return {
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

    def _later(self, line: Line) -> dict[str, Any]:
        """Read what may be filled in or corrected later."""
        return known(
            start_time=line.clock("start_time", day="occurred_on"),
            end_time=line.time("end_time"),
            role=line.term("role", "roles"),
            head_teacher=line.name("head_teacher"),
            place=line.text("place"),
            pupil_code=line.text("pupil_code"),
            outcome=line.text("outcome"),
            referred_to=line.text("referred_to"),
            evidence=line.text("evidence"),
            note=line.text("note"),
            recorded_by=line.text("recorded_by"),
            **read_gift(line),
        )

    def _add(self, line: Line, facts: dict[str, Any], later: dict[str, Any]) -> Kept:
        """Add a contact; role and head teacher are frozen as they were on the day, unless the paper gives them."""
        day = facts["occurred_on"]
        frozen = {
            "role": None if line.is_exact("role") else self._role(facts, day),
            "head_teacher": None if line.is_exact("head_teacher") else self._head_teacher(facts, day),
        }
        moment = recorded_at(line, "recorded_at", self.context.now)
        return added(self.context, line, "contact", _FIELDS, **(frozen | facts | later), recorded_at=moment)

    def _role(self, facts: dict[str, Any], day: str) -> str | None:
        for row in self.context.store.where("assignment", "member_id", facts["member_id"]):
            if row["class_id"] == facts["class_id"] and holds(row, day):
                return str(row["role"])
        return None

    def _head_teacher(self, facts: dict[str, Any], day: str) -> str | None:
        heads = self.context.store.where("class_head", "class_id", facts["class_id"])
        return next((str(head["teacher_name"]) for head in heads if holds(head, day)), None)

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

    def _compare(self, line: Line, day: str, member: Kept, class_: Kept, pupils: int | None) -> None:
        """Note what is odd, but may be."""
        if day > self.context.today:
            line.warn("occurred_on", _("日期在今天之后。"))
        if pupils is not None and class_["pupils"] is not None and pupils > class_["pupils"]:
            line.warn("pupils", _("参与学生人数多于班级的人数。"))
        if branch_on(self.context.store, member, day) is None:
            line.warn("member", _("这一天这名党员不在支部中。"))
        started, graduated = class_["started_on"], class_["graduated_on"]
        if (started is not None and day < started) or (graduated is not None and day > graduated):
            line.warn("class", _("这一天这个班级不在校。"))


_TITLES = (
    N_("日期"),
    N_("联系人"),
    N_("班级"),
    N_("联系方式"),
    N_("主题"),
    N_("参与学生人数"),
    N_("发现问题"),
    N_("采取措施"),
)


def _key(values: dict[str, Any]) -> Key:
    """Return the identifying facts; a topic that isn't in the list is told by its own words."""
    topic = values["topic_note"] if values["topic"] == ContactTopic.OTHER and values["topic_note"] else values["topic"]
    return (
        values["occurred_on"],
        values["member_id"],
        values["class_id"],
        values["kind"],
        topic,
        values["pupils"],
        values["problem"],
        values["measure"],
    )


def _topic(line: Line) -> tuple[str | None, str | None]:
    """Read the topic; words that aren't in the list are 其他, and kept beside it."""
    note = line.text("topic_note")
    if line.is_blank("topic"):
        return None, note
    try:
        return line.term("topic", "topics"), note
    except RowFault:
        text = cells.cell_text(line.values["topic"])
        line.warn("topic", _("“{text}”不在主题之列，按“其他”登记，原文保留。", text=text))
        return ContactTopic.OTHER.value, text if note is None else f"{text}；{note}"
