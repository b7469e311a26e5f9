"""G18: the same month and the same bytes in any locale, without a terminal, without a home, in any time zone."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import Program
from tests.endurance.goal import Bench, Finding, Goal
from tests.endurance.home import demonstration, home, small_school
from tests.endurance.shim import ROOT

ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati")
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES: Mapping[str, Mapping[str, str]] = {
    "none": {}, "C": {"LC_ALL": "C", **PLAIN}, "POSIX": {"LC_ALL": "POSIX", **PLAIN}, "C.UTF-8": {"LC_ALL": "C.UTF-8"},
    "zh_CN.GBK": {"LC_ALL": "zh_CN.GBK", "PYTHONIOENCODING": "gbk", **PLAIN}, "tr_TR.UTF-8": {"LC_ALL": "tr_TR.UTF-8"},
    "en_US.ISO-8859-1": {"LANG": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1", **PLAIN},
}  # fmt: skip
"""The variables of each. Where the system lacks the locale itself, its encoding is set for the streams all the same."""
NOW = "2026-10-31T16:30:00+00:00"
"""Half past midnight of 1 November in Shanghai, still October in Los Angeles: the month must not follow the clock."""
CALLS: Sequence[str] = (
    "report monthly 2026-10 -f json", "report monthly 2026-10 --lang zh", "report monthly 2026-10 --lang en", "report monthly 上月 --lang zh -f csv",
    "report monthly 2026-10 --lang zh -f xlsx", "report monthly 2026-10 --lang zh -f docx", "member list --lang zh", "remind due --lang zh",
)  # fmt: skip
FEWER = (CALLS[0], CALLS[1])


def environments(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every locale × time zone, with a home and without one."""
    for (name, variables), zone, has_home in itertools.product(LOCALES.items(), ZONES, (True, False)):
        own = {"HOME": str(folder)} if has_home else {}
        kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
        yield (
            f"{name}, {zone}, {'' if has_home else 'no '}home",
            {**kept, **own, **variables, "TZ": zone, "PBCLI_NOW": NOW},
        )


def called(pb: Program, words: str, environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """Call the program without a terminal: its exit code and its streams."""
    command = [
        sys.executable,
        "-m",
        "pbcli",
        "--db",
        str(pb.database),
        "--today",
        "2026-11-01",
        "--no-input",
        *words.split(),
    ]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


def differing(pb: Program, words: str, every: Sequence[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """Make one call in every environment. Gives what crashed and what came out otherwise than in the first."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda one: called(pb, words, one[1]), every))
    for (name, _variables), (code, out, err) in zip(every, found, strict=True):
        if code:
            yield f"{words}: {name}: exit {code}: {err.decode(errors='replace')[:200]}"
        elif (out, err if "--lang" in words else b"") != (found[0][1], found[0][2] if "--lang" in words else b""):
            yield f"{words}: {name}: {len(out)} bytes otherwise"
    if not found[0][1]:
        yield f"{words}: nothing came out"


def without_a_home(pb: Program, folder: Path) -> Iterator[str]:
    """Call what needs a place of its own where there is no home to have it in: a sentence, no crash."""
    for words in (
        ["member", "list"],
        ["config", "path"],
        ["config", "show"],
        ["db", "path"],
        ["init", "--unit", "某校"],
        ["config", "set", "lang", "zh"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "pbcli", "--no-input", *words], env={"HOME": "/dev/null/none", "LC_ALL": "C"}, cwd=ROOT,
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        if done.returncode not in {0, 7, 11} or b"Traceback" in done.stderr:
            yield f"{' '.join(words)} without a home: exit {done.returncode}: {done.stderr.decode(errors='replace')[:200]}"


def control() -> int:
    """Count what goes wrong with Python's and Rich's defaults: Chinese into a pipe under C, a long line off a terminal."""
    environment = {"LC_ALL": "C", **PLAIN}
    printed = subprocess.run([sys.executable, "-c", "print('张三')"], env=environment, capture_output=True, check=False)
    table = (
        "from rich.console import Console; from rich.table import Table; t = Table(); t.add_column('a', no_wrap=True);"
        "t.add_row('x' * 200); Console().print(t)"
    )
    drawn = subprocess.run([sys.executable, "-c", table], env={"LC_ALL": "C.UTF-8"}, capture_output=True, check=False)
    return (printed.returncode != 0) + (b"x" * 200 not in drawn.stdout)


def run(bench: Bench) -> Finding:
    """Compare every call between the environments."""
    with home(bench.folder / "school") as pb:
        (small_school if bench.is_small else demonstration)(pb)
        every = list(environments(bench.folder))
        chosen = bench.chance("environments").sample(every, 6) if bench.is_small else every
        words = FEWER if bench.is_small else CALLS
        problems = [found for one in words for found in differing(pb, one, chosen)]
        problems += without_a_home(pb, bench.folder)
    wrong = control()
    return Finding(
        found=f"{len(words)} calls × {len(chosen)} environments ({len(LOCALES)} locales × {len(ZONES)} zones × home): "
        f"{len(problems)} differ or crash",
        problems=problems,
        control=f"Python's print and Rich's table alone: {wrong} of 2 wrong",
        has_fired=wrong == 2,
    )


GOAL = Goal(
    "G18",
    f"{len(LOCALES)} locales × no TTY × no HOME × {len(ZONES)} time zones",
    "same month, same bytes, no crash",
    run,
)
