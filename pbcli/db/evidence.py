"""The folder of evidence beside the database: each content is kept once, under its SHA-256. Standard library only."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from pbcli.db.connection import FILE_MODE, make_file, make_folder, publish, sidecar_folder
from pbcli.db.faults import unusable
from pbcli.domain.errors import Conflict, UsageFault
from pbcli.drafts import passing_name
from pbcli.values import dataclass

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Content:
    """What a file holds: its SHA-256 and its bytes' number."""

    sha256: str
    size: int


def evidence_folder(path: Path) -> Path:
    """Give the folder that keeps the evidence of a database."""
    return sidecar_folder(path) / "evidence"


def place_of(path: Path, sha256: str) -> Path:
    """Give the place of a content in the folder of a database."""
    return evidence_folder(path) / sha256[:2] / sha256


def keep(path: Path, file: Path) -> Content:
    """Copy a file into the folder of a database, unless its content is there already. Gives what it holds.

    What is copied is read back before it gets its name. Raises UsageFault for a file that isn't there, StorageUnusable.
    """
    found = _read(file)
    place = place_of(path, found.sha256)
    if _held(place) == found:
        return found
    make_folder(place.parent)
    with passing_name(place) as draft:
        make_file(draft)
        try:
            _copy(file, draft)
            if _held(draft) != found:
                raise unusable("文件在存入时变了：{path}。", file, "pbcli evidence add")
            if place.exists():
                # What is there under this name isn't this content: it was changed past the program.
                place.unlink()
        except OSError:
            raise unusable("无法写入这个文件夹：{path}。", place.parent, "df -h {file}") from None
        try:
            publish(draft, place)
        except Conflict:  # pragma: no cover  another call kept the same content in between
            return found
    return found


def state_of(path: Path, sha256: str, size: int) -> str | None:
    """Tell what is wrong with a kept content: "lost", "changed", or nothing."""
    place = place_of(path, sha256)
    if not place.is_file() or place.is_symlink():
        return "lost"
    return None if _held(place) == Content(sha256, size) else "changed"


def is_missing(path: Path, sha256: str, size: int) -> bool:
    """Tell whether a content is gone or of another size, without reading it."""
    try:
        found = place_of(path, sha256).lstat()
    except OSError:
        return True
    return not stat.S_ISREG(found.st_mode) or found.st_size != size


def strays(path: Path, known: Mapping[str, int]) -> Iterator[Path]:
    """Give the kept files that no record mentions."""
    folder = evidence_folder(path)
    if folder.is_dir():
        for file in sorted(folder.glob("??/*")):
            if file.name not in known and not file.name.startswith("."):
                yield file


def _read(file: Path) -> Content:
    """Read a file that the user named. Raises UsageFault."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise UsageFault("{path} 不是一个文件。", path=file, hint="pbcli evidence add --help")
        return _content(file)
    except OSError as error:
        reason = error.strerror or ""
    except ValueError:  # a name with a NUL
        reason = ""
    raise UsageFault("读不了文件 {path}：{reason}。", path=file, reason=reason, hint="pbcli evidence add --help")


def _held(place: Path) -> Content | None:
    """Give what a kept file holds; nothing where there is none."""
    try:
        if not stat.S_ISREG(place.lstat().st_mode):
            return None
        return _content(place)
    except OSError:
        return None


def _content(file: Path) -> Content:
    import hashlib

    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Content(digest.hexdigest(), size)


def _copy(file: Path, draft: Path) -> None:
    """Copy the bytes of a file into a draft, and make them last."""
    with file.open("rb") as source, draft.open("r+b") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    draft.chmod(FILE_MODE)
