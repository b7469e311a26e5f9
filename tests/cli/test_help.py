"""Help pages: every command has one, with an example, in the width of the screen."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

from pbcli.cli.help import ChineseHelpFormatter, in_own_words, in_words, width_of, wrapped
from tests.conftest import Outcome, call

TABLE = json.loads((Path(__file__).parents[2] / "pbcli/cli/commands.json").read_text(encoding="utf-8"))
CHINESE = re.compile("[\u4e00-\u9fff]")


def paths(node: Any = TABLE, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, child in node.get("commands", {}).items():
        yield from paths(child, (*path, name))


@pytest.mark.parametrize("path", list(paths()), ids=" ".join)
def test_every_command_has_a_page_that_fits_and_is_chinese(path: tuple[str, ...]) -> None:
    page = call([*path, "--help"])
    assert (page.code, page.err) == (0, "")
    lines = page.out.splitlines()
    assert lines[0].startswith(f"用法：{' '.join(('pbcli', *path))} ")
    assert max(width_of(line) for line in lines) <= 100
    for line in lines:
        explained = re.match(r"  \S.*?  +(\S.*)$", line)
        assert explained is None or CHINESE.search(line), line
    assert not re.search(r"\[(required|default)", page.out)


@pytest.mark.parametrize("path", [path for path in paths() if path], ids=" ".join)
def test_every_command_that_does_something_shows_how(path: tuple[str, ...]) -> None:
    page = call([*path, "--help"]).out
    if "命令：" not in page:
        assert f"pbcli {' '.join(path)}" in page.partition("选项：")[2], page


def test_help_in_english(process: Callable[..., Outcome]) -> None:
    page = process("--lang", "en", "config", "show", "--help")
    assert page.code == 0
    assert page.out.startswith("Usage: pbcli config show [")
    assert not CHINESE.search(page.out)
    assert process("config", "show", "--help", PBCLI_LANG="en") == page
    assert process("config", "show", "--help", LC_ALL="en_US.UTF-8") == page
    assert process("config", "show", "--help", "--lang", "zh", PBCLI_LANG="en").out.startswith("用法：")


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("Show this message and exit.", "显示这一页"),
        ("名称  [required]", "名称（必填）"),
        ("行数  [default: 5]", "行数（默认 5）"),
        ("行数  [default: 5; x>=0]", "行数（默认 5；≥ 0）"),
        ("任期  [1<=x<=10; required]", "任期（1–10；必填）"),
        ("名称 [甲]", "名称 [甲]"),
        ("", ""),
    ],
)
def test_the_librarys_remarks_are_said_in_chinese(said: str, own: str) -> None:
    assert in_own_words(said) == own


@pytest.mark.parametrize(
    ("bounds", "words"),
    [("x>=0", "≥ 0"), ("x<=5", "≤ 5"), ("-1<=x<=10", "-1–10"), ("x<5", "x<5"), ("0<x<5", "0<x<5"), ("x", "x")],
)
def test_ranges_are_written_as_people_do(bounds: str, words: str) -> None:
    assert in_words(bounds) == words


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("三会一课等活动", 6, ["三会一", "课等活", "动"]),
        ("三会一课，等", 8, ["三会一课，", "等"]),
        ("a bc def", 4, ["a bc", "def"]),
        ("把 pbcli 装好", 8, ["把 pbcli", "装好"]),
        ("unbreakable", 4, ["unbreakable"]),
    ],
)
def test_lines_break_between_characters_and_words(text: str, room: int, lines: list[str]) -> None:
    assert list(wrapped(text, room)) == lines


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("党支部", 6), ("2026级", 6)])
def test_width_on_the_screen(text: str, width: int) -> None:
    assert width_of(text) == wcswidth(text) == width


def test_a_long_word_stands_on_a_line_of_its_own() -> None:
    formatter = ChineseHelpFormatter(width=60)
    formatter.write_dl([("--short", "短"), ("--a-very-long-option-that-has VALUE", "长"), ("--none", "")])
    assert formatter.getvalue() == "--short  短\n--a-very-long-option-that-has VALUE\n         长\n--none\n"
    formatter.write_text("甲\n\n乙")
    assert formatter.getvalue().endswith("\n甲\n\n乙\n")
