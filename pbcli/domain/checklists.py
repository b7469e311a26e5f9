"""Where an item of a checklist (清单) stands on a day, and who may strike it off (销号)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from pbcli.domain.enums import ChecklistState
from pbcli.values import dataclass

_BETWEEN_NAMES = re.compile(r"[、，,;；/／|\s]+")
_BRACKETED = re.compile(r"[(（][^)）]*[)）]")


@dataclass(frozen=True)
class ItemDays:
    """What happened to an item by a day; days are ISO text."""

    struck_off_on: str | None = None
    submitted_on: str | None = None
    is_long_term: bool = False
    times_postponed: int = 0
    has_progress: bool = False
    due_on: str | None = None
    """The day that holds: of the latest postponement, else the one that was set."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Take the days out of a row that tells what had happened by a day."""
        return cls(
            struck_off_on=row["struck_off_on"],
            submitted_on=row["submitted_on"],
            is_long_term=bool(row["is_long_term"]),
            times_postponed=row["times_postponed"],
            has_progress=row["last_progress_on"] is not None,
            due_on=row["due_on"],
        )


def item_state(item: ItemDays, day: str) -> ChecklistState:
    """Return where an item stands on a day (records.md, section 2): what was struck off or handed in counts first."""
    if item.struck_off_on is not None and item.struck_off_on <= day:
        return ChecklistState.STRUCK_OFF
    if item.submitted_on is not None and item.submitted_on <= day:
        return ChecklistState.AWAITING
    if item.is_long_term:
        return ChecklistState.LONG_TERM
    if item.times_postponed:
        return ChecklistState.POSTPONED
    return ChecklistState.UNDER_WAY if item.has_progress else ChecklistState.NOT_STARTED


def is_open(item: ItemDays, day: str) -> bool:
    """Tell whether an item is still to be settled; one that goes on for ever never is."""
    return item_state(item, day) not in {ChecklistState.STRUCK_OFF, ChecklistState.LONG_TERM}


def is_overdue(item: ItemDays, day: str) -> bool:
    """Tell whether an item should have been settled: its day has passed, and nobody has struck it off."""
    return is_open(item, day) and item.due_on is not None and item.due_on < day


REOPENED = "重新打开"
"""What the progress begins with that tells of a strike-off that was taken back; a term, the same in every language."""


def reopening(*, struck_off_on: str, accepted_by: str, evidence: str | None, reason: str) -> str:
    """Return what is kept of a strike-off that is taken back: when and by whom it was, on what evidence, and why."""
    shown = f"，佐证：{evidence}" if evidence else ""
    return f"{REOPENED}：{reason}（原于 {struck_off_on} 由{accepted_by}验收销号{shown}）"


def is_reopening(text: str, evidence: str) -> bool:
    """Tell whether a progress tells of a strike-off on this evidence that was taken back."""
    return text.startswith(REOPENED) and text.endswith(f"，佐证：{evidence}）")


def reopened_on(progress: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the day on which an item was last opened again, None where it never was."""
    return max((row["occurred_on"] for row in progress if row["text"].startswith(REOPENED)), default=None)


def people_in(text: str | None) -> Sequence[str]:
    """Return the people that a cell names: several with marks between them, each maybe with a post in brackets."""
    bare = _BRACKETED.sub(" ", text or "")
    return [name for name in _BETWEEN_NAMES.split(bare) if name]


def is_responsible(person: str, responsible: str | None) -> bool:
    """Tell whether a person is one of those responsible, with or without a branch before or a post behind the name."""
    own = {name.rpartition("/")[2] for name in _names(person)}
    return bool(own & {name.rpartition("/")[2] for name in _names(responsible)})


def _names(text: str | None) -> set[str]:
    return {"".join(name.split()) for name in people_in(text)} | ({"".join((text or "").split())} - {""})
