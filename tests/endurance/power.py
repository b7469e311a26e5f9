"""A small ext4 of its own, in a file, whose power can be cut: no write that wasn't on its way reaches it any more."""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

MEGABYTES = 24
_NO_LOG_FLUSH = 2
_SHUT_DOWN = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125
"""EXT4_IOC_SHUTDOWN: the kernel's own way to test what a power cut leaves."""
_TOOLS = ("mkfs.ext4", "mount", "umount", "losetup")


class Disk:
    """A file system in a file, mounted on a folder."""

    def __init__(self, folder: Path) -> None:
        self.image = folder / "disk.img"
        self.folder = folder / "disk"
        self.folder.mkdir()
        with self.image.open("wb") as image:
            image.truncate(MEGABYTES << 20)
        _run("mkfs.ext4", "-q", "-F", str(self.image))
        self.is_mounted = False

    def mount(self) -> None:
        """Mount it; ext4 mends itself by its own journal."""
        _run("mount", "-o", "loop", str(self.image), str(self.folder))
        self.is_mounted = True

    def cut(self) -> None:
        """Cut the power."""
        import fcntl

        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, _SHUT_DOWN, struct.pack("I", _NO_LOG_FLUSH))
        finally:
            os.close(descriptor)

    def unmount(self) -> None:
        """Unmount it, where it is mounted."""
        if self.is_mounted:
            _run("umount", str(self.folder))
            self.is_mounted = False


def why_no_disk(folder: Path) -> str | None:
    """Tell why no such disk can be had here, or nothing where it can."""
    if not sys.platform.startswith("linux"):
        return "power cuts are tried on Linux only"
    if os.geteuid() != 0:
        return "mounting needs root"
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    trial = folder / "trial"
    trial.mkdir()
    try:
        disk = Disk(trial)
        disk.mount()
        try:
            disk.cut()
        finally:
            disk.unmount()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no loop mounts, or no way to cut their power: {error}"
    return None


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
