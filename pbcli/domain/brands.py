"""Brands (一支一品): the six focuses, how far a brand has come, what a goal is counted in."""

from collections.abc import Mapping, Sequence
from typing import Any

from pbcli.domain.enums import BrandMeasure, BrandState

FOCUSES = ("帮扶困难学生", "关爱特殊学生", "抓好师生思政", "讲解红色故事", "走访学生家庭", "实施课程思政")
"""The school's own six focuses (records.md, section 3)."""

COUNTED: Mapping[BrandMeasure, str] = {
    BrandMeasure.EVENTS: "events",
    BrandMeasure.CONTACTS: "contacts",
    BrandMeasure.CLASSES: "classes",
    BrandMeasure.PUPILS: "pupils",
    BrandMeasure.DORM_VISITS: "dorm_visits",
    BrandMeasure.HOME_VISITS: "home_visits",
    BrandMeasure.PROJECTS: "projects",
    BrandMeasure.VOLUNTEER_HOURS: "volunteer_hours",
}
"""Under which key what is linked to a brand is counted for each measure; the last one is entered by hand."""

_ORDER = tuple(BrandState)


def read_focus(text: str) -> str:
    """Return the one of the six focuses that is meant by a part of it, else the text itself."""
    found = [focus for focus in FOCUSES if text in focus]
    return found[0] if len(found) == 1 else text


def state_on(steps: Mapping[BrandState, str], day: str) -> BrandState | None:
    """Return the furthest state that was reached by a day; None before the first."""
    reached = [state for state, on in steps.items() if on <= day]
    return max(reached, key=_ORDER.index, default=None)


def next_state(steps: Mapping[BrandState, str]) -> BrandState | None:
    """Return the state after the furthest one; None after the last."""
    place = max((_ORDER.index(state) for state in steps), default=-1) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def skipped(steps: Mapping[BrandState, str], state: BrandState) -> Sequence[BrandState]:
    """Return the states before one that have no day."""
    return [earlier for earlier in _ORDER[: _ORDER.index(state)] if earlier not in steps]


def clashing(steps: Mapping[BrandState, str], state: BrandState, day: str) -> BrandState | None:
    """Return a state whose day contradicts that one comes on a day: an earlier one later, or the other way round."""
    place = _ORDER.index(state)
    for other, on in steps.items():
        before = _ORDER.index(other) < place
        if (before and on > day) or (not before and on < day):
            return other
    return None


def goal_done(goal: Mapping[str, Any], counts: Mapping[str, int]) -> int:
    """Return how much of a goal is done: counted from what is linked, or as it was entered."""
    measure = BrandMeasure(goal["measure"])
    return counts[COUNTED[measure]] if measure in COUNTED else goal["reached"] or 0


def progress(goals: Sequence[Mapping[str, Any]]) -> int | None:
    """Return how far the goals are reached on the average, in whole per cent; None without goals.

    What is done beyond a goal makes up for no other.
    """
    if not goals:
        return None
    shares = [min(100, int(goal["done"]) * 100 // int(goal["target"])) for goal in goals]
    return sum(shares) // len(shares)
