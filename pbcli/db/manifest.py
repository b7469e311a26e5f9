"""The list of the backups, a JSON object a line: what each file must be, and the journal's head in it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pbcli.db.connection import FILE_MODE, sync_folder

NAME = "manifest.jsonl"


@dataclass(frozen=True)
class Entry:
    """A backup that was made, or a restore after which the journal went on from an earlier head."""

    file: str
    at: str
    head: str
    revision: str
    kind: str = "backup"
    sha256: str = ""
    bytes: int = 0
    operation: int = 0
    rows: Mapping[str, int] = field(default_factory=dict)


def append(folder: Path, entry: Entry) -> None:
    """Add a line, and make it last."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(folder / NAME, flags, FILE_MODE)
    try:
        os.write(descriptor, json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(folder)


def entries(folder: Path) -> list[Entry]:
    """Give the lines that can be read; one that a power cut tore is passed over."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = []
    for line in lines:
        try:
            found.append(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def heads(folder: Path) -> list[str]:
    """Give the heads that today's journal must contain: those of the backups since the last restore."""
    kept: list[str] = []
    for entry in entries(folder):
        if entry.kind == "restore":
            kept.clear()
        kept.append(entry.head)
    return kept
