"""`pbcli event join unjoin`: the branches that held an event together with its organizer."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.params import DryRunOpt
from pbcli.cli.state import State
from pbcli.messages import _

EventArg = Annotated[str, typer.Argument(metavar="ID", help=_("活动的编号，见 event list"))]
BranchArg = Annotated[str, typer.Argument(metavar="BRANCH", help=_("联办的党支部"))]


def join(
    ctx: typer.Context,
    event: EventArg,
    branch: BranchArg,
    *,
    entitled: Annotated[
        int | None, typer.Option("--entitled", min=0, metavar="N", help=_("这个支部的应到；不写就按当天的名册算"))
    ] = None,
    present: Annotated[
        int | None, typer.Option("--present", min=0, metavar="N", help=_("这个支部的实到；不写就是应到减去请假、缺席"))
    ] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down that a branch held an event too."""
    from pbcli.services import event_shares, lookup

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        event_id = lookup.find_event(work.reader, event)["id"]
        row = lookup.find_branch(work.reader, branch)
        changed = event_shares.join_event(work, event_id, row, entitled=entitled, present=present)
    acknowledge(state, changed, _("活动 {id} 由{name}联办。", id=changed.id, name=row["name"]), dry_run=dry_run)


def unjoin(ctx: typer.Context, event: EventArg, branch: BranchArg, *, dry_run: DryRunOpt = False) -> None:
    """Take back that a branch held an event too."""
    from pbcli.services import event_shares, lookup

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        event_id = lookup.find_event(work.reader, event)["id"]
        row = lookup.find_branch(work.reader, branch)
        changed = event_shares.unjoin_event(work, event_id, row)
    acknowledge(state, changed, _("活动 {id} 不再由{name}联办。", id=changed.id, name=row["name"]), dry_run=dry_run)


def register(app: typer.Typer) -> None:
    """Add these commands to the area."""
    app.command(
        "join", help=_("记一个联办的党支部，它的应到实到另算。"), epilog=_("例：pbcli event join 12 第二党支部")
    )(join)
    app.command("unjoin", help=_("去掉一个联办的党支部。"), epilog=_("例：pbcli event unjoin 12 第二党支部"))(unjoin)
