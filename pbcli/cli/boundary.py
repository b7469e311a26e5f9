"""The one error boundary: every error becomes a sentence on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence

from pbcli.domain.errors import PbcliError
from pbcli.messages import _, use, wanted_language

INTERRUPTED = 130


def guarded(argv: Sequence[str]) -> int:
    """Run the command line and return its exit code, whatever happens inside."""
    use(wanted_language(list(argv)))
    try:
        return _called(argv)
    except PbcliError as error:
        return tell(error)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except BrokenPipeError:
        from pbcli.cli.streams import silence_stdout

        silence_stdout()
        return 0
    except Exception as error:  # noqa: BLE001  the last resort: nobody is shown a traceback
        if os.environ.get("PBCLI_DEBUG"):
            raise
        from pbcli.cli.crash import report_crash

        return report_crash(error)


def _called(argv: Sequence[str]) -> int:
    from typer import Abort, Exit, TyperException

    from pbcli.cli.app import root

    command = root()
    try:
        with command.make_context("pbcli", list(argv)) as context:
            command.invoke(context)
    except Exit as left:
        return left.exit_code
    except Abort as aborted:
        raise KeyboardInterrupt from aborted
    except TyperException as error:
        from pbcli.cli.usage import tell_usage

        return tell_usage(error)
    sys.stdout.flush()
    return 0


def tell(error: PbcliError) -> int:
    """Say an error in the user's language, with the next step, and return its exit code."""
    sys.stderr.write(_(error.message, **error.values) + "\n")
    if error.hint:
        sys.stderr.write(_("下一步：{step}", step=_(error.hint, **error.values)) + "\n")
    return error.exit_code
