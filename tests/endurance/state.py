"""What lies in a place after something happened there: the records, the backups, and whatever is wrong with them.

It is read as the program reads it, by the one function that opens databases, so that what a crash left is mended in the
same way. Digests leave out what is random (the key of the ID numbers) and what names the place (the words of commands).
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from pbcli.db import driver, journal, manifest, verify
from pbcli.db.backup import digest_of
from pbcli.db.batches import are_kept
from pbcli.db.check import schema_of
from pbcli.db.connection import backups_folder, connect, in_memory, open_database
from pbcli.db.contents import content_of
from pbcli.db.encryption import Key, decrypt, is_encrypted
from pbcli.db.evidence_copies import named_in
from pbcli.db.evidence_key import EvidenceKey
from pbcli.db.keys import key_for
from pbcli.domain.errors import PbcliError
from tests.endurance.shim import KEY

NONE = "none"
_examined: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]] = {}
_copies: dict[str, str] = {}
"""What was found in files, by the digests of their bytes."""
_KEY = re.compile(rb"# public key: age1[0-9a-z]{58}\nAGE-SECRET-KEY-1[0-9A-Z]{58}\n")


@dataclass(frozen=True)
class State:
    """A place as it was found; `faults` holds what must never be."""

    records: str
    """The digest of the records and their journal, or `none` where there is no database."""
    backups: tuple[tuple[str, str, bool], ...]
    """The digest of each backup, by its name, and whether it is in the list."""
    others: Mapping[str, str]
    """The files besides, with a digest of what is in them."""
    listed: int
    """The lines of its list of backups."""
    drafts: tuple[str, ...]
    """The files that were begun and never got a name."""
    faults: tuple[str, ...] = ()

    @property
    def kept(self) -> set[str]:
        """The records of all copies."""
        return {records for _name, records, _is_listed in self.backups}


def seen(place: Path) -> State:
    """Look at everything in a place."""
    faults: list[str] = []
    path = place / "pbcli.db"
    records = _records(path, faults) if path.exists() else NONE
    copies = (*_backups(path, faults), *_set_aside(path))
    return State(
        records,
        copies,
        dict(_others(place)),
        len(manifest.entries(backups_folder(path))),
        tuple(_drafts(place)),
        tuple(fault.replace(str(place), "") for fault in faults),
    )


def _records(path: Path, faults: list[str]) -> str:
    """Give the digest of a database, and what is wrong with it; one with the same bytes was looked at before."""
    try:
        _unlock(path)
        with closing(open_database(path, "ro", any_older=True)) as connection:
            is_encrypted_now = driver.is_encrypting(connection)
            # A crash's journal is rolled back by now, so that the bytes are all there is.
            kept = digest_of(path), tuple(entry.head for entry in manifest.entries(backups_folder(path)))
            if kept not in _examined:
                _examined[kept] = _examine(connection, path)
    except (sqlite3.Error, PbcliError) as error:
        faults.append(f"{type(error).__name__}: {error}")
        return "unreadable"
    records, wrong = _examined[kept]
    faults += wrong
    return f"{records} encrypted" if is_encrypted_now else records


def _unlock(path: Path) -> None:
    """Let a file be opened by the key of all places, where it is encrypted; another may have had its name before."""
    salt = driver.salt_of(path)
    driver.remember(path, None if salt is None else key_for(KEY, salt))


def _examine(connection: sqlite3.Connection, path: Path) -> tuple[str, tuple[str, ...]]:
    connection.execute("BEGIN")
    heads = manifest.heads(backups_folder(path), journal.seals(connection))
    wrong = [
        *(str(line) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"),
        *(f"link {row}" for row in connection.execute("PRAGMA foreign_key_check")),
        *(str(found) for found in verify.verify(connection, heads)),
    ]
    return digest(connection), tuple(wrong)


def digest(connection: sqlite3.Connection) -> str:
    """Give the digest of all records, of the schema, and of what the journal says that was done."""
    found = hashlib.sha256()

    def add(*values: object) -> None:
        found.update(json.dumps(values, ensure_ascii=False, default=str).encode())

    add(*connection.execute("PRAGMA user_version").fetchone(), schema_of(connection))
    for table in sorted({*journal.journalled_tables(connection), "reminder_said"}):
        names = [name for name in journal.columns_of(connection, table) if name != "digest_key"]
        columns = ", ".join(f'"{name}"' for name in names)
        add(table, names)
        for row in connection.execute(f'SELECT {columns} FROM "{table}" ORDER BY id'):
            add(row)
    add(*connection.execute("SELECT id, at, actor, undoes_id, note FROM operation ORDER BY id"))
    add(*connection.execute("SELECT operation_id, table_name, row_id, action FROM journal ORDER BY id"))
    if are_kept(connection):
        add(*connection.execute("SELECT operation_id, table_name, action, first_id, last_id FROM journal_batch"))
    add(*connection.execute("SELECT id, operation_id FROM journal_state"))
    return found.hexdigest()[:16]


def _backups(path: Path, faults: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Look at each backup that has its name, and hold the list against them."""
    folder = backups_folder(path)
    listed: dict[str, manifest.Entry] = {}
    for entry in manifest.entries(folder):
        if entry.kind == "backup":
            listed[entry.file] = entry
        elif entry.kind == "prune":
            # It is listed as removed before it goes.
            listed.pop(entry.file, None)
    faults += [f"a backup is listed and not there: {Path(file).name}" for file in listed if not Path(file).exists()]
    for file in sorted((*folder.glob("*.db"), *folder.glob("*.db.age"))):
        found = listed.get(str(file))
        if found is not None and digest_of(file) != found.sha256:
            faults.append(f"a backup isn't what the list says: {file.name}")
        try:
            records = _copied(file, path.parent)
        except (sqlite3.Error, PbcliError) as error:
            faults.append(f"a backup can't be read: {file.name}: {error}")
            continue
        yield file.name, records, found is not None


def _copied(file: Path, place: Path) -> str:
    """Give the digest of the records in a backup. Raises an error where it isn't sound."""
    own = digest_of(file)
    if own not in _copies:
        key = Key(identity=place / "own.key")
        _unlock(file)
        with closing(in_memory(decrypt(file, key)) if is_encrypted(file) else connect(file, "ro")) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("not sound")
            _copies[own] = digest(connection)
    return _copies[own]


def _set_aside(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Look at what a restore moved out of its way, where it can be read: a disk that errs once looks like damage."""
    for file in path.parent.glob(f"{path.name}.damaged-*"):
        _unlock(file)
        with suppress(sqlite3.Error), closing(connect(file, "ro")) as connection:
            yield file.name, digest(connection), False


def _drafts(place: Path) -> Iterator[str]:
    """Name the files that were begun and aren't whole under another name."""
    for file in sorted(place.rglob(".*")):
        if file.lstat().st_nlink == 1:
            yield str(file.relative_to(place))


def _others(place: Path) -> Iterator[tuple[str, str]]:
    """Name the other files that a command leaves, with a digest of each."""
    for file in sorted(place.rglob("*")):
        name = str(file.relative_to(place))
        is_apart = not name.startswith("pbcli.db") or name.startswith("pbcli.db.d/evidence/")
        if file.is_file() and not file.name.startswith(".") and is_apart:
            yield name, _digest_of_other(file, place)


def _evidence_key(place: Path) -> EvidenceKey:
    """Give the key of the encrypted evidence, from the database, or from the backup that it is to come from."""
    file = next(one for one in (place / "pbcli.db", place / "stick" / "backup.db") if one.exists())
    with closing(connect(file, "ro")) as connection:
        return named_in(connection).key


def _digest_of_other(file: Path, place: Path) -> str:
    """Give the digest of a file; what is random in it doesn't count, nor a line of a list of backups that was torn."""
    if file.name == manifest.NAME:
        return ""
    content = file.read_bytes().replace(str(place).encode(), b"")
    if file.suffix == ".key":
        return "a key" if _KEY.fullmatch(content) else "torn"
    if file.suffix in {".age", ".db"}:
        try:
            if file.parts[-3].startswith("evidence-"):
                return content_of(file, _evidence_key(place)).sha256[:16]
            return _copied(file, place)
        except (sqlite3.Error, PbcliError, OSError):
            return "torn"
    return hashlib.sha256(content).hexdigest()[:16]
