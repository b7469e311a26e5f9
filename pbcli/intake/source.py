"""The bytes of a paper, to be read again and again from their beginning: in memory, or where it is long in its file."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from pbcli.domain.errors import UnusablePaper
from pbcli.intake.limits import MEGABYTE


class Source(Protocol):
    """Where the bytes come from."""

    @property
    def is_long(self) -> bool:
        """Whether it is too long for all of it to be in memory."""

    def open(self) -> BinaryIO:
        """Open it at its beginning."""

    def check(self) -> None:
        """Raise UnusablePaper where it is no longer what it was."""


@dataclass(frozen=True)
class Held:
    """Bytes in memory."""

    data: bytes
    is_long: bool = False

    def open(self) -> BinaryIO:
        """Open them at their beginning."""
        return io.BytesIO(self.data)

    def check(self) -> None:
        """Bytes in memory stay what they are."""


class OnDisk:
    """A long file, which must stay the same while it is read: it is read more than once."""

    is_long = True

    def __init__(self, path: Path, opened: os.stat_result) -> None:
        self._path = path
        self._was = _traits(opened)
        self.size = opened.st_size

    def open(self) -> BinaryIO:
        """Open the file at its beginning. Raises UnusablePaper where it isn't as it was."""
        try:
            file = self._path.open("rb")
        except OSError:
            raise _changed() from None
        if _traits(os.fstat(file.fileno())) != self._was:
            file.close()
            raise _changed()
        return file

    def check(self) -> None:
        """Look whether the file is as it was. Raises UnusablePaper."""
        self.open().close()


def chunks(source: Source) -> Iterator[bytes]:
    """Give the bytes of a source in pieces."""
    with source.open() as file:
        while chunk := file.read(MEGABYTE):
            yield chunk


def _traits(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _changed() -> UnusablePaper:
    return UnusablePaper("“{name}”在读的时候变了。", hint="等别的程序写完，再导入")
