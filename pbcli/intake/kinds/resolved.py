"""What events resolved, with the totals of the vote; and the lessons that made up for absences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pbcli.domain.enums import AttendanceState
from pbcli.domain.errors import RuleForbids
from pbcli.domain.votes import Vote, read_vote
from pbcli.intake.kinds.base import Context, added, known, revised
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line
from pbcli.intake.store import Kept
from pbcli.messages import _

_DAY = re.compile(r"(?:(?P<year>\d{4})[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})[日号]?")
_NOT_YET = re.compile(r"未补|没有?补|待补|尚未|还没|不用补|无需")
_BETWEEN = re.compile(r"[、，,;；\n。]+(?![^（(]*[）)])")
_AROUND = re.compile(r"^[\s:：（(）)，,、]+|[\s:：（(）)，,、]+$|已于|已经?")


def told_vote(line: Line) -> Vote | str | None:
    """Return the totals of the paper's vote; its text where they can't be told or can't be; None where it has none."""
    text = line.text("vote")
    vote = None if text is None else read_vote(text)
    if vote is None:
        return text
    try:
        vote.check()
    except RuleForbids as error:
        line.warn("vote", _(error.message, **error.values))
        return text
    return vote


def take_vote(context: Context, line: Line, event: Kept, vote: Vote, text: str) -> None:
    """Bring the resolution with this text up to the paper's vote; a new one where the event has none such."""
    totals = known(
        voters_entitled=vote.entitled,
        voters_present=vote.present,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        votes_abstained=vote.votes_abstained,
    )
    rows = context.store.where("resolution", "event_id", event.id)
    alike = [row for row in rows if row["text"] == text]
    if alike:
        revised(context, line, alike[0], totals)
        return
    place = 1 + max((row["place"] for row in rows), default=0)
    added(context, line, "resolution", {}, event_id=event.id, place=place, text=text, **totals)
    line.changed()


def take_resolved(context: Context, line: Line, event: Kept) -> None:
    """Take the resolutions that `export` wrote."""
    rows = line.rows("resolved")
    if rows is not None:
        take_rows(context, line, "resolution", {"event_id": event.id}, rows, known_by=("place",))


def take_make_ups(context: Context, line: Line, event: Kept, exported: Mapping[int, Mapping[str, Any]]) -> None:
    """Note the lessons that made up for absences: exported ones, else those that the paper tells.

    One without a day is no lesson yet, and that is said.
    """
    store = context.store
    away = [
        row
        for row in store.where("attendance", "event_id", event.id)
        if row["state"] != AttendanceState.ATTENDING or row["member_id"] in exported
    ]
    for row in away:
        revised(context, line, row, exported.get(row["member_id"], {}))
    text = line.text("make_up")
    names = {store.get("member", row["member_id"])["name"]: row for row in away}
    for name, day, how in _lessons(text or "", list(names), event["occurred_on"]):
        if day is None:
            line.warn("make_up", _("没有写{name}哪天补的课，按还没有补记。", name=name))
        else:
            revised(context, line, names[name], known(made_up_on=day, made_up_how=how))


def _lessons(text: str, names: list[str], held_on: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Give who made up, when and how; a piece that names nobody speaks of all before it, or of all who were away."""
    waiting: list[str] = []
    spoken = False
    for piece in filter(str.strip, _BETWEEN.split(text)):
        named = [name for name in names if name in piece]
        if _NOT_YET.search(piece):
            waiting = []
            spoken = True
            continue
        day = _day(piece, held_on)
        if named and day is None and not _how(piece, named):
            waiting += named
            spoken = True
            continue
        if not named and day is None and "补" not in piece:
            continue
        who = [*waiting, *named] or ([] if spoken else names)
        waiting = []
        spoken = True
        for name in who:
            yield name, day, _how(piece, named)
    for name in waiting:
        yield name, None, None


def _day(piece: str, held_on: str) -> str | None:
    """Return the first day of a piece; one without a year is the next such day after the event."""
    found = _DAY.search(piece)
    if found is None:
        return None
    held = date.fromisoformat(held_on)
    years: tuple[Any, ...] = (int(found["year"]),) if found["year"] else (held.year, held.year + 1)
    for year in years:
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            return None
        if day >= held:
            return day.isoformat()
    return None


def _how(piece: str, names: list[str]) -> str | None:
    """Return what is left of a piece without its names and its day."""
    rest = _DAY.sub("", piece)
    for name in names:
        rest = rest.replace(name, "")
    before = ""
    while before != rest:
        before, rest = rest, _AROUND.sub("", rest)
    return rest or None
