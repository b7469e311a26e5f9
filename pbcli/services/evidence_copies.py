"""Copies of evidence on other devices: made with the backups there, found missing, brought back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.db import evidence_copies, manifest
from pbcli.db.connection import backups_folder, open_database
from pbcli.db.driver import key_of, salt_of
from pbcli.db.encryption import SUFFIX, is_encrypted
from pbcli.db.evidence import state_of
from pbcli.db.evidence_copies import Copied
from pbcli.db.faults import translated, unusable
from pbcli.db.manifest import Entry
from pbcli.domain.errors import StorageUnusable
from pbcli.messages import _
from pbcli.services.evidence import stray_files
from pbcli.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pbcli.db.read import Reader


@dataclass(frozen=True)
class Recovered:
    """What was missing beside the database: how many files came back, and how many no copy has."""

    found: int
    missing: int


def copy_evidence(path: Path, backup: Entry, now: datetime) -> Copied | None:
    """Copy the evidence to a backup in another folder, encrypted where the backup is. Gives what is there then.

    The backups beside the database have none: the originals lie on the same disk. Raises StorageUnusable; the backup is
    there and listed all the same.
    """
    own, folder = backups_folder(path), Path(backup.file).parent
    # By what is known, never by a look into the file: a read that fails must not make the copies plain.
    is_secret = Path(backup.file).suffix == SUFFIX or key_of(path) is not None
    if folder.samefile(own):
        return None
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        evidence = evidence_copies.named_in(connection)
    if not evidence.contents:
        return None
    try:
        copied = evidence_copies.copy_out(path, evidence, folder, is_encrypted=is_secret)
        _enter(own, folder, copied, backup, now)
    except StorageUnusable as error:
        raise unusable(
            "数据库已备份：{backup}；佐证文件没有拷完：{path}。",
            Path(str(error.values["path"])),
            "df -h {folder}",
            backup=backup.file,
        ) from None
    return copied


def is_protected(file: Path) -> bool:
    """Tell whether a backup is encrypted, by age or as the database is."""
    return is_encrypted(file) or salt_of(file) is not None


def _enter(own: Path, folder: Path, copied: Copied, backup: Entry, now: datetime) -> None:
    """Enter in the lists what they don't know of yet: what was copied, or found there, since another list had it."""
    for place in (folder, own):
        listed = manifest.copies_of_evidence(place, elsewhere=backup.is_elsewhere).get(str(copied.folder), set())
        unlisted = [content.sha256 for content in copied.there if content.sha256 not in listed]
        if unlisted:
            entry = Entry(
                file=str(copied.folder),
                at=manifest.moment(now),
                head="",
                revision=backup.revision,
                kind="evidence",
                is_elsewhere=backup.is_elsewhere,
                evidence=unlisted,
            )
            manifest.append(place, entry)


def recover(path: Path, folders: Sequence[Path] = ()) -> Recovered:
    """Bring back what the records name and is lost or changed beside the database, from copies that can be reached.

    They are looked for in the folders named and wherever backups went. Raises StorageUnusable.
    """
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        evidence = evidence_copies.named_in(connection)
    missing = [one for one in evidence.contents if state_of(path, one.sha256, one.size) is not None]
    if not missing:
        return Recovered(0, 0)
    known = (Path(folder).parent for folder in manifest.copies_of_evidence(backups_folder(path)))
    found = evidence_copies.bring_back(path, evidence, missing, list(dict.fromkeys([*folders, *known])))
    return Recovered(len(found), len(missing) - len(found))


def recover_restored(path: Path, file: Path) -> Recovered:
    """Bring back the evidence after a restore. Raises StorageUnusable that says that the database is restored."""
    try:
        return recover(path, [file.parent])
    except StorageUnusable as error:
        raise unusable(
            "数据库已恢复，佐证文件没有找回完：{path}。",
            Path(str(error.values["path"])),
            "pbcli evidence recover --from DIR",
        ) from None


def left_over(reader: Reader) -> list[str]:
    """Say what is left of evidence that no record mentions any more: beside the database, and as copies."""
    count = len(stray_files(reader))
    here = [_("没有记录提到的佐证文件还有 {count} 个：pbcli evidence prune", count=count)] if count else []
    return [*here, *forgotten(reader)]


def forgotten(reader: Reader) -> list[str]:
    """Say of each folder with copies how many there are that no record mentions any more: the originals may be gone."""
    used = {file["sha256"] for file in reader.iterate("evidence_files") if file["evidence_id"] is not None}
    listed = manifest.copies_of_evidence(backups_folder(reader.path))
    counts = {folder: len(there - used) for folder, there in listed.items()}
    return [
        _("副本里还有 {count} 个没有记录提到的佐证文件：{folder}", count=count, folder=folder)
        for folder, count in counts.items()
        if count
    ]


__all__ = [
    "Copied", "Recovered", "copy_evidence", "forgotten", "is_protected", "left_over", "recover",
    "recover_restored",
]  # fmt: skip
