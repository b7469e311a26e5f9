"""The papers of a project's steps: which are there, which are missing, which the next step needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.stages import STEP_FIELDS
from pbcli.rulebook.projects import materials, spared_by_exemption
from pbcli.services.lateness import lateness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pbcli.db.read import Row

THERE, MISSING, COMING = "已有", "缺", "待备"
"""The states of a paper; terms, the same in every language."""
EXEMPT = "免鉴定"
"""The mode of appraisal of a project that needs none."""


def checklist(project: Row, kept: Sequence[Row], *, day: date) -> list[dict[str, Any]]:
    """Return the papers of the steps that are done by a day and of the next one, then those that no step needs.

    What a step needs is the rule book's; a paper of a step that is done and isn't there is missing. The project is a
    row of the listing.
    """
    there = {row["name"]: row for row in kept}
    spared = spared_by_exemption() if project["appraisal_mode"] == EXEMPT else frozenset()
    papers = []
    for step, names in materials().items():
        done_on = project[STEP_FIELDS[step]]
        is_done = done_on is not None and done_on <= day.isoformat()
        for name in names:
            row = there.pop(name, None)
            if row is not None or (name not in spared and (is_done or project["next_step"] == step)):
                papers.append(_paper(step, name, row, is_done=is_done))
    return papers + [_paper(None, name, row, is_done=False) for name, row in there.items()]


def _paper(step: str | None, name: str, row: Row | None, *, is_done: bool) -> dict[str, Any]:
    return {
        "step": step,
        "material": name,
        "state": THERE if row is not None else MISSING if is_done else COMING,
        "received_on": None if row is None else row["received_on"],
        "place": None if row is None else row["place"],
        "missing": row is None and is_done,
        "recorded_at": None if row is None else row["recorded_at"],
        **(lateness(None, None) if row is None else lateness(row["received_on"], row["recorded_at"])),
    }
