"""`pbcli brand goal` and `pbcli brand milestone`: what a plan promises, in numbers and on days."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.brand_options import MEASURE, BrandArg
from pbcli.cli.edits import ask_day, day_option, edits
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt
from pbcli.cli.state import State
from pbcli.domain.enums import BrandMeasure
from pbcli.domain.errors import UsageFault
from pbcli.domain.figures import is_digits
from pbcli.messages import _

goals = typer.Typer(help=_("品牌的目标：每个目标一个数字。"), no_args_is_help=True)
milestones = typer.Typer(help=_("品牌的节点：计划哪天完成。"), no_args_is_help=True)

_MEASURES = "、".join(BrandMeasure)
PlaceArg = Annotated[int, typer.Argument(metavar="N", min=1, help=_("第几个目标，见 brand show"))]
TargetOpt = Annotated[int | None, typer.Option("--target", min=1, max=1_000_000, metavar="N", help=_("目标数"))]
ReachedOpt = Annotated[
    int | None, typer.Option("--reached", min=0, max=1_000_000, metavar="N", help=_("已完成数，只用于“其他”"))
]
MilestoneArg = Annotated[str, typer.Argument(metavar="NAME", help=_("节点"))]


@goals.command(
    "add",
    help=_("加一个目标；除“其他”外，完成多少从关联的记录数出来。"),
    epilog=_("例：pbcli brand goal add 红烛暖心 走访困难学生家庭 --measure 家访次数 --target 20"),
)
def add(
    ctx: typer.Context,
    brand: BrandArg,
    goal: Annotated[str | None, typer.Argument(metavar="GOAL", help=_("目标"))] = None,
    measure: Annotated[
        BrandMeasure, typer.Option("--measure", click_type=MEASURE, metavar="MEASURE", help=_MEASURES)
    ] = BrandMeasure.BY_HAND,
    target: TargetOpt = None,
    reached: ReachedOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Add a goal with its number."""
    from pbcli.services.brand_course import add_goal
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    goal = state.ask(_("目标"), goal, option="GOAL")
    number = target or _whole(state.ask(_("目标数"), None, option="--target"))
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        place, changed = add_goal(work, found, goal=goal, measure=measure, target=number, reached=reached)
    sentence = _(
        "“{name}”的第 {place} 个目标：{goal}，{target}。", name=changed.name, place=place, goal=goal, target=number
    )
    acknowledge(state, changed, sentence, dry_run=dry_run)


@goals.command("edit", help=_("修改一个目标。"), epilog=_("例：pbcli brand goal edit 红烛暖心 2 --target 30"))
def edit(
    ctx: typer.Context,
    brand: BrandArg,
    place: PlaceArg,
    goal: Annotated[str | None, typer.Option("--goal", metavar="TEXT", help=_("改目标"))] = None,
    measure: Annotated[
        BrandMeasure | None, typer.Option("--measure", click_type=MEASURE, metavar="MEASURE", help=_MEASURES)
    ] = None,
    target: TargetOpt = None,
    reached: ReachedOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Change a goal."""
    from pbcli.services.brand_course import edit_goal
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    changes = edits(None, goal=goal, measure=measure, target=target, reached=reached)
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        changed = edit_goal(work, found, place, **changes)
    sentence = _("已修改“{name}”的第 {place} 个目标。", name=changed.name, place=place)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@goals.command("remove", help=_("删除一个目标。"), epilog=_("例：pbcli brand goal remove 红烛暖心 2 --yes"))
def remove(
    ctx: typer.Context, brand: BrandArg, place: PlaceArg, yes: YesOpt = False, dry_run: DryRunOpt = False
) -> None:
    """Remove a goal."""
    from pbcli.services.brand_course import remove_goal
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    state.confirm(_("删除“{brand}”的第 {place} 个目标？", brand=brand, place=place), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_goal(work, brand_named(work.reader, brand, today=state.today), place)
    sentence = _("已删除“{name}”的第 {place} 个目标。", name=changed.name, place=place)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@milestones.command(
    "add",
    help=_("加一个节点，或者给已有的节点改日期。"),
    epilog=_("例：pbcli brand milestone add 红烛暖心 中期展示 --on 2026-11-20"),
)
def plan(
    ctx: typer.Context,
    brand: BrandArg,
    name: MilestoneArg,
    on: Annotated[date | None, day_option("--on", help=_("计划日期"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Plan a milestone for a day."""
    from pbcli.services.brand_course import plan_milestone
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    day = ask_day(state, _("计划日期"), on, option="--on")
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        changed = plan_milestone(work, found, name=name, on=day)
    sentence = _("“{name}”计划 {day} {milestone}。", name=found["name"], day=day, milestone=changed.name)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@milestones.command(
    "done", help=_("登记节点已完成。"), epilog=_("例：pbcli brand milestone done 红烛暖心 中期展示 --on 2026-11-18")
)
def done(
    ctx: typer.Context,
    brand: BrandArg,
    name: MilestoneArg,
    on: OnOpt = None,
    undone: Annotated[bool, typer.Option("--undone", help=_("改回没有完成"))] = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down that a milestone is done, or that it isn't."""
    from pbcli.services.brand_course import finish_milestone
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    day = None if undone else on or state.today
    with state.change(dry_run=dry_run) as work:
        found = brand_named(work.reader, brand, today=state.today)
        changed = finish_milestone(work, found, name=name, on=day, today=state.today)
    if day is None:
        sentence = _("{milestone}改回没有完成。", milestone=changed.name)
    else:
        sentence = _("{milestone}已于 {day} 完成。", milestone=changed.name, day=day)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@milestones.command(
    "remove", help=_("删除一个节点。"), epilog=_("例：pbcli brand milestone remove 红烛暖心 中期展示 --yes")
)
def drop(
    ctx: typer.Context, brand: BrandArg, name: MilestoneArg, yes: YesOpt = False, dry_run: DryRunOpt = False
) -> None:
    """Remove a milestone."""
    from pbcli.services.brand_course import remove_milestone
    from pbcli.services.brand_listing import brand_named

    state: State = ctx.obj
    state.confirm(_("删除“{brand}”的节点“{name}”？", brand=brand, name=name), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_milestone(work, brand_named(work.reader, brand, today=state.today), name=name)
    acknowledge(state, changed, _("已删除节点“{name}”。", name=changed.name), dry_run=dry_run)


def _whole(text: str) -> int:
    """Read the number that was asked for. Raises UsageFault."""
    if not (is_digits(text) and 0 < int(text) <= 1_000_000):
        raise UsageFault("“{value}”不是目标数。", value=text, hint="--target 12")
    return int(text)
