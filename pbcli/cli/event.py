"""`pbcli event`: meetings, lectures, themed Party days; who was away from them."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli import event_kind, event_list, event_make_ups, event_partners, event_resolution
from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.event_options import AbsentOpt, AttendingOpt, LeaveOpt, as_columns, flattened, with_facts
from pbcli.cli.inputs import NAMES
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer(help=_("三会一课、主题党日等活动：类型、应到实到、请假缺席。"), no_args_is_help=True)

EventArg = Annotated[str, typer.Argument(metavar="ID", help=_("活动的编号，见 event list"))]


@app.command(
    "add",
    help=_("记一次活动；应到按当天的名册算。"),
    epilog=_("例：pbcli event add 第一党支部 主题党日、党课 --on 昨天 --start 15:00 --leave 张三:病假 --absent 李四"),
)
@with_facts
def add(
    ctx: typer.Context,
    branch: Annotated[
        str | None, typer.Argument(metavar="BRANCH", help=_("主办的党支部；单位自己的活动写“党委”"))
    ] = None,
    kind: Annotated[str | None, typer.Argument(metavar="KINDS", help=_("会议类型，可几个：主题党日、党课"))] = None,
    *,
    on: OnOpt = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="GROUP", help=_("哪个党小组开会：应到只算这个党小组"))
    ] = None,
    with_: Annotated[
        list[Any] | None,
        typer.Option("--with", click_type=NAMES, metavar="BRANCHES", help=_("联办的党支部，各算各的应到实到；可重复")),
    ] = None,
    leave: LeaveOpt = None,
    absent: AbsentOpt = None,
    facts: dict[str, Any],
    dry_run: DryRunOpt = False,
) -> None:
    """Write down an event."""
    from pbcli.services import event_kinds, event_organizers, events

    state: State = ctx.obj
    branch, kind = state.ask(_("主办党组织"), branch, option="BRANCH"), state.ask(_("会议类型"), kind, option="KINDS")
    with state.change(dry_run=dry_run) as work:
        organizer = event_organizers.find_organizer(work.reader, branch)
        changed = events.record_event(
            work,
            organizer=organizer,
            kinds=event_kinds.find_kinds(work.reader, kind),
            group=event_organizers.find_group(work.reader, organizer, group),
            partners=event_organizers.find_partners(work.reader, flattened(with_)),
            leave=flattened(leave),
            absent=flattened(absent),
            today=state.today,
            **as_columns(given(on=on or state.today, **facts)),
        )
    acknowledge(state, changed, _("已记活动 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command(
    "edit", help=_("改一次活动；谁请假、谁缺席用 attend 改。"), epilog=_("例：pbcli event edit 12 --on 2026-10-30")
)
@with_facts
def edit(
    ctx: typer.Context,
    event: EventArg,
    *,
    on: Annotated[date | None, day_option("--on", help=_("改日期"))] = None,
    branch: Annotated[
        str | None, typer.Option("--branch", metavar="BRANCH", help=_("改主办的党支部；单位自己的写“党委”"))
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KINDS", help=_("改会议类型，可几个"))] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help=_("改成哪个党小组开的会"))] = None,
    facts: dict[str, Any],
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change what an event says."""
    from pbcli.services import event_kinds, event_organizers, events, lookup

    state: State = ctx.obj
    changes = edits(clear, required=("group",), on=on, branch=branch, kind=kind, group=group, **facts)
    with state.change(dry_run=dry_run) as work:
        event_id = lookup.find_event(work.reader, event)["id"]
        if "branch" in changes:
            changes["organizer"] = event_organizers.find_organizer(work.reader, changes.pop("branch") or "党委")
        if "kind" in changes:
            changes["kinds"] = event_kinds.find_kinds(work.reader, changes.pop("kind") or "")
        if "group" in changes:
            changes["group"] = events.find_group_of(work.reader, event_id, changes.get("organizer"), group)
        changed = events.edit_event(work, event_id, today=state.today, **as_columns(changes))
    acknowledge(state, changed, _("已改活动 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command(
    "attend",
    help=_("记谁请假、谁缺席、谁列席；没有写的应到人员都算到会，实到随之改。"),
    epilog=_("例：pbcli event attend 12 --leave 张三:病假 --absent 李四 --came 王五"),
)
def attend(
    ctx: typer.Context,
    event: EventArg,
    *,
    leave: LeaveOpt = None,
    absent: AbsentOpt = None,
    came: Annotated[
        list[Any] | None,
        typer.Option("--came", click_type=NAMES, metavar="NAMES", help=_("其实到会的人：取消他的请假或缺席；可重复")),
    ] = None,
    attending: AttendingOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down who was away from an event."""
    from pbcli.services import events, lookup

    state: State = ctx.obj
    marks: dict[str, Any] = {"leave": flattened(leave), "absent": flattened(absent), "came": flattened(came)}
    if not any(marks.values()) and attending is None:
        raise UsageFault("没有说要改什么，可用：{options}。", options="--leave --absent --came --attending")
    with state.change(dry_run=dry_run) as work:
        changed = events.mark_attendance(
            work, lookup.find_event(work.reader, event)["id"], attending=attending, **marks
        )
    acknowledge(state, changed, _("已改活动 {id} 的出勤：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


@app.command("remove", help=_("删除一次活动。"), epilog=_("例：pbcli event remove 12 --yes"))
def remove(ctx: typer.Context, event: EventArg, *, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove an event with its kinds and attendance."""
    from pbcli.services import event_records, events, lookup

    state: State = ctx.obj
    with state.read() as reader:
        event_id = lookup.find_event(reader, event)["id"]
        name = event_records.described(event_records.gathering_of(reader, event_id))
    state.confirm(_("删除活动 {id}：{name}？", id=event_id, name=name), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = events.remove_event(work, event_id)
    acknowledge(state, changed, _("已删除活动 {id}：{name}。", id=changed.id, name=changed.name), dry_run=dry_run)


event_list.register(app)
event_make_ups.register(app)
event_partners.register(app)
app.add_typer(event_resolution.app, name="resolution")
app.add_typer(event_kind.app, name="kind")
