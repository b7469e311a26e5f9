"""Which moment stands beside which day: when it was written down, so that a late entry is seen (补录).

Whoever writes a day needn't think of it: the moment is set when a day comes where there was none, stays while the day
is corrected, and goes with it. Tables whose rows can't be without `recorded_at` set it themselves.
"""

from collections.abc import Mapping
from typing import TypeVar

Moment = TypeVar("Moment")

_FROM = {"from_on": "recorded_at"}
_SPAN = {**_FROM, "to_on": "end_recorded_at"}

MOMENTS: Mapping[str, Mapping[str, str]] = {
    "membership": _SPAN,
    "party_status": _FROM,
    "post": _SPAN,
    "assignment": _SPAN,
    "class_head": _FROM,
    "branch_term": {"elected_on": "recorded_at"},
    "follow_up": {"closed_on": "closed_recorded_at"},
    "resolution": {"closed_on": "closed_recorded_at"},
    "attendance": {"made_up_on": "made_up_recorded_at"},
    "dues_payment": {"paid_on": "recorded_at"},
    "project": {"withdrawn_on": "withdrawn_recorded_at"},
    "project_step": {"actual_on": "recorded_at"},
    "project_extension": {"granted_on": "recorded_at"},
    "project_change": {"changed_on": "recorded_at"},
    "project_outcome": {"published_on": "recorded_at"},
    "project_money": {"occurred_on": "recorded_at"},
    "project_material": {"received_on": "recorded_at"},
    "brand_step": {"on_day": "recorded_at"},
    "brand_milestone": {"done_on": "recorded_at"},
    "checklist_item": {"struck_off_on": "struck_off_recorded_at"},
    "checklist_postponement": {"decided_on": "recorded_at"},
}
"""For each table its days, each with the column that says when it was written down."""


def moments_to_set(
    table: str, before: Mapping[str, object], after: Mapping[str, object], now: Moment
) -> dict[str, Moment | None]:
    """Return the moments that follow from what a row was and is to be; nothing before for a new row."""
    found: dict[str, Moment | None] = {}
    for day, moment in MOMENTS.get(table, {}).items():
        if after.get(day) is None:
            if after.get(moment) is not None:
                found[moment] = None
        elif after.get(moment) is None and before.get(day) is None:
            found[moment] = now
    return found
