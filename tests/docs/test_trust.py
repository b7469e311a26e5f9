"""The table of traps in docs/trust.md names tests that are there."""

import ast
import re
from pathlib import Path

import pytest

from tests.endurance.__main__ import write_row
from tests.endurance.goal import goals

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)(?:\[(\w+)\])?`")


def named() -> list[tuple[str, str, str]]:
    """Give the tests that the page names: file, function or class and method, parameter."""
    return NAMED.findall((ROOT / "docs/trust.md").read_text(encoding="utf-8"))


def those_of(file: Path) -> set[str]:
    """Name the tests of a file as pytest does."""
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return found


def test_every_test_that_a_trap_names_is_there() -> None:
    missing = [
        f"{file}::{test}"
        for file, test, _parameter in named()
        if not (ROOT / file).is_file() or test not in those_of(ROOT / file)
    ]
    assert missing == []
    assert {parameter for _file, _test, parameter in named() if parameter} <= {goal.name for goal in goals()}


def test_every_trap_has_a_test() -> None:
    page = (ROOT / "docs/trust.md").read_text(encoding="utf-8").split("## Each trap")[1].split("\n## ")[0]
    rows = [line for line in page.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 40
    assert [row for row in rows if not NAMED.search(row)] == []


def test_a_measured_row_takes_its_place(tmp_path: Path) -> None:
    page = tmp_path / "trust.md"
    page.write_text((ROOT / "docs/trust.md").read_text(encoding="utf-8"), encoding="utf-8")
    before = page.read_text(encoding="utf-8").splitlines()
    for goal in goals():
        write_row(page, goal.name, f"| {goal.name} | new \\1 |")
    after = page.read_text(encoding="utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        f"| {goal.name} | new \\1 |" for goal in goals()
    ]
    with pytest.raises(ValueError, match="no row of G99"):
        write_row(page, "G99", "")
