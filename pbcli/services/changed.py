"""What a change tells its caller: which record it was, and what a person should know besides."""

from collections.abc import Sequence

from pbcli.values import dataclass


@dataclass(frozen=True)
class Changed:
    """A change that was made: the id of the record, and notes in the user's language (warnings, things ended by it)."""

    id: int
    name: str = ""
    notes: Sequence[str] = ()
