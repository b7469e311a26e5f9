"""What each class is owed in a term by whoever looks after it (LI-04), what was done of it, and what is missing.

Members come in branch and roster order: nobody is ranked (records.md, section 1).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.messages import _
from pbcli.rulebook.liaison import TARGETS, target_kinds
from pbcli.services import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period
    from pbcli.services.liaison_counts import Filters


def term_targets(reader: Reader) -> dict[str, int]:
    """Return how often each target is wanted in a term: as the unit set it, else as LI-04 says."""
    texts = settings.all_texts(reader)
    keys = {name: f"liaison.term_{name}" for name in TARGETS}
    return {name: settings.SETTINGS[key].parse(texts[key]) for name, key in keys.items()}


def list_targets(
    reader: Reader, term: Period, *, today: date, filters: Filters | None = None, only_missing: bool = False
) -> list[Row]:
    """List, for each class and each member who looks after it, what of the term's targets is done and what is missing.

    As of the term's end, or of today where that is earlier. What those did who held the class before, in the same
    role, counts for the successor: the class has had it.
    """
    end = max(term.start, min(term.end, today))
    days = {"start": term.start.isoformat(), "end": end.isoformat()}
    wanted = term_targets(reader)
    assignments = reader.rows("liaison_term_assignment", **days)
    done: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in reader.iterate("liaison_term_contact", **days):
        done[row["class_id"], row["member_id"]][row["kind"]] += row["contacts"]
    rows = [
        _measured(row, _done_for(row, assignments, done, days["end"]), wanted)
        for row in assignments
        if _holds(row, days["end"]) and _is_meant(row, filters)
    ]
    return [row for row in rows if row["missing"] or not only_missing]


def _holds(row: Row, day: str) -> bool:
    """Tell whether an assignment still holds on a day; of someone who has left the organization none does."""
    if row["branch_id"] is None:
        return False
    return row["to_on"] is None or row["to_on"] > day


def _is_meant(row: Row, filters: Filters | None) -> bool:
    wanted: Mapping[str, int | None] = {} if filters is None else filters.parameters
    return all(id_ is None or row[name] == id_ for name, id_ in wanted.items())


def _done_for(
    held: Row, assignments: list[Row], done: Mapping[tuple[int, int], Counter[str]], day: str
) -> Counter[str]:
    """Count what was done for a class by the one who holds it and by those who did before in the same role."""
    before = {
        row["member_id"]
        for row in assignments
        if row["class_id"] == held["class_id"] and row["role"] == held["role"] and not _holds(row, day)
    }
    total: Counter[str] = Counter()
    for member_id in {held["member_id"], *before}:
        total += done.get((held["class_id"], member_id), Counter())
    return total


def _measured(row: Row, kinds: Counter[str], wanted: Mapping[str, int]) -> dict[str, Any]:
    counts = {name: sum(kinds[kind] for kind in target_kinds()[name]) for name in TARGETS}
    lacking = {name: most - counts[name] for name, most in wanted.items() if counts[name] < most}
    return {
        **row,
        **counts,
        **{f"{name}_wanted": most for name, most in wanted.items()},
        "missing": [_("{target}{n}次", target=_(TARGETS[name]), n=n) for name, n in lacking.items()],
        "met": not lacking,
    }
