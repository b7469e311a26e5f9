"""`pbcli db encrypt rekey decrypt`: whether the database can be read without a key."""

from pathlib import Path
from typing import Annotated

import typer

from pbcli.cli.params import YesOpt
from pbcli.cli.secrets import NewSecret
from pbcli.cli.state import State
from pbcli.messages import _

KeyFileOpt = Annotated[
    Path | None,
    typer.Option("--key-file", metavar="FILE", help=_("密钥文件，还没有就新做一个；不写就在屏幕上问口令")),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to their area."""
    app.command(
        "encrypt",
        help=_("加密数据库，先备份；以后每次打开都要密钥文件或口令。"),
        epilog=_("例：pbcli db encrypt --key-file 党务.key"),
    )(encrypt)
    app.command(
        "rekey",
        help=_("给加密的数据库换密钥或口令，先备份。"),
        epilog=_("例：pbcli db rekey --key-file 党务2.key"),
    )(rekey)
    app.command("decrypt", help=_("取消数据库的加密，先备份。"), epilog=_("例：pbcli db decrypt"))(decrypt)


def encrypt(ctx: typer.Context, *, key_file: KeyFileOpt = None) -> None:
    """Encrypt the database after a backup; say what can still be read without the key."""
    from pbcli.services import encryption

    state: State = ctx.obj
    secret = NewSecret(state, state.key_file if key_file is None else key_file.absolute())
    entry = encryption.encrypt(state.database, secret, state.now)
    state.done(_("已加密。加密前的备份：{file}", file=entry.file), entry.file)
    secret.remind()
    plain = encryption.plain_backups(state.database)
    state.say(_("还有 {count} 份备份没有加密。确认打得开以后：", count=len(plain)))
    state.say("  pbcli db backup\n  pbcli db prune --plain")
    if count := encryption.count_plain_evidence(state.database):
        state.say(_("本机的 {count} 个佐证文件没有加密；拷到别处的副本会加密。", count=count))


def rekey(ctx: typer.Context, *, key_file: KeyFileOpt = None) -> None:
    """Encrypt the database with another key, after a backup."""
    from pbcli.services import encryption

    state: State = ctx.obj
    secret = NewSecret(state, None if key_file is None else key_file.absolute())
    entry = encryption.change_key(state.database, secret, state.now)
    state.done(_("已换密钥。以前的备份仍要用旧密钥打开，最近一份：{file}", file=entry.file), entry.file)
    secret.remind()


def decrypt(ctx: typer.Context, *, yes: YesOpt = False) -> None:
    """Let the database be readable without a key, after a backup."""
    from pbcli.services import encryption

    state: State = ctx.obj
    encryption.refuse_plain(state.database)
    state.confirm(_("取消加密以后，拿到文件的人都能读。取消吗？"), yes=yes)
    entry = encryption.decrypt(state.database, state.now)
    state.done(_("已取消加密。加密的备份：{file}", file=entry.file), entry.file)
