"""Brands (一支一品): a branch's plan for a year. What happens to it is in `brand_course`, what counts in `brand_links`.

A plan is the home of its name and focus; what a branch is called by without a plan stands in the branch itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.brands import FOCUSES, read_focus
from pbcli.domain.errors import RuleForbids
from pbcli.domain.names import clean_name
from pbcli.messages import _
from pbcli.services.branches import branch_record
from pbcli.services.changed import Changed
from pbcli.services.free_text import clean_facts
from pbcli.services.lookup import find_member
from pbcli.services.rulebook import read_rulebook
from pbcli.services.stored import id_of, stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import Brand


def add_brand(
    work: Work,
    *,
    branch_id: int,
    year: int,
    name: str,
    today: date,
    people: Sequence[tuple[str, str | None]] = (),
    **facts: Any,
) -> Changed:
    """Add the plan of a branch's brand for a year. Raises RuleForbids where the branch has one for it."""
    from pbcli.db.models import Brand

    branch = branch_record(work, branch_id)
    _refuse_second(work, branch_id, year)
    facts = _cleaned(work, {"name": name, **facts}, today)
    brand = work.add(Brand.make(branch_id=branch_id, year=year, **facts))
    _set_people(work, id_of(brand), people, today)
    return Changed(id_of(brand), f"{branch.name}“{brand.name}”", _notes(work, brand))


def edit_brand(
    work: Work,
    brand_id: int,
    *,
    today: date,
    people: Sequence[tuple[str, str | None]] | None = None,
    **changes: Any,
) -> Changed:
    """Change what a brand's plan says; people that are named take the place of all who were."""
    from pbcli.db.models import Brand

    brand = stored(work, Brand, brand_id)
    if changes.get("year", brand.year) != brand.year:
        _refuse_second(work, brand.branch_id, changes["year"])
    changes = _cleaned(work, changes, today)
    work.add(brand.revise(**changes))
    if people is not None:
        _set_people(work, brand_id, people, today)
    return Changed(brand_id, brand.name, _notes(work, brand) if changes.keys() & {"name", "focus"} else [])


def remove_brand(work: Work, brand_id: int) -> Changed:
    """Remove a brand's plan with its goals, milestones, people, states and links; the linked records stay."""
    from sqlmodel import select

    from pbcli.db.models import Brand, BrandGoal, BrandLink, BrandMilestone, BrandPerson, BrandStep, Evidence
    from pbcli.domain.enums import RecordKind

    brand = stored(work, Brand, brand_id)
    for table in (BrandGoal, BrandLink, BrandMilestone, BrandPerson, BrandStep):
        for row in work.session.exec(select(table).where(table.brand_id == brand_id)).all():
            work.remove(row)
    attached = select(Evidence).where(Evidence.record_kind == RecordKind.BRAND, Evidence.record_id == brand_id)
    for file in work.session.exec(attached).all():
        work.remove(file)
    work.remove(brand)
    return Changed(brand_id, brand.name)


def _refuse_second(work: Work, branch_id: int, year: int) -> None:
    for row in work.reader.rows("brand_list", id=None, year=year, branch_id=branch_id):
        raise RuleForbids(
            "{branch} {year} 年已经有品牌“{name}”。",
            branch=row["branch"],
            year=year,
            name=row["name"],
            id=row["id"],
            hint="pbcli brand edit {id}",
        )


def _cleaned(work: Work, facts: dict[str, Any], today: date) -> dict[str, Any]:
    """Clean what was typed: a part of one of the six focuses is that focus, the leader is looked up."""
    from pbcli.db.models import Brand

    leader = facts.pop("leader", False)
    cleaned = clean_facts(Brand, facts)
    if "name" in facts:
        cleaned["name"] = clean_name(facts["name"] or "", field="品牌名称")
    if cleaned.get("focus") is not None:
        cleaned["focus"] = read_focus(cleaned["focus"])
    if leader is not False:
        cleaned["leader_id"] = None if leader is None else find_member(work.reader, leader, day=today)["id"]
    return cleaned


def _set_people(work: Work, brand_id: int, people: Sequence[tuple[str, str | None]], today: date) -> None:
    """Put people on a brand in the place of whoever was on it."""
    from sqlmodel import select

    from pbcli.db.models import BrandPerson

    found = {find_member(work.reader, name, day=today)["id"]: duty for name, duty in people}
    for row in work.session.exec(select(BrandPerson).where(BrandPerson.brand_id == brand_id)).all():
        if row.member_id in found:
            work.add(row.revise(**clean_facts(BrandPerson, {"duty": found.pop(row.member_id)})))
        else:
            work.remove(row)
    for member_id, duty in found.items():
        facts = clean_facts(BrandPerson, {"duty": duty})
        work.add(BrandPerson.make(brand_id=brand_id, member_id=member_id, **facts))


def _notes(work: Work, brand: Brand) -> list[str]:
    """Say of a name that it is shorter or longer than is usual (BD-01), of a focus that it is none of the six."""
    rule = read_rulebook(work.reader).rules["BD-01"]
    notes = []
    if not rule.figures["least_characters"] <= len(brand.name) <= rule.figures["most_characters"]:
        notes.append(_("品牌名称{limit}（{id}）。", limit=rule.frequency, id=rule.id))
    if brand.focus is not None and brand.focus not in FOCUSES:
        notes.append(_("“{focus}”不在六个特色方向里：{focuses}。", focus=brand.focus, focuses="、".join(FOCUSES)))
    return notes
