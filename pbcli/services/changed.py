"""What a change tells its caller: which record it was, and what a person should know besides."""

from collections.abc import Sequence

from pbcli.values import dataclass, replace


@dataclass(frozen=True)
class Changed:
    """A change that was made: the id of the record, and notes in the user's language (warnings, things ended by it)."""

    id: int
    name: str = ""
    notes: Sequence[str] = ()


def said_once(changed: Sequence[Changed], notes: Sequence[str]) -> list[Changed]:
    """Return the changes with notes that hold of all of them, which are said with the first."""
    return [replace(one, notes=[*one.notes, *notes]) if one is changed[0] else one for one in changed]
