"""`pbcli db backup prune rehearse restore keygen`: copies of the database, and how they are put back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.acknowledge import tell_recovered
from pbcli.cli.params import DryRunOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.errors import CheckFound
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.services.backups import Copied, Judged, Key

FileArg = Annotated[Path, typer.Argument(metavar="FILE", help=_("备份文件"))]
FileOptArg = Annotated[Path | None, typer.Argument(metavar="FILE", help=_("备份文件，默认最新的一份"))]
KeyFileArg = Annotated[Path, typer.Argument(metavar="FILE", help=_("新的密钥文件"))]
ToOpt = Annotated[Path | None, typer.Option("--to", metavar="DIR", help=_("放到哪个文件夹，默认在数据库旁边"))]
ElsewhereOpt = Annotated[
    bool, typer.Option("--elsewhere", help=_("--to 的文件夹在别的设备上，而系统看不出来（如同步到网盘的）"))
]
RecipientOpt = Annotated[
    list[str] | None, typer.Option("--encrypt-to", metavar="AGE1…", help=_("用 age 公钥加密，可重复"))
]
PassphraseOpt = Annotated[
    bool, typer.Option("--passphrase", help=_("用口令加密：在屏幕上问，没有终端时读标准输入的第一行"))
]
IdentityOpt = Annotated[Path | None, typer.Option("--identity", metavar="KEY", help=_("打开加密备份的密钥文件"))]
PlainOpt = Annotated[bool, typer.Option("--plain", help=_("只删没有加密的备份；数据库加密以后用"))]
InOpt = Annotated[
    Path | None, typer.Option("--in", metavar="DIR", help=_("整理这个文件夹（如 U 盘）里的备份和佐证副本"))
]
PruneOpt = Annotated[bool, typer.Option("--prune", help=_("备份之后整理旧备份，见 db prune"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to their area."""
    app.command("backup", help=_("备份数据库，并核对备份。"), epilog=_("例：pbcli db backup --to /media/usb"))(backup)
    app.command(
        "prune",
        help=_("整理旧备份：每天、每周、每月、每年各留几份，其余删除；最新的和还要用的不删。"),
        epilog=_("例：pbcli db prune --dry-run"),
    )(with_view(prune))
    app.command(
        "rehearse",
        help=_("演练恢复：把备份恢复到一旁，与清单和数据库核对，不动数据库。"),
        epilog=_("例：pbcli db rehearse"),
    )(rehearse)
    app.command(
        "restore",
        help=_("用备份恢复数据库，先备份现状。"),
        epilog=_("例：pbcli db restore pbcli.db.d/backups/pbcli-20261031T080000Z.db"),
    )(restore)
    app.command("keygen", help=_("做一对 age 密钥，用来加密备份。"), epilog=_("例：pbcli db keygen 党务备份.key"))(
        keygen
    )


def backup(
    ctx: typer.Context,
    *,
    to: ToOpt = None,
    elsewhere: ElsewhereOpt = False,
    encrypt_to: RecipientOpt = None,
    passphrase: PassphraseOpt = False,
    prune: PruneOpt = False,
) -> None:
    """Copy the database into a checked file."""
    from pbcli.services import backups

    state: State = ctx.obj
    secret = state.ask_secret(_("备份的口令"), twice=True) if passphrase else ""
    lock = backups.lock_of(state.database, encrypt_to or (), secret, leaves=to is not None)
    target = None if to is None else to.absolute()
    entry = backups.back_up(state.database, state.now, target, lock=lock, elsewhere=elsewhere)
    copied = None if to is None else backups.copy_evidence(state.database, entry, state.now)
    for sentence in backups.warnings_of(entry, leaves=to is not None):
        state.say(sentence)
    if copied is not None:
        _tell_copied(state, copied)
    state.done(_("已备份并核对：{file}", file=entry.file), entry.file)
    if prune:
        judged = backups.prune(state.database, state.now, backups.policy(state.database))
        removed = [one for one in judged if not one.is_kept]
        state.say(_("整理了旧备份，删除 {count} 份。", count=len(removed)))


def _tell_copied(state: State, copied: "Copied") -> None:
    state.say(
        _(
            "佐证文件 {there} 个都在副本里，新拷 {new} 个：{folder}",
            there=len(copied.there),
            new=copied.new,
            folder=copied.folder,
        )
    )
    if copied.lost:
        state.say(_("有 {count} 个佐证文件丢失或被改动，没有拷：pbcli evidence check", count=copied.lost))
    if copied.plain is not None:
        state.say(_("以前拷的佐证没有加密：{folder}。加密的备份打得开以后，把它删掉。", folder=copied.plain))


def prune(
    ctx: typer.Context,
    *,
    plain: PlainOpt = False,
    folder: InOpt = None,
    identity: IdentityOpt = None,
    dry_run: DryRunOpt = False,
    view: View,
) -> None:
    """Remove the backups that the rule doesn't keep; say of each why it stays."""
    from pbcli.services import backups

    state: State = ctx.obj
    if folder is not None:
        _prune_elsewhere(state, folder.absolute(), identity, view, dry_run=dry_run)
        return
    if plain:
        judged = backups.prune_plain(state.database, state.now, dry_run=dry_run)
    elif dry_run:
        judged = backups.judge_backups(state.database, backups.policy(state.database))
    else:
        judged = backups.prune(state.database, state.now, backups.policy(state.database))
    state.show(_judged(judged), view)
    removed = sum(not one.is_kept for one in judged)
    if dry_run:
        state.say(_("这是预演，会删除 {count} 份，什么也没有删。", count=removed))
    else:
        state.say(_("删除 {count} 份，留下 {kept} 份。", count=removed, kept=len(judged) - removed))


def _prune_elsewhere(state: State, folder: Path, identity: Path | None, view: View, *, dry_run: bool) -> None:
    """Put the backups on a stick in order, and the copies of evidence beside them."""
    from pbcli.services import backups, evidence_pruning

    judged = backups.judge_backups(state.database, backups.policy(state.database), folder)
    gone = [Path(one.entry.file) for one in judged if not one.is_kept]
    key = backups.Key(identity=None if identity is None else identity.absolute())
    spare = evidence_pruning.unneeded(state.database, folder, gone, key)
    if not dry_run:
        backups.prune(state.database, state.now, backups.policy(state.database), folder)
        evidence_pruning.remove(state.database, spare.files, state.now)
    state.show(_judged(judged, spare.files), view)
    for file in spare.locked:
        state.say(_("打不开 {file}，说不准它用到哪些佐证，副本都留着：--identity KEY", file=file.name))
    counts = {"count": len(gone), "files": len(spare.files), "kept": len(judged) - len(gone), "needed": spare.needed}
    if dry_run:
        state.say(_("这是预演，会删除备份 {count} 份、佐证副本 {files} 个，什么也没有删。", **counts))
    else:
        state.say(_("删除备份 {count} 份、佐证副本 {files} 个，留下备份 {kept} 份、佐证副本 {needed} 个。", **counts))
    evidence_pruning.refuse_damaged(spare)


def _judged(judged: "Sequence[Judged]", copies: Sequence[Path] = ()) -> Result:
    columns = [
        Column("action", _("去留")),
        Column("at", _("备份时间"), "moment"),
        Column("reason", _("理由")),
        Column("name", _("文件")),
        Column("bytes", _("大小(字节)"), "int", hidden=True),
        Column("file", _("位置"), hidden=True),
    ]
    rows = [
        {
            "action": _("留") if one.is_kept else _("删"),
            "at": one.entry.at,
            "reason": one.reason,
            "name": Path(one.entry.file).name,
            "bytes": one.entry.bytes,
            "file": one.entry.file,
        }
        for one in judged
    ]
    rows += [
        {
            "action": _("删"),
            "at": None,
            "reason": _("佐证副本，没有记录和留下的备份提到它"),
            "name": file.name,
            "bytes": None,
            "file": str(file),
        }
        for file in copies
    ]
    return Result(columns, rows, title=_("备份的去留"))


def rehearse(
    ctx: typer.Context, file: FileOptArg = None, *, identity: IdentityOpt = None, passphrase: PassphraseOpt = False
) -> None:
    """Restore a backup aside and compare it; exit 9 where something isn't as it should be."""
    from pbcli.services import backups

    state: State = ctx.obj
    source = backups.newest_backup(state.database) if file is None else file.absolute()
    done = backups.rehearse(state.database, source, state.now, _key(state, source, identity, asked=passphrase))
    for finding in done.findings:
        state.say(finding)
    if done.findings:
        raise CheckFound("发现 {count} 处问题。", count=len(done.findings))
    sentence = _(
        "已演练：{file} 恢复得了，{rows} 行，{operations} 个操作，与清单一致。",
        file=source.name,
        rows=done.rows,
        operations=done.operations,
    )
    state.done(sentence, str(source))
    if done.evidence:
        state.say(_("佐证文件 {count} 个，都读过一遍，没有改动。", count=done.evidence))


def restore(
    ctx: typer.Context,
    file: FileArg,
    *,
    identity: IdentityOpt = None,
    passphrase: PassphraseOpt = False,
    yes: YesOpt = False,
) -> None:
    """Put a backup back, after backing up what is there, and the evidence from beside it."""
    from pbcli.services import evidence_copies, storage

    state: State = ctx.obj
    source = file.absolute()
    key = _key(state, source, identity, asked=passphrase)
    storage.check_backup(source, key)
    # On a bare machine there is nothing to replace, and nothing to ask.
    if storage.is_there(state.database):
        state.confirm(_("用 {file} 替换现在的数据库？", file=source.name), yes=yes)
    restored = storage.put_back(
        state.database, source, command=state.command_line, actor=state.actor, now=state.now, key=key
    )
    recovered = evidence_copies.recover_restored(state.database, source)
    if restored.former is not None:
        state.say(_("恢复前的数据库在：{file}", file=restored.former))
    state.done(_("已恢复：{path}", path=state.database), str(state.database))
    tell_recovered(state, recovered)
    if identity is not None and state.key_file is None and storage.is_encrypted(state.database):
        state.say(_("以后都用这把密钥：pbcli config set key_file {file}", file=identity.absolute()))


def keygen(ctx: typer.Context, file: KeyFileArg) -> None:
    """Make a key pair: the secret key into the file, the public key onto the screen."""
    from pbcli.services.backups import new_identity

    state: State = ctx.obj
    public = new_identity(file.absolute())
    typer.echo(public)
    state.say(_("密钥在 {file}，只有您能读。把它另存一份到别处：没有它，加密的备份谁也打不开。", file=file))
    state.say(_("让拷到别处的备份都加密：pbcli config set backup.recipients {public}", public=public))


def _key(state: State, file: Path, identity: Path | None, *, asked: bool) -> "Key":
    """Give what opens a backup: a key file where one is named; a passphrase is asked for where age wants one."""
    from pbcli.services.backups import Key, is_encrypted, wants_passphrase

    if is_encrypted(file) and wants_passphrase(file) and (asked or state.can_ask):
        return Key(passphrase=state.ask_secret(_("备份的口令")))
    return Key(identity=None if identity is None else identity.absolute())
