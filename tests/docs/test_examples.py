"""Every example of the documentation prints what the page says."""

import re
from pathlib import Path

import pytest

from tests.docs.examples import ROOT, examples_of, matches, pages, run_page

PAGES = [page for page in pages() if any(examples_of(page.read_text(encoding="utf-8")))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_print_what_the_page_says(page: Path, demonstration: Path, tmp_path: Path) -> None:
    wrong = [
        f"{page.name}:{one.line}: $ {one.command}\n--- the page says\n{one.output}--- it prints\n{got}"
        for one, got in run_page(page, demonstration, tmp_path)
        if not matches(one.output, got)
    ]
    assert not wrong, "\n".join(wrong)


def test_there_are_examples() -> None:
    assert ROOT / "README.md" in PAGES
    assert any("guide" in page.parts for page in PAGES)


@pytest.mark.parametrize(
    ("wanted", "got", "fits"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\n", "a\nb\nc\n", True),
        ("...\nc\n", "a\nb\nd\n", False),
        ("a  \n", "a\n", True),
        ("at ...\nb\n", "at /tmp/x\nb\n", True),
        ("at ...\nb\n", "in /tmp/x\nb\n", False),
        ("", "", True),
    ],
)
def test_matching(wanted: str, got: str, fits: bool) -> None:
    assert matches(wanted, got) is fits


def test_a_fence_may_set_the_day_from_there_on() -> None:
    page = "```console 2026-03-02\n$ pbcli a\n```\n\n```console\n$ pbcli b\n```\n"
    assert [(one.command, one.day) for one in examples_of(page)] == [
        ("pbcli a", "2026-03-02"),
        ("pbcli b", "2026-03-02"),
    ]
    assert [one.day for one in examples_of("```console\n$ pbcli a\n```\n")] == ["2026-11-01"]


def test_a_page_may_begin_empty_and_shows_exit_codes(demonstration: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console 2026-03-02\n$ pbcli init --unit 某校\n$ pbcli member add\n$ echo $?\n```\n", encoding="utf-8"
    )
    (tmp_path / "home").mkdir()
    printed = [got for _one, got in run_page(page, demonstration, tmp_path / "home")]
    assert "已为某校建好数据库" in printed[0]
    assert printed[-1] == "2\n"


def test_the_commands_shown_to_engineers_are_the_programs_own() -> None:
    page = (ROOT / "docs" / "adding-an-area.md").read_text(encoding="utf-8")
    source = (ROOT / "pbcli" / "cli" / "term.py").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert [block for block in blocks if block not in source] == []


LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


def test_every_page_of_the_guide_is_in_its_index() -> None:
    guide = ROOT / "docs" / "guide"
    index = (guide / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in guide.glob("*.md") if f"({page.name})" not in index and page.name != "README.md"
    ] == []
