"""Saying what a change did: its notes always, the acknowledgement only after COMMIT."""

from typing import Any

from pbcli.cli.state import State
from pbcli.services.changed import Changed


def acknowledge(state: State, changed: Changed, sentence: str, *, dry_run: bool = False) -> None:
    """Tell the notes of a change, and that it is on disk unless this was a trial."""
    for note in changed.notes:
        state.say(note)
    if not dry_run:
        state.done(sentence, changed.id)


def given(**options: Any) -> dict[str, Any]:
    """Return the options that the user typed."""
    return {name: value for name, value in options.items() if value is not None}
