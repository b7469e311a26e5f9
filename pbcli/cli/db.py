"""`pbcli db`: the database file: where it is, whether it is sound, its backups."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from pbcli.cli import db_backup, db_doctor, db_encrypt
from pbcli.cli.params import with_view
from pbcli.cli.state import State
from pbcli.domain.errors import CheckFound
from pbcli.messages import _
from pbcli.output.result import Column, Report, Result, Section, View
from pbcli.output.visible import visible

if TYPE_CHECKING:
    from pbcli.services.storage import Info

app = typer.Typer(help=_("数据库文件：位置、检查、备份、恢复。"), no_args_is_help=True)


@app.command("path", help=_("显示数据库文件的位置。"), epilog=_('例：ls -l "$(pbcli db path)"'))
def path(ctx: typer.Context) -> None:
    """Print the path of the database, whether it is there or not."""
    state: State = ctx.obj
    typer.echo(visible(str(state.database)))


@app.command("info", help=_("显示数据库里有什么。"), epilog=_("例：pbcli db info -f json"))
@with_view
def info(ctx: typer.Context, *, view: View) -> None:
    """Show size, revision, rows, last backup."""
    from pbcli.services.storage import describe

    state: State = ctx.obj
    state.show(_info_report(describe(state.database)), view)


def _info_report(found: "Info") -> Report:
    backup = found.last_backup
    facts = {
        "unit": (_("单位"), found.unit),
        "path": (_("位置"), str(found.path)),
        "bytes": (_("大小(字节)"), found.bytes),
        "revision": (_("结构版本"), found.revision),
        "sqlite": (_("SQLite 版本"), found.sqlite),
        "encrypted": (_("加密"), found.is_encrypted),
        "operations": (_("操作数"), found.operations),
        "head": (_("变更记录的封印"), found.head),
        "last_backup": (_("最近备份"), None if backup is None else backup.file),
        "last_backup_at": (_("备份时间"), None if backup is None else backup.at),
    }
    tables = [{"table": table, "title": title, "rows": rows} for table, title, rows in found.rows]
    shown = [{"item": title, "value": _shown(value)} for title, value in facts.values()]
    return Report(
        name="db",
        title=_("数据库"),
        subtitle=str(found.path),
        data={"report": "db", **{key: value for key, (_title, value) in facts.items()}, "tables": tables},
        sections=[
            Section("file", _("文件"), [Column("item", _("项目")), Column("value", _("内容"))], shown),
            Section("tables", _("各表行数"), [Column("title", _("表")), Column("rows", _("行数"), "int")], tables),
        ],
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _("无") if value is None else str(value)


@app.command("migrate", help=_("把数据库的结构升级到本程序的版本，先备份。"), epilog=_("例：pbcli db migrate"))
def migrate(ctx: typer.Context) -> None:
    """Upgrade the schema after a backup."""
    from pbcli.services import storage

    state: State = ctx.obj
    backup = storage.migrate(state.database, state.now)
    if backup is None:
        state.say(_("数据库的结构已经是最新的。"))
    else:
        state.done(_("已升级。升级前的备份：{file}", file=backup.file), backup.file)


@app.command("check", help=_("检查文件、结构、关联和权限。"), epilog=_("例：pbcli db check"))
@with_view
def check(ctx: typer.Context, *, view: View) -> None:
    """Check the file; exit 9 where something is found."""
    from pbcli.services.storage import check_file

    state: State = ctx.obj
    _tell(state, check_file(state.database), view, _("数据库完好。"))


@app.command("verify", help=_("逐行核对记录与变更记录。"), epilog=_("例：pbcli db verify"))
@with_view
def verify(ctx: typer.Context, *, view: View) -> None:
    """Compare each row with its journal; exit 9 where something is found."""
    from pbcli.services.storage import list_redactions, verify_records

    state: State = ctx.obj
    for row in list_redactions(state.database):
        state.say(_("操作 {operation} 清理过变更记录：{title} {changes} 处。", **row))
    found = verify_records(state.database)
    # Where the journal itself isn't whole, what it says of a record is no help.
    is_whole = not any(row["kind"] in {"seal", "gap", "head"} for row in found)
    told = [
        row
        for row in found
        if row["kind"] in {"unsealed", "differs", "lost", "order"} and row["table"] != "journal_state"
    ]
    hint = f"pbcli history {told[0]['table']}/{told[0]['id']}" if told and is_whole else "pbcli db restore FILE"
    _tell(state, found, view, _("记录与变更记录一致。"), hint=hint)


def _tell(state: State, found: Sequence[Mapping[str, Any]], view: View, fine: str, hint: str = "") -> None:
    """List what was found and leave by the exit code for it, or say that all is well."""
    columns = [
        Column("finding", _("发现")),
        Column("kind", _("种类"), hidden=True),
        Column("table", _("表"), hidden=True),
        Column("id", _("编号"), "int", hidden=True),
        Column("column", _("字段"), hidden=True),
        Column("detail", _("详情"), hidden=True),
    ]
    if found or view.format not in {"auto", "table", "plain"}:
        state.show(Result(columns, found, title=_("检查结果")), view)
    if found:
        raise CheckFound("发现 {count} 处问题。", count=len(found), hint=hint)
    state.say(fine)


db_backup.register(app)
db_doctor.register(app)
db_encrypt.register(app)
