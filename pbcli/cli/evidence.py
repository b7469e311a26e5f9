"""`pbcli evidence`: files that show what a record says, kept once each beside the database."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given, tell_recovered
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DAY, DryRunOpt, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

FOUND = 9

app = typer.Typer(help=_("佐证：通知、签到、照片等文件，附在记录上。"), no_args_is_help=True)

SubjectArg = Annotated[
    str, typer.Argument(metavar="RECORD", help=_("哪条记录：event/12、project/课题名称、contact/30 …"))
]
IdArg = Annotated[int, typer.Argument(metavar="ID", help=_("佐证的编号，见 evidence list"))]
KindOpt = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("佐证种类：通知、签到、记录、照片、报告、证书…"))
]
PupilsOpt = Annotated[
    bool | None, typer.Option("--shows-pupils/--no-pupils", help=_("照片里认得出学生"), show_default=False)
]
NoteOpt = Annotated[str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))]


@app.command("add", help=_("给一条记录附上文件。"), epilog=_("例：pbcli evidence add event/12 签到表.pdf --kind 签到"))
def add(
    ctx: typer.Context,
    record: SubjectArg,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("文件，可以几个"))],
    *,
    kind: KindOpt = None,
    shows_pupils: PupilsOpt = None,
    on: OnOpt = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Attach files to a record."""
    from pbcli.services import evidence

    state: State = ctx.obj
    kind = state.ask(_("佐证种类"), kind, option="--kind")
    with state.change(dry_run=dry_run) as work:
        attached = evidence.attach(
            work,
            evidence.find_subject(work.reader, record),
            files,
            kind=kind,
            on=on or state.today,
            shows_pupils=bool(shows_pupils),
            note=note,
        )
    for changed in attached:
        acknowledge(state, changed, _("已附佐证 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("改一份佐证的种类、日期、备注。"), epilog=_("例：pbcli evidence edit 3 --kind 照片"))
def edit(
    ctx: typer.Context,
    evidence_id: IdArg,
    *,
    kind: KindOpt = None,
    shows_pupils: PupilsOpt = None,
    on: Annotated[date | None, typer.Option("--on", click_type=DAY, metavar="DATE", help=_("改日期"))] = None,
    note: NoteOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change what is said of a piece of evidence."""
    from pbcli.services import evidence

    state: State = ctx.obj
    changes = given(kind=kind, shows_pupils=shows_pupils, attached_on=on, note=note)
    if not changes:
        raise UsageFault("没有说要改什么，可用：{options}。", options="--kind --shows-pupils --on --note")
    with state.change(dry_run=dry_run) as work:
        changed = evidence.edit(work, evidence_id, **changes)
    acknowledge(state, changed, _("已修改佐证 {id}。", id=changed.id), dry_run=dry_run)


@app.command(
    "list",
    help=_("列出佐证；--missing 列出缺佐证的活动。"),
    epilog=_("例：pbcli evidence list --missing 本学期"),
)
@with_view
def list_(
    ctx: typer.Context,
    period: Annotated[
        str | None, typer.Argument(metavar="PERIOD", help=_("时段：附上的日期；--missing 时是活动的日期"))
    ] = None,
    *,
    record: Annotated[str | None, typer.Option("--record", metavar="RECORD", help=_("只看这条记录的"))] = None,
    missing: Annotated[bool, typer.Option("--missing", help=_("列出缺少规定佐证的活动"))] = False,
    view: View,
) -> None:
    """List evidence, or the events that lack it."""
    from pbcli.services import evidence, evidence_required

    state: State = ctx.obj
    with state.read() as reader:
        if missing:
            wanted = state.period(period, reader)
            rows = evidence_required.list_missing(reader, wanted)
            result = Result(_missing_columns(), rows, title=_("缺佐证的活动（{period}）", period=wanted.label))
        else:
            chosen = evidence.find_subject(reader, record) if record is not None else None
            days = state.period(period, reader) if period is not None else None
            result = Result(_columns(), evidence.list_evidence(reader, days, subject=chosen), title=_("佐证"))
    state.show(result, view)


@app.command("path", help=_("一份佐证的文件在哪里。"), epilog=_("例：pbcli evidence path 3"))
def path(ctx: typer.Context, evidence_id: IdArg) -> None:
    """Tell where the file of a piece of evidence lies."""
    from pbcli.services import evidence

    state: State = ctx.obj
    with state.read() as reader:
        row, place = evidence.place_of(reader, evidence_id)
    state.detail(_("原文件名：{name}", name=row["file"]))
    typer.echo(str(place))


@app.command("check", help=_("查看文件有没有丢失、被改动。"), epilog=_("例：pbcli evidence check"))
@with_view
def check(ctx: typer.Context, *, view: View) -> None:
    """Look whether every kept file is there and as it was."""
    from pbcli.services import evidence

    state: State = ctx.obj
    with state.read() as reader:
        rows = evidence.check(reader)
    columns = [
        Column("finding", _("代码"), hidden=True),
        Column("id", _("编号"), "int"),
        Column("file", _("文件")),
        Column("what", _("问题")),
        Column("path", _("位置"), spare=True),
    ]
    state.show(Result(columns, rows, title=_("佐证文件的问题")), view)
    if not rows:
        state.say(_("佐证文件都在，没有改动。"))
    if any(row["finding"] != "stray" for row in rows):
        raise typer.Exit(FOUND)


@app.command(
    "recover",
    help=_("从副本里找回丢失或被改动的佐证文件。"),
    epilog=_("例：pbcli evidence recover --from /media/usb"),
)
def recover(
    ctx: typer.Context,
    *,
    folder: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help=_("备份所在的文件夹，默认去过的那些"))
    ] = None,
) -> None:
    """Bring back the lost and changed files from the copies beside backups; exit 9 where some are not found."""
    from pbcli.services import evidence_copies

    state: State = ctx.obj
    found = evidence_copies.recover(state.database, [] if folder is None else [folder.absolute()])
    tell_recovered(state, found)
    if found.missing:
        raise typer.Exit(FOUND)
    if not found.found:
        state.say(_("佐证文件都在，没有改动。"))


@app.command("remove", help=_("把佐证从记录上取下。"), epilog=_("例：pbcli evidence remove 3"))
def remove(ctx: typer.Context, evidence_id: IdArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Detach a piece of evidence."""
    from pbcli.services import evidence

    state: State = ctx.obj
    state.confirm(_("取下佐证 {id}？", id=evidence_id), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = evidence.remove(work, evidence_id)
    sentence = _("已取下佐证 {id}：{name}。文件还在，要删掉用 evidence prune。", id=changed.id, name=changed.name)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command("prune", help=_("删掉没有记录提到的佐证文件。"), epilog=_("例：pbcli evidence prune --dry-run"))
def prune(ctx: typer.Context, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove the kept files that no record mentions, and name their copies; undo can't bring them back."""
    from pbcli.services import evidence, evidence_copies

    state: State = ctx.obj
    with state.read() as reader:
        files = evidence.stray_files(reader)
        elsewhere = evidence_copies.forgotten(reader)
    for file in files:
        state.say(str(file))
    for sentence in elsewhere:
        state.say(sentence)
    if not files:
        state.say(_("没有多余的佐证文件。"))
        return
    state.confirm(_("删除 {count} 个文件？撤销也找不回来。", count=len(files)), yes=yes or dry_run)
    if not dry_run:
        for file in files:
            file.unlink(missing_ok=True)
        state.done(_("已删除 {count} 个文件。", count=len(files)), len(files))


def _columns() -> list[Column]:
    return [
        Column("id", _("编号"), "int"),
        Column("record_kind", _("记录种类")),
        Column("record_id", _("记录编号"), "int"),
        Column("record", _("记录")),
        Column("kind", _("佐证种类")),
        Column("file", _("文件名")),
        Column("size", _("字节数"), "int", spare=True),
        Column("shows_pupils", _("有学生正面照"), "flag", spare=True),
        Column("attached_on", _("日期"), "day"),
        Column("note", _("备注"), spare=True),
        Column("sha256", "SHA-256", hidden=True),
    ]


def _missing_columns() -> list[Column]:
    return [
        Column("record_kind", _("记录种类"), hidden=True),
        Column("record_id", _("编号"), "int"),
        Column("occurred_on", _("日期"), "day"),
        Column("branch", _("党支部")),
        Column("kinds", _("类型"), "terms"),
        Column("title", _("会议名称"), spare=True),
        Column("missing", _("缺少"), "terms"),
    ]
