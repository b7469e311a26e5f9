"""What the office that issues a project allows; where it says nothing, the rule book's defaults (PR-02 to PR-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pbcli.domain.project_rules import Limit
from pbcli.messages import _
from pbcli.services.rulebook import read_rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pbcli.db.read import Reader
    from pbcli.services.rulebook import Rulebook

FIGURES: Mapping[str, tuple[str, str]] = {
    "extensions_most": ("PR-04", "times"),
    "extension_months_most": ("PR-04", "most_months"),
    "extension_notice_months": ("PR-04", "notice_months"),
    "term_months_most": ("PR-03", "most_months"),
    "opening_months_most": ("PR-02", "most_months"),
    "midterm_percent": ("PR-06", "percent"),
    "main_most": ("PR-05", "most_main"),
    "others_most": ("PR-05", "most_others"),
}
"""The limits of an office, each with the rule and its figure that count where the office says nothing."""


def limits_of(reader: Reader, office: str | None) -> dict[str, Limit]:
    """Return the limits for the projects of an office, each under its name in FIGURES."""
    row = None if office is None else reader.one("project_office", name=office)
    return limits_in(reader, office, row)


def limits_in(reader: Reader, office: str | None, row: Mapping[str, Any] | None) -> dict[str, Limit]:
    """Return the limits that an office's row sets, or the rule book where it sets none."""
    rules = read_rulebook(reader).rules
    limits = {}
    for name, (rule_id, figure) in FIGURES.items():
        own = None if row is None else row[name]
        rule = rules[rule_id]
        if own is None:
            limits[name] = Limit(rule.figures[figure], _("{id}，{source}", id=rule.id, source=rule.citation))
        else:
            limits[name] = Limit(own, _("{office}的规定", office=office))
    return limits


def limit_of_each(reader: Reader, book: Rulebook, *names: str) -> list[dict[str | None, int]]:
    """Return, for each of these limits, what each office that sets it wants; under None the rule book's default."""
    rows = reader.rows("project_office", name=None)
    return [
        {None: book.figure(*FIGURES[name])} | {row["name"]: row[name] for row in rows if row[name] is not None}
        for name in names
    ]
