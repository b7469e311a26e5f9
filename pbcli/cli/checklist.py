"""`pbcli checklist`: the items of the checklists. What happens to one is in `checklist_course`."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.checklist_course import app as course
from pbcli.cli.checklist_options import KIND, STATE, ItemArg, columns, with_facts
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.domain.enums import ChecklistKind, ChecklistState
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("责任、问题、整改清单：进展、延期、验收销号。"), no_args_is_help=True)

_KINDS = "、".join(ChecklistKind)
BranchOpt = Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("党支部；学校层面的不写"))]


@app.command(
    "add",
    help=_("登记一项；序号默认接着排。"),
    epilog=_(
        "例：pbcli checklist add 谈心谈话记录不全 --source 自查 --responsible 李四 --branch 第一党支部 --due 2026-12-10"
    ),
)
@with_facts
def add(
    ctx: typer.Context,
    item: Annotated[
        str | None, typer.Argument(click_type=TEXT, metavar="ITEM", help=_("问题或事项；@文件 或 - 从文件、标准输入读"))
    ] = None,
    kind: Annotated[
        ChecklistKind, typer.Option("--kind", click_type=KIND, metavar="KIND", help=_KINDS)
    ] = ChecklistKind.CORRECTIONS,
    branch: BranchOpt = None,
    dry_run: DryRunOpt = False,
    *,
    facts: dict[str, Any],
) -> None:
    """Add an item to a checklist."""
    from pbcli.services.checklists import add_item
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    item = state.ask(_("问题或事项"), item, option="ITEM")
    with state.change(dry_run=dry_run) as work:
        owner = {} if branch is None else {"branch_id": find_branch(work.reader, branch)["id"]}
        changed = add_item(work, kind=kind, item=item, today=state.today, **owner, **columns(given(**facts)))
    acknowledge(state, changed, _("已登记{item}。", item=changed.name), dry_run=dry_run)


@app.command(
    "edit",
    help=_("修改一项，更正登错的内容。"),
    epilog=_("例：pbcli checklist edit 3 --responsible 王五；pbcli checklist edit 整改清单/3 --clear submitted_on"),
)
@with_facts
def edit(
    ctx: typer.Context,
    name: ItemArg,
    item: Annotated[str | None, typer.Option("--item", click_type=TEXT, metavar="TEXT", help=_("改问题或事项"))] = None,
    kind: Annotated[
        ChecklistKind | None, typer.Option("--kind", click_type=KIND, metavar="KIND", help=_("改清单"))
    ] = None,
    branch: BranchOpt = None,
    submitted_on: Annotated[date | None, day_option("--submitted-on", help=_("更正提请验收日期"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    facts: dict[str, Any],
) -> None:
    """Change what an item says."""
    from pbcli.services.checklist_listing import item_named
    from pbcli.services.checklists import edit_item
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    required = ("item", "kind", "number", "long_term")
    changes = edits(clear, required=required, item=item, kind=kind, branch=branch, **facts, submitted_on=submitted_on)
    with state.change(dry_run=dry_run) as work:
        if "branch" in changes:
            named = changes.pop("branch")
            changes["branch_id"] = None if named is None else find_branch(work.reader, named)["id"]
        item_id = item_named(work.reader, name)["id"]
        changed = edit_item(work, item_id, today=state.today, **columns(changes))
    acknowledge(state, changed, _("已修改{item}。", item=changed.name), dry_run=dry_run)


@app.command(
    "list",
    help=_("列出清单：状态、时限、逾期、延期次数。"),
    epilog=_("例：pbcli checklist list --open；pbcli checklist list --overdue --branch 第一党支部 -f csv"),
)
@with_view
def list_(
    ctx: typer.Context,
    kind: Annotated[ChecklistKind | None, typer.Option("--kind", click_type=KIND, metavar="KIND", help=_KINDS)] = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("只列这个党支部的"))] = None,
    standing: Annotated[
        ChecklistState | None,
        typer.Option("--state", click_type=STATE, metavar="STATE", help="、".join(ChecklistState)),
    ] = None,
    responsible: Annotated[
        str | None, typer.Option("--responsible", metavar="NAME", help=_("只列这位责任人的"))
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help=_("只列没有销号的"))] = False,
    only_overdue: Annotated[bool, typer.Option("--overdue", help=_("只列逾期的"))] = False,
    on: Annotated[date | None, day_option("--on", "--as-of", help=_("按哪天的情况，默认今天"))] = None,
    *,
    view: View,
) -> None:
    """List the items as they stand on a day."""
    from pbcli.services.checklist_listing import list_items
    from pbcli.services.lookup import branch_id_of

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        rows = list_items(
            reader,
            day=day,
            kind=kind,
            branch_id=branch_id_of(reader, branch),
            state=standing,
            responsible=responsible,
            only_open=only_open,
            only_overdue=only_overdue,
        )
    state.show(Result(_columns(rows), rows, title=_("清单（{day}）", day=day)), view)


def _columns(rows: list[dict[str, Any]]) -> list[Column]:
    from pbcli.services.lateness import late_columns

    return [
        Column("id", _("编号"), "int"),
        Column("kind", _("清单")),
        Column("number", _("序号")),
        Column("item", _("问题或事项")),
        Column("branch", _("党支部"), spare=True),
        Column("responsible", _("责任人")),
        Column("due_on", _("完成时限"), "day"),
        Column("state", _("状态")),
        Column("days_overdue", _("逾期天数"), "int"),
        Column("times_postponed", _("延期次数"), "int", spare=True),
        Column("open", _("未销号"), "flag", hidden=True),
        Column("source", _("问题来源"), hidden=True),
        Column("standard", _("整改标准"), hidden=True),
        Column("measure", _("整改措施"), hidden=True),
        Column("lead", _("责任领导"), hidden=True),
        Column("raised_on", _("提出日期"), "day", hidden=True),
        Column("first_due_on", _("原时限"), "day", hidden=True),
        Column("is_long_term", _("长期坚持"), "flag", hidden=True),
        Column("last_progress_on", _("最近进展"), "day", hidden=True),
        Column("submitted_on", _("提请验收日期"), "day", hidden=True),
        Column("accepted_by", _("验收人"), hidden=True),
        Column("struck_off_on", _("销号日期"), "day", hidden=True),
        Column("evidence", _("佐证"), hidden=True),
        Column("note", _("备注"), hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        Column("recorded_by", _("记录人账号"), hidden=True),
        *late_columns(rows),
        Column("struck_off_recorded_at", _("销号记录时间"), "moment", hidden=True),
        *late_columns(rows, prefix="struck_off_"),
    ]


@app.command("show", help=_("显示一项的全部情况：进展、延期、佐证。"), epilog=_("例：pbcli checklist show 整改清单/3"))
@with_view
def show(ctx: typer.Context, name: ItemArg, on: OnOpt = None, *, view: View) -> None:
    """Show an item with all that happened to it."""
    from pbcli.services.checklist_listing import item_named
    from pbcli.services.checklist_page import checklist_page

    state: State = ctx.obj
    with state.read() as reader:
        page = checklist_page(reader, item_named(reader, name)["id"], day=on or state.today)
    state.show(page, view)


@app.command("remove", help=_("删除录错的一项；办结的用 strike 销号。"), epilog=_("例：pbcli checklist remove 3"))
def remove(ctx: typer.Context, name: ItemArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove an item with its progress and postponements."""
    from pbcli.services.checklist_listing import item_named
    from pbcli.services.checklists import remove_item

    state: State = ctx.obj
    with state.read() as reader:
        found = item_named(reader, name)
    question = _("删除{kind}/{number}“{item}”，连同进展、延期？", **found)
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_item(work, found["id"])
    acknowledge(state, changed, _("已删除{item}。", item=changed.name), dry_run=dry_run)


app.registered_commands += course.registered_commands
