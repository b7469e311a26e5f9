"""Brands, reading: which is meant by a name, how each stands on a day, what it lacks of the 五个有."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from pbcli.domain.brands import goal_done, progress, state_on
from pbcli.domain.enums import BrandState, EventKind
from pbcli.domain.errors import AmbiguousName, UnknownName
from pbcli.domain.figures import is_digits
from pbcli.services.stored import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pbcli.db.read import Reader, Row

EVER = "0001-01-01"
NOTHING = {
    "events": 0, "contacts": 0, "classes": 0, "pupils": 0, "dorm_visits": 0, "home_visits": 0, "projects": 0,
    "volunteer_hours": 0,
}  # fmt: skip
"""What is counted of a brand that nothing is linked to."""


def brand_named(reader: Reader, text: str, *, today: date | None = None) -> Row:
    """Return the brand that is meant by its id, its name or its branch, of a year where one is typed: 红烛/2025.

    Without a year the latest one counts; as seen from today, not one to come where there is an earlier. Raises
    UnknownName, AmbiguousName.
    """
    now = None if today is None else today.year
    name, _slash, year = (part.strip() for part in text.replace("／", "/").rpartition("/"))
    if not (name and is_digits(year)):
        name, year = text.strip(), ""
    rows = reader.rows("brand_list", id=None, year=int(year[:4]) if year else None, branch_id=None)
    found = _fitting(rows, name)
    latest = {}
    for row in sorted(found, key=lambda row: _preference(row["year"], now)):
        latest[row["branch_id"]] = row
    if len(latest) > 1:
        candidates = "、".join(f"{row['branch']}/{row['year']}“{row['name']}”" for row in latest.values())
        raise AmbiguousName("“{name}”可指：{candidates}。", name=text, candidates=candidates, hint="pbcli brand list")
    if not latest:
        raise UnknownName("没有叫“{name}”的品牌。", name=text, hint="pbcli brand list")
    return next(iter(latest.values()))


def _preference(year: int, now: int | None) -> tuple[bool, int]:
    """Rank a year: the nearest up to now, then the nearest to come."""
    return (True, year) if now is None else (year <= now, -abs(year - now))


def _fitting(rows: Sequence[Row], name: str) -> Sequence[Row]:
    """Return the brands that fit best: the name itself or the branch's, the id, a beginning, the pinyin."""
    from pbcli.domain.names import pinyin_of

    latin = name.lower()
    fits = (
        lambda row: name in {row["name"], row["branch"]},
        lambda row: name == str(row["id"]),
        lambda row: row["name"].startswith(name) or row["branch"].startswith(name),
        lambda row: name.isascii() and latin in {row["initials"], row["pinyin"], *pinyin_of(row["name"])},
    )
    for fit in fits:
        found = [row for row in rows if name and fit(row)]
        if found:
            return found
    return []


def list_brands(
    reader: Reader, *, day: date, year: int | None = None, branch_id: int | None = None
) -> list[dict[str, Any]]:
    """Return the brands with their state, their figures and how far their goals are reached by a day."""
    rows = reader.rows("brand_list", id=None, year=year, branch_id=branch_id)
    return _wholes(reader, rows, day, brand_id=None)


def find_row(reader: Reader, brand_id: int, *, day: date) -> dict[str, Any]:
    """Return one brand as the listing has it. Raises UnknownName."""
    rows = reader.rows("brand_list", id=brand_id, year=None, branch_id=None)
    if not rows:
        raise unknown("brand", brand_id)
    return _wholes(reader, rows, day, brand_id=brand_id)[0]


def counts(reader: Reader, *, start: str = EVER, end: str, brand_id: int | None = None) -> Mapping[int, Row]:
    """Return what of the records linked to each brand happened in a period."""
    asked = {"start": start, "end": end, "brand_id": brand_id}
    hours = _volunteer_hours(reader, asked)
    rows = reader.rows("brand_counts", **asked)
    return {row["brand_id"]: {**row, "volunteer_hours": hours[row["brand_id"]] // 100} for row in rows}


def _volunteer_hours(reader: Reader, asked: Mapping[str, Any]) -> Counter[int]:
    """Add up the hours of each brand's volunteering, in hundredths, as study counts them."""
    hours: Counter[int] = Counter()
    events = reader.rows("brand_volunteering", **asked)
    if events:
        from pbcli.services.study_hours import hours_of_event, unit_conversion

        unit = unit_conversion(reader)
        for event in events:
            hours[event["brand_id"]] += hours_of_event(event, (EventKind.VOLUNTEERING,), unit) or 0
    return hours


def _wholes(reader: Reader, rows: Sequence[Row], day: date, *, brand_id: int | None) -> list[dict[str, Any]]:
    counted = counts(reader, end=day.isoformat(), brand_id=brand_id)
    goals, milestones, steps = (
        _by_brand(reader, query, brand_id) for query in ("brand_goal_of", "brand_milestone_of", "brand_step_of")
    )
    return [
        _whole(row, counted.get(row["id"], NOTHING), goals[row["id"]], milestones[row["id"]], steps[row["id"]], day)
        for row in rows
    ]


def _by_brand(reader: Reader, query: str, brand_id: int | None) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in reader.iterate(query, brand_id=brand_id):
        found[row["brand_id"]].append(row)
    return found


def _whole(
    row: Row, counted: Row, goals: Sequence[Row], milestones: Sequence[Row], steps: Sequence[Row], day: date
) -> dict[str, Any]:
    seen = day.isoformat()
    measured = [{key: goal[key] for key in ("place", "goal", "measure", "target")} for goal in goals]
    for one, goal in zip(measured, goals, strict=True):
        one["done"] = goal_done(goal, counted)
    following = next((each for each in milestones if each["done_on"] is None or each["done_on"] > seen), None)
    late = following is not None and following["planned_on"] < seen
    return {
        **{key: value for key, value in row.items() if key not in {"initials", "pinyin", "logos"}},
        "state": state_on({BrandState(each["state"]): each["on_day"] for each in steps}, seen),
        "activities": counted["events"] + counted["contacts"],
        **{key: counted[key] for key in NOTHING},
        "goals": measured,
        "goals_count": len(measured),
        "goals_reached": sum(goal["done"] >= goal["target"] for goal in measured),
        "progress": progress(measured),
        "next_milestone": None if following is None else f"{following['planned_on']} {following['name']}",
        "milestone_overdue": late,
        **_five(row),
    }


def _five(row: Row) -> dict[str, Any]:
    """Tell which of the five a brand has (五个有): name, logo, meaning, carriers, results."""
    has = {
        "has_name": row["name"] is not None,
        "has_logo": bool(row["logos"]),
        "has_meaning": row["meaning"] is not None,
        "has_carriers": row["carriers"] is not None,
        "has_results": any(row[key] is not None for key in ("results", "honours", "media")),
    }
    return {**has, "lacks": [word for key, word in FIVE.items() if not has[key]]}


FIVE = {
    "has_name": "有名称",
    "has_logo": "有标识",
    "has_meaning": "有内涵",
    "has_carriers": "有载体",
    "has_results": "有成效",
}
"""What a brand should have; terms, the same in every language."""
