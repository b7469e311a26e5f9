"""The backups: which are kept and why, copies on other devices, and the rehearsal of a restore."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from pbcli.db import evidence_copies, journal, manifest
from pbcli.db.backup import back_up, count_rows, digest_of
from pbcli.db.connection import backups_folder, connect, is_there, open_database, refuse_foreign
from pbcli.db.driver import key_of
from pbcli.db.encryption import Key, Lock, check_recipients, is_encrypted, new_identity, wants_passphrase
from pbcli.db.evidence import state_of
from pbcli.db.faults import translated, unusable
from pbcli.db.manifest import Entry
from pbcli.db.read import Reader
from pbcli.db.restore import judged, prepared
from pbcli.db.schema import REVISION
from pbcli.db.titles import title_of
from pbcli.db.verify import verify
from pbcli.domain.errors import UsageFault
from pbcli.domain.retention import Policy, Reason, Span, judge
from pbcli.messages import _
from pbcli.services import settings
from pbcli.services.evidence_copies import Copied, copy_evidence, is_protected
from pbcli.values import dataclass

NEEDED_CAUSES = ("restore", "migrate")
"""What the newest backup is kept from before, whatever its age: there is no other way back."""


@dataclass(frozen=True)
class Judged:
    """A backup and what becomes of it, with the reasons in the user's language."""

    entry: Entry
    is_kept: bool
    reason: str


@dataclass(frozen=True)
class Rehearsal:
    """What a rehearsed restore gave: the backup, its rows and operations, and what was not as it should be."""

    file: Path
    rows: int
    operations: int
    evidence: int
    """The files that it names as evidence; each was read through."""
    findings: Sequence[str]


def present_backups(path: Path) -> list[Entry]:
    """Give the backups in the folder beside the database that are still there, oldest first."""
    folder = backups_folder(path)
    own = [
        replace(entry, file=str(folder / Path(entry.file).name))
        for entry in manifest.current(folder)
        if entry.kind == "backup" and Path(entry.file).parts[-3:-1] == folder.parts[-2:] and not entry.is_elsewhere
    ]
    return [entry for entry in own if Path(entry.file).is_file() and not Path(entry.file).is_symlink()]


def backups_elsewhere(path: Path, folder: Path) -> list[Entry]:
    """Give the backups of this database that are in another folder, oldest first; another's may lie beside them."""
    listed = {
        Path(entry.file).name: entry for entry in manifest.current(backups_folder(path)) if entry.kind == "backup"
    }
    there = [replace(entry, file=str(folder / name)) for name, entry in listed.items()]
    files = [(entry, Path(entry.file)) for entry in there]
    return [
        entry
        for entry, file in files
        if file.is_file() and not file.is_symlink() and file.stat().st_size == entry.bytes
    ]


def policy(path: Path) -> Policy:
    """Give the unit's rule for keeping backups."""
    with _settings(path) as reader:
        return Policy(
            *(settings.read(reader, f"backup.keep_{name}") for name in ("daily", "weekly", "monthly", "yearly")),
        )


def lock_of(path: Path, recipients: Sequence[str], passphrase: str, *, leaves: bool) -> Lock | None:
    """Give what a backup is encrypted with: what was typed, else, for one that leaves, the unit's setting."""
    if passphrase:
        return Lock(passphrase=passphrase)
    chosen = tuple(recipients)
    if leaves and not chosen:
        with _settings(path) as reader:
            chosen = settings.read(reader, "backup.recipients")
    if not chosen:
        return None
    check_recipients(chosen)
    return Lock(recipients=chosen)


@contextmanager
def _settings(path: Path) -> Iterator[Reader]:
    """Read the unit's settings, of an older schema too: a backup is wanted before an upgrade most of all."""
    with translated(path), closing(open_database(path, "ro", any_older=True)) as connection:
        yield Reader(connection)


def warnings_of(entry: Entry, *, leaves: bool = False) -> list[str]:
    """Say what whoever made a backup should know: it was to leave the computer and didn't; others can read it."""
    file = Path(entry.file)
    said = (
        [
            _(
                "这份备份和数据库在同一个设备上，硬盘坏了就都没了：请写 U 盘或内网盘的文件夹。"
                "（其实在别的设备上的，加 --elsewhere。）"
            )
        ]
        if leaves and not entry.is_elsewhere
        else []
    )
    is_open = os.name == "posix" and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    if is_open and not is_protected(file):
        said.append(_("这个盘没有文件权限，拿到它的人就能读备份；要加密：pbcli db backup --help"))
    return said


def plain_backups(path: Path) -> list[Entry]:
    """Give the backups beside the database that anyone who gets hold of them can read."""
    return [entry for entry in present_backups(path) if not is_protected(Path(entry.file))]


def prune_plain(path: Path, now: datetime, *, dry_run: bool) -> list[Judged]:
    """Remove the backups of an encrypted database that can be read without its key. Gives all of them, as judged.

    Raises UsageFault while no encrypted one is there, since a database without a backup is worse.
    """
    plain = {entry.file for entry in plain_backups(path)}
    present = present_backups(path)
    refuse_foreign(path)
    if key_of(path) is None or len(plain) == len(present):
        raise UsageFault("还没有加密的备份：{folder}。", folder=backups_folder(path), hint="pbcli db backup")
    judged_now = [
        Judged(entry, entry.file not in plain, _("没有加密") if entry.file in plain else _("加密的"))
        for entry in present
    ]
    return judged_now[::-1] if dry_run else _pruned(path, now, judged_now[::-1])


def judge_backups(path: Path, kept: Policy, folder: Path | None = None) -> list[Judged]:
    """Say of each backup beside the database, or in another folder, whether it is kept, and why; newest first.

    The newest stays, and so does what nothing else can replace: the newest from before a restore and from before an
    upgrade, and the one that was last restored in a rehearsal.
    """
    present = present_backups(path) if folder is None else backups_elsewhere(path, folder)
    needed = dict(_needed(present, manifest.current(backups_folder(path))))
    verdicts = judge([datetime.fromisoformat(entry.at).astimezone() for entry in present], kept)
    found = []
    for entry, verdict in zip(present, verdicts, strict=True):
        reasons = [_("最新的一份")] if verdict.is_newest else []
        reasons += [_reason(reason) for reason in verdict.reasons]
        reasons += [needed[entry.file]] if entry.file in needed else []
        found.append(Judged(entry, bool(reasons), "、".join(reasons) or _("更新的备份已经够了")))
    return found[::-1]


def prune(path: Path, now: datetime, kept: Policy, folder: Path | None = None) -> list[Judged]:
    """Remove the backups that the rule doesn't keep. Gives all of them, as they were judged."""
    return _pruned(path, now, judge_backups(path, kept, folder))


def _pruned(path: Path, now: datetime, judged_now: list[Judged]) -> list[Judged]:
    for one in judged_now:
        if not one.is_kept:
            _remove(path, one.entry, now)
    return judged_now


def _remove(path: Path, entry: Entry, now: datetime) -> None:
    file = Path(entry.file)
    # Listed first: a backup that the list says is there must be there, whenever this is broken off.
    for folder in dict.fromkeys((file.parent, backups_folder(path))):
        manifest.append(folder, replace(entry, kind="prune", at=manifest.moment(now)))
    try:
        file.unlink()
    except OSError:
        raise unusable("删不掉这个备份：{path}。", file, "ls -ld {folder}") from None


def _needed(present: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    said = {"restore": _("最近一次恢复之前的状态"), "migrate": _("最近一次升级之前的状态")}
    for cause in NEEDED_CAUSES:
        before = [entry.file for entry in present if entry.cause == cause]
        if before:
            yield before[-1], said[cause]
    rehearsed = [Path(entry.file).name for entry in entries if entry.kind == "rehearsal"]
    if rehearsed:
        yield from ((e.file, _("最近演练过恢复的")) for e in present if Path(e.file).name == rehearsed[-1])


def _reason(reason: Reason) -> str:
    sentences = {
        Span.DAY: _("{label} 当天最后一份", label=reason.label),
        Span.WEEK: _("{label} 周最后一份", label=reason.label),
        Span.MONTH: _("{label} 月最后一份", label=reason.label),
        Span.YEAR: _("{label} 年最后一份", label=reason.label),
    }
    return sentences[reason.span]


def newest_backup(path: Path) -> Path:
    """Give the newest backup beside the database, else the newest that is within reach. Raises UsageFault for none."""
    present = present_backups(path) or _copies_within_reach(path)
    if not present:
        raise UsageFault("还没有备份：{folder}。", folder=backups_folder(path), hint="pbcli db backup")
    return Path(present[-1].file)


def _copies_within_reach(path: Path) -> list[Entry]:
    """Give the backups in other folders that are there now, oldest first."""
    entries = manifest.current(backups_folder(path))
    return [entry for entry in entries if entry.kind == "backup" and Path(entry.file).is_file()]


def rehearse(path: Path, file: Path, now: datetime, key: Key | None = None) -> Rehearsal:
    """Restore a backup aside and compare it with the list of backups and with the database; enter it where all is well.

    The database itself is only read. Raises StorageUnusable where the backup can't be restored at all.
    """
    folder = backups_folder(path)
    entry = _listed(folder, file)
    refuse_foreign(path)
    with (
        translated(file),
        judged(file, key) as (source, revision),
        # Nothing plain may lie beside an encrypted database, be it for a moment.
        prepared(source, path, now, None, key_of(path if is_there(path) else file)) as (draft, head),
    ):
        findings = list(_compared(path, draft, file, entry, revision, head))
        with closing(connect(draft, "ro")) as copy:
            rows = sum(count_rows(copy).values())
            (operations,) = copy.execute("SELECT count(*) FROM operation").fetchone()
            evidence = evidence_copies.named_in(copy)
        findings += _without_evidence(path, file, evidence)
    if not findings:
        at = manifest.moment(now)
        manifest.append(folder, Entry(file=str(file), at=at, head=head, revision=revision, kind="rehearsal"))
    return Rehearsal(file, rows, operations, len(evidence.contents), findings)


def _without_evidence(path: Path, file: Path, evidence: evidence_copies.Evidence) -> Iterator[str]:
    """Say how many files a restore wouldn't find: beside a backup that left, else beside the database itself."""
    if file.parent == backups_folder(path):
        count = sum(state_of(path, one.sha256, one.size) is not None for one in evidence.contents)
        said = _("备份提到的佐证文件有 {count} 个丢失或被改动", count=count)
    else:
        unreadable = evidence_copies.unreadable(evidence, file.parent)
        count = len(unreadable)
        for place in chain.from_iterable(unreadable):
            yield _("佐证的副本坏了，删掉它，再备份到这里一次：{path}", path=place)
        said = _("备份提到的佐证文件有 {count} 个不在它旁边的副本里", count=count)
    if count:
        yield said


def _listed(folder: Path, file: Path) -> Entry | None:
    """Give the line of a backup: the one for this very place, else for a file of this name, which was moved."""
    backups = [entry for entry in manifest.entries(folder) if entry.kind == "backup"]
    named = [entry for entry in backups if Path(entry.file).name == file.name]
    return next((entry for entry in named[::-1] if entry.file == str(file)), named[-1] if named else None)


def _compared(path: Path, draft: Path, file: Path, entry: Entry | None, revision: str, head: str) -> Iterator[str]:
    """Compare a restored copy with its line in the list, with its own journal, and with the database's journal."""
    with closing(connect(draft, "ro")) as copy:
        rows = count_rows(copy)
        broken = copy.execute("PRAGMA foreign_key_check").fetchall()
        unlike = verify(copy) if revision == REVISION else []
    if broken or unlike:
        yield _("备份里有 {count} 处与它自己的变更记录不符", count=len(broken) + len(unlike))
    if entry is None:
        yield _("备份清单里没有 {file}", file=file.name)
        return
    if digest_of(file) != entry.sha256:
        yield _("文件的摘要与备份清单不符")
    listed = entry.rows or {}
    for table in {**rows, **listed}:
        if rows.get(table, 0) != listed.get(table, 0):
            yield _(
                "{table}：清单上 {listed} 行，恢复得 {found} 行",
                table=title_of(table),
                listed=listed.get(table, 0),
                found=rows.get(table, 0),
            )
    if head != entry.head:
        yield _("变更记录的封印与备份清单不符")
    elif head and head in manifest.heads(backups_folder(path)) and head not in _live_seals(path):
        yield _("现在的数据库里没有这份备份的变更记录")


def _live_seals(path: Path) -> set[str]:
    with closing(open_database(path, "ro", any_older=True)) as live:
        return journal.seals(live)


__all__ = [
    "Copied", "Judged", "Key", "Lock", "Rehearsal", "back_up", "backups_elsewhere", "copy_evidence", "is_encrypted",
    "judge_backups", "lock_of", "new_identity", "newest_backup", "plain_backups", "policy", "present_backups", "prune",
    "prune_plain", "rehearse", "wants_passphrase", "warnings_of",
]  # fmt: skip
