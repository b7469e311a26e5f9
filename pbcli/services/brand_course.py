"""What happens to a brand: the states that it comes to, its goals with their numbers, its milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.brands import clashing, next_state, skipped
from pbcli.domain.enums import BrandMeasure, BrandState
from pbcli.domain.errors import RuleForbids, UnknownName
from pbcli.domain.names import clean_name
from pbcli.messages import _
from pbcli.services.changed import Changed
from pbcli.services.lateness import said_of_entry
from pbcli.services.privacy_entry import refuse_numbers

if TYPE_CHECKING:
    from datetime import date

    from pbcli.db.engine import Work
    from pbcli.db.models import BrandGoal, BrandMilestone
    from pbcli.db.read import Row


def advance_brand(
    work: Work, brand: Row, *, state: BrandState | None, on: date, today: date
) -> tuple[BrandState, Changed]:
    """Write down that a brand came to a state, the next one where none is named; return which, and the change.

    Raises RuleForbids for a state that it came to already, after the last one, and for a day that contradicts others.
    """
    from pbcli.db.models import BrandStep

    steps = {BrandState(row["state"]): row["on_day"] for row in work.reader.rows("brand_step_of", brand_id=brand["id"])}
    meant = state or next_state(steps)
    if meant is None:
        raise RuleForbids("“{name}”已经是{state}，没有下一个状态。", name=brand["name"], state=BrandState.DEEPENED)
    if meant in steps:
        raise RuleForbids(
            "“{name}”已于 {day} {state}。",
            name=brand["name"],
            day=steps[meant],
            state=meant,
            id=brand["id"],
            hint="pbcli brand advance {id} {state} --remove",
        )
    if on > today:
        raise RuleForbids("{day} 还没有到。", day=on)
    other = clashing(steps, meant, on.isoformat())
    if other is not None:
        raise RuleForbids("{state}（{day}）与{other}（{other_day}）的先后相反。",
                          state=meant, day=on, other=other, other_day=steps[other])  # fmt: skip
    work.add(BrandStep.make(brand_id=brand["id"], state=meant, on_day=on))
    missed = skipped(steps, meant)
    notes = [_("前面还没有登记的状态：{states}。", states="、".join(missed))] if missed else []
    return meant, Changed(brand["id"], brand["name"], [*notes, *said_of_entry(on, today)])


def take_back_state(work: Work, brand: Row, *, state: BrandState | None) -> tuple[BrandState, Changed]:
    """Take a state away that was written down by mistake, the last one where none is named. Raises RuleForbids."""
    from sqlmodel import select

    from pbcli.db.models import BrandStep

    rows = work.session.exec(select(BrandStep).where(BrandStep.brand_id == brand["id"])).all()
    order = list(BrandState)
    chosen = [row for row in rows if state is None or row.state == state]
    if not chosen:
        raise RuleForbids("“{name}”没有登记过{state}。", name=brand["name"], state=state or _("状态"))
    last = max(chosen, key=lambda row: order.index(row.state))
    work.remove(last)
    return last.state, Changed(brand["id"], brand["name"])


def add_goal(
    work: Work, brand: Row, *, goal: str, measure: BrandMeasure, target: int, reached: int | None = None
) -> tuple[int, Changed]:
    """Add a goal with its number; return its place in the plan, and the change."""
    from pbcli.db.models import BrandGoal

    _check_reached(measure, reached)
    places = [row["place"] for row in work.reader.rows("brand_goal_of", brand_id=brand["id"])]
    place = max(places, default=0) + 1
    facts = {"goal": _name(goal, "目标"), "measure": measure, "target": target, "reached": reached}
    work.add(BrandGoal.make(brand_id=brand["id"], place=place, **facts))
    return place, Changed(brand["id"], brand["name"])


def edit_goal(work: Work, brand: Row, place: int, **changes: Any) -> Changed:
    """Change a goal; what was reached is entered by hand only where nothing counts it. Raises RuleForbids."""
    goal = _goal(work, brand, place)
    measure = changes.get("measure", goal.measure)
    if measure is not BrandMeasure.BY_HAND and "reached" not in changes:
        changes["reached"] = None
    _check_reached(measure, changes.get("reached"))
    if "goal" in changes:
        changes["goal"] = _name(changes["goal"], "目标")
    work.add(goal.revise(**changes))
    return Changed(brand["id"], brand["name"])


def remove_goal(work: Work, brand: Row, place: int) -> Changed:
    """Remove a goal."""
    work.remove(_goal(work, brand, place))
    return Changed(brand["id"], brand["name"])


def plan_milestone(work: Work, brand: Row, *, name: str, on: date) -> Changed:
    """Plan a milestone for a day; one that is there already is moved to it."""
    from pbcli.db.models import BrandMilestone

    name = _name(name, "节点")
    kept = _milestones(work, brand).get(name)
    if kept is None:
        work.add(BrandMilestone.make(brand_id=brand["id"], name=name, planned_on=on))
    else:
        work.add(kept.revise(planned_on=on))
    return Changed(brand["id"], name)


def finish_milestone(work: Work, brand: Row, *, name: str, on: date | None, today: date) -> Changed:
    """Write down that a milestone is done, or with no day that it isn't. Raises RuleForbids, UnknownName."""
    milestone = _milestone(work, brand, name)
    if on is not None and on > today:
        raise RuleForbids("{day} 还没有到。", day=on)
    late = 0 if on is None else (on - milestone.planned_on).days
    work.add(milestone.revise(done_on=on))
    notes = [_("比计划（{day}）晚 {days} 天。", day=milestone.planned_on, days=late)] if late > 0 else []
    return Changed(brand["id"], milestone.name, [*notes, *said_of_entry(on, today)])


def remove_milestone(work: Work, brand: Row, *, name: str) -> Changed:
    """Remove a milestone."""
    milestone = _milestone(work, brand, name)
    work.remove(milestone)
    return Changed(brand["id"], milestone.name)


def _check_reached(measure: BrandMeasure, reached: int | None) -> None:
    if reached is not None and measure is not BrandMeasure.BY_HAND:
        raise RuleForbids(
            "“{measure}”从关联的记录数出来，不用填已完成数。", measure=measure, hint="pbcli brand link BRAND KIND ID"
        )


def _goal(work: Work, brand: Row, place: int) -> BrandGoal:
    from sqlmodel import select

    from pbcli.db.models import BrandGoal

    query = select(BrandGoal).where(BrandGoal.brand_id == brand["id"], BrandGoal.place == place)
    found = work.session.exec(query).one_or_none()
    if found is None:
        raise UnknownName("“{name}”没有第 {place} 个目标。", name=brand["name"], place=place, id=brand["id"],
                          hint="pbcli brand show {id}")  # fmt: skip
    return found


def _milestones(work: Work, brand: Row) -> dict[str, BrandMilestone]:
    from sqlmodel import select

    from pbcli.db.models import BrandMilestone

    query = select(BrandMilestone).where(BrandMilestone.brand_id == brand["id"])
    return {row.name: row for row in work.session.exec(query).all()}


def _milestone(work: Work, brand: Row, name: str) -> BrandMilestone:
    """Return the milestone of a name, or of a beginning that fits one only. Raises UnknownName."""
    kept = _milestones(work, brand)
    cleaned = clean_name(name, field="节点")
    found = [kept[cleaned]] if cleaned in kept else [row for own, row in kept.items() if own.startswith(cleaned)]
    if len(found) != 1:
        raise UnknownName("“{brand}”没有叫“{name}”的节点，有：{names}。", brand=brand["name"], name=name,
                          names="、".join(kept) or "—", id=brand["id"], hint="pbcli brand show {id}")  # fmt: skip
    return found[0]


def _name(text: str, field: str) -> str:
    cleaned = clean_name(text, field=field)
    refuse_numbers(cleaned, field)
    return cleaned
