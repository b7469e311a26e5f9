"""Files under a passing name, until they are whole and get their own; what a kill left of earlier ones is removed.

Whoever writes one shares a lock on its folder with all others who do. Who gets that lock alone knows that nobody is
writing there, so that every such name was left behind; where there is no such lock, age tells. The lock is on the
folder: one on a file would meet SQLite's own.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST = 60
"""So much of a name goes into the passing one: no file system takes more than 255 bytes."""
_DAY_SECONDS = 86_400
_HAS_MODES = os.name == "posix"
_TURNS, _PAUSE_SECONDS = 20, 0.01


@contextmanager
def passing_name(path: Path) -> Iterator[Path]:
    """Give a name beside a file for what is to become it. What has the name still when the block ends is removed."""
    import secrets

    remove_leftovers(path)
    with _locked(path.parent, alone=False):
        draft = path.with_name(f".{path.name[:_LONGEST]}.{secrets.token_hex(4)}.new")
        try:
            yield draft
        finally:
            discard(draft)


def leftovers(path: Path) -> list[Path]:
    """Give what was begun beside a file, in order to become it, and is nobody's any more."""
    import re

    # What becomes a draft by a draft of its own has the passing name of a passing name.
    name = re.compile(rf"\.+{re.escape(path.name[:_LONGEST])}(\.[0-9a-f]{{8}}\.new)+(-journal)?")
    with _locked(path.parent, alone=True) as nobody_writes, suppress(OSError):
        oldest = time.time() - _DAY_SECONDS
        drafts = [(file, file.lstat()) for file in sorted(path.parent.iterdir()) if name.fullmatch(file.name)]
        plain = [(file, found) for file, found in drafts if stat.S_ISREG(found.st_mode)]
        return [file for file, found in plain if nobody_writes or found.st_mtime < oldest]
    return []


def remove_leftovers(path: Path) -> list[Path]:
    """Remove what a kill left of files that were to become this one. Gives their names."""
    found = leftovers(path)
    for draft in found:
        discard(draft)
    return found


def write_draft(draft: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file that isn't there yet, for its owner alone, and make its bytes last. Raises OSError."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with open(os.open(draft, flags, 0o600), "wb") as file:  # noqa: PTH123
        file.writelines((content,) if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())


def give_name(draft: Path, path: Path) -> None:
    """Give a finished file its name, in one step and never over another. Raises FileExistsError, OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links; the check and the rename are two steps there.
        if os.path.lexists(path):
            raise FileExistsError from None
        draft.replace(path)
    else:
        discard(draft)


def discard(draft: Path) -> None:
    """Remove a file that was begun, where it is still there. A disk that refuses this has said worse before."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut, where the system can."""
    if not _HAS_MODES:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path, *, alone: bool) -> Iterator[bool]:
    """Hold a lock on a folder, alone or with others. Tells whether it is held; some systems have none."""
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield False
        return
    try:
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        is_held = False
        # Alone it is held for as long as it takes to read a folder; others wait for that.
        for _turn in range(1 if alone else _TURNS):
            try:
                fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0 if alone else _PAUSE_SECONDS)
            except OSError:
                break
            else:
                is_held = True
                break
        yield is_held
    finally:
        os.close(descriptor)
