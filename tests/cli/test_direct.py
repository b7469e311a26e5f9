"""What is read without Typer says and leaves what Typer's reading does: `remind due` in its plainest form."""

import subprocess
import sys
from pathlib import Path

import pytest

from pbcli.cli.direct import show_due_directly
from tests.conftest import TODAY, Outcome, call

THROUGH_TYPER = ["-f", "auto"]
"""Says nothing that isn't so without it, but isn't among what is read without Typer."""


def both(words: list[str]) -> tuple[Outcome, Outcome]:
    return call(words), call([*words, *THROUGH_TYPER])


@pytest.mark.parametrize(
    "words",
    [
        ["--today", TODAY, "remind", "due"],
        ["remind", "due", "--today", TODAY],
        ["--today", "2020-01-01", "remind", "--today", TODAY, "due"],
        [f"--today={TODAY}", "--no-input", "remind", "due", "-q"],
        ["--today", TODAY, "-v", "remind", "due"],
        ["--today", TODAY, "remind", "due", "--verbose"],
        ["--today", TODAY, "--lang", "en", "remind", "due"],
        ["--today", TODAY, "remind", "due", "--lang=en"],
        ["--today", "1990-01-01", "remind", "due"],
        ["--today", "昨天的昨天", "remind", "due"],
        ["--today", TODAY, "--lang", "fr", "remind", "due"],
        ["--today", TODAY, "--profile", "nobody", "remind", "due"],
    ],
)
def test_both_ways_say_the_same(words: list[str], demonstration: Path) -> None:
    direct, typer = both(["--db", str(demonstration), *words])
    assert direct == typer


@pytest.mark.parametrize("address", ["nowhere.db", "postgresql://x"])
def test_both_ways_refuse_the_same(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    direct, typer = both(["--db", address, "--today", TODAY, "remind", "due"])
    assert direct == typer
    assert direct.code in {2, 7}


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["remind"],
        ["due", "remind"],
        ["remind", "due", "now"],
        ["remind", "due", "--within", "14d"],
        ["remind", "due", "--exit-code"],
        ["remind", "due", "-f", "json"],
        ["remind", "due", "--help"],
        ["remind", "due", "-qv"],
        ["remind", "due", "--db"],
        ["remind", "due", "--db", "-q"],
        ["--db=", "remind", "due"],
        ["--today", "", "remind", "due"],
        ["remind", "--", "due"],
        ["remind", "due", "--version"],
        ["member", "list"],
    ],
)
def test_all_else_is_left_to_typer(words: list[str]) -> None:
    assert not show_due_directly(words)


CALLED = """
import sys
from pbcli.cli.boundary import guarded
code = guarded(sys.argv[1:])
sys.stderr.write(f"{code} {sorted({'typer', 'inspect'} & set(sys.modules))}")
"""


def test_typer_is_not_imported_for_it(demonstration: Path) -> None:
    words = ["--db", str(demonstration), "--today", TODAY, "remind", "due"]
    done = subprocess.run(
        [sys.executable, "-c", CALLED, *words], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout
    assert done.stderr == "0 []"
