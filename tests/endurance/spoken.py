"""Calling the program in a process of its own on a terminal or a pipe, quickly: forked, with everything loaded."""

import os
import select
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_MOST = 1 << 16


@dataclass(frozen=True)
class Spoken:
    """What a call said: its exit code, and the bytes of its streams; a terminal has only one."""

    code: int
    out: bytes
    err: bytes = b""


def on_terminal(words: Sequence[str], variables: Mapping[str, str] | None = None) -> Spoken:
    """Call the program with a pseudo-terminal for all its streams, on which nobody answers."""
    import pty

    sys.stdout.flush()
    child, master = pty.fork()
    if child == 0:
        _be_the_program(words, variables or {})
    said = b""
    while True:
        try:
            chunk = os.read(master, _MOST)
        except OSError:  # how Linux says that the other side is gone
            break
        if not chunk:
            break
        said += chunk
    os.close(master)
    return Spoken(_code_of(child), said)


def on_pipes(words: Sequence[str], variables: Mapping[str, str] | None = None) -> Spoken:
    """Call the program with pipes for its streams."""
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out_end, 1)
        os.dup2(err_end, 2)
        os.closerange(3, 64)
        _be_the_program(words, variables or {})
    os.close(out_end)
    os.close(err_end)
    said = {out: b"", err: b""}
    open_ends = [out, err]
    while open_ends:
        for end in select.select(open_ends, [], [])[0]:
            chunk = os.read(end, _MOST)
            said[end] += chunk
            if not chunk:
                open_ends.remove(end)
                os.close(end)
    return Spoken(_code_of(child), said[out], said[err])


def _code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _be_the_program(words: Sequence[str], variables: Mapping[str, str]) -> None:
    """Run the command in this child, and leave without any of the parent's endings."""
    code = 70
    try:
        os.environ.update(variables)
        for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        from pbcli.cli.boundary import guarded, prepare_streams

        prepare_streams()
        code = guarded(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
