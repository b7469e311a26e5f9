"""Copies of evidence that nothing needs any more: no record and no backup beside them names them."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from pbcli.db import evidence_copies, manifest
from pbcli.db.connection import backups_folder, open_database
from pbcli.db.encryption import Key
from pbcli.db.faults import translated, unusable
from pbcli.db.manifest import Entry
from pbcli.db.restore import judged
from pbcli.db.schema import REVISION
from pbcli.domain.errors import PbcliError
from pbcli.services.evidence_copies import is_protected
from pbcli.values import dataclass


@dataclass(frozen=True)
class Unneeded:
    """The copies in a folder of backups that nothing names, how many are needed, and what backups can't be opened."""

    files: Sequence[Path]
    needed: int
    locked: Sequence[Path]
    """The encrypted ones whose key isn't here."""
    damaged: Sequence[Path]


def unneeded(path: Path, folder: Path, pruned: Sequence[Path], key: Key) -> Unneeded:
    """Find the copies that neither the records name nor any backup beside them, but for those pruned.

    Backups of another database count as well. While one can't be opened, every copy may be needed.
    """
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        evidence = evidence_copies.named_in(connection)
    used: set[str] = {content.sha256 for content in evidence.contents}
    locked: list[Path] = []
    damaged: list[Path] = []
    for file in sorted({*folder.glob("*.db"), *folder.glob("*.db.age")} - set(pruned)):
        try:
            with translated(file), judged(file, key) as (source, _revision):
                used |= {content.sha256 for content in evidence_copies.named_in(source).contents}
        except PbcliError:
            (locked if is_protected(file) else damaged).append(file)
    stores = [evidence_copies.copies_in(folder, known) for known in (None, evidence.key)]
    copies = [(sha256, file) for store in stores for sha256, file in store.files()]
    spare = [] if locked or damaged else [file for sha256, file in copies if sha256 not in used]
    return Unneeded(spare, len(copies) - len(spare), locked, damaged)


def refuse_damaged(found: Unneeded) -> None:
    """Name a backup that can't be read at all: that's no reason to say that all is in order. Raises StorageUnusable."""
    for file in found.damaged:
        raise unusable("读不了 {path}，说不准它用到哪些佐证，副本都留着。", file, "pbcli db rehearse {file}")


def remove(path: Path, files: Sequence[Path], now: datetime) -> None:
    """Remove copies, and take them off the lists first. Raises StorageUnusable."""
    for store, spare in _by_store(files):
        gone = [file.name.removesuffix(".age") for file in spare]
        entry = Entry(
            file=str(store), at=manifest.moment(now), head="", revision=REVISION, kind="forget", evidence=gone
        )
        for place in (store.parent, backups_folder(path)):
            manifest.append(place, entry)
        for file in spare:
            try:
                file.unlink()
            except OSError:
                raise unusable("删不掉这个副本：{path}。", file, "ls -ld {folder}") from None


def _by_store(files: Sequence[Path]) -> Iterator[tuple[Path, list[Path]]]:
    for store in dict.fromkeys(file.parent.parent for file in files):
        yield store, [file for file in files if file.parent.parent == store]
