"""What events leave to do: lessons that make up for absences, and what was resolved to be carried out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from pbcli.db.read import Reader
from pbcli.domain.periods import span
from pbcli.messages import _
from pbcli.services.make_up_listing import list_make_ups
from pbcli.services.reminders import Item, Seen, command
from pbcli.services.resolution_listing import list_resolutions, states_wanted

_NAMED = 3
"""So many of those who were away are named; of more only the number."""


def make_ups(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the absences of the year that aren't made up (OL-17): a line an event, one a branch for what is older.

    What is of an earlier year stays in the listing: nobody is reminded of it for ever.
    """
    recent = seen.today - timedelta(seen.book.figure("OL-17", "single_days"))
    since = min(recent, date(seen.today.year, 1, 1))
    single, older = defaultdict(list), defaultdict(list)
    for row in list_make_ups(reader, today=seen.today, period=span(since, seen.today), only_members=True):
        if row["occurred_on"] < recent.isoformat():
            older[row["branch_id"], row["branch"]].append(row)
        else:
            single[row["event_id"], row["branch"]].append(row)
    for (event_id, _branch), rows in single.items():
        yield from _of_event(seen, event_id, rows)
    for (branch_id, branch), rows in older.items():
        yield from seen.item(
            "make_up",
            f"branch {branch_id}",
            subject=branch,
            due_on=date.fromisoformat(rows[0]["due_on"]),
            what=_(
                "{branch}还有 {n} 人次没有补课，最早的在 {day}", branch=branch, n=len(rows), day=rows[0]["occurred_on"]
            ),
            command=command("event", "makeups", "--branch", branch),
        )


def _of_event(seen: Seen, event_id: int, rows: Sequence[Mapping[str, Any]]) -> Iterator[Item]:
    names = [row["member"] for row in rows]
    first = rows[0]
    yield from seen.item(
        "make_up",
        f"{event_id}:{first['branch']}",
        subject=first["branch"],
        due_on=date.fromisoformat(first["due_on"]),
        what=_(
            "{branch} {day} {kinds}还没有补课：{who}",
            branch=first["branch"],
            day=first["occurred_on"],
            kinds="、".join(first["kinds"]),
            who="、".join(names) if len(names) <= _NAMED else _("{n} 人", n=len(names)),
        ),
        command=command("event", "makeup", event_id, names[0]),
    )


def resolutions(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find what was resolved to be carried out by a day and isn't (OL-18)."""
    for row in list_resolutions(reader, today=seen.today, states=states_wanted(overdue=False, every=False)):
        if row["due_on"] is not None:
            yield from seen.item(
                "resolution",
                row["id"],
                subject=row["branch"],
                due_on=date.fromisoformat(row["due_on"]),
                what=_(
                    "{branch}决议“{task}”（{responsible}）",
                    branch=row["branch"],
                    task=row["task"],
                    responsible=row["responsible"] or "…",
                ),
                command=command("event", "resolution", "close", row["id"]),
            )
