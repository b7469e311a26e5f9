"""Papers of organizational life: an event of one or several kinds, who was entitled, who was present, who was not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.intake import cells
from pbcli.intake.kinds.attendance import Exceptions, frozen_figures, read_exceptions, take_exceptions
from pbcli.intake.kinds.base import Context, added, find_branch, known, mark_new, member_of, revised
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.ledger import Key, Matcher
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.store import Kept
from pbcli.intake.vocabulary import cell_terms
from pbcli.messages import N_, _

_FIELDS = {"日期": "occurred_on", "会议名称": "title", "应到": "entitled", "实到": "present", "学时": "hours"}
_TITLES = (N_("主办党组织"), N_("日期"), N_("开始"), N_("会议类型"), N_("会议名称"))
_UNIT_WORDS = ("党委", "党总支", "总支", "全校", "学校", "党工委")


def _figures(line: Line) -> dict[str, int | None]:
    """Read how many were entitled and present, from a column each or from one for both: "15/13"."""
    entitled, present = line.read("turnout", cells.cell_turnout) or (None, None)
    return {
        "entitled": entitled if line.is_blank("entitled") else line.count("entitled"),
        "present": present if line.is_blank("present") else line.count("present"),
    }


class Events:
    """Takes the rows of a paper of events."""

    unused: ClassVar[frozenset[str]] = frozenset({"form", "make_up", "state", "brand"})

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def matcher(self) -> Matcher:
        """What is kept, by its identifying facts."""
        store = self.context.store
        kept = ((_key(row.values, _kinds_of(self.context, row)), row) for row in store.rows("event").values())
        return Matcher(kept, [_(title) for title in _TITLES])

    def take(self, line: Line) -> None:
        """Take an event with its kinds and its attendance."""
        kinds = self._kinds(line)
        branch = self._branch(line)
        day = line.need("occurred_on", line.day("occurred_on"))
        identity = {
            "branch_id": None if branch is None else branch.id,
            "occurred_on": day,
            "start_time": line.clock("start_time", day="occurred_on"),
            "title": line.name("title"),
        }
        facts = self._facts(line, branch, day)
        exceptions = read_exceptions(self.context, line, branch, day)
        key = _key(identity, kinds)
        event = self.matcher.find(line, key)
        if event is None:
            figures = {} if line.is_exact("entitled") else self._frozen(branch, kinds, facts, day, exceptions)
            moment = recorded_at(
                line, "recorded_at" if line.is_exact("recorded_at") else "recorded_on", self.context.now
            )
            event = added(self.context, line, "event", _FIELDS, **(figures | identity | facts), recorded_at=moment)
            self._add_kinds(line, event, kinds)
            self.matcher.remember(line, key, event)
            mark_new(line)
        else:
            revised(self.context, line, event, facts)
        take_exceptions(self.context, line, event, exceptions)
        self._compare(line, event)

    def finish(self) -> None:
        """Mark the rows that look like corrections of what is kept."""
        if "matcher" in self.__dict__:
            self.matcher.mark_suspects("occurred_on")

    def _branch(self, line: Line) -> Kept | None:
        """Return the branch that held the event; nothing for one of the whole unit."""
        name = line.name("branch")
        if name is None:
            if line.sheet_branch is None and not line.is_exact("branch"):
                line.need("branch", None)
            return line.sheet_branch
        found = find_branch(self.context, name)
        if found is None and (name == self.context.unit or name.endswith(_UNIT_WORDS) or name.endswith("委员会")):
            return None
        if found is None:
            raise RowFault("branch", _("没有叫“{name}”的党支部。", name=name))
        return found

    def _kinds(self, line: Line) -> frozenset[str]:
        """Read the kinds: those of the program by any synonym, the unit's own by their names."""
        if line.is_exact("kinds"):
            return frozenset(line.need("kinds", line.text("kinds")).split("、"))
        own = {row["name"] for row in self.context.store.rows("event_kind").values()}
        found: set[str] = set()
        for field in ("kinds", "same_day_kinds"):
            found.update(line.read_with_doubts(field, cell_terms, "event_kinds", extra=own) or ())
        if not line.has("kinds"):
            found |= kinds_named(line.plan.heading)
        if not found:
            line.need("kinds", None)
        return frozenset(found)

    def _facts(self, line: Line, branch: Kept | None, day: str) -> dict[str, Any]:
        resolutions, vote = line.text("resolutions"), line.text("vote")
        if vote is not None:
            vote = _("表决：{vote}", vote=vote)
            resolutions = vote if resolutions is None else f"{resolutions}\n{vote}"
        return known(
            end_time=line.time("end_time"),
            hours_hundredths=line.read("hours", cells.cell_hours),
            place=line.text("place"),
            host_id=self._person(line, "host", branch, day),
            recorder_id=self._person(line, "recorder", branch, day),
            **_figures(line),
            topics=line.text("topics"),
            summary=line.text("summary"),
            resolutions=resolutions,
            attending=line.text("attending"),
            evidence=line.text("evidence"),
            note=line.text("note"),
            recorded_by=line.text("recorded_by"),
        )

    def _person(self, line: Line, field: str, branch: Kept | None, day: str) -> int | None:
        name = line.name(field)
        if name is None:
            return None
        if line.is_exact(f"{field}_born"):
            branch = branch_of_person(self.context, field, line.name(f"{field}_branch"), branch)
            born = line.day(f"{field}_born")
            return exported_member(self.context, field, name, branch=branch, born=born, day=day).id
        return member_of(self.context, field, name, branch=branch, day=day).id

    def _frozen(
        self, branch: Kept | None, kinds: frozenset[str], facts: dict[str, Any], day: str, exceptions: Exceptions | None
    ) -> dict[str, Any]:
        away = sum(state != AttendanceState.ATTENDING for state, _reason in (exceptions or {}).values())
        return frozen_figures(self.context, branch, kinds, day, facts.get("entitled"), away)

    def _add_kinds(self, line: Line, event: Kept, kinds: frozenset[str]) -> None:
        for name in sorted(kinds):
            found = self.context.store.where("event_kind", "name", name)
            kind = found[0] if found else added(self.context, line, "event_kind", {}, name=name, is_builtin=False)
            added(self.context, line, "event_has_kind", {}, event_id=event.id, event_kind_id=kind.id)

    def _compare(self, line: Line, event: Kept) -> None:
        """Note what is odd, but may be."""
        entitled, present = event["entitled"], event["present"]
        if entitled is not None and present is not None and present > entitled:
            line.warn("present", _("实到 {present} 人，多于应到 {entitled} 人。", present=present, entitled=entitled))
        if event["occurred_on"] > self.context.today:
            line.warn("occurred_on", _("日期在今天之后。"))
        if event["start_time"] and event["end_time"] and event["end_time"] < event["start_time"]:
            line.warn("end_time", _("结束早于开始。"))
        away = {row["member_id"] for row in self.context.store.where("attendance", "event_id", event.id)}
        for field in ("host", "recorder"):
            if event[f"{field}_id"] in away:
                line.warn(field, _("这个人又写在请假或缺席里。"))


def kinds_named(heading: Iterable[str]) -> set[str]:
    """Return the kinds that the first text names which names any: 主题党日活动台账 is of 主题党日."""
    for text in heading:
        named = {kind.value for kind in EventKind if kind is not EventKind.OTHER and kind.value in text}
        if named:
            return named
    return set()


def _kinds_of(context: Context, event: Kept) -> frozenset[str]:
    store = context.store
    links = store.where("event_has_kind", "event_id", event.id)
    return frozenset(store.get("event_kind", link["event_kind_id"])["name"] for link in links)


def _key(values: dict[str, Any], kinds: frozenset[str]) -> Key:
    return (values["branch_id"], values["occurred_on"], values["start_time"], kinds, values["title"])
