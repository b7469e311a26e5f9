"""Study from outside the school's own events: a course, a platform as source; its points are never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.errors import RuleForbids
from pbcli.domain.study import hours_text
from pbcli.messages import _
from pbcli.services.changed import Changed, said_once
from pbcli.services.event_listing import EVER
from pbcli.services.free_text import clean_facts
from pbcli.services.lateness import lateness, said_of_entry
from pbcli.services.lookup import find_member
from pbcli.services.privacy_masks import cover_notes
from pbcli.services.stored import id_of, stored, unknown

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Study
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period

POINTS = "积分"


def record_studies(work: Work, *, members: Sequence[str], today: date, **facts: Any) -> list[Changed]:
    """Write down a study of some members, who are names as typed, each with the same hours.

    Raises UnknownName or AmbiguousName, and RuleForbids for days that can't be and for the points of a platform.
    """
    from pbcli.db.models import Study

    facts = _checked(clean_facts(Study, facts), today)
    found = {row["id"]: row for row in (find_member(work.reader, name, day=facts["occurred_on"]) for name in members)}
    changed = []
    for member in found.values():
        study = work.add(Study.make(member_id=member["id"], **facts, recorded_at=work.now, recorded_by=work.actor))
        changed.append(Changed(id_of(study), described(facts["occurred_on"], member["name"], facts)))
    return said_once(changed, said_of_entry(facts.get("ended_on") or facts["occurred_on"], today))


def edit_study(work: Work, study_id: int, *, today: date, **changes: Any) -> Changed:
    """Change what a study says. Raises what record_studies raises."""
    from pbcli.db.models import Study

    study: Study = stored(work, Study, study_id)
    names = ("occurred_on", "ended_on", "hours_hundredths", "source", "title", "note")
    if "member" in changes:
        day = changes.get("occurred_on", study.occurred_on)
        changes["member_id"] = find_member(work.reader, changes.pop("member"), day=day)["id"]
    changes = clean_facts(Study, changes)
    _checked({name: changes.get(name, getattr(study, name)) for name in names}, today)
    work.add(study.revise(**changes))
    row = find_study(work.reader, study_id)
    return Changed(study_id, described(row["occurred_on"], row["member"], {"hours_hundredths": study.hours_hundredths}))


def remove_study(work: Work, study_id: int) -> Changed:
    """Remove a study. Raises UnknownName."""
    from pbcli.db.models import Study

    study = stored(work, Study, study_id)
    row = find_study(work.reader, study_id)
    work.remove(study)
    return Changed(study_id, described(row["occurred_on"], row["member"], {"hours_hundredths": study.hours_hundredths}))


def list_studies(
    reader: Reader, period: Period, *, member_id: int | None = None, branch_id: int | None = None
) -> list[dict[str, Any]]:
    """List the studies that a period touches, oldest first; notes on private circumstances are covered."""
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    rows = reader.rows("study_list", **days, id=None, member_id=member_id, branch_id=branch_id)
    return [_completed(row) for row in rows]


def find_study(reader: Reader, study_id: int) -> dict[str, Any]:
    """Return one study. Raises UnknownName."""
    row = reader.one("study_list", **EVER, id=study_id, member_id=None, branch_id=None)
    if row is None:
        raise unknown("study", study_id)
    return _completed(row)


def described(day: date | str, member: str, facts: dict[str, Any]) -> str:
    """Name a study by its day, its member and its hours."""
    hours = hours_text(facts["hours_hundredths"])
    return _("{day} {member} {hours} 学时", day=day, member=member, hours=hours)


def _checked(facts: dict[str, Any], today: date) -> dict[str, Any]:
    first, last = facts["occurred_on"], facts.get("ended_on")
    if first > today:
        raise RuleForbids("学习日期 {day} 还没有到。", day=first)
    if last is not None and last < first:
        raise RuleForbids("结束日期 {end} 早于开始日期 {start}。", end=last, start=first)
    if not facts.get("source"):
        raise RuleForbids("“{field}”不能为空。", field="学习来源")
    if not facts["hours_hundredths"]:
        raise RuleForbids("学时要大于零。")
    for name in ("source", "title", "note"):
        if POINTS in (facts.get(name) or ""):
            raise RuleForbids("平台只写来源，不记积分。", hint="pbcli study add MEMBER --source TEXT --hours 2")
    return facts


def _completed(row: Row) -> dict[str, Any]:
    """Add the hours as text, and how late the study was recorded."""
    last = row["ended_on"] or row["occurred_on"]
    shown = {key: value for key, value in row.items() if key != "hours_hundredths"}
    return cover_notes(
        {**shown, "hours": hours_text(row["hours_hundredths"])} | lateness(last, row["recorded_at"]), {"note"}
    )
