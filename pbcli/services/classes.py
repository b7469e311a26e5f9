"""Classes: their years in school, and their head teachers, who need not be members. Pupils are counted, never named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name, pinyin_of
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import with_lateness, with_span_lateness
from pbcli.services.links import refuse_if_linked
from pbcli.services.stored import id_of

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Class, ClassHead
    from pbcli.db.read import Reader, Row


def list_classes(
    reader: Reader,
    *,
    day: date,
    cohort: str | None = None,
    department: str | None = None,
    graduated: bool = False,
) -> list[Row]:
    """Return the classes in school on a day, or those that have graduated before it, each with its liaisons then."""
    liaisons = defaultdict(list)
    for row in reader.iterate("class_liaisons", day=day.isoformat()):
        liaisons[row["class_id"]].append(row["member"])
    rows = reader.iterate(
        "class_list", day=day.isoformat(), graduated=int(graduated), cohort=cohort, department=department
    )
    return [{**row, "members": liaisons[row["id"]]} for row in rows]


def class_history(reader: Reader, class_id: int, *, day: date) -> dict[str, Any]:
    """Return a class's particulars as of a day, its head teachers, and who looks after it or has done so."""
    found = reader.one("class_particulars", class_id=class_id, day=day.isoformat())
    return {
        **(found or {}),
        "heads": [with_lateness(row, "from_on") for row in reader.iterate("class_heads", class_id=class_id)],
        "assignments": [
            with_span_lateness(row)
            for row in reader.iterate("class_assignments", class_id=class_id, day=day.isoformat())
        ],
    }


def add_class(work: Work, *, name: str, head: str | None = None, **particulars: Any) -> Changed:
    """Add a class, with its head teacher from the day it started, where one is named."""
    from pbcli.db.models import Class, ClassHead

    name = clean_name(name, field="班级名称")
    _refuse_taken(work, name)
    pinyin, initials = pinyin_of(name)
    particulars = clean_facts(Class, particulars)
    _check_order(particulars.get("started_on"), particulars.get("graduated_on"))
    class_id = id_of(work.add(Class.make(name=name, pinyin=pinyin, initials=initials, **particulars)))
    if head is not None:
        teacher = clean_name(head, field="班主任")
        work.add(ClassHead.make(class_id=class_id, teacher_name=teacher, from_on=particulars.get("started_on")))
    return Changed(class_id, name)


def edit_class(work: Work, class_id: int, **changes: Any) -> Changed:
    """Change a class's particulars; a new head teacher has a verb of its own."""
    from pbcli.db.models import Class

    school_class = class_record(work, class_id)
    changes = clean_facts(Class, changes)
    if changes.get("name") not in {None, school_class.name}:
        changes["name"] = clean_name(changes["name"], field="班级名称")
        _refuse_taken(work, changes["name"], class_id)
        changes["pinyin"], changes["initials"] = pinyin_of(changes["name"])
    _check_order(*(changes.get(key, getattr(school_class, key)) for key in ("started_on", "graduated_on")))
    school_class.revise(**changes)
    work.session.flush()
    return Changed(class_id, school_class.name)


def remove_class(work: Work, class_id: int) -> Changed:
    """Remove a class that nothing links to; its head teachers go with it. A class that goes away graduates instead."""
    school_class = class_record(work, class_id)
    refuse_if_linked(
        school_class.name,
        work.reader.rows("class_links", class_id=class_id),
        hint="pbcli class graduate {name} --on DATE",
    )
    for head in _heads(work, class_id):
        work.remove(head)
    work.remove(school_class)
    return Changed(class_id, school_class.name)


def appoint_head(work: Work, class_id: int, *, teacher: str, from_on: date) -> Changed:
    """Give a class a new head teacher from a day on; the one before is head teacher no more from that day.

    An appointment between two that are recorded ends where the next one begins.
    """
    from pbcli.db.models import ClassHead

    school_class = class_record(work, class_id)
    teacher = clean_name(teacher, field="班主任")
    heads = _heads(work, class_id)
    before = [head for head in heads if head.from_on is None or head.from_on < from_on]
    after = [head for head in heads if head.from_on is not None and head.from_on >= from_on]
    if after and after[0].from_on == from_on:
        raise RuleForbids(
            "“{name}”在 {day} 已有新班主任{teacher}。",
            name=school_class.name,
            day=from_on,
            teacher=after[0].teacher_name,
            hint="pbcli class show {name}",
        )
    notes = []
    if before and (before[-1].to_on is None or before[-1].to_on > from_on):
        if before[-1].teacher_name == teacher:
            raise RuleForbids("{teacher}已经是“{name}”的班主任。", teacher=teacher, name=school_class.name)
        before[-1].revise(to_on=from_on)
        notes.append(_("{teacher}任班主任到 {day} 为止。", teacher=before[-1].teacher_name, day=from_on))
    work.session.flush()
    work.add(
        ClassHead.make(
            class_id=class_id, teacher_name=teacher, from_on=from_on, to_on=after[0].from_on if after else None
        )
    )
    return Changed(class_id, school_class.name, notes)


def graduate(work: Work, class_ids: Sequence[int], *, on: date) -> list[Changed]:
    """Let classes graduate: `on` is their last day in school, and whoever looks after them does so until that day."""
    changed = []
    for class_id in class_ids:
        school_class = class_record(work, class_id)
        _check_order(school_class.started_on, on)
        school_class.revise(graduated_on=on)
        ended = _end_assignments(work, class_id, on + timedelta(days=1))
        work.session.flush()
        notes = [_("“{name}”的联系班级安排同时结束：{n} 人。", name=school_class.name, n=ended)] if ended else []
        changed.append(Changed(class_id, school_class.name, notes))
    return changed


def class_record(work: Work, class_id: int) -> Class:
    """Return the class that a lookup has found."""
    from pbcli.db.models import Class

    return work.session.get_one(Class, class_id)


def _heads(work: Work, class_id: int) -> list[ClassHead]:
    """Return a class's head teachers in the order of their time; who was so before the records begin is the first."""
    from sqlmodel import select

    from pbcli.db.models import ClassHead

    heads = work.session.exec(select(ClassHead).where(ClassHead.class_id == class_id)).all()
    return sorted(heads, key=lambda head: (head.from_on or date.min, head.id or 0))


def _end_assignments(work: Work, class_id: int, on: date) -> int:
    from sqlmodel import select

    from pbcli.db.models import Assignment

    ended = 0
    for row in work.session.exec(select(Assignment).where(Assignment.class_id == class_id)).all():
        if row.to_on is None or row.to_on > on:
            row.revise(to_on=max(on, row.from_on))
            ended += 1
    return ended


def _check_order(started_on: date | None, graduated_on: date | None) -> None:
    if started_on and graduated_on and graduated_on < started_on:
        raise RuleForbids("毕业时间 {graduated} 早于入学时间 {started}。", graduated=graduated_on, started=started_on)


def _refuse_taken(work: Work, name: str, own_id: int | None = None) -> None:
    other = work.reader.one("class_named", name=name)
    if other is not None and other["id"] != own_id:
        raise RuleForbids("已经有叫“{name}”的班级。", name=name)
