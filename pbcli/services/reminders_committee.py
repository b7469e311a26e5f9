"""What the unit's Party committee itself has to hold: its central group's study of each quarter (OL-14)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pbcli.domain.enums import EventKind
from pbcli.domain.frequency import quarter_start
from pbcli.messages import _
from pbcli.services.reminders import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader
    from pbcli.services.reminders import Item, Seen


def central_group(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find that the central group's study of this quarter is still to come, or that of the last one is missing.

    A unit that has never written anything of its own down has no committee, as far as anybody knows.
    """
    start = quarter_start(seen.today)
    for first in (quarter_start(start - timedelta(1)), start):
        last = quarter_start(first + timedelta(100)) - timedelta(1)
        if not seen.asks_for("central_group", last):
            continue
        kind = EventKind.CENTRAL_GROUP.value
        rows = reader.rows("due_committee", kind=kind, start=first.isoformat(), end=last.isoformat())
        since = rows[-1]["since"]
        lacking = seen.book.figure("OL-14", "quarterly") - (len(rows) - 1)
        if since is None or since > min(last, seen.today).isoformat() or lacking <= 0:
            continue
        label = _("第{quarter}季度", quarter=(first.month + 2) // 3)
        yield from seen.item(
            "central_group",
            1,
            subject=_("党委"),
            due_on=last,
            what=_("{branch}{label}还没有开：{kinds}", branch=_("党委"), label=label, kinds=_times(kind, lacking)),
            command=command("event", "add", "党委", kind),
        )


def _times(kind: str, count: int) -> str:
    return kind if count == 1 else _("{kind} {n} 次", kind=kind, n=count)
