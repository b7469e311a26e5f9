"""What happens to a member: joining, conversion, transfer, leaving, posts, groups."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ask_day, day_option
from pbcli.cli.member_options import with_particulars
from pbcli.cli.params import DryRunOpt, NameArg, OnOpt, TermParameter
from pbcli.cli.state import State
from pbcli.domain.enums import LeaveReason, PostKind
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer()

BranchOpt = Annotated[str | None, typer.Option("--branch", metavar="NAME", help=_("党支部"))]
ForceOpt = Annotated[str | None, typer.Option("--force", metavar="REASON", help=_("不合规则也照办，写明理由"))]


@app.command(
    "join",
    help=_("某人成为预备党员；离开过的人重新加入。"),
    epilog=_("例：pbcli member join 张三 --branch 第一党支部 --on 2026-10-31"),
)
def join(
    ctx: typer.Context, name: NameArg, branch: BranchOpt = None, on: OnOpt = None, dry_run: DryRunOpt = False
) -> None:
    """Make someone a probationary member, or take back into a branch someone who left."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.memberships import join_branch

    state: State = ctx.obj
    branch = state.ask(_("党支部"), branch, option="--branch")
    with state.change(dry_run=dry_run) as work:
        branch_id = find_branch(work.reader, branch)["id"]
        changed = join_branch(work, name, branch_id, on=on or state.today, today=state.today)
    acknowledge(state, changed, _("“{name}”已加入。", name=changed.name), dry_run=dry_run)


@app.command("convert", help=_("预备党员转正。"), epilog=_("例：pbcli member convert 张三 --on 2027-10-31"))
def convert(
    ctx: typer.Context, name: NameArg, on: OnOpt = None, force: ForceOpt = None, dry_run: DryRunOpt = False
) -> None:
    """Make a probationary member a full one."""
    from pbcli.services import standings
    from pbcli.services.lookup import find_member

    state: State = ctx.obj
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        member = find_member(work.reader, name, day=day)
        changed = standings.convert(work, member["id"], on=day, today=state.today, force=force)
    acknowledge(state, changed, _("“{name}”自 {day} 转正。", name=changed.name, day=day), dry_run=dry_run)


@app.command(
    "transfer",
    help=_("转接组织关系：转到本单位另一个支部（--to），或转出本单位（--out）。"),
    epilog=_("例：pbcli member transfer 张三 --to 第二党支部 --on 2026-10-31"),
)
def transfer(
    ctx: typer.Context,
    name: NameArg,
    to: Annotated[str | None, typer.Option("--to", metavar="BRANCH", help=_("转到哪个党支部"))] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="UNIT", help=_("转出到哪个单位"))] = None,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Transfer a member to another branch, or out of the unit."""
    from pbcli.services import memberships
    from pbcli.services.lookup import find_branch, find_member

    state: State = ctx.obj
    day = on or state.today
    if (to is None) == (out is None):
        raise UsageFault(
            "转到本单位的支部用 --to，转出本单位用 --out，只用其中一个。", hint="pbcli member transfer --help"
        )
    with state.change(dry_run=dry_run) as work:
        member_id = find_member(work.reader, name, day=day)["id"]
        if to is not None:
            branch_id = find_branch(work.reader, to)["id"]
            changed = memberships.transfer(work, member_id, branch_id, on=day, today=state.today)
        else:
            changed = memberships.leave(
                work, member_id, reason=LeaveReason.TRANSFERRED_OUT, counterpart=out, on=day, today=state.today
            )
    acknowledge(state, changed, _("“{name}”的组织关系已转接。", name=changed.name), dry_run=dry_run)


@app.command(
    "transfer-in",
    help=_("从外单位转入一名党员；以前从本单位转出的人再转回来也用它。"),
    epilog=_("例：pbcli member transfer-in 张三 --branch 第一党支部 --from 某中学 --joined-on 2010-07-01"),
)
@with_particulars
def transfer_in(
    ctx: typer.Context,
    name: NameArg,
    branch: BranchOpt = None,
    on: OnOpt = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="UNIT", help=_("从哪个单位转入"))] = None,
    joined_on: Annotated[date | None, day_option("--joined-on", help=_("入党日期（支部大会通过）"))] = None,
    converted_on: Annotated[date | None, day_option("--converted-on", help=_("转正日期"))] = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Take in a member from another unit: someone new, or someone who was here before."""
    from pbcli.services import memberships
    from pbcli.services.lookup import find_branch

    state: State = ctx.obj
    day = on or state.today
    branch = state.ask(_("党支部"), branch, option="--branch")
    with state.read() as reader:
        former = None if joined_on is not None else memberships.find_former(reader, name)
    joined = day if former else ask_day(state, _("入党日期"), joined_on, option="--joined-on")
    with state.change(dry_run=dry_run) as work:
        branch_id = find_branch(work.reader, branch)["id"]
        if former is not None:
            changed = memberships.restore_member(
                work,
                former,
                branch_id,
                on=day,
                today=state.today,
                converted_on=converted_on,
                counterpart=from_,
                force=force,
                **given(**particulars),
            )
        else:
            changed = memberships.add_member(
                work,
                name=name,
                branch_id=branch_id,
                joined_on=joined,
                converted_on=converted_on,
                transferred_on=day,
                counterpart=from_,
                force=force,
                today=state.today,
                **particulars,
            )
    acknowledge(state, changed, _("“{name}”已转入。", name=changed.name), dry_run=dry_run)


@app.command(
    "leave",
    help=_("登记党员离开：转出、去世、除名等。"),
    epilog=_("例：pbcli member leave 张三 --reason 转出 --to 某中学"),
)
def leave(
    ctx: typer.Context,
    name: NameArg,
    reason: Annotated[
        LeaveReason | None,
        typer.Option(
            "--reason",
            click_type=TermParameter(LeaveReason),
            metavar="REASON",
            help=_("原因：") + "、".join(LeaveReason),
        ),
    ] = None,
    on: OnOpt = None,
    to: Annotated[str | None, typer.Option("--to", metavar="UNIT", help=_("转出到哪个单位"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """End a membership, with the posts and classes that went with it."""
    from pbcli.services import memberships
    from pbcli.services.lookup import find_member

    state: State = ctx.obj
    day = on or state.today
    if reason is None:
        asked = state.ask(_("离开原因"), None, option="--reason")
        reason = LeaveReason(TermParameter(LeaveReason).convert(asked, None, None))
    with state.change(dry_run=dry_run) as work:
        member = find_member(work.reader, name, day=day)
        changed = memberships.leave(work, member["id"], reason=reason, on=day, today=state.today, counterpart=to)
    acknowledge(state, changed, _("“{name}”自 {day} 离开。", name=changed.name, day=day), dry_run=dry_run)


@app.command(
    "post",
    help=_("登记或结束党员在所在支部的职务。"),
    epilog=_("例：pbcli member post 张三 组织委员 --from 2026-09-01；pbcli member post 张三 组织委员 --end"),
)
def post(
    ctx: typer.Context,
    name: NameArg,
    kind: Annotated[
        PostKind, typer.Argument(click_type=TermParameter(PostKind), metavar="KIND", help="、".join(PostKind))
    ],
    from_on: Annotated[date | None, day_option("--from", help=_("从哪天起，默认今天"))] = None,
    to_on: Annotated[date | None, day_option("--to", help=_("从哪天起不再担任"))] = None,
    end: Annotated[bool, typer.Option("--end", help=_("结束这个职务"))] = False,
    on: OnOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Give a member a post in the own branch, or end it."""
    from pbcli.services import posts
    from pbcli.services.lookup import find_member
    from pbcli.services.memberships import current_branch

    state: State = ctx.obj
    day = on or (to_on if end else from_on) or state.today
    with state.change(dry_run=dry_run) as work:
        member = find_member(work.reader, name, day=day)
        branch_id = current_branch(work, member["id"], day=day)
        if end:
            changed = posts.end_post(work, branch_id, kind, holder=member["name"], member_id=member["id"], on=day)
        else:
            changed = posts.hold_post(
                work,
                branch_id,
                kind,
                holder=member["name"],
                member_id=member["id"],
                from_on=day,
                to_on=to_on,
                today=state.today,
            )
    said = _("“{name}”不再担任{kind}。") if end else _("“{name}”担任{kind}。")
    acknowledge(state, changed, said.format(name=member["name"], kind=kind), dry_run=dry_run)


@app.command("group", help=_("把党员编入党小组，或移出。"), epilog=_("例：pbcli member group 张三 第一党小组"))
def group(
    ctx: typer.Context,
    name: NameArg,
    group_name: Annotated[str | None, typer.Argument(metavar="GROUP", help=_("党小组名称"))] = None,
    out: Annotated[bool, typer.Option("--out", help=_("移出党小组"))] = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Put a member into a Party group of the own branch, or out of it."""
    from pbcli.services.lookup import find_member
    from pbcli.services.memberships import put_into_group

    state: State = ctx.obj
    wanted = None if out else state.ask(_("党小组"), group_name, option="GROUP | --out")
    with state.change(dry_run=dry_run) as work:
        member = find_member(work.reader, name, day=state.today)
        changed = put_into_group(work, member["id"], wanted, today=state.today)
    acknowledge(state, changed, _("已更新“{name}”的党小组。", name=changed.name), dry_run=dry_run)
