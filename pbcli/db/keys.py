"""The keys of encrypted databases: from a file that only its owner reads, or from a passphrase.

A line of 64 hexadecimal digits is a key as it stands. Any other is a passphrase, which SQLCipher's own derivation makes
a key of, so that SQLCipher's tools open the file with the same passphrase.
"""

import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable
from functools import cache
from hashlib import pbkdf2_hmac
from pathlib import Path

from pbcli.db.connection import publish
from pbcli.db.driver import MARK, SALT_BYTES, FileKey, remember, salt_of
from pbcli.db.faults import unusable
from pbcli.domain.errors import RuleForbids, UsageFault
from pbcli.drafts import passing_name, write_draft

Secret = Callable[[], str]
"""Gives the secret of a key once it is known to be needed, since it may have to be asked for."""

LEAST_CHARACTERS = 8
KEY_BYTES = 32
_ROUNDS = 256_000
_MOST_BYTES = 4096
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def new_key(secret: str) -> FileKey:
    """Give the key for a new database, with a salt of its own. Raises RuleForbids for too short a passphrase."""
    if len(secret) < LEAST_CHARACTERS:
        raise RuleForbids("口令至少 {count} 个字符。", count=LEAST_CHARACTERS)
    return key_for(secret, MARK + secrets.token_bytes(SALT_BYTES - len(MARK)))


@cache
def key_for(secret: str, salt: bytes) -> FileKey:
    """Give the key that a secret makes with the salt of a file."""
    if re.fullmatch(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}", secret):
        return FileKey(bytes.fromhex(secret), salt)
    # The same passphrase may be typed in two ways.
    text = unicodedata.normalize("NFC", secret).encode()
    return FileKey(pbkdf2_hmac("sha512", text, salt, _ROUNDS, KEY_BYTES), salt)


def unlock_with(path: Path, key_file: Path) -> None:
    """Let a file, where it is an encrypted database, be opened by the key in a file."""
    salt = salt_of(path)
    if salt is not None:
        remember(path, key_for(read_key_file(key_file), salt))


def read_key_file(file: Path) -> str:
    """Give the first line of a key file. Raises StorageUnusable for a link and for a file that is open to others."""
    try:
        mode = file.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise unusable("密钥文件不能是符号链接：{path}。", file, "ls -ld {file}")
        if not stat.S_ISREG(mode):
            raise unusable("这不是一个文件：{path}。", file, "ls -ld {file}")
        if os.name == "posix" and mode & _OPEN_TO_OTHERS:
            raise unusable("密钥文件对其他用户开放：{path}。", file, "chmod 600 {file}")
        with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            text = stream.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError:
        raise UsageFault("读不了密钥文件：{file}。", file=file, hint="pbcli config show --origin") from None
    except UnicodeDecodeError:
        text = ""
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        raise UsageFault("密钥文件里没有密钥：{file}。", file=file, hint="pbcli config show --origin")
    return lines[0].strip()


def make_key_file(file: Path) -> str:
    """Make a file with a new random key, which only its owner reads. Gives the key, which is on the disk by then."""
    secret = secrets.token_hex(KEY_BYTES)
    try:
        with passing_name(file) as draft:
            write_draft(draft, f"{secret}\n".encode())
            publish(draft, file)
    except OSError:
        raise unusable("无法写入这个文件夹：{path}。", file.parent, "ls -ld {file}") from None
    return secret
