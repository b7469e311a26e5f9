"""Keeps the English catalogue in step with the sentences in the code.

Run alone it takes every sentence out of the code into pbcli.po (translations are kept, sentences that are gone are
dropped) and compiles pbcli.mo. `--check` changes nothing and tells what is out of step or lacks its English.
"""

import ast
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "pbcli" / "messages" / "en" / "LC_MESSAGES" / "pbcli.po"
MO = PO.with_suffix(".mo")
MARKS = {"_", "N_"}
FAULTS = {"OutputFault", "Unreadable", "CellFault", "Doubt", "said", "unusable"}
DATA = ("rulebook", "services/demonstration")
"""Where Chinese is what the records hold, not what the program says."""
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def sentences() -> dict[str, list[str]]:
    """Return every sentence that is shown to people, with the files that it stands in."""
    marks = MARKS | FAULTS | set(error_classes())
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "pbcli").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for sentence in _in_file(path, marks):
            places = found.setdefault(sentence, [])
            if place not in places:
                places.append(place)
    for title in titles():
        found.setdefault(title, []).append("pbcli/db/titles.py")
    for title in paper_titles():
        found.setdefault(title, []).append("pbcli/intake/headers.toml")
    return found


def titles() -> Iterator[str]:
    """Give the titles of tables and columns, which stand in strings of many."""
    sys.path.insert(0, str(ROOT))
    from pbcli.db.titles import COLUMN_TITLES, TABLE_TITLES

    every = [*TABLE_TITLES.values(), *(title for columns in COLUMN_TITLES.values() for title in columns.values())]
    yield from (title for title in dict.fromkeys(every) if CHINESE.search(title))


def paper_titles() -> Iterator[str]:
    """Give the titles of the kinds of paper and of their fields, as the plan of an import names them."""
    kinds = tomllib.loads((ROOT / "pbcli" / "intake" / "headers.toml").read_text(encoding="utf-8"))
    for kind in kinds.values():
        if "title" in kind:  # what all kinds have in common is none
            yield kind["title"]
        yield from dict.fromkeys(field["title"] for field in kind["fields"].values() if CHINESE.search(field["title"]))


def error_classes() -> Iterator[str]:
    """Name the classes of the program's errors: their first argument is a sentence."""
    tree = ast.parse((ROOT / "pbcli" / "domain" / "errors.py").read_text(encoding="utf-8"))
    return (node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _in_file(path: Path, marks: set[str]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _whole_sentences(tree, path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in marks:
            candidates = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "hint")]
            for candidate in candidates:
                yield from (text for text in _literals(candidate) if CHINESE.search(text))


def _whole_sentences(tree: ast.Module, path: Path) -> Iterator[str]:
    """Give the literals that end with a full stop, wherever they stand: a table of sentences is marked by nothing."""
    if any(f"pbcli/{data}/" in path.as_posix() for data in DATA):
        return
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    silent |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in silent else None
        if isinstance(text, str) and text.endswith("。") and CHINESE.search(text[:-1]):
            yield text


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(expression: ast.expr) -> Iterator[str]:
    """Give a literal, or both of a choice between two literals."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from _literals(expression.body)
        yield from _literals(expression.orelse)


def names_in(text: str) -> set[str]:
    """Return the names of the values that a sentence takes."""
    return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name is not None}


def catalogue() -> Any:
    """Read the catalogue, or begin one."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if PO.exists():
        with PO.open("rb") as file:
            return read_po(file, locale="en")
    return Catalog(locale="en")


def written(kept: Any) -> Any:
    """Return the catalogue of the sentences in the code, with the translations that there are."""
    from babel.messages.catalog import Catalog

    day = datetime(2026, 1, 1, tzinfo=UTC)
    new = Catalog(locale="en", project="pbcli", version="", creation_date=day, revision_date=day, fuzzy=False)
    new.header_comment = "# The English of pbcli's sentences; taken from the code by .ci/messages.py."
    for sentence, places in sorted(sentences().items(), key=lambda item: (item[1][0], item[0])):
        known = kept.get(sentence)
        new.add(sentence, known.string if known is not None else "", locations=[(place, 0) for place in places])
    return new


def faults(kept: Any) -> Iterator[str]:
    """Tell what is out of step: sentences without English, or whose values differ, and sentences that are gone."""
    wanted = sentences()
    for sentence, places in wanted.items():
        known = kept.get(sentence)
        if known is None or not known.string:
            yield f"no English: {places[0]}: {sentence}"
        elif names_in(sentence) != names_in(known.string):
            yield f"other values: {places[0]}: {sentence} -> {known.string}"
    yield from (f"gone from the code: {entry.id}" for entry in kept if entry.id and entry.id not in wanted)


def main() -> int:
    """Write the catalogue, or check it."""
    kept = catalogue()
    if "--check" in sys.argv:
        found = list(faults(kept))
        print("\n".join(found))
        return 1 if found else 0
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import write_po

    new = written(kept)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, new, width=120, include_lineno=False, omit_header=False)
    with MO.open("wb") as file:
        write_mo(file, new)
    missing = sum(1 for entry in new if entry.id and not entry.string)
    print(f"{len(new)} sentences, {missing} without English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
