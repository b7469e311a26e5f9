"""Sets one value in a TOML text, and leaves all else in it, remarks and order too, as it is."""

import json
import re
import tomllib
from collections.abc import Sequence
from typing import Any


def with_value(text: str, section: Sequence[str], key: str, value: str) -> str | None:
    """Return the text with the key set to a string; nothing where the text is laid out in a way that can't be kept.

    `section` is the name of its table, part by part; an empty one is the top of the text.
    """
    wanted = tomllib.loads(text)
    place: Any = wanted
    for part in section:
        place = place.setdefault(part, {})
        if not isinstance(place, dict):
            return None
    place[key] = value
    lines = text.removesuffix("\n").split("\n") if text else []
    changed = "\n".join(_with_line(lines, tuple(section), key, f"{key} = {_quoted(value)}")) + "\n"
    try:
        return changed if tomllib.loads(changed) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _with_line(lines: list[str], section: tuple[str, ...], key: str, line: str) -> list[str]:
    """Put the line where its key stands, else at the end of its section, which is made if need be."""
    headers = {place: header for place, text in enumerate(lines) if (header := _header(text)) is not None}
    starts = [place + 1 for place, header in headers.items() if header == section] if section else [0]
    if not starts:
        return [*lines, *([""] if lines else []), f"[{'.'.join(map(_key, section))}]", line]
    start = starts[0]
    end = min((place for place in headers if place >= start), default=len(lines))
    for place in range(start, end):
        if lines[place].partition("=")[0].strip() == key:
            return [*lines[:place], line, *lines[place + 1 :]]
    while end > start and not lines[end - 1].strip():
        end -= 1
    return [*lines[:end], line, *lines[end:]]


def _header(line: str) -> tuple[str, ...] | None:
    """Return the name of the section that a line begins, part by part; nothing for any other line."""
    if not line.lstrip().startswith("["):
        return None
    try:
        found: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    parts = []
    while isinstance(found, dict) and found:
        ((name, found),) = found.items()
        parts.append(name)
    return tuple(parts)


def _key(name: str) -> str:
    """Write a key of TOML, bare where it may be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(text: str) -> str:
    """Write a basic string of TOML; JSON's strings are such strings."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
