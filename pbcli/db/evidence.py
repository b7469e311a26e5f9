"""The folder of evidence beside the database: each content is kept once, under its SHA-256. Standard library only."""

import stat
from collections.abc import Mapping
from pathlib import Path

from pbcli.db.connection import sidecar_folder
from pbcli.db.contents import Content, Store, content_of
from pbcli.db.faults import unusable
from pbcli.domain.errors import UsageFault
from pbcli.messages.reasons import reason

FOLDER = "evidence"


def store_of(path: Path) -> Store:
    """Give the folder that keeps the evidence of a database."""
    return Store(sidecar_folder(path) / FOLDER)


def keep(path: Path, file: Path) -> Content:
    """Copy a file into the folder of a database, unless its content is there already. Gives what it holds.

    What is copied is read back before it gets its name. Raises UsageFault for a file that isn't there, StorageUnusable.
    """
    found = read_content(file)
    if not store_of(path).keep(found, file):
        raise unusable("文件在存入时变了：{path}。", file, "pbcli evidence add")
    return found


def state_of(path: Path, sha256: str, size: int) -> str | None:
    """Tell what is wrong with a kept content: "lost", "changed", or nothing."""
    store = store_of(path)
    place = store.place(sha256)
    if not place.is_file() or place.is_symlink():
        return "lost"
    return None if store.holds(Content(sha256, size)) else "changed"


def is_missing(path: Path, content: Content) -> bool:
    """Tell whether a content is gone or of another size, without reading it."""
    return not store_of(path).has(content)


def strays(path: Path, known: Mapping[str, int]) -> list[Path]:
    """Give the kept files that no record mentions."""
    return list(store_of(path).strays(known))


def read_content(file: Path) -> Content:
    """Read a file that the user named. Raises UsageFault."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise UsageFault("{path} 不是一个文件。", path=file, hint="pbcli evidence add --help")
        return content_of(file)
    except OSError as error:
        why = reason(error)
    except ValueError:  # a name with a NUL
        why = ""
    raise UsageFault("读不了文件 {path}：{reason}。", path=file, reason=why, hint="pbcli evidence add --help")
