"""The process's own streams: what leaves the program is UTF-8, unless a terminal says otherwise."""

import contextlib
import io
import os
import sys


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
