"""Writes pbcli/rulebook/parsed.py, the rule book's files read ahead; `--check` only tells whether it is in step."""

import sys
import tomllib

from in_step import ROOT, keep

FOLDER = ROOT / "pbcli" / "rulebook"
TARGET = FOLDER / "parsed.py"
HEAD = '''"""The rule book's files, each with the text it was read from. Made by .ci/rulebook.py: change the files."""

import datetime
from typing import Any

FILES: dict[str, tuple[str, dict[str, Any]]] = '''


def text() -> str:
    """Return the module as it is written, a line for each file."""
    files = sorted(FOLDER.glob("*.toml"))
    texts = [(file.stem, file.read_text(encoding="utf-8")) for file in files]
    lines = [f"    {name!r}: ({read!r}, {tomllib.loads(read)!r}),\n" for name, read in texts]
    return HEAD + "{\n" + "".join(lines) + "}\n"


def main() -> int:
    """Write it, or say that it is out of step."""
    return keep({TARGET: text()}, script="rulebook.py")


if __name__ == "__main__":
    sys.exit(main())
