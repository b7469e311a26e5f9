"""Writes docs/reference from the program's help and its rule book; `--check` only tells whether it is in step."""

import os
import sys
from pathlib import Path
from typing import Any

os.environ["PBCLI_LANG"] = "zh"
os.environ["COLUMNS"] = "100"

import rules_page
from in_step import ROOT, keep

from pbcli.cli.app import root
from pbcli.cli.lazy import AREAS

FOLDER = ROOT / "docs" / "reference"
HEAD = "<!-- 由 .ci/reference.py 从程序生成，不要手改。 -->\n"


def pages() -> dict[Path, str]:
    """Return every page with its text."""
    program: Any = root()
    context = program.make_context("pbcli", [], resilient_parsing=True)
    index = [HEAD, "# 命令参考\n", fenced(context)]
    texts = {}
    for name, area in AREAS.items():
        texts[FOLDER / f"{name}.md"] = "\n".join(
            [HEAD, *sections(program.get_command(context, name), name, context, 1)]
        )
        index.append(f"- [pbcli {name}]({name}.md)：{area.help}")
    texts[FOLDER / "rules.md"] = HEAD + "\n" + rules_page.page()
    index.append("- [规则](rules.md)：次数、比例、期限和它们的出处")
    texts[FOLDER / "README.md"] = "\n".join(index) + "\n"
    return texts


def sections(command: Any, name: str, parent: Any, level: int) -> list[str]:
    """Return a command's help, then that of each verb below it."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    parts = [f"{'#' * level} {context.command_path}\n", fenced(context)]
    for verb, child in getattr(command, "commands", {}).items():
        parts += sections(child, verb, context, min(level + 1, 3))
    return parts


def fenced(context: Any) -> str:
    """Return a command's help as a block."""
    return "```text\n" + "\n".join(line.rstrip() for line in context.get_help().splitlines()) + "\n```\n"


if __name__ == "__main__":
    texts = pages()
    sys.exit(keep(texts, script="reference.py", gone=[path for path in FOLDER.glob("*.md") if path not in texts]))
