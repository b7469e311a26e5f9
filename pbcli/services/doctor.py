"""The condition of the database and its surroundings, as a list that a person can go through with its commands."""

import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from pbcli.db import check, manifest, schema
from pbcli.db.condition import leftovers, mend, settings_in_force, synced_by
from pbcli.db.connection import backups_folder, check_file, open_database
from pbcli.db.driver import key_of
from pbcli.db.faults import translated
from pbcli.db.manifest import Entry
from pbcli.db.read import Reader
from pbcli.domain.errors import PbcliError, StorageUnusable
from pbcli.messages import _
from pbcli.services.backups import plain_backups
from pbcli.services.evidence import lost_count
from pbcli.services.records_begun import local_day
from pbcli.services.reminders_copies import evidence_without_copy, without_copy_since
from pbcli.services.rulebook import national
from pbcli.values import dataclass

_WAL_RESET_BUG = (3, 7, 0), (3, 51, 2)
_SPARE_BYTES = 50 * 2**20
_COPIES_IN_SPACE = 3
"""A change needs its rollback journal, a backup a whole copy, a restore both."""
_EXTRA, _ON = 3, 1


class Verdict(StrEnum):
    """How something is: well, found wanting, or worth knowing."""

    FINE = "ok"
    FOUND = "found"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, in words, and the command that mends it."""

    key: str
    item: str
    verdict: Verdict
    what: str
    command: str = ""


def examine(path: Path, today: date) -> list[Finding]:
    """Look at everything and change nothing. Raises DatabaseNotReady where there is no database."""
    modes = list(_modes(path))
    found = [*_surroundings(path), *modes]
    if _is_closed_off(modes, path):
        return found
    try:
        return [*found, *_inside(path, today)]
    except PbcliError as error:
        sentence, hint = (_(text, **error.values) if text else "" for text in (error.message, error.hint))
        return [*found, Finding("open", _("打开"), Verdict.FOUND, sentence, hint)]


def mended(path: Path) -> Sequence[Path]:
    """Mend what can be mended without touching a record. Gives the files and folders that were changed."""
    return mend(path)


def _is_closed_off(modes: Iterable[Finding], path: Path) -> bool:
    """Tell whether the program refuses to open the file. Raises DatabaseNotReady where there is none."""
    try:
        check_file(path)
    except StorageUnusable:
        return any(finding.verdict is Verdict.FOUND for finding in modes)
    return False


def _surroundings(path: Path) -> Iterator[Finding]:
    """Look at what is around the file: SQLite, the disk, the folder."""
    version = sqlite3.sqlite_version
    first, last = _WAL_RESET_BUG
    is_affected = first <= sqlite3.sqlite_version_info <= last
    note = _("{version}；它的 WAL 重置缺陷（3.7.0–3.51.2）与 DELETE 模式无关", version=version)
    yield Finding("sqlite", "SQLite", Verdict.FINE, note if is_affected else version)
    if path.parent.is_dir():
        free = shutil.disk_usage(path.parent).free
        needed = _SPARE_BYTES + _COPIES_IN_SPACE * (path.stat().st_size if path.is_file() else 0)
        said = _("剩 {free} MB", free=free // 2**20)
        yield _judged("free_space", _("磁盘空间"), free >= needed, said, f"df -h {shlex.quote(str(path.parent))}")
    service = synced_by(path)
    said = _("在会自动同步的“{folder}”里：同步会弄坏用着的库，也会把个人信息传出去", folder=service)
    yield _judged(
        "synced_folder",
        _("所在文件夹"),
        service is None,
        _("不在会自动同步的文件夹里") if service is None else said,
        "pbcli --db PATH db restore FILE",
    )


def _modes(path: Path) -> Iterator[Finding]:
    """Look at who else may read the files."""
    title = _("文件权限")
    if os.name != "posix":
        yield Finding("modes", title, Verdict.NOTE, _("这个系统没有这样的文件权限，请用系统账号和磁盘加密来保护"))
        return
    faults = check.modes(path) if path.exists() else ()
    open_to_others = [fault.where for fault in faults]
    for where in open_to_others:
        yield Finding("modes", title, Verdict.FOUND, _("对其他用户开放：{path}", path=where), "pbcli db doctor --fix")
    if not open_to_others:
        yield Finding("modes", title, Verdict.FINE, _("只有您能读写"))


def _inside(path: Path, today: date) -> Iterator[Finding]:
    """Look at the file itself, and at its copies."""
    yield from _settings(path)
    yield from _encryption(path)
    yield from _soundness(path)
    drafts = leftovers(path)
    said = _("有 {count} 个中断后留下的草稿，内容和库一样", count=len(drafts)) if drafts else _("没有")
    yield _judged("leftovers", _("残留的草稿"), not drafts, said, "pbcli db doctor --fix")
    yield from _copies(path, today)


def _settings(path: Path) -> Iterator[Finding]:
    found = settings_in_force(path)
    is_delete = found.journal_mode == "delete"
    yield _judged(
        "journal_mode", _("日志模式"), is_delete, f"journal_mode={found.journal_mode}", "pbcli db doctor --fix"
    )
    if is_delete:
        said = f"synchronous={'EXTRA' if found.synchronous == _EXTRA else found.synchronous}"
        yield _judged("synchronous", _("写入即落盘"), found.synchronous == _EXTRA, said)
        said = f"secure_delete={'ON' if found.secure_delete == _ON else found.secure_delete}"
        yield _judged("secure_delete", _("删除即抹掉"), found.secure_delete == _ON, said)
    is_current = found.revision == schema.SCHEMA_NUMBER
    said = _("{found}，程序用 {own}", found=f"{found.revision:04d}", own=schema.REVISION)
    yield _judged("revision", _("结构版本"), is_current, said, "pbcli db migrate")


def _encryption(path: Path) -> Iterator[Finding]:
    """Look whether the file can be read without a key, and whether its copies can."""
    title = _("加密")
    if key_of(path) is None:
        yield Finding("encryption", title, Verdict.NOTE, _("没有加密：拿到文件的人都能读"), "pbcli db encrypt --help")
        return
    yield Finding("encryption", title, Verdict.FINE, _("已加密（SQLCipher）"))
    plain = len(plain_backups(path))
    said = _("有 {count} 份备份没有加密", count=plain) if plain else _("都加密了")
    yield _judged("plain_backups", _("备份的加密"), not plain, said, "pbcli db prune --plain")


def _soundness(path: Path) -> Iterator[Finding]:
    """Look into the file as `db check` does, and say for each kind how much was found."""
    faults = check.check(path)
    is_damaged = any(fault.kind == "damage" for fault in faults)
    for key, title, kinds, mending in (
        ("integrity", _("文件完好"), {"damage"}, "pbcli db restore FILE"),
        ("orphans", _("关联完整"), {"orphan"}, "pbcli db check"),
        ("schema", _("表和触发器"), {"missing", "extra", "changed"}, "pbcli db check"),
    ):
        count = sum(fault.kind in kinds for fault in faults)
        if key != "integrity" and is_damaged:
            yield Finding(key, title, Verdict.NOTE, _("文件已损坏，没法查"))
        else:
            yield _judged(key, title, not count, _("{count} 处问题", count=count) if count else _("没有问题"), mending)


def _copies(path: Path, today: date) -> Iterator[Finding]:
    """Look at how old the last backup is, the last copy elsewhere and the last rehearsal of a restore."""
    entries = manifest.current(backups_folder(path))
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        reader = Reader(connection)
        since, is_copied = without_copy_since(reader)
        first = reader.value("records_since")
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        # An older schema has no list of evidence yet; what to do about it is said already.
        evidence = list(_evidence(reader, today, is_readable=number == schema.SCHEMA_NUMBER))
    yield from evidence
    started = None if first is None else local_day(first)
    copy_days, rehearsal_days = (national().figure("SA-01", name) for name in ("copy_days", "rehearsal_days"))
    backups = [entry for entry in entries if entry.kind == "backup"]
    yield _aged("last_backup", _("最近备份"), _last(backups), started, today, copy_days, "pbcli db backup")
    elsewhere = since if is_copied else None
    command = "pbcli db backup --to DIR"
    yield _aged("last_copy_elsewhere", _("别的设备上的副本"), elsewhere, since, today, copy_days, command)
    rehearsed = _last([entry for entry in entries if entry.kind == "rehearsal"])
    # Something must be there before its restore can be tried.
    begun = local_day(backups[0].at) if backups else None
    yield _aged("last_rehearsal", _("演练恢复"), rehearsed, begun, today, rehearsal_days, "pbcli db rehearse")


def _evidence(reader: Reader, today: date, *, is_readable: bool) -> Iterator[Finding]:
    """Look whether the files of evidence are there, and whether another device has them too."""
    lost = lost_count(reader) if is_readable else 0
    said = _("{count} 个文件不见了", count=lost) if lost else _("都在")
    yield _judged("evidence", _("佐证文件"), not lost, said, "pbcli evidence check")
    total = reader.value("evidence_count") if is_readable else 0
    if not total:
        return
    kept_on = evidence_without_copy(reader)
    days = timedelta(days=national().figure("SA-01", "copy_days"))
    said = _("{count} 个文件在别的设备上没有副本", count=len(kept_on)) if kept_on else _("都在别的设备上")
    is_overdue = any(today - day > days for day in kept_on)
    verdict = Verdict.FOUND if is_overdue else Verdict.NOTE if kept_on else Verdict.FINE
    yield Finding("evidence_copies", _("佐证的副本"), verdict, said, "pbcli db backup --to DIR" if kept_on else "")
    if key_of(reader.path) is not None:
        said = _("{count} 个文件没有加密，和库在一起", count=total)
        yield Finding("plain_evidence", _("佐证的加密"), Verdict.NOTE, said)


def _last(entries: Sequence[Entry]) -> date | None:
    return local_day(entries[-1].at) if entries else None


def _aged(key: str, item: str, last: date | None, since: date | None, today: date, days: int, command: str) -> Finding:
    """Judge the age of what should be done every so many days; where nothing is old enough yet, it is just said."""
    if last is not None:
        said = _("{day}，{days} 天前", day=last, days=max((today - last).days, 0))
        return _judged(key, item, today - last <= timedelta(days=days), said, command)
    is_due = since is not None and today - since > timedelta(days=days)
    return Finding(key, item, Verdict.FOUND if is_due else Verdict.NOTE, _("还没有过"), command)


def _judged(key: str, item: str, is_fine: bool, said: str, command: str = "") -> Finding:
    return Finding(key, item, Verdict.FINE if is_fine else Verdict.FOUND, said, "" if is_fine else command)
