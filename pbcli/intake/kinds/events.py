"""Papers of organizational life: an event of one or several kinds, who was entitled, who was present, who was not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from pbcli.domain.enums import AttendanceState, EventKind
from pbcli.domain.votes import Vote
from pbcli.intake import cells
from pbcli.intake.kinds.attendance import Exceptions, exported_lessons, frozen_figures, read_exceptions, take_exceptions
from pbcli.intake.kinds.base import Context, added, known, mark_new, revised
from pbcli.intake.kinds.event_brands import take_brand
from pbcli.intake.kinds.exported import branch_of_person, exported_member
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.ledger import Key, Matcher
from pbcli.intake.kinds.line import Line
from pbcli.intake.kinds.moments import recorded_at
from pbcli.intake.kinds.organizers import Organizer, members_of, read_organizer, shares_of_partners
from pbcli.intake.kinds.resolved import take_make_ups, take_resolved, take_vote, told_vote
from pbcli.intake.store import Kept
from pbcli.intake.vocabulary import cell_terms
from pbcli.messages import N_, _

_FIELDS = {"日期": "occurred_on", "会议名称": "title", "应到": "entitled", "实到": "present", "学时": "hours"}
_TITLES = (N_("主办党组织"), N_("日期"), N_("开始"), N_("会议类型"), N_("会议名称"))


def _figures(line: Line) -> dict[str, int | None]:
    """Read how many were entitled and present, from a column each or from one for both: "15/13"."""
    entitled, present = line.read("turnout", cells.cell_turnout) or (None, None)
    return {
        "entitled": entitled if line.is_blank("entitled") else line.count("entitled"),
        "present": present if line.is_blank("present") else line.count("present"),
    }


class Events:
    """Takes the rows of a paper of events."""

    unused: ClassVar[frozenset[str]] = frozenset({"form", "state"})

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def matcher(self) -> Matcher:
        """What is kept, by its identifying facts."""
        store = self.context.store
        kept = ((_key(row.values, _kinds_of(self.context, row)), row) for row in store.rows("event").values())
        return Matcher(kept, [_(title) for title in _TITLES])

    def take(self, line: Line) -> None:
        """Take an event with its kinds, its attendance and what it resolved."""
        kinds = self._kinds(line)
        organizer = read_organizer(self.context, line, kinds)
        day = line.need("occurred_on", line.day("occurred_on"))
        identity = {
            "branch_id": None if organizer.branch is None else organizer.branch.id,
            "occurred_on": day,
            "start_time": line.clock("start_time", day="occurred_on"),
            "title": line.name("title"),
        }
        vote = told_vote(line)
        facts = self._facts(line, organizer, day) | known(resolutions=_resolutions(line, vote))
        exceptions = read_exceptions(self.context, line, organizer, day)
        shares = shares_of_partners(self.context, line, organizer, day, _away(exceptions))
        if not line.is_exact("entitled"):
            facts |= self._own_share(line, facts, shares)
        key = _key(identity, kinds)
        event = self.matcher.find(line, key)
        if event is None:
            event = self._add(line, organizer, kinds, identity | facts, exceptions)
            self.matcher.remember(line, key, event)
            mark_new(line)
        else:
            revised(self.context, line, event, facts)
        take_rows(self.context, line, "event_branch", {"event_id": event.id}, shares, known_by=("branch_id",))
        take_exceptions(self.context, line, event, exceptions)
        take_make_ups(self.context, line, event, exported_lessons(self.context, line, organizer, day))
        take_resolved(self.context, line, event)
        take_brand(self.context, line, event, organizer)
        if isinstance(vote, Vote):
            take_vote(self.context, line, event, vote, _resolved_text(event, kinds))
        self._compare(line, event)

    def _add(
        self,
        line: Line,
        organizer: Organizer,
        kinds: frozenset[str],
        facts: dict[str, Any],
        exceptions: Exceptions | None,
    ) -> Kept:
        """Add an event with its kinds; those entitled are frozen as of its day, unless the paper gives them."""
        day, away = facts["occurred_on"], _away(exceptions)
        for partner in organizer.partners:
            away -= members_of(self.context, partner, day)
        figures = {}
        if not line.is_exact("entitled"):
            figures = frozen_figures(self.context, organizer, kinds, day, facts.get("entitled"), len(away))
        moment = recorded_at(line, "recorded_at" if line.is_exact("recorded_at") else "recorded_on", self.context.now)
        event = added(self.context, line, "event", _FIELDS, **(figures | facts), recorded_at=moment)
        for name in sorted(kinds):
            found = self.context.store.where("event_kind", "name", name)
            kind = found[0] if found else added(self.context, line, "event_kind", {}, name=name, is_builtin=False)
            added(self.context, line, "event_has_kind", {}, event_id=event.id, event_kind_id=kind.id)
        return event

    def finish(self) -> None:
        """Mark the rows that look like corrections of what is kept."""
        if "matcher" in self.__dict__:
            self.matcher.mark_suspects("occurred_on")

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

    def _facts(self, line: Line, organizer: Organizer, day: str) -> dict[str, Any]:
        return known(
            party_group_id=None if organizer.group is None else organizer.group.id,
            ended_on=line.day("ended_on"),
            end_time=line.time("end_time"),
            hours_hundredths=line.read("hours", cells.cell_hours),
            place=line.text("place"),
            host_id=self._person(line, "host", organizer, day),
            recorder_id=self._person(line, "recorder", organizer, day),
            **_figures(line),
            topics=line.text("topics"),
            summary=line.text("summary"),
            attending=line.text("attending"),
            evidence=line.text("evidence"),
            note=line.text("note"),
            recorded_by=line.text("recorded_by"),
        )

    def _person(self, line: Line, field: str, organizer: Organizer, day: str) -> int | None:
        name = line.name(field)
        if name is None:
            return None
        if line.is_exact(f"{field}_born"):
            branch = branch_of_person(self.context, field, line.name(f"{field}_branch"), organizer.branch)
            born = line.day(f"{field}_born")
            return exported_member(self.context, field, name, branch=branch, born=born, day=day).id
        return organizer.member(self.context, field, name, day).id

    def _own_share(self, line: Line, facts: dict[str, Any], shares: Iterable[dict[str, Any]]) -> dict[str, int]:
        """Take the partners' shares off a paper's figures, which are of all branches together."""
        own: dict[str, int] = {}
        for field in ("entitled", "present"):
            theirs = sum(share[field] or 0 for share in shares)
            if field in facts and theirs:
                own[field] = max(0, facts[field] - theirs)
                if theirs > facts[field]:
                    line.warn(field, _("联办支部按名册已有 {n} 人，多于这里写的。", n=theirs))
        return own

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


def _away(exceptions: Exceptions | None) -> set[int]:
    return {member for member, (state, _reason) in (exceptions or {}).items() if state != AttendanceState.ATTENDING}


def _resolutions(line: Line, vote: Vote | str | None) -> str | None:
    """Return the text of what was resolved; a vote whose totals can't be told stands behind it."""
    text = line.text("resolutions")
    if not isinstance(vote, str):
        return text
    said = _("表决：{vote}", vote=vote)
    return said if text is None else f"{text}\n{said}"


def _resolved_text(event: Kept, kinds: frozenset[str]) -> str:
    """Return what was voted on: what was resolved, else the topics, the title, the kinds."""
    return str(event["resolutions"] or event["topics"] or event["title"] or "、".join(sorted(kinds)))


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
