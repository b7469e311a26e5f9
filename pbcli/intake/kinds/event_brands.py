"""The brand that a ledger names beside an event (关联品牌): the event counts for it as if linked by hand."""

from __future__ import annotations

from pbcli.domain.enums import LinkedKind
from pbcli.intake.kinds.base import Context
from pbcli.intake.kinds.histories import take_rows
from pbcli.intake.kinds.line import Line
from pbcli.intake.kinds.organizers import Organizer
from pbcli.intake.store import Kept
from pbcli.messages import _


def take_brand(context: Context, line: Line, event: Kept, organizer: Organizer) -> None:
    """Link an event to the brand that is named, one of its branches' in its year; a name that nobody has is noted."""
    name = line.name("brand")
    if name is None:
        return
    branches = {branch.id for branch in (organizer.branch, *organizer.partners) if branch is not None}
    year = int(event["occurred_on"][:4])
    brands = [
        brand
        for brand in context.store.rows("brand").values()
        if (brand["name"], brand["year"]) == (name, year) and (brand["branch_id"] in branches or not branches)
    ]
    if not brands:
        line.warn("brand", _("{year} 年没有叫“{name}”的品牌，没有关联。", year=year, name=name))
    link = {"record_kind": LinkedKind.EVENT, "record_id": event.id}
    for brand in brands:
        take_rows(context, line, "brand_link", {"brand_id": brand.id}, [link], known_by=("record_kind", "record_id"))
