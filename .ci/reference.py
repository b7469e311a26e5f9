"""Writes docs/reference from the program's own help; `--check` only tells whether the pages are in step."""

import os
import sys
from pathlib import Path

os.environ["PBCLI_LANG"] = "zh"
os.environ["COLUMNS"] = "100"

import click
import typer.main

from pbcli.cli.app import app
from pbcli.cli.lazy import AREAS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
HEAD = "<!-- 由 .ci/reference.py 从程序的帮助生成，不要手改。 -->\n"


def page(name: str, command: click.Command, parent: click.Context) -> str:
    """Return an area's page: its help, and that of each verb."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    parts = [HEAD, f"# pbcli {name}\n", fenced(context)]
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            child = command.get_command(context, verb)
            if child is None or child.hidden:
                continue
            inner = child.make_context(verb, [], parent=context, resilient_parsing=True)
            parts += [f"## pbcli {name} {verb}\n", fenced(inner)]
    return "\n".join(parts)


def fenced(context: click.Context) -> str:
    """Return a command's help as a block."""
    return "```text\n" + "\n".join(line.rstrip() for line in context.get_help().splitlines()) + "\n```\n"


def pages() -> dict[Path, str]:
    """Return every page with its text."""
    root = typer.main.get_command(app) if not isinstance(app, click.Command) else app
    context = root.make_context("pbcli", [], resilient_parsing=True)
    texts = {}
    index = [HEAD, "# 命令参考\n", fenced(context)]
    for name in AREAS:
        command = root.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        texts[FOLDER / f"{name}.md"] = page(name, command, context)
        index.append(f"- [pbcli {name}]({name}.md)")
    texts[FOLDER / "README.md"] = "\n".join(index) + "\n"
    return texts


def main() -> int:
    """Write the pages, or name those that are out of step."""
    wanted = pages()
    if "--check" in sys.argv:
        stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
        stale += [path for path in FOLDER.glob("*.md") if path not in wanted]
        for path in stale:
            print(f"out of step: {path.relative_to(ROOT)}; run python .ci/reference.py")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
