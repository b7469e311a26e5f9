"""The list of the backups, a JSON object a line: what each file must be, and the journal's head in it."""

import os
from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from pbcli.db.connection import FILE_MODE
from pbcli.db.faults import unusable
from pbcli.values import dataclass

NAME = "manifest.jsonl"


@dataclass(frozen=True)
class Entry:
    """A line of the list: what was done ("backup", "restore", "rehearsal", "prune", "new"), when, with which file.

    After a restore the journal goes on from an earlier head; "new" is the beginning of another database. "evidence" and
    "forget" are of files that are evidence: copied into a folder beside backups, and removed from it.
    """

    file: str
    at: str
    head: str
    revision: str
    kind: str = "backup"
    sha256: str = ""
    bytes: int = 0
    operation: int = 0
    rows: Mapping[str, int] | None = None
    """How many rows each table of a backup has."""
    cause: str = ""
    """What a backup was made before, where the program made it by itself: "migrate", "restore", "import"."""
    is_elsewhere: bool = False
    """Whether a backup lies on another device than the database."""
    evidence: Sequence[str] | None = None
    """Of copies of evidence: the SHA-256 of each that wasn't listed for this folder before."""


def moment(now: datetime) -> str:
    """Write a moment as the list does: UTC, ISO, whole seconds."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append(folder: Path, entry: Entry) -> None:
    """Add a line, and make it last. Raises StorageUnusable where the list can't be written."""
    import json
    from dataclasses import asdict

    from pbcli.drafts import sync_folder

    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    line = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n"
    try:
        with open(os.open(folder / NAME, flags, FILE_MODE), "r+b", buffering=0) as stream:  # noqa: PTH123
            # After a line that a power cut tore, a new one begins.
            stream.write(("" if _ends_a_line(stream) else "\n").encode() + line.encode())
            os.fsync(stream.fileno())
        sync_folder(folder)
    except OSError:
        raise unusable("无法写入备份清单：{path}。", folder / NAME, "ls -ld {file}") from None


def _ends_a_line(stream: FileIO) -> bool:
    """Tell whether a file is empty or its last byte ends a line."""
    if stream.seek(0, os.SEEK_END) == 0:
        return True
    stream.seek(-1, os.SEEK_END)
    return stream.read(1) == b"\n"


def entries(folder: Path) -> list[Entry]:
    """Give the lines that can be read; one that a power cut tore is passed over."""
    try:
        lines = (folder / NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        raise unusable("无法读取备份清单：{path}。", folder / NAME, "ls -ld {file}") from None
    import json

    found = []
    for line in lines:
        try:
            found.append(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def current(folder: Path) -> list[Entry]:
    """Give the lines of the database that is there now: those since it was made anew in the place of another."""
    found = entries(folder)
    begun = max((place for place, entry in enumerate(found, 1) if entry.kind == "new"), default=0)
    return found[begun:]


def copies_of_evidence(folder: Path, *, elsewhere: bool = False) -> dict[str, set[str]]:
    """Give each folder with copies of evidence, and the SHA-256 of what is there; those on other devices alone."""
    found: dict[str, set[str]] = {}
    for entry in current(folder):
        if entry.kind == "evidence" and (entry.is_elsewhere or not elsewhere):
            found.setdefault(entry.file, set()).update(entry.evidence or ())
        elif entry.kind == "forget" and entry.file in found:
            found[entry.file].difference_update(entry.evidence or ())
    return found


def heads(folder: Path, seals: Container[str] | None = None) -> list[str]:
    """Give the heads that today's journal must contain: those of the backups since the last restore.

    A restore is entered before it happens. One that was broken off left none of its seal among the journal's `seals`.
    """
    kept: list[str] = []
    for entry in current(folder):
        if entry.kind not in {"backup", "restore"}:
            continue
        if entry.kind == "restore":
            if seals is not None and entry.head not in seals:
                continue
            kept.clear()
        kept.append(entry.head)
    return kept
