"""The one call that people put at the start of each shell, read without Typer, which takes longer than its answer.

Only its plainest form is read here: `remind due`, before, between or behind it what every command takes. Everything
else is Typer's to read, what is typed wrongly included, and does the same.
"""

from collections.abc import Sequence

from pbcli.cli.state import FLAGS, WITH_VALUE, State

_DUE = ["remind", "due"]
_VALUED = {f"--{name}": name for name in WITH_VALUE}
_FLAGS = {word: name for name, words in FLAGS.items() for word in words}


def show_due_directly(argv: Sequence[str]) -> bool:
    """Show what is due where that is all that the words ask for; tell whether it was."""
    state = _read(argv)
    if state is None:
        return False
    from pbcli.cli.digest import show_due
    from pbcli.output.result import View

    state.check()
    show_due(state, View())
    return True


def _read(argv: Sequence[str]) -> State | None:
    """Read the words; None where there is anything that isn't known here."""
    words: list[str] = []
    options: dict[str, str] = {}
    flags = dict.fromkeys(FLAGS, False)
    coming = iter(argv)
    for word in coming:
        name, equals, value = word.partition("=")
        if name in _VALUED:
            value = value if equals else next(coming, "")
            if not value or value.startswith("-"):
                return None
            options[_VALUED[name]] = value
        elif word in _FLAGS:
            flags[_FLAGS[word]] = True
        else:
            words.append(word)
    if words != _DUE:
        return None
    state = State(options, **flags)
    state.command_line = " ".join(words)
    return state
