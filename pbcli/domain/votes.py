"""A vote in totals: how many might vote, were there, were for, against, abstained. Who voted what is never kept."""

import re

from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.domain.figures import narrow
from pbcli.domain.patterns import pattern
from pbcli.values import dataclass

_PLAIN = pattern(r"[0-9]+(?:[/、,;|\-][0-9]+)*")
_PRESENCE = {
    "entitled": pattern(r"应到[^0-9,;实]*([0-9]+)人?"),
    "present": pattern(r"实到[^0-9,;赞反弃]*([0-9]+)人?"),
}
_WORDS = {
    "votes_for": r"(?<!不)(?:赞成|同意)",
    "votes_against": r"(?:反对|不同意|不赞成)",
    "votes_abstained": r"弃权",
}
_BEFORE = {name: pattern(rf"([0-9]+)[票人](?:表示)?{word}") for name, word in _WORDS.items()}
_BEHIND = {name: pattern(rf"{word}(?:票|的)?:?([0-9]+)") for name, word in _WORDS.items()}


@dataclass(frozen=True)
class Vote:
    """The totals of a vote; None where nobody wrote them down."""

    entitled: int | None = None
    present: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None

    @property
    def is_quorate(self) -> bool | None:
        """Whether more than half of those with a vote were there (BR-09)."""
        return None if self.entitled is None or self.present is None else self.present * 2 > self.entitled

    @property
    def is_passed(self) -> bool | None:
        """Whether more than half of all with a vote were for it, be they there or not (rules.md, section 5)."""
        return None if self.entitled is None or self.votes_for is None else self.votes_for * 2 > self.entitled

    @property
    def text(self) -> str | None:
        """The totals as they are typed: 15/13/12/0/1, with ? for one that isn't known; nothing where none is."""
        totals = (self.entitled, self.present, self.votes_for, self.votes_against, self.votes_abstained)
        if totals == (None,) * 5:
            return None
        return "/".join("?" if total is None else str(total) for total in totals)

    def check(self) -> None:
        """Raise RuleForbids where more were there than might be, or more voted than were there."""
        if self.entitled is not None and self.present is not None and self.present > self.entitled:
            raise RuleForbids(
                "实到有表决权 {present} 人，多于应到 {entitled} 人。", present=self.present, entitled=self.entitled
            )
        cast = sum(total or 0 for total in (self.votes_for, self.votes_against, self.votes_abstained))
        there = self.entitled if self.present is None else self.present
        if there is not None and cast > there:
            raise RuleForbids("赞成、反对、弃权共 {cast} 票，多于到会的 {there} 人。", cast=cast, there=there)


def read_vote(text: str) -> Vote | None:
    """Return the totals that a text gives, or None where it gives none that can be told.

    Five figures are 应到/实到/赞成/反对/弃权, three 赞成/反对/弃权; else each figure has its word: 赞成12票, 12票赞成.
    """
    bare = narrow(text)
    if _PLAIN.fullmatch(bare):
        figures = [int(figure) for figure in re.findall(r"[0-9]+", bare)]
        return {5: lambda: Vote(*figures), 3: lambda: Vote(None, None, *figures)}.get(len(figures), lambda: None)()
    found = {name: label.search(bare) for name, label in _PRESENCE.items()}
    rest = bare
    for label in _PRESENCE.values():
        rest = label.sub("", rest)
    # 12票赞成1票反对 and 赞成12票反对1票 can only be told apart by what stands first.
    labels = _BEFORE if any(label.match(rest.lstrip(",;:")) for label in _BEFORE.values()) else _BEHIND
    found |= {name: label.search(rest) for name, label in labels.items()}
    totals = {name: int(match[1]) for name, match in found.items() if match is not None}
    return Vote(**totals) if totals else None


def parse_vote(text: str) -> Vote:
    """Return the totals that someone typed. Raises UsageFault for what isn't a vote."""
    vote = read_vote(text)
    if vote is None:
        raise UsageFault("“{text}”不是表决结果。", text=text, hint="--vote 15/13/12/0/1 · 应到/实到/赞成/反对/弃权")
    return vote
