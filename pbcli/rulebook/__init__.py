"""The rules as data, with their sources."""

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def rule_data(name: str) -> Any:
    """Return what a file of the rule book holds, such as "national"; whoever takes it leaves it as it is.

    A start has no time to read TOML, so each file is read ahead as well (parsed.py). That counts only where it was
    read from this very text: a rule changed in its file holds at once.
    """
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    from pbcli.rulebook.parsed import FILES

    read_from, found = FILES[name]
    if read_from == text:
        return found
    import tomllib

    return tomllib.loads(text)
