"""The process's own streams: what leaves the program is UTF-8, unless a terminal says otherwise."""

import contextlib
import io
import os
import sys


def prepare_streams() -> None:
    """Write UTF-8 into pipes and files whatever the locale; on a terminal keep its encoding and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence_stdout() -> None:
    """After the reader of a pipe has gone: send what is still buffered nowhere, so that the exit is quiet."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
