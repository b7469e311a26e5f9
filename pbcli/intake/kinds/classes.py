"""Papers of classes: name, pupils, time in school, head teacher, who need not be a member."""

from __future__ import annotations

from typing import ClassVar

from pbcli.domain.names import pinyin_of
from pbcli.intake.kinds.base import Context, added, is_open, known, mark_new, revised
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.store import Kept
from pbcli.messages import _

_FIELDS = {"班级名称": "name", "年级": "cohort", "专业": "major", "人数": "pupils", "班主任": "head_teacher"}


class Classes:
    """Takes the rows of a paper of classes."""

    unused: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        self.context = context

    def take(self, line: Line) -> None:
        """Take a class and its head teacher."""
        name = line.need("name", line.name("name"))
        facts = known(
            cohort=line.name("cohort"),
            department=line.name("department"),
            major=line.name("major"),
            pupils=line.count("pupils"),
            started_on=line.day("started_on"),
            graduated_on=line.day("graduated_on"),
            note=line.text("note"),
        )
        found = self.context.store.where("class", "name", name)
        _check_span(facts, found[0] if found else None)
        if found:
            class_ = found[0]
            revised(self.context, line, class_, facts)
        else:
            pinyin, initials = pinyin_of(name)
            class_ = added(self.context, line, "class", _FIELDS, name=name, pinyin=pinyin, initials=initials, **facts)
            mark_new(line)
            if "started_on" not in facts and not line.is_exact("started_on"):
                line.warn("started_on", _("没有入学时间，按一直在校计算。"))
        self._take_head(line, class_)
        heads = line.rows("heads") or ()
        owner = {"class_id": class_.id}
        take_rows(self.context, line, "class_head", owner, heads, known_by=("teacher_name", "from_on"))

    def finish(self) -> None:
        """Nothing waits here."""

    def _take_head(self, line: Line, class_: Kept) -> None:
        """Take the head teacher: another one follows the one so far, from today on."""
        teacher = line.name("head_teacher")
        if teacher is None:
            return
        heads = [head for head in self.context.store.where("class_head", "class_id", class_.id) if is_open(head)]
        if any(head["teacher_name"] == teacher for head in heads):
            return
        today = self.context.today
        for head in heads:
            revised(self.context, line, head, {"to_on": max(today, head["from_on"] or "")})
        from_on = today if heads else None
        values = {"class_id": class_.id, "teacher_name": teacher, "from_on": from_on}
        added(self.context, line, "class_head", _FIELDS, **values)
        line.changed()


def _check_span(facts: dict[str, str], class_: Kept | None) -> None:
    kept = class_.values if class_ is not None else {}
    started, graduated = (facts.get(name) or kept.get(name) for name in ("started_on", "graduated_on"))
    if started and graduated and graduated < started:
        raise RowFault("graduated_on", _("毕业时间早于入学时间 {day}。", day=started))
