"""What output can't do as asked; the caller turns it into an error of the program."""


class OutputFault(Exception):
    """A wish about the form of the output that can't be met: a sentence with {values}, and what to do instead."""

    def __init__(self, message: str, /, *, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message
