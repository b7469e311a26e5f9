"""Copies of evidence where the backups go, and how they come back. Standard library only, but for encrypted ones.

They lie beneath the folder of the backups: plain ones beside plain backups, encrypted ones beside encrypted backups.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from pbcli.db.contents import Content, Store
from pbcli.db.evidence import FOLDER, store_of
from pbcli.db.evidence_key import EvidenceKey, key_from
from pbcli.db.faults import unusable
from pbcli.values import dataclass


@dataclass(frozen=True)
class Evidence:
    """What the records of a database name as evidence, and the key that its encrypted copies have."""

    contents: Sequence[Content]
    key: EvidenceKey


@dataclass(frozen=True)
class Copied:
    """What is in a folder of copies after a backup: all that is there, what is new, and what the original lost."""

    folder: Path
    there: Sequence[Content]
    new: int
    lost: int
    plain: Path | None
    """The folder with copies that anyone can read, where these can't be: from before."""


def named_in(connection: sqlite3.Connection) -> Evidence:
    """Read what a database names as evidence; one of an older schema has none."""
    (secret,) = connection.execute("SELECT digest_key FROM unit").fetchone() or ("",)
    has_any = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'evidence_file'")
    rows = connection.execute(_NAMED) if has_any.fetchone() else ()
    return Evidence([Content(sha256, size) for sha256, size in rows], key_from(secret))


_NAMED = """
    SELECT f.sha256, f.size FROM evidence_file AS f
    WHERE EXISTS (SELECT 1 FROM evidence AS v WHERE v.file_id = f.id) ORDER BY f.id
"""


def copies_in(folder: Path, key: EvidenceKey | None) -> Store:
    """Give the copies that a folder of backups has: the encrypted ones where there is a key, else the plain ones."""
    return Store(folder / FOLDER) if key is None else Store(folder / f"{FOLDER}-{key.name}", key)


def copy_out(path: Path, evidence: Evidence, folder: Path, *, is_encrypted: bool) -> Copied:
    """Copy the evidence of a database to its backups in another folder; what is there already isn't copied again.

    Raises StorageUnusable.
    """
    own, store = store_of(path), copies_in(folder, evidence.key if is_encrypted else None)
    there, new, lost = [], 0, 0
    for content in evidence.contents:
        if store.has(content):
            there.append(content)
        elif _is_sound(own, content) and store.keep(content, own.place(content.sha256)):
            there.append(content)
            new += 1
        else:
            lost += 1
    plain = copies_in(folder, None)
    return Copied(store.folder, there, new, lost, plain.folder if is_encrypted and any(plain.files()) else None)


def _is_sound(own: Store, content: Content) -> bool:
    """Tell whether an original is there as it was. Raises StorageUnusable where it can't be read: it may be both."""
    try:
        return own.reads(content)
    except OSError:
        raise unusable("读不了佐证文件：{path}。", own.place(content.sha256), "pbcli evidence check") from None


def bring_back(path: Path, evidence: Evidence, missing: Iterable[Content], folders: Sequence[Path]) -> list[Content]:
    """Copy what is missing beside a database from the first of the folders that has it whole. Gives what came back.

    Raises StorageUnusable, when all others came back, for a copy that is there and can't be read.
    """
    own = store_of(path)
    stores = [store for folder in folders for store in _stores(folder, evidence.key)]
    came, unread = [], []
    for content in missing:
        sound, broken = _copies(content, stores)
        if any(own.keep(content, store.place(content.sha256), store.cipher) for store in sound):
            came.append(content)
        else:
            unread += broken
    if unread:
        raise unusable("读不了佐证文件：{path}。", unread[0], "pbcli evidence recover --from DIR")
    return came


def unreadable(evidence: Evidence, folder: Path) -> list[list[Path]]:
    """Read the copies in a folder of backups through. Gives for each content that none holds the damaged ones."""
    stores = _stores(folder, evidence.key)
    return [
        [store.place(content.sha256) for store in stores if store.has(content)]
        for content in evidence.contents
        if not any(store.holds(content) for store in stores)
    ]


def _stores(folder: Path, key: EvidenceKey) -> list[Store]:
    return [copies_in(folder, None), copies_in(folder, key)]


def _copies(content: Content, stores: Iterable[Store]) -> tuple[list[Store], list[Path]]:
    """Find the stores that hold a content whole, and the copies that can't be read."""
    sound, broken = [], []
    for store in stores:
        try:
            if store.reads(content):
                sound.append(store)
        except OSError:
            broken.append(store.place(content.sha256))
    return sound, broken
