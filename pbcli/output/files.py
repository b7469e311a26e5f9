"""Writes a file whole or not at all, readable to its owner only, and never through a symbolic link."""

import errno
import os
import tempfile
from pathlib import Path


def write_output(path: Path, content: str | bytes) -> None:
    """Write the content, replacing a file of this name. Raises OSError, and leaves what was there as it was."""
    payload = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_private_folder(folder: Path) -> None:
    """Make a folder and the missing ones above it, each closed to others under any umask. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)
