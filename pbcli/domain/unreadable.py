"""What a reader says of a text that it can't take; whoever asked it turns this into an error of its own."""


class Unreadable(ValueError):
    """A text that isn't what it should be: carries the untranslated sentence and its values, as the errors do."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)
