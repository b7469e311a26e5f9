"""The door: what must be quick is answered here, before Typer is imported; the rest goes to the command line."""

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # the module `typing` alone would cost a tenth of a completion
    from collections.abc import Sequence
    from typing import NoReturn

_OBJECTS_BETWEEN_SEARCHES = 250_000
"""A start makes tens of thousands of objects that stay; by its own measure of 700, Python would search them for rubbish
over and over."""
_NO_ROOM = 11


def main() -> "NoReturn":
    """Run pbcli with the words of the command line, and leave with its exit code.

    The process ends as soon as all is said: taking it to pieces first costs as much as many a command.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES, 20, 20)
    code = answered(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except (OSError, ValueError):
        code = code or _NO_ROOM
    os._exit(code)


def answered(arguments: "Sequence[str]") -> int:
    """Answer the words and return the exit code."""
    if _is_typed_in_utf8(arguments):
        # Only the interpreter can change how it reads words, paths and variables, and only when it begins.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606
    if "_PBCLI_COMPLETE" in os.environ:
        from pbcli.cli.completion import answer

        answer(os.environ["_PBCLI_COMPLETE"], arguments)
        return 0
    if arguments == ["--version"]:
        from pbcli import __version__

        sys.stdout.write(f"pbcli {__version__}\n")
        return 0
    from pbcli.cli.boundary import guarded, prepare_streams

    prepare_streams()
    return guarded(arguments)


def _is_typed_in_utf8(words: "Sequence[str]") -> bool:
    """Tell whether words are UTF-8 that the locale couldn't read: C, POSIX, or one that isn't installed."""
    try:
        "".join(words).encode()
    except UnicodeEncodeError:
        try:
            os.fsencode("".join(words)).decode()
        except UnicodeError:
            return False
        return not sys.flags.utf8_mode
    return False


if __name__ == "__main__":
    main()
