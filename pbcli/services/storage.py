"""The database as a thing to look after: what is in it, whether it is sound, its copies."""

import shlex
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from pbcli.db import check, journal, manifest, verify
from pbcli.db.backup import back_up, count_rows
from pbcli.db.connection import backups_folder, is_there, open_database, read_broken_texts
from pbcli.db.driver import key_of
from pbcli.db.encryption import Key
from pbcli.db.faults import translated
from pbcli.db.manifest import Entry
from pbcli.db.read import Reader, Row, open_reader
from pbcli.db.restore import Note, Restored, check_backup, restore
from pbcli.db.titles import row_title, title_of
from pbcli.messages import N_, _
from pbcli.services.verify_words import in_words
from pbcli.values import dataclass

FOUND = {
    "damage": N_("文件已损坏：{detail}"),
    "orphan": N_("{record}用到的“{detail}”不存在"),
    "missing": N_("缺少 {where}"),
    "extra": N_("多出 {where}"),
    "changed": N_("{where} 被改过"),
    "mode": N_("{where} 对其他用户开放（{detail}）：chmod go= {file}"),
    "seal": N_("操作 {row_id} 与它的封印不符"),
    "gap": N_("{table}缺少编号 {row_id}"),
    "unsealed": N_("{record}在本程序之外被改过，没有操作"),
    "differs": N_("{record}的“{column}”与变更记录不符"),
    "lost": N_("{record}不见了，变更记录里没有删除"),
    "unknown": N_("{record}没有变更记录"),
    "order": N_("{record}的“{column}”在两次变更之间被改过"),
    "head": N_("某个备份里的操作不在变更记录里：变更记录的末尾被剪掉了"),
}
"""What a check says of each kind of thing that it finds."""


@dataclass(frozen=True)
class Info:
    """What there is to know of a database file."""

    path: Path
    unit: str | None
    bytes: int
    revision: str
    operations: int
    head: str
    rows: Sequence[tuple[str, str, int]]
    """Each table of records: its name, its title, how many rows."""
    last_backup: Entry | None
    sqlite: str
    """The version of SQLite that opened it."""
    is_encrypted: bool


def describe(path: Path) -> Info:
    """Say what is in the database, an older one too."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        (operations,) = connection.execute("SELECT count(*) FROM operation").fetchone()
        rows = [(table, title_of(table), count) for table, count in count_rows(connection).items()]
        head = journal.head(connection)
        unit = Reader(connection).value("unit_name")
        (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
    backups = [entry for entry in manifest.current(backups_folder(path)) if entry.kind == "backup"]
    return Info(
        path=path,
        unit=unit,
        bytes=path.stat().st_size,
        revision=f"{number:04d}",
        operations=operations,
        head=head,
        rows=rows,
        last_backup=backups[-1] if backups else None,
        sqlite=sqlite,
        is_encrypted=is_encrypted(path),
    )


def draft_of(path: Path, name: str) -> Path:
    """Give the place of a file that a person works on, in the folder beside the database, made closed to others."""
    from pbcli.db.connection import make_folder, sidecar_folder

    folder = sidecar_folder(path)
    make_folder(folder)
    return folder / name


def is_encrypted(path: Path) -> bool:
    """Tell whether the database is encrypted, once it was opened."""
    return key_of(path) is not None


def check_file(path: Path) -> list[dict[str, Any]]:
    """Check the file, its schema, its links, its modes: a row for each thing found."""
    return [_found(fault.kind, fault.where, fault.row_id, None, fault.detail) for fault in check.check(path)]


def verify_records(path: Path) -> list[dict[str, Any]]:
    """Compare the records with their journal, and the journal with the backups' list: a row for each thing found."""
    with open_reader(path) as reader:
        heads = manifest.heads(backups_folder(path), journal.seals(reader.connection))
        # A name in the schema that is no text is damage; only values may be.
        reader.connection.execute("SELECT sql FROM sqlite_master").fetchall()
        read_broken_texts(reader.connection)
        found = [
            _found(finding.kind, finding.table, finding.row_id, finding.column, "")
            for finding in verify.verify(reader.connection, heads)
        ]
        return in_words(reader.connection, found)


def list_redactions(path: Path) -> list[Row]:
    """List what purges took out of the journal: by which operation, of which table, how many changes."""
    with open_reader(path) as reader:
        return [{**row, "title": title_of(row["table"])} for row in reader.rows("privacy_redactions")]


def _found(kind: str, where: str, row_id: int | None, column: str | None, detail: str) -> dict[str, Any]:
    """Put a finding into a sentence, beside its parts for a script."""
    sentence = _(
        FOUND[kind],
        where=where,
        file=shlex.quote(where),
        table=title_of(where),
        row_id=row_id,
        record=row_title(where, row_id or 0),
        column=title_of(where, column or ""),
        detail=title_of(detail),
    )
    return {"kind": kind, "table": where, "id": row_id, "column": column, "finding": sentence, "detail": detail}


def migrate(path: Path, now: datetime) -> Entry | None:
    """Bring the schema up to date after a backup. Gives the backup, or nothing where it was up to date already."""
    from pbcli.db.migrate import is_behind, upgrade

    if not is_behind(path):
        return None
    entry = back_up(path, now, cause="migrate")
    upgrade(path)
    return entry


def put_back(path: Path, file: Path, *, command: str, actor: str, now: datetime, key: Key | None = None) -> Restored:
    """Restore a backup and leave a note of it in the journal, where the schema is this program's."""
    return restore(path, file, now, Note(actor, command, _("恢复自 {file}", file=file.name)), key)


__all__ = [
    "Restored",
    "back_up",
    "check_backup",
    "check_file",
    "describe",
    "is_encrypted",
    "is_there",
    "list_redactions",
    "migrate",
    "put_back",
    "verify_records",
]
