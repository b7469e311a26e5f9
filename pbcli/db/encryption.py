"""Backups that only whoever has the key can read: the age format, by pyrage, which the extra `crypt` installs.

A database is encrypted and decrypted in memory, so that its plain bytes never touch a disk but the user's own.
"""

import importlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pbcli.db.connection import publish
from pbcli.db.faults import unusable
from pbcli.domain.errors import UsageFault
from pbcli.drafts import passing_name, write_draft
from pbcli.values import dataclass

SUFFIX = ".age"

_HEADER = b"age-encryption.org/v1\n"
_PASSPHRASE_HEADER = _HEADER + b"-> scrypt "
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Lock:
    """What a backup is encrypted with: the public keys of those who may read it, or else a passphrase."""

    recipients: Sequence[str] = ()
    passphrase: str = ""


@dataclass(frozen=True)
class Key:
    """What an encrypted backup is opened with: the file of a secret key, or a passphrase."""

    identity: Path | None = None
    passphrase: str = ""


def is_encrypted(file: Path) -> bool:
    """Tell whether a file is encrypted by age; one that can't be read is not."""
    return _begins(file, _HEADER)


def wants_passphrase(file: Path) -> bool:
    """Tell whether a file is opened by a passphrase, and not by a key."""
    return _begins(file, _PASSPHRASE_HEADER)


def _begins(file: Path, header: bytes) -> bool:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return False
        with file.open("rb") as stream:
            return stream.read(len(header)) == header
    except OSError:
        return False


def encrypt(data: bytes, lock: Lock) -> bytes:
    """Encrypt some bytes. Raises UsageFault for what is no public key, or where pyrage isn't installed."""
    pyrage = load_pyrage()
    if lock.passphrase:
        return bytes(pyrage.passphrase.encrypt(data, lock.passphrase))
    return bytes(pyrage.encrypt(data, [_recipient(pyrage, text) for text in lock.recipients]))


def check_recipients(recipients: Sequence[str]) -> None:
    """Refuse what is no public key of age. Raises UsageFault."""
    pyrage = load_pyrage()
    for text in recipients:
        _recipient(pyrage, text)


def decrypt(file: Path, key: Key) -> bytes:
    """Give what is in an encrypted file. Raises StorageUnusable where the key doesn't fit or the file is damaged."""
    pyrage = load_pyrage()
    data = file.read_bytes()
    try:
        if wants_passphrase(file):
            return bytes(pyrage.passphrase.decrypt(data, key.passphrase))
        if key.identity is None:
            raise UsageFault(
                "{file} 是加密的备份，要用密钥文件打开。",
                file=file.name,
                hint="pbcli db restore FILE --identity KEY",
            )
        return bytes(pyrage.decrypt(data, _identities(pyrage, key.identity)))
    except pyrage.DecryptError:
        raise unusable("密钥或口令不对，或者备份已损坏：{path}。", file, "pbcli db restore --help") from None


def new_identity(file: Path) -> str:
    """Make a secret key in a file that only its owner reads. Gives its public key. Raises Conflict for a file there."""
    identity = load_pyrage().x25519.Identity.generate()
    public = str(identity.to_public())
    with passing_name(file) as draft:
        try:
            # What it will open is of no use to anyone once the key is lost or torn.
            write_draft(draft, f"# public key: {public}\n{identity}\n".encode())
        except OSError:
            raise unusable("无法写入这个文件夹：{path}。", file.parent, "ls -ld {file}") from None
        publish(draft, file)
    return public


def _identities(pyrage: Any, file: Path) -> list[Any]:
    """Read the secret keys of a file that nobody else can read."""
    try:
        mode = file.lstat().st_mode
        lines = file.read_text(encoding="utf-8").splitlines() if stat.S_ISREG(mode) else []
    except OSError:
        raise UsageFault("读不了密钥文件：{file}。", file=file, hint="pbcli db keygen FILE") from None
    except UnicodeDecodeError:
        lines = []
    if os.name == "posix" and mode & _OPEN_TO_OTHERS and stat.S_ISREG(mode):
        raise unusable("密钥文件对其他用户开放：{path}。", file, "chmod 600 {file}")
    try:
        found = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise UsageFault("这不是 age 的密钥文件：{file}。", file=file, hint="pbcli db keygen FILE")
    return found


def _recipient(pyrage: Any, text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise UsageFault("“{text}”不是 age 的公钥。", text=text, hint="pbcli db keygen FILE") from None


def load_pyrage() -> Any:
    """Import pyrage. Raises UsageFault that says how to install it."""
    try:
        return importlib.import_module("pyrage")
    except ImportError:
        raise UsageFault("加密备份要用 pyrage，还没有安装。", hint="pip install 'pbcli[crypt]'") from None
