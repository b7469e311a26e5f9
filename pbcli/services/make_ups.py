"""Make-up lessons, writing: an absence opens one, and it closes when the lesson is recorded (rule book, OL-17)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pbcli.domain.enums import AttendanceState
from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services import event_records as records
from pbcli.services.changed import Changed
from pbcli.services.event_attendance import find_participant
from pbcli.services.free_text import clean_facts

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.models import Attendance


def record_make_ups(
    work: Work, event_id: int, *, members: Iterable[str], on: date, how: str | None, today: date
) -> list[Changed]:
    """Write down that members, who are names as typed, made up for their absence from an event.

    Raises RuleForbids for whoever isn't written down as away, for a day to come, and for one before the event.
    """
    from pbcli.db.models import Attendance

    gathering = records.gathering_of(work.reader, event_id)
    if on > today:
        raise RuleForbids("补课日期 {day} 还没有到。", day=on)
    if on < gathering.day:
        raise RuleForbids("补课日期 {day} 早于活动日期 {held}。", day=on, held=gathering.day)
    changed = []
    for member, row in _away(work, event_id, members):
        before = row.made_up_on
        facts = clean_facts(Attendance, {"made_up_on": on, **({} if how is None else {"made_up_how": how})})
        work.add(row.revise(**facts))
        notes = [] if before in {None, on} else [_("{name}的补课原来记在 {day}。", name=member, day=before)]
        changed.append(Changed(event_id, member, notes))
    return changed


def reopen_make_ups(work: Work, event_id: int, *, members: Iterable[str]) -> list[Changed]:
    """Take back that members made up for their absence. Raises RuleForbids where no lesson is recorded."""
    changed = []
    for member, row in _away(work, event_id, members):
        if row.made_up_on is None:
            raise RuleForbids("{name}没有记过补课。", name=member, hint=f"pbcli event show {event_id}")
        work.add(row.revise(made_up_on=None, made_up_how=None))
        changed.append(Changed(event_id, member))
    return changed


def _away(work: Work, event_id: int, members: Iterable[str]) -> list[tuple[str, Attendance]]:
    """Return the members with their rows of absence. Raises RuleForbids for whoever was there."""
    gathering = records.gathering_of(work.reader, event_id)
    rows = {
        row.member_id: row for row in records.rows_of_away(work, event_id) if row.state != AttendanceState.ATTENDING
    }
    found: dict[int, tuple[str, Attendance]] = {}
    for text in members:
        member = find_participant(work.reader, gathering, text)
        if member["id"] not in rows:
            raise RuleForbids(
                "{name}没有记请假或缺席，不用补课。", name=member["name"], hint=f"pbcli event show {event_id}"
            )
        found[member["id"]] = (member["name"], rows[member["id"]])
    return list(found.values())
