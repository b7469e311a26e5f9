"""Overriding a rule: refused, unless it is forced with a reason, which the journal keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbcli.domain.names import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pbcli.db.engine import Work
    from pbcli.domain.errors import RuleForbids


def refuse_any_unless_forced(work: Work, force: str | None, refusals: Iterable[RuleForbids]) -> None:
    """Raise the first of the refusals, or write down the reason for which all were overridden."""
    for refusal in refusals:
        refuse_unless_forced(work, force, refusal)


def refuse_unless_forced(work: Work, force: str | None, refusal: RuleForbids) -> None:
    """Raise the refusal, or write down the reason for which it was overridden."""
    if force is None:
        refusal.hint = "--force REASON"
        raise refusal
    work.annotate(clean_text(force, field="理由"))
