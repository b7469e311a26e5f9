"""What a plan has promised for some day: items of the checklists, milestones of the brands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.services.reminders import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbcli.db.read import Reader
    from pbcli.services.reminders import Item, Seen

_MOST = 30
"""So much of what an item says is repeated."""


def checklist_items(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the items that aren't struck off; what was handed in waits for whoever accepts it (CL-01)."""
    for row in reader.rows("due_checklist_item", day=seen.today.isoformat()):
        item = row["item"] if len(row["item"]) <= _MOST else row["item"][: _MOST - 1] + "…"
        verb = "submit" if row["submitted_on"] is None or row["submitted_on"] > seen.today.isoformat() else "strike"
        yield from seen.item(
            "checklist_item",
            row["id"],
            subject=f"{row['kind']}/{row['number']}",
            due_on=date.fromisoformat(row["due_on"]),
            what=_(
                "{kind}/{number}“{item}”（{responsible}）",
                kind=row["kind"],
                number=row["number"],
                item=item,
                responsible=row["responsible"] or "？",
            ),
            command=command("checklist", verb, row["id"], *(("--by", "NAME") if verb == "strike" else ())),
        )


def brand_milestones(reader: Reader, seen: Seen) -> Iterator[Item]:
    """Find the milestones of brands that aren't done (BD-02)."""
    for row in reader.rows("due_brand_milestone", day=seen.today.isoformat()):
        yield from seen.item(
            "brand_milestone",
            row["id"],
            subject=row["branch"],
            due_on=date.fromisoformat(row["planned_on"]),
            what=_("{branch}品牌“{brand}”：{name}", branch=row["branch"], brand=row["brand"], name=row["name"]),
            command=command("brand", "milestone", "done", f"{row['branch']}/{row['year']}", row["name"]),
        )
