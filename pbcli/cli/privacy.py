"""`pbcli privacy`: what is kept on people, whether it should be, and taking it away."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import DAY, DryRunOpt, NameArg, PeriodArg, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.errors import CheckFound, UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.services.privacy_purge import Purged

app = typer.Typer(help=_("个人信息：查找、清理、给本人看。"), no_args_is_help=True)

BeforeOpt = Annotated[
    date | None, typer.Option("--before", click_type=DAY, metavar="DATE", help=_("清理这天之前到期的内容"))
]
NumbersOpt = Annotated[
    bool, typer.Option("--numbers", help=_("遮盖文字里的身份证号、手机号、银行卡号，变更记录里的也遮盖"))
]
UnmaskOpt = Annotated[bool, typer.Option("--unmask", help=_("全部写出，不遮盖，并记入操作历史"))]


@app.command("scan", help=_("在全部文字里找号码和敏感内容；只显示末四位。"), epilog=_("例：pbcli privacy scan -f json"))
@with_view
def scan(ctx: typer.Context, *, view: View) -> None:
    """List the texts that hold what must not stand in them; exit 9 where there are any."""
    from pbcli.services.privacy_scan import scan_texts

    state: State = ctx.obj
    with state.read() as reader:
        found = scan_texts(reader)
    columns = [
        Column("kind", _("种类")),
        Column("what", _("发现")),
        Column("last4", _("末四位")),
        Column("record", _("记录")),
        Column("id", _("编号"), "int"),
        Column("name", _("名称")),
        Column("title", _("字段")),
        Column("operation", _("改掉它的操作"), "int"),
        Column("table", _("表"), hidden=True),
        Column("field", _("字段名"), hidden=True),
    ]
    state.show(Result(columns, found, title=_("文字里的号码和敏感内容")), view)
    if found:
        has_numbers = any(row["last4"] for row in found)
        hint = "pbcli privacy purge --numbers --dry-run" if has_numbers else ""
        raise CheckFound("发现 {count} 处。", count=len(found), hint=hint)
    state.say(_("没有发现。"))


@app.command(
    "purge",
    help=_("清理保存期已满的内容，连同变更记录里的；不能撤销。"),
    epilog=_("例：pbcli privacy purge --before 今天 --dry-run"),
)
@with_view
def purge(
    ctx: typer.Context,
    before: BeforeOpt = None,
    numbers: NumbersOpt = False,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
    *,
    view: View,
) -> None:
    """Take away what is due before a day, or the numbers that stand in texts; name the backups that still hold it."""
    from pbcli.services import evidence_copies, privacy_purge

    state: State = ctx.obj
    if (before is None) is not numbers:
        raise UsageFault("要写 --before 或 --numbers，只写一个。", hint="pbcli privacy purge --before 今天 --dry-run")
    state.confirm(_("清理以后不能撤销，继续吗？"), yes=yes or dry_run)
    with state.change(dry_run=dry_run, listed=False) as work:
        done = (
            privacy_purge.purge(work, before=before, today=state.today)
            if before is not None
            else privacy_purge.purge_numbers(work)
        )
    if not dry_run:
        # Even where nothing is due: a purge that was broken off before this may be why.
        privacy_purge.sweep(state.database)
    state.show(_purged(done), view)
    if dry_run or not done:
        state.say(_("这是预演，什么也没有写入。") if dry_run else _("没有要清理的。"))
        return
    state.done(_("已清理，操作 {id}。", id=work.operation_id), work.operation_id)
    for backup in privacy_purge.older_backups(state.database, work.operation_id):
        state.say(_("备份里还有清理前的内容：{file}", file=backup.file))
    with state.read() as reader:
        left_over = evidence_copies.left_over(reader)
    for sentence in left_over:
        state.say(sentence)


def _purged(done: "Sequence[Purged]") -> Result:
    columns = [
        Column("title", _("内容")),
        Column("records", _("记录"), "int"),
        Column("changes", _("变更记录"), "int"),
        Column("oldest", _("最早"), "day"),
        Column("key", _("种类"), hidden=True),
    ]
    rows = [vars(one) for one in done]
    return Result(columns, rows, title=_("清理"))


@app.command(
    "export",
    help=_("写出一名党员的全部信息和它们的变更，给本人看。"),
    epilog=_("例：pbcli privacy export 张三 --unmask -o 张三.docx"),
)
@with_view
def export(ctx: typer.Context, name: NameArg, unmask: UnmaskOpt = False, *, view: View) -> None:
    """Show everything that is kept on a member; what is shown unmasked is journalled before it is shown."""
    from pbcli.services.lookup import find_member
    from pbcli.services.privacy_person import person_page

    state: State = ctx.obj
    with state.read() as reader:
        member = find_member(reader, name, day=state.today)
        page = person_page(reader, member, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("写出了“{name}”（编号 {id}）的全部信息，未遮盖。", name=member["name"], id=member["id"]))
    state.show(page, view)


@app.command("report", help=_("存了什么、存多久、什么已到期。"), epilog=_("例：pbcli privacy report"))
@with_view
def report(ctx: typer.Context, *, view: View) -> None:
    """Show what is kept of each kind, for how long, and what is due."""
    from pbcli.services.privacy_page import privacy_page

    state: State = ctx.obj
    with state.read() as reader:
        page = privacy_page(reader, state.database, today=state.today)
    state.show(page, view)


@app.command(
    "pupils",
    help=_("联系到的学生人次，可以公布的口径：不足五人的并入年级。"),
    epilog=_("例：pbcli privacy pupils 本学期"),
)
@with_view
def pupils(ctx: typer.Context, period: PeriodArg = None, *, view: View) -> None:
    """Count the pupils that contacts reached, the groups under five merged."""
    from pbcli.services.privacy_groups import pupils_reached

    state: State = ctx.obj
    with state.read() as reader:
        wanted = state.period(period, reader)
        rows = pupils_reached(reader, wanted, today=state.today)
    columns = [Column("group", _("班级或年级")), Column("pupils", _("学生人次"), "int", bar=True)]
    totals = {"group": _("合计"), "pupils": sum(row["pupils"] for row in rows)}
    title = _("联系到的学生（{period}）", period=wanted.label)
    state.show(Result(columns, rows, title=title, totals=totals if len(rows) > 1 else None), view)
