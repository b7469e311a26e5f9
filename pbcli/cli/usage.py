"""Usage errors of the command-line library, in the user's language, with the next thing to type."""

import sys

from typer import TyperException

from pbcli.messages import _


def tell_usage(error: TyperException) -> int:
    """Say what is wrong with the words typed, name the help page, and return the exit code."""
    sys.stderr.write(error.format_message() + "\n")
    context = getattr(error, "ctx", None)
    if context is not None:
        sys.stderr.write(_("下一步：{step}", step=f"{context.command_path} --help") + "\n")
    return error.exit_code
