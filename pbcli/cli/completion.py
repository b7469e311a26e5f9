"""What the shell may complete, quickly: commands and options from a table, names from the database, never an error.

Typer isn't imported here. The table, commands.json, is written from the real commands by `.ci/commands.py`; a test
compares the two.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # the module `typing` alone would cost a tenth of a completion
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

SECONDS = 0.2

_HERE = os.path.dirname(__file__)  # noqa: PTH120

NAMES = frozenset({"branch", "member", "class", "project", "term", "event_kind"})
"""The sorts of name that the database knows, each with its db/sql/complete_<sort>.sql."""

WORDS = {
    "date": ("今天", "昨天", "前天", "月底"),
    "period": ("本月", "上月", "本季度", "上季度", "本学期", "上学期", "今年", "去年"),
}
FILE = "file"


class Line:
    """A command line as far as it is typed: where it has got to in the table, and what comes next."""

    def __init__(self, node: Mapping[str, Any], options: dict[str, Any]) -> None:
        self.node = node
        self.options = options
        self.settings: dict[str, str] = {}
        self.arguments = 0
        self.waiting: str | None = None
        """The option whose value comes next."""
        self.only_arguments = False

    def take(self, word: str) -> None:
        """Take a whole word."""
        if self.waiting is not None:
            self.settings[self.waiting.removeprefix("--")] = word
            self.waiting = None
        elif word == "--":
            self.only_arguments = True
        elif word.startswith("-") and not self.only_arguments:
            name, has_value, value = word.partition("=")
            if has_value:
                self.settings[name.removeprefix("--")] = value
            elif self.options.get(name) is not None:
                self.waiting = name
        elif word in self.node.get("commands", {}):
            self.node = self.node["commands"][word]
            self.options.update(self.node.get("options", {}))
        else:
            self.arguments += 1

    def argument_kind(self) -> Any:
        """Tell what sort of value the next argument is."""
        kinds = self.node.get("arguments", [])
        if self.arguments < len(kinds):
            return kinds[self.arguments]["kind"]
        return kinds[-1]["kind"] if kinds and kinds[-1].get("many") else None


def answer(shell: str, words: Sequence[str]) -> None:
    """Print the candidates for the last word: a first line "file" or "words", then each, with a tab and its meaning."""
    try:
        files, found = candidates(words, explained=shell != "bash")
        lines = [FILE if files else "words", *(_line(shell, word, meaning) for word, meaning in found)]
        sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "replace"))
    except Exception:  # noqa: BLE001  a failed completion says nothing: the user is in the middle of a line
        return


def _line(shell: str, word: str, meaning: str) -> str:
    return f"{word}\t{meaning}" if meaning.isprintable() and meaning and shell != "bash" else word


def candidates(words: Sequence[str], *, explained: bool = True) -> tuple[bool, list[tuple[str, str]]]:
    """Return whether files are wanted, and the pairs of word and meaning that complete the last of the words.

    A shell that shows no meanings, as bash, is spared the catalogue: not `explained`, commands have none.
    """
    import json

    deadline = time.monotonic() + SECONDS
    typed = [word for word in words if word != "="] or [""]
    current = "" if words and words[-1] == "=" else typed.pop()
    with open(os.path.join(_HERE, "commands.json"), encoding="utf-8") as file:  # noqa: PTH118, PTH123  pathlib costs 3 ms
        table = json.load(file)
    line = Line(table, dict(table["options"]))
    for word in typed:
        line.take(word)
    if line.waiting is not None:
        return _values(line, line.options[line.waiting], current, deadline)
    if current.startswith("-") and not line.only_arguments:
        name, has_value, begun = current.partition("=")
        if has_value:
            files, found = _values(line, line.options.get(name), begun, deadline)
            return files, [(f"{name}={word}", meaning) for word, meaning in found]
        return False, [(option, "") for option in sorted(line.options) if option.startswith(current)]
    if "commands" in line.node:
        return False, [] if line.arguments else _commands(line, current, explained=explained)
    return _values(line, line.argument_kind(), current, deadline)


def _values(line: Line, kind: Any, begun: str, deadline: float) -> tuple[bool, list[tuple[str, str]]]:
    """Return the values of a sort that begin like this."""
    if kind == FILE:
        return True, []
    if isinstance(kind, str) and kind in NAMES:
        names = _names(_database(line), kind, begun.lstrip("\"'"), deadline, line.settings)
        return False, [(name, meaning) for name, meaning in names if name.isprintable()]
    words = kind if isinstance(kind, list) else WORDS.get(kind or "", ())
    return False, [(word, "") for word in words if word.startswith(begun)]


def _database(line: Line) -> str:
    """Return the database's path; the settings are read where neither the line nor the environment names one."""
    named = line.settings.get("db") or os.environ.get("PBCLI_DB")
    if not named:
        from pbcli.config import data_folder, resolve

        named = resolve(line.settings).db.text or str(data_folder() / "pbcli.db")
    return os.path.abspath(os.path.expanduser(named))  # noqa: PTH100, PTH111


def _names(
    database: str, kind: str, begun: str, deadline: float, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str]]:
    """Read the names that begin like this, by the name itself or by its pinyin, until the time is up."""
    import sqlite3

    branch, _slash, own = begun.rpartition("/") if kind == "member" else ("", "", begun)
    with open(os.path.join(_HERE, "..", "db", "sql", f"complete_{kind}.sql"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
        query = file.read()
    address = database.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{address}?mode=ro", uri=True, timeout=SECONDS / 2)
    try:
        yield from _found(connection, query, own, branch, deadline)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
            raise
        connection.close()
        connection = _unlocked(database, settings or {})
        yield from _found(connection, query, own, branch, deadline)
    finally:
        connection.close()


def _found(connection: Any, query: str, begun: str, branch: str, deadline: float) -> Iterator[tuple[str, str]]:
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 1000)
    yield from connection.execute(query, {"begun": begun.lower(), "branch": branch})


def _unlocked(database: str, settings: Mapping[str, str]) -> Any:
    """Open an encrypted database by the key file that the settings name; without one it fails: nobody is asked."""
    from pathlib import Path

    from pbcli.config import resolve
    from pbcli.services.encryption import open_by_key_file

    named = resolve(settings).key_file.text
    file = None if named is None else Path(os.path.expanduser(named)).absolute()  # noqa: PTH111
    return open_by_key_file(Path(database), file)


def _commands(line: Line, begun: str, *, explained: bool) -> list[tuple[str, str]]:
    """Return the commands that begin like this, each with what it does, in the user's language."""
    children: Mapping[str, Any] = line.node["commands"]
    if not explained:
        return [(name, "") for name in children if name.startswith(begun)]
    from pbcli.config import wanted_language
    from pbcli.messages import _, use

    use(wanted_language([f"--{name}={value}" for name, value in line.settings.items()]))
    return [(name, _(child["help"])) for name, child in children.items() if name.startswith(begun)]
