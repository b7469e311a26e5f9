"""The one error boundary: every error becomes a sentence on stderr and an exit code.

What leaves the program is UTF-8, unless a terminal says otherwise.
"""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence

from pbcli.config import wanted_language
from pbcli.domain.errors import PbcliError, StorageUnusable
from pbcli.messages import _, use

INTERRUPTED = 130
"""The exit code of whoever presses Ctrl-C, or says no when asked."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
"""What a place says that takes no more: stdout led into a file on a full disk, for one."""


def prepare_streams() -> None:
    """Write UTF-8 into pipes and files whatever the locale; on a terminal keep its encoding and never fail."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # Whoever called closed it; nothing is read from there, and what is written goes nowhere.
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence_stdout() -> None:
    """Send what is still buffered nowhere, so that the exit is quiet."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def guarded(argv: Sequence[str]) -> int:
    """Run the command line and return its exit code, whatever happens inside."""
    try:
        use(wanted_language(argv))
        code = _called(argv)
        sys.stdout.flush()
    except PbcliError as error:
        return tell(error)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            silence_stdout()
            from pbcli.messages.reasons import reason

            return tell(StorageUnusable("写不下去了：{reason}。", reason=reason(error)))
        if os.environ.get("PBCLI_DEBUG"):
            raise
        from pbcli.cli.crash import report_crash

        return report_crash(error)
    return code


def _called(argv: Sequence[str]) -> int:
    if "due" in argv:
        from pbcli.cli.direct import show_due_directly

        if show_due_directly(argv):
            return 0
    return _called_by_typer(argv)


def _called_by_typer(argv: Sequence[str]) -> int:
    from typer import Abort, Exit, TyperException

    from pbcli.cli.app import root

    command = root()
    context = None
    try:
        with command.make_context("pbcli", list(argv)) as context:
            command.invoke(context)
    except Exit as left:
        return left.exit_code
    except Abort as aborted:
        raise KeyboardInterrupt from aborted
    except TyperException as error:
        from pbcli.cli.usage import as_usage_fault, help_instead

        page = help_instead(error)
        if page is None:
            called = context.obj.command_line if context is not None and context.obj is not None else ""
            raise as_usage_fault(error, f"pbcli {called}".strip()) from error
        sys.stderr.write(page + "\n")
        return error.exit_code
    return 0


def tell(error: PbcliError) -> int:
    """Say an error in the user's language, with the next step, and return its exit code.

    What was typed in the wrong place is said again, but for the numbers of people: stderr goes into mails and logs.
    """
    from pbcli.cli.state import tell_person
    from pbcli.domain.idnumber import cover_numbers

    sentence = _filled(error.message, error)
    where = "".join(_("{place}：", place=note) for note in getattr(error, "__notes__", ()) if note)
    tell_person(cover_numbers(where + sentence))
    if error.hint:
        tell_person(cover_numbers(_("下一步：{step}", step=_filled(error.hint, error))))
    return error.exit_code


def _filled(template: str, error: PbcliError) -> str:
    """Translate a template and fill in its values; a field's title is the program's word, and translated too."""
    text, values = _(template), error.values
    if "field" in values:
        values = {**values, "field": _(str(values["field"]))}
    return text.format(**values) if values and "{" in template else text
