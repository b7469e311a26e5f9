"""Folders in which each content lies once, under its SHA-256: evidence beside a database, and its copies elsewhere."""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pbcli.db.connection import make_file, make_folder, publish
from pbcli.db.faults import unusable
from pbcli.domain.errors import Conflict
from pbcli.drafts import passing_name
from pbcli.values import dataclass

if TYPE_CHECKING:
    from hashlib import _Hash

_CHUNK = 1 << 20


class Stream(Protocol):
    """What a cipher reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes."""


class Sink(Protocol):
    """What a cipher writes into."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""

    def flush(self) -> object:
        """Let nothing wait."""


class Cipher(Protocol):
    """What makes the contents of a folder unreadable, and readable again. Both raise OSError."""

    def encrypt(self, source: Stream, target: Sink) -> None:
        """Write what is read, encrypted."""

    def decrypt(self, source: Stream, target: Sink) -> None:
        """Write what is read, decrypted."""


@dataclass(frozen=True)
class Content:
    """What a file holds: its SHA-256 and its bytes' number."""

    sha256: str
    size: int


class _Digest:
    """Takes bytes and tells which content they were."""

    def __init__(self) -> None:
        import hashlib  # whoever only lists the files needs none of it

        self._digest: _Hash = hashlib.sha256()
        self._size = 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    @property
    def content(self) -> Content:
        return Content(self._digest.hexdigest(), self._size)


@dataclass(frozen=True)
class Store:
    """A folder of contents; with a cipher they are encrypted, but for the names."""

    folder: Path
    cipher: Cipher | None = None

    def place(self, sha256: str) -> Path:
        """Give the place of a content."""
        return self.folder / sha256[:2] / f"{sha256}{'' if self.cipher is None else '.age'}"

    def has(self, content: Content) -> bool:
        """Tell whether a content is there, by its size alone: what has its name here was whole when it got it."""
        place = self.place(content.sha256)
        try:
            found = place.lstat()
        except OSError:
            return False
        if any(map(os.path.islink, (self.folder, place.parent))):
            return False
        is_whole = found.st_size == content.size if self.cipher is None else found.st_size > content.size
        return stat.S_ISREG(found.st_mode) and is_whole

    def holds(self, content: Content) -> bool:
        """Tell whether a content is there, by reading it through; one that can't be read is not."""
        try:
            return self.reads(content)
        except OSError:
            return False

    def reads(self, content: Content) -> bool:
        """Tell whether a content is there, by reading it through. Raises OSError where it can't be read."""
        return self.has(content) and content_of(self.place(content.sha256), self.cipher) == content

    def keep(self, content: Content, source: Path, cipher: Cipher | None = None) -> bool:
        """Copy a content from a file, which a cipher may have encrypted, unless it is there; read it back.

        Tells whether it is there then: no, where the file holds another content by now. Raises StorageUnusable.
        """
        place = self.place(content.sha256)
        if self.holds(content):
            return True
        for folder in (self.folder, place.parent):
            if os.path.islink(folder):  # noqa: PTH114  it answers no where Path raises
                raise unusable("文件夹不能是符号链接：{path}。", folder, "ls -ld {file}")
        make_folder(place.parent)
        with passing_name(place) as draft:
            make_file(draft)
            try:
                _transfer(source, cipher, draft, self.cipher)
                if content_of(draft, self.cipher) != content:
                    return False
                if os.path.lexists(place):
                    # What is there under this name isn't this content: it was changed past the program.
                    place.unlink()
            except OSError:
                raise unusable("无法写入这个文件夹：{path}。", place.parent, "df -h {file}") from None
            try:
                publish(draft, place)
            except Conflict:  # pragma: no cover  another call kept the same content in between
                return True
        return True

    def files(self) -> Iterator[tuple[str, Path]]:
        """Give what is kept here: the SHA-256 and the file of each."""
        if self.folder.is_dir():
            for file in sorted(self.folder.glob("??/*")):
                if not file.name.startswith("."):
                    yield file.name.removesuffix(".age"), file

    def strays(self, known: Collection[str]) -> Iterator[Path]:
        """Give the files whose content is none of those known."""
        return (file for sha256, file in self.files() if sha256 not in known)


def content_of(file: Path, cipher: Cipher | None = None) -> Content:
    """Read what a file holds. Raises OSError."""
    digest = _Digest()
    with file.open("rb") as source:
        _pour(source, digest) if cipher is None else cipher.decrypt(source, digest)
    return digest.content


def _transfer(source: Path, from_: Cipher | None, target: Path, to: Cipher | None) -> None:
    """Copy what a file holds into a draft, from under one cipher or under another, and make it last."""
    with source.open("rb") as reading, target.open("r+b") as writing:
        if to is not None:
            to.encrypt(reading, writing)
        elif from_ is not None:
            from_.decrypt(reading, writing)
        else:
            _pour(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
        if hasattr(os, "posix_fadvise"):
            # What is read back comes from the disk then, not from memory.
            os.posix_fadvise(writing.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _pour(source: Stream, target: Sink) -> None:
    while chunk := source.read(_CHUNK):
        target.write(chunk)
