"""What counts for a brand: events, contacts and projects, linked one by one or all of its branch in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.enums import LinkedKind
from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.lookup import find_contact, find_event, find_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pbcli.db.engine import Work
    from pbcli.db.models import BrandLink
    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period

_FINDERS = {LinkedKind.EVENT: find_event, LinkedKind.CONTACT: find_contact, LinkedKind.PROJECT: find_project}
_BETWEEN = {
    LinkedKind.EVENT: "brand_events_between",
    LinkedKind.CONTACT: "brand_contacts_between",
    LinkedKind.PROJECT: "brand_projects_between",
}


def records_named(reader: Reader, kind: LinkedKind, names: Iterable[str]) -> list[int]:
    """Return the ids of the records that are named. Raises UnknownName, AmbiguousName."""
    return [int(_FINDERS[kind](reader, name)["id"]) for name in names]


def records_between(
    reader: Reader, kind: LinkedKind, brand: Row, period: Period, *, of_kind: str | None = None
) -> list[int]:
    """Return the ids of the records of a brand's branch in a period, of one kind of event or contact where it is given.

    Raises RuleForbids where there are none.
    """
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    rows = reader.rows(_BETWEEN[kind], branch_id=brand["branch_id"], **days, kind=of_kind)
    if not rows:
        raise RuleForbids("{branch}在{period}没有可以关联的记录。", branch=brand["branch"], period=period.label)
    return [row["id"] for row in rows]


def link_records(work: Work, brand: Row, kind: LinkedKind, ids: Sequence[int]) -> tuple[int, Changed]:
    """Link records to a brand; return how many are new, and the change. What is linked already is said."""
    from pbcli.db.models import BrandLink

    kept = {row.record_id for row in _links(work, brand, kind)}
    new = [id_ for id_ in dict.fromkeys(ids) if id_ not in kept]
    work.session.add_all(BrandLink.make(brand_id=brand["id"], record_kind=kind, record_id=id_) for id_ in new)
    work.session.flush()
    already = len(set(ids) & kept)
    notes = [_("{count} 条原来就已经关联。", count=already)] if already else []
    return len(new), Changed(brand["id"], brand["name"], notes)


def unlink_records(work: Work, brand: Row, kind: LinkedKind, ids: Sequence[int]) -> tuple[int, Changed]:
    """Unlink records from a brand. Raises RuleForbids for one that isn't linked."""
    kept = {row.record_id: row for row in _links(work, brand, kind)}
    for id_ in dict.fromkeys(ids):
        if id_ not in kept:
            raise RuleForbids("“{name}”没有关联这条记录：{id}。", name=brand["name"], id=id_, brand=brand["id"],
                              hint="pbcli brand show {brand}")  # fmt: skip
        work.remove(kept[id_])
    return len(set(ids)), Changed(brand["id"], brand["name"])


def _links(work: Work, brand: Row, kind: LinkedKind) -> Sequence[BrandLink]:
    from sqlmodel import select

    from pbcli.db.models import BrandLink

    query = select(BrandLink).where(BrandLink.brand_id == brand["id"], BrandLink.record_kind == kind)
    return work.session.exec(query).all()
