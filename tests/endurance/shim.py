"""Compiling the shim, and asking forked servers to run commands beneath it."""

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("shim.c")
NOW = "2026-11-01T04:00:00+00:00"
TODAY = "2026-11-01"
KEY = "5a" * 32
"""What every encrypted database of ours is opened with."""


def why_not() -> str | None:
    """Tell why the shim can't be used here, or nothing where it can."""
    if not sys.platform.startswith("linux"):
        return "the shim works on Linux only"
    if shutil.which("cc") is None:
        return "no C compiler (cc)"
    return None


def compiled(folder: Path) -> Path:
    """Compile the shim into a folder."""
    library = folder / "shim.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return library


@dataclass(frozen=True)
class Fault:
    """What happens at which of a command's file operations; by default nothing, they are only counted."""

    action: str = "count"
    at: int = 0
    errno: int = 0
    sticky: bool = False
    reads: bool = False
    """Whether reading files counts as well."""


@dataclass(frozen=True)
class Run:
    """How a command ended: its exit code (negative: the signal), its file operations, and what it said."""

    code: int
    count: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that it said."""
        return self.out + self.err


@dataclass
class Server:
    """A process with the program loaded, which forks for each command."""

    process: "subprocess.Popen[str]"
    scratch: Path
    patches: Mapping[str, Any] = field(default_factory=dict)

    def run(
        self, place: Path, words: Sequence[str], fault: Fault | None = None, log: Path | None = None, **patches: Any
    ) -> Run:
        """Run the program's words on the database in a place, with a fault."""
        fault = fault or Fault()
        out, err = self.scratch / "out", self.scratch / "err"
        request = {
            "folder": str(place), "watched": str(place), "out": str(out), "err": str(err),
            "log": None if log is None else str(log),
            "words": ["--db", str(place / "pbcli.db"), "--today", TODAY, "--no-input", *words],
            "environment": environment(place),
            "patches": {**self.patches, **patches},
            **fault.__dict__,
        }  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return Run(answer["code"], answer["count"], _text(out), _text(err))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def secret_file(place: Path) -> Path:
    """Give the file with the key of a place's database, where that is encrypted."""
    return place / "db.secret"


def environment(place: Path) -> dict[str, str]:
    """Give the environment of a command: a home within its place, a clock that stands still, no settings of ours."""
    home = place / "home"
    return {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
        "PBCLI_KEY_FILE": str(secret_file(place)), "PBCLI_NOW": NOW, "PBCLI_BUSY_MS": "5000", "LC_ALL": "C.UTF-8", "PBCLI_LANG": "zh",
        "LOGNAME": "test",  # otherwise each change asks the system whose process it is
    }  # fmt: skip


@contextmanager
def servers(count: int, folder: Path, **patches: Any) -> Iterator[list[Server]]:
    """Give servers beneath the shim. Starting one takes seconds, so that the next goal gets those of this one."""
    processes = [_idle.pop() if _idle else _begun() for _ in range(count)]
    scratches = [folder / f"server{number}" for number in range(count)]
    for scratch in scratches:
        scratch.mkdir()
    try:
        yield [Server(process, scratch, patches) for process, scratch in zip(processes, scratches, strict=True)]
    except BaseException:
        # One that was asked may be in the midst of its answer.
        for process in processes:
            _end(process)
        raise
    _idle.extend(processes)


_idle: list["subprocess.Popen[str]"] = []
"""The servers that nobody asks at the moment; they end with this process."""


@cache
def _library() -> tuple[Path, TemporaryDirectory[str]]:
    """Compile the shim, once for this process. Its folder goes when nobody holds it any more."""
    folder = TemporaryDirectory(prefix="shim-")
    return compiled(Path(folder.name)), folder


def _begun() -> "subprocess.Popen[str]":
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PBCLI_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.server"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**variables, "LD_PRELOAD": str(_library()[0])},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()


@atexit.register
def end_idle() -> None:
    """End the servers that nobody asks at the moment: from then on their time counts as this process's own."""
    while _idle:
        _end(_idle.pop())
