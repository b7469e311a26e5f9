"""Meetings whose record isn't whole: the evidence that is required of them is missing (OL-16)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from pbcli.db.read import Reader
from pbcli.domain.periods import Period
from pbcli.messages import _
from pbcli.services.evidence_required import missing
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.rulebook import working_calendar


def evidence(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the branches whose meetings of this year lack evidence, from so many working days after the first of them.

    One line a branch, since a paper of a whole year comes in at once. Who keeps no evidence at all isn't reminded.
    """
    year = Period(date(seen.today.year, 1, 1), seen.today, str(seen.today.year))
    if not reader.value("evidence_is_kept", start=year.start.isoformat(), end=year.end.isoformat()):
        return
    rows = sorted(missing(reader, year), key=lambda row: (row["branch"] or "", row["occurred_on"]))
    for branch, found in groupby(rows, key=lambda row: row["branch"]):
        lacking = list(found)
        held_on = date.fromisoformat(lacking[0]["occurred_on"])
        organizer = branch or _("党委")
        days = seen.book.figure("OL-16", "working_days")
        yield from seen.item(
            "event_evidence",
            f"{branch}:{lacking[0]['record_id']}",
            subject=organizer,
            due_on=working_calendar().nth(days, held_on + timedelta(days=1)).day,
            what=_(
                "{organizer}有 {count} 次活动缺佐证，最早的在 {day}",
                organizer=organizer,
                count=len(lacking),
                day=held_on,
            ),
            command=command("evidence", "list", "--missing", year.label),
        )
