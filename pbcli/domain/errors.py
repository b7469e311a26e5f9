"""The errors that a user can cause: each class carries its exit code, each instance its sentence and the next step.

A sentence is written in Chinese, is the key of the catalogue, and names its {values}; it is translated and filled in
where it is shown. The hint is the next thing to type or to do. Exit codes: docs/exit-codes.md.
"""


class PbcliError(Exception):
    """Something that the user should be told in one sentence."""

    exit_code = 1

    def __init__(self, message: str, /, *, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


class UsageFault(PbcliError):
    """The words typed don't fit: an option, a missing value, a file that isn't there."""

    exit_code = 2


class NothingFound(PbcliError):
    """Nothing was found, and the user asked to be told so by the exit code."""

    exit_code = 3


class UnknownName(PbcliError):
    """Nobody and nothing has the name that was typed."""

    exit_code = 4


class AmbiguousName(PbcliError):
    """The name that was typed fits several."""

    exit_code = 4


class RuleForbids(PbcliError):
    """A rule of the field, or the validity of a value, forbids it."""

    exit_code = 5


class UnusablePaper(PbcliError):
    """A paper can't be read: damaged, HTML, with a password, empty, without a known header, in no known encoding."""

    exit_code = 5


class BadRows(PbcliError):
    """A paper has rows that can't be taken; nothing was written."""

    exit_code = 5


class Conflict(PbcliError):
    """Someone else was here: a lock, a record that has moved on, a database that is there already."""

    exit_code = 6


class DatabaseNotReady(PbcliError):
    """There is no database yet, or its schema is not this program's."""

    exit_code = 7


class PartlyImported(PbcliError):
    """The good rows were imported, the bad ones put aside."""

    exit_code = 8


class CheckFound(PbcliError):
    """A check found something."""

    exit_code = 9


class SomethingDue(PbcliError):
    """Something is due, and the user asked to be told so by the exit code."""

    exit_code = 10


class StorageUnusable(PbcliError):
    """The database or a place to write can't be used: damaged, not ours, read-only, open to others, no space."""

    exit_code = 11
