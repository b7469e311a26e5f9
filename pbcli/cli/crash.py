"""Errors of last resort: one sentence on the screen, and where it happened, without any value, in a private log."""

import os
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

from pbcli import __version__
from pbcli.cli.state import tell_person
from pbcli.config import data_folder
from pbcli.domain.errors import PbcliError
from pbcli.messages import _
from pbcli.output.files import make_private_folder


def report_crash(error: BaseException) -> int:
    """Write the place of an unexpected error into the log, say its id, and return exit code 1."""
    number = secrets.token_hex(4)
    try:
        log = _log(number, error)
    except (OSError, PbcliError):
        tell_person(_("程序出了意外错误（{kind}），日志也写不了。", kind=type(error).__name__))
        return 1
    tell_person(_("程序出了意外错误，编号 {number}，经过记在 {log}。", number=number, log=log))
    return 1


def _log(number: str, error: BaseException) -> Path:
    """Append class, files, lines and functions: never a message, an argument or a value, which may be personal."""
    folder = data_folder()
    make_private_folder(folder)
    path = folder / "errors.log"
    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = f"{number} {moment} pbcli {__version__} {type(error).__name__}\n{places}"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:  # noqa: PTH123
        log.write(entry)
    return path
