"""`pbcli member add edit remove`: who someone is, written down, corrected, taken out."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, ask_day, day_option, edits
from pbcli.cli.member_options import with_particulars
from pbcli.cli.params import DryRunOpt, NameArg, YesOpt
from pbcli.cli.state import State
from pbcli.messages import _

app = typer.Typer()


@app.command(
    "add",
    help=_("添加党员；没有转正日期的是预备党员。"),
    epilog=_("例：pbcli member add 张三 --branch 第一党支部 --joined-on 2026-06-30 --sex 男"),
)
@with_particulars
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("姓名"))] = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="NAME", help=_("党支部"))] = None,
    joined_on: Annotated[date | None, day_option("--joined-on", help=_("入党日期（支部大会通过）"))] = None,
    converted_on: Annotated[date | None, day_option("--converted-on", help=_("转正日期"))] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("党小组"))] = None,
    force: Annotated[
        str | None, typer.Option("--force", metavar="REASON", help=_("预备期不满一年也照记，写明理由"))
    ] = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Add a member of a branch."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.memberships import add_member

    state: State = ctx.obj
    name = state.ask(_("姓名"), name, option="NAME")
    branch = state.ask(_("党支部"), branch, option="--branch")
    joined = ask_day(state, _("入党日期"), joined_on, option="--joined-on")
    with state.change(dry_run=dry_run) as work:
        changed = add_member(
            work,
            name=name,
            branch_id=find_branch(work.reader, branch)["id"],
            joined_on=joined,
            converted_on=converted_on,
            group=group,
            force=force,
            today=state.today,
            **particulars,
        )
    acknowledge(state, changed, _("已添加{name}。", name=changed.name), dry_run=dry_run)


@app.command("edit", help=_("修改党员的基本情况。"), epilog=_("例：pbcli member edit 张三 --education 本科"))
@with_particulars
def edit(
    ctx: typer.Context,
    name: NameArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("更正姓名"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Change a member's particulars."""
    from pbcli.services.lookup import find_member
    from pbcli.services.members import edit_member

    state: State = ctx.obj
    changes = edits(clear, name=new_name, **particulars)
    with state.change(dry_run=dry_run) as work:
        changed = edit_member(work, find_member(work.reader, name, day=state.today)["id"], **changes)
    acknowledge(state, changed, _("已修改{name}。", name=changed.name), dry_run=dry_run)


@app.command("remove", help=_("删除录错的党员；有关联记录的不能删。"), epilog=_("例：pbcli member remove 张三"))
def remove(ctx: typer.Context, name: NameArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a person whom nothing links to."""
    from pbcli.services.lookup import find_member
    from pbcli.services.members import remove_member

    state: State = ctx.obj
    with state.read() as reader:
        member = find_member(reader, name, day=state.today)
    question = _("删除“{name}”（{branch}）？", name=member["name"], branch=member["branch"] or "")
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_member(work, member["id"])
    acknowledge(state, changed, _("已删除{name}。", name=changed.name), dry_run=dry_run)
