"""What a disk may hold after the power failed: traced file operations, of which only those that were synced are sure.

The model is harsher than any one file system. A write is sure when its file was synced after it; a name that was given
or taken, when its folder was. Of all else any part may have reached the disk, in any order, and a write may be torn at
a sector. The names of one call (a rename) change together.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512
CREATE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, LINK, MKDIR, MODE, SAID = range(1, 11)
_NAMES = frozenset({CREATE, RENAME, UNLINK, LINK, MKDIR})
Disk = Mapping[str, bytes | None]
"""Each name on the disk, with its bytes; a folder has none."""


@dataclass(frozen=True)
class Operation:
    """One traced operation, names relative to the place. `file` numbers the file behind the name at that moment."""

    kind: int
    name: str
    other: str
    offset: int
    data: bytes
    file: int = 0


def read_log(log: bytes, place: Path) -> list[Operation]:
    """Read what the shim wrote down."""
    found: list[Operation] = []
    root = f"{place}/"
    names: dict[str, int] = {}
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        kind, name, other, offset, size = log[at:end].decode().split("\t")
        data = log[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size)
        name, other = (f"{one}/".removeprefix(root).rstrip("/") for one in (name, other))
        operation = Operation(int(kind), name, other, int(offset), data)
        found.append(_numbered(operation, names, len(found) + 1))
    return found


def _numbered(operation: Operation, names: dict[str, int], new: int) -> Operation:
    """Find which file an operation is about, and keep the names as they are after it."""
    kind, name, other = operation.kind, operation.name, operation.other
    if kind in {CREATE, MKDIR}:
        names[name] = new
    file = names.get(name, 0)
    if kind == RENAME:
        names[other] = names.pop(name, 0)
    elif kind == LINK:
        names[other] = file
    elif kind == UNLINK:
        names.pop(name, None)
    return Operation(kind, name, other, operation.offset, operation.data, file)


def parent(name: str) -> str:
    """Give the folder of a name; the place itself is the empty name."""
    above = str(PurePosixPath(name).parent)
    return "" if above == "." else above


def pending(operations: Sequence[Operation], begin: int = 0) -> list[int]:
    """Give the operations from `begin` on that no sync after them has made sure."""
    synced_files: set[int] = set()
    synced_folders: set[str] = set()
    unsure = []
    for index in range(len(operations) - 1, begin - 1, -1):
        one = operations[index]
        if one.kind == SYNC:
            synced_files.add(one.file)
            synced_folders.add(one.name)
        elif (one.kind in {WRITE, TRUNCATE} and one.file not in synced_files) or (
            one.kind in _NAMES and not _folders(one) <= synced_folders
        ):
            unsure.append(index)
    return unsure[::-1]


def _folders(one: Operation) -> set[str]:
    return {parent(one.name), parent(one.other)} if one.kind == RENAME else {parent(one.other or one.name)}


@dataclass(frozen=True)
class Image:
    """A disk: what is in each file, which names lead to it, and the folders. One is made from another, never changed."""

    contents: Mapping[int, bytes] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)
    folders: frozenset[str] = frozenset({""})

    def after(self, operations: Iterable[Operation], torn: Operation | None = None) -> "Image":
        """Give the disk after some operations, of the torn one with the first half of its sectors."""
        written: dict[int, bytearray] = {}
        names, folders = dict(self.names), set(self.folders)
        for one in operations:
            if one.kind in {WRITE, TRUNCATE}:
                content = written.setdefault(one.file, bytearray(self.contents.get(one.file, b"")))
                _write(content, one, is_torn=one is torn)
            elif one.kind == MKDIR:
                folders.add(one.name)
            elif one.kind in {CREATE, LINK}:
                names[one.other or one.name] = one.file
            elif one.kind in {RENAME, UNLINK}:
                names.pop(one.name, None)
                if one.other:
                    names[one.other] = one.file
        contents = {**self.contents, **{file: bytes(content) for file, content in written.items()}}
        named = set(names.values())
        return Image({file: content for file, content in contents.items() if file in named}, names, frozenset(folders))

    @property
    def disk(self) -> Disk:
        """Give what is reached from the place."""
        there: dict[str, bytes | None] = {name: None for name in self.folders if name and self._is_reached(name)}
        reached = {name: file for name, file in self.names.items() if self._is_reached(name)}
        return there | {name: self.contents.get(file, b"") for name, file in reached.items()}

    def _is_reached(self, name: str) -> bool:
        return all(str(above) in self.folders for above in PurePosixPath(name).parents if str(above) != ".")


def _write(content: bytearray, one: Operation, *, is_torn: bool) -> None:
    content.extend(bytes(max(0, one.offset - len(content))))
    if one.kind == TRUNCATE:
        del content[one.offset :]
        return
    data = one.data[: len(one.data) // 2 // SECTOR * SECTOR] if is_torn else one.data
    content[one.offset : one.offset + len(data)] = data


def losses(unsure: Sequence[int], chance: random.Random, count: int) -> Iterator[tuple[frozenset[int], int]]:
    """Give what may be lost of the operations that aren't sure, and which one may be torn: the extremes, then others."""
    everything = frozenset(unsure)
    yield frozenset(), -1
    if not unsure:
        return
    yield everything, -1
    for index in chance.sample(unsure, min(len(unsure), count // 5)):
        yield frozenset({index}), -1
        yield everything - {index}, -1
        yield frozenset(one for one in unsure if one > index), -1
        yield frozenset(one for one in unsure if one > index), index
    for _ in range(count // 5):
        kept = {one for one in unsure if chance.random() < 0.5}
        yield everything - kept, min(kept, default=-1)
