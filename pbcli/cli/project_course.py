"""What happens to a project: its steps, its people, an extension, a withdrawal."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.edits import ClearOpt, ask_day, day_option, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DAY, DryRunOpt, OnOpt, TermParameter, YesOpt
from pbcli.cli.project_options import ForceOpt, LeaderOpt, MainOpt, OtherOpt, ProjectArg, people_typed
from pbcli.cli.state import State
from pbcli.domain.enums import ProjectStep
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer()

STEP = TermParameter(ProjectStep)
_STEPS = "、".join(ProjectStep)

ReasonOpt = Annotated[str | None, typer.Option("--reason", click_type=TEXT, metavar="TEXT", help=_("原因"))]


@app.command(
    "advance",
    help=_("登记一个环节已完成，默认下一个环节。"),
    epilog=_(
        "例：pbcli project advance KT2026-03 --on 2026-06-10；pbcli project advance KT2026-03 中期检查 --result 合格"
    ),
)
def advance(
    ctx: typer.Context,
    name: ProjectArg,
    step: Annotated[
        ProjectStep | None, typer.Argument(click_type=STEP, metavar="STEP", help=_STEPS, show_default=False)
    ] = None,
    on: OnOpt = None,
    result: Annotated[
        str | None, typer.Option("--result", metavar="TEXT", help=_("中期检查的结论，或者结题的鉴定等级"))
    ] = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down that a step is done."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_course import advance_stage

    state: State = ctx.obj
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        project_id = find_project(work.reader, name)["id"]
        done, changed = advance_stage(
            work, project_id, step=step, on=day, today=state.today, result=result, force=force
        )
    sentence = _("“{title}”已于 {day} {step}。", title=changed.name, day=day, step=done)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command(
    "plan",
    help=_("登记一个环节的计划日期。"),
    epilog=_("例：pbcli project plan KT2026-03 开题 2026-06-10；pbcli project plan KT2026-03 开题 --clear"),
)
def plan(
    ctx: typer.Context,
    name: ProjectArg,
    step: Annotated[ProjectStep, typer.Argument(click_type=STEP, metavar="STEP", help=_STEPS)],
    day: Annotated[date | None, typer.Argument(click_type=DAY, metavar="DATE", help=_("计划日期"))] = None,
    clear: Annotated[bool, typer.Option("--clear", help=_("去掉这个环节的计划日期"))] = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Plan a step for a day."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_course import plan_step

    state: State = ctx.obj
    if clear and day is not None:
        raise UsageFault("写了计划日期就不用 --clear。", hint="pbcli project plan --help")
    planned = None if clear else ask_day(state, _("计划日期"), day, option="DATE")
    with state.change(dry_run=dry_run) as work:
        changed = plan_step(work, find_project(work.reader, name)["id"], step, planned)
    if planned is None:
        sentence = _("“{title}”的{step}不再有计划日期。", title=changed.name, step=step)
    else:
        sentence = _("“{title}”计划 {day} {step}。", title=changed.name, day=planned, step=step)
    acknowledge(state, changed, sentence, dry_run=dry_run)


@app.command(
    "people",
    help=_("登记课题的人员；写到的角色全部换成所写的人。"),
    epilog=_("例：pbcli project people KT2026-03 --leader 张三 --main 李四、王五 --clear other"),
)
def people(
    ctx: typer.Context,
    name: ProjectArg,
    leader: LeaderOpt = None,
    main: MainOpt = None,
    other: OtherOpt = None,
    clear: ClearOpt = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Put people into the roles of a project."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_people import change_people

    state: State = ctx.obj
    named = people_typed(**edits(clear, leader=leader, main=main, other=other))
    with state.change(dry_run=dry_run) as work:
        changed = change_people(work, find_project(work.reader, name)["id"], named, today=state.today, force=force)
    acknowledge(state, changed, _("已登记“{title}”的人员。", title=changed.name), dry_run=dry_run)


@app.command(
    "extend",
    help=_("登记课题延期；--remove 删除登错的最近一次延期。"),
    epilog=_("例：pbcli project extend KT2026-03 --to 2027-12-31 --reason 问卷未回收"),
)
def extend(
    ctx: typer.Context,
    name: ProjectArg,
    to: Annotated[date | None, day_option("--to", help=_("延期到哪天"))] = None,
    on: OnOpt = None,
    applied_on: Annotated[date | None, day_option("--applied-on", help=_("哪天申请的，写进原因"))] = None,
    reason: ReasonOpt = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("删除最近一次延期"))] = False,
    force: ForceOpt = None,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Extend a project's term, or remove an extension that was a mistake."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_course import extend_project

    state: State = ctx.obj
    if remove:
        _remove_extension(state, name, yes=yes, dry_run=dry_run)
        return
    end = ask_day(state, _("延期到哪天"), to, option="--to")
    with state.change(dry_run=dry_run) as work:
        project_id = find_project(work.reader, name)["id"]
        day, today = on or state.today, state.today
        changed = extend_project(
            work, project_id, to=end, on=day, today=today, applied_on=applied_on, reason=reason, force=force
        )
    acknowledge(state, changed, _("“{title}”延期到 {day}。", title=changed.name, day=end), dry_run=dry_run)


def _remove_extension(state: State, name: str, *, yes: bool, dry_run: bool) -> None:
    from pbcli.services.lookup import find_project
    from pbcli.services.project_course import latest_extension, remove_extension

    with state.read() as reader:
        project = find_project(reader, name)
        extension = latest_extension(reader, project)
    question = _("删除“{title}”到 {day} 的延期？", title=project["name"], day=extension["extended_to"])
    state.confirm(question, yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_extension(work, project)
    acknowledge(state, changed, _("已删除“{title}”的延期。", title=changed.name), dry_run=dry_run)


@app.command("withdraw", help=_("登记课题撤项。"), epilog=_("例：pbcli project withdraw KT2026-03 --reason 负责人调离"))
def withdraw(
    ctx: typer.Context,
    name: ProjectArg,
    on: OnOpt = None,
    reason: ReasonOpt = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Withdraw a project."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_course import withdraw_project

    state: State = ctx.obj
    day = on or state.today
    with state.change(dry_run=dry_run) as work:
        project_id = find_project(work.reader, name)["id"]
        changed = withdraw_project(work, project_id, on=day, today=state.today, reason=reason, force=force)
    acknowledge(state, changed, _("“{title}”已于 {day} 撤项。", title=changed.name, day=day), dry_run=dry_run)
