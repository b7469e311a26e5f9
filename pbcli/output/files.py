"""Writes a file whole or not at all, readable to its owner only, and never through a symbolic link."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pbcli.drafts import passing_name, sync_folder, write_draft


def write_output(path: Path, content: str | bytes | Iterable[bytes]) -> None:
    """Write the content, replacing a file of this name. Raises OSError, and leaves what was there as it was."""
    if isinstance(content, str):
        content = content.encode("utf-8", "backslashreplace")
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    with passing_name(path) as draft:
        write_draft(draft, content)
        draft.replace(path)
        with suppress(PermissionError):  # a folder that one may write into and not read
            sync_folder(path.parent)


def make_private_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, each closed to others under any umask. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
