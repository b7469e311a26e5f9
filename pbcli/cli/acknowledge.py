"""Saying what a change did: its notes always, the acknowledgement only after COMMIT."""

from typing import TYPE_CHECKING, Any

from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.services.changed import Changed

if TYPE_CHECKING:
    from pbcli.services.evidence_copies import Recovered


def acknowledge(state: State, changed: Changed, sentence: str, *, dry_run: bool = False) -> None:
    """Tell the notes of a change, and that it is on disk unless this was a trial."""
    for note in changed.notes:
        state.say(note)
    if not dry_run:
        state.done(sentence, changed.id)


def tell_recovered(state: State, recovered: "Recovered") -> None:
    """Tell how many files of evidence came back, and how many didn't."""
    if recovered.found:
        state.say(_("找回了 {count} 个佐证文件。", count=recovered.found))
    if recovered.missing:
        state.say(_("还有 {count} 个佐证文件没有找到：pbcli evidence recover --from DIR", count=recovered.missing))


def given(**options: Any) -> dict[str, Any]:
    """Return the options that the user typed."""
    return {name: value for name, value in options.items() if value is not None}
