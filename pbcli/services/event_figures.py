"""The two figures that are frozen on an event: entitled (应到) and present (实到).

Present follows entitled less those on leave or absent, as long as it does; a figure of its own (the paper's) is left
alone, and what it would be otherwise is said.
"""

from collections.abc import Sequence
from dataclasses import asdict

from pbcli.domain.errors import RuleForbids
from pbcli.messages import _
from pbcli.values import dataclass


@dataclass(frozen=True)
class Figures:
    """How many were entitled and how many were present; None where nobody knows."""

    entitled: int | None
    present: int | None

    def without(self, away: int) -> int | None:
        """Return how many are left of those entitled."""
        return None if self.entitled is None else max(0, self.entitled - away)

    def follows(self, away: int) -> bool:
        """Tell whether present is what is left of those entitled."""
        return self.present == self.without(away)


def froze(counted: int | None, entitled: int | None, present: int | None, away: int) -> tuple[Figures, Sequence[str]]:
    """Return the figures of a new event, and what to say of those that were given and differ from the records.

    Raises RuleForbids when more are away than are entitled.
    """
    notes = []
    if None not in {entitled, counted} and entitled != counted:
        notes.append(_("应到照写的 {given} 人记，按当天名册是 {counted} 人。", given=entitled, counted=counted))
    figures = Figures(counted if entitled is None else entitled, present)
    refuse_too_many(figures, away)
    if present is None:
        return Figures(figures.entitled, figures.without(away)), notes
    return figures, [*notes, *said_of_present(figures, away)]


def moved(before: Figures, away_before: int, entitled: int | None, away: int) -> tuple[Figures, Sequence[str]]:
    """Return the figures after a change of who is entitled or away: present follows if it did; say so.

    Raises RuleForbids when more are away than are entitled.
    """
    after = Figures(entitled, before.present)
    refuse_too_many(after, away)
    if not before.follows(away_before):
        return after, said_of_present(after, away)
    after = Figures(entitled, after.without(away))
    return after, said_of_change(_("实到"), before.present, after.present)


def said_of_share(branch: str, figures: Figures) -> str:
    """Say how many were entitled and present, of a branch where several met."""
    if figures.entitled is None:
        return _("{branch}这一天没有应到的人。", branch=branch)
    return _("{branch}应到 {entitled} 人，实到 {present} 人。", branch=branch, **asdict(figures))


def said_of_change(title: str, before: int | None, after: int | None) -> list[str]:
    """Say what became of a figure that followed another change."""
    if before == after:
        return []
    if after is None:
        return [_("{title}随之清空。", title=title)]
    return [_("{title}随之改为 {n} 人。", title=title, n=after)]


def refuse_too_many(figures: Figures, away: int) -> None:
    """Raise RuleForbids when more are away than are entitled."""
    if figures.entitled is not None and away > figures.entitled:
        raise RuleForbids("请假、缺席共 {away} 人，多于应到 {entitled} 人。", away=away, entitled=figures.entitled)


def said_of_present(figures: Figures, away: int) -> list[str]:
    """Say where a figure of its own for those present differs from what the records give."""
    if figures.present is None or figures.entitled is None or figures.follows(away):
        return []
    if figures.present > figures.entitled:
        return [_("实到 {present} 人，多于应到 {entitled} 人。", present=figures.present, entitled=figures.entitled)]
    return [
        _(
            "实到照写的 {given} 人记，按请假、缺席是 {counted} 人。",
            given=figures.present,
            counted=figures.without(away),
        )
    ]
