"""Runs whole processes and tells what each cost: the CPU of user and system together, and its peak of memory."""

import os
import re
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MEBIBYTE = 1 << 20
_INSTRUCTIONS = re.compile(r"I\s+refs:\s+([\d,]+)")


@dataclass(frozen=True)
class Call:
    """A command to be measured: its words, what is set in its environment, what it reads, where what it prints goes."""

    words: Sequence[str | Path]
    variables: Mapping[str, str] = field(default_factory=dict)
    stdin: Path | None = None
    code: int = 0

    @property
    def shown(self) -> str:
        """The command as a person would type it."""
        words = [Path(self.words[0]).name, *(_short(word) for word in self.words[1:])]
        return " ".join([*(f"{name}={value}" for name, value in self.variables.items()), *words])


@dataclass(frozen=True)
class Usage:
    """What one process cost."""

    seconds: float
    peak: int


@dataclass
class Sample:
    """What the rounds of one command cost."""

    usages: list[Usage] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """The median of the CPU."""
        return 1000 * statistics.median(usage.seconds for usage in self.usages)

    @property
    def peak(self) -> float:
        """The highest peak of memory, in MiB."""
        return max(usage.peak for usage in self.usages) / MEBIBYTE

    def over(self, other: "Sample") -> float:
        """The median of the ratios of the rounds, each with the other command's round beside it."""
        pairs = zip(self.usages, other.usages, strict=True)
        return statistics.median(own.seconds / its.seconds for own, its in pairs)


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Give the environment that everything is measured in: byte code is written, and hashes are always the same."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", **variables}


def run(call: Call, home: Path) -> Usage:
    """Run a command to its end and tell what it cost. Raises AssertionError where it leaves with another exit code."""
    with (call.stdin or Path(os.devnull)).open("rb") as taken:
        process = subprocess.Popen(
            [str(word) for word in call.words], stdin=taken, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment(home, **call.variables), cwd=home,
        )  # fmt: skip
        _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == call.code, f"{call.shown} left with {process.returncode}"
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def paired(calls: Mapping[str, Call], home: Path, rounds: int) -> dict[str, Sample]:
    """Run the commands in turn, round after round, so that what disturbs the machine disturbs all of them alike."""
    samples = {name: Sample() for name in calls}
    for call in calls.values():
        run(call, home)  # once unmeasured: byte code is written, the file is in memory
    for _round in range(rounds):
        for name, call in calls.items():
            samples[name].usages.append(run(call, home))
    return samples


def instructions(call: Call, home: Path) -> int:
    """Count a command's instructions with cachegrind: the same on a noisy machine."""
    done = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *map(str, call.words)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=True,
        env=environment(home, **call.variables), cwd=home,
    )  # fmt: skip
    found = _INSTRUCTIONS.search(done.stderr)
    assert found is not None, done.stderr
    return int(found[1].replace(",", ""))


def _short(word: str | Path) -> str:
    """Write a path by its name alone, and quote what has blanks."""
    text = word.name if isinstance(word, Path) else word
    return f'"{text}"' if " " in text or not text else text
