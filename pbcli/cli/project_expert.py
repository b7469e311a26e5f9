"""`pbcli project expert`: the experts who judge a project at a step."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, TermParameter, YesOpt, with_view
from pbcli.cli.project_options import ProjectArg
from pbcli.cli.state import State
from pbcli.domain.enums import ProjectStep
from pbcli.messages import _
from pbcli.output.result import Result, View

app = typer.Typer(help=_("课题的点评、鉴定专家。"), no_args_is_help=True)

StepArg = Annotated[
    ProjectStep, typer.Argument(click_type=TermParameter(ProjectStep), metavar="STEP", help="、".join(ProjectStep))
]
ExpertArg = Annotated[str, typer.Argument(metavar="EXPERT", help=_("专家姓名"))]


@app.command(
    "add",
    help=_("登记一个环节的专家。"),
    epilog=_("例：pbcli project expert add KT2026-03 开题 方明 --affiliation 区教科所 --level 高级教师"),
)
def add(
    ctx: typer.Context,
    name: ProjectArg,
    step: StepArg,
    expert: ExpertArg,
    affiliation: Annotated[
        str | None, typer.Option("--affiliation", click_type=TEXT, metavar="TEXT", help=_("单位"))
    ] = None,
    level: Annotated[str | None, typer.Option("--level", click_type=TEXT, metavar="TEXT", help=_("职称/级别"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down an expert of a step."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import add_expert

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        facts = given(affiliation=affiliation, level=level)
        changed = add_expert(work, find_project(work.reader, name), step=step, name=expert, **facts)
    acknowledge(state, changed, _("已登记{step}的专家{name}。", step=step, name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出一个课题的专家。"), epilog=_("例：pbcli project expert list KT2026-03"))
@with_view
def list_(ctx: typer.Context, name: ProjectArg, *, view: View) -> None:
    """List the experts of a project."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_page_parts import expert_columns

    state: State = ctx.obj
    with state.read() as reader:
        project = find_project(reader, name)
        rows = reader.rows("project_expert_of", project_id=project["id"])
    state.show(Result(expert_columns(), rows, title=_("专家（{title}）", title=project["name"])), view)


@app.command("remove", help=_("删除登错的专家。"), epilog=_("例：pbcli project expert remove KT2026-03 开题 方明"))
def remove(
    ctx: typer.Context,
    name: ProjectArg,
    step: StepArg,
    expert: ExpertArg,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Remove an expert."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import remove_expert

    state: State = ctx.obj
    state.confirm(_("删除{step}的专家{name}？", step=step, name=expert), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_expert(work, find_project(work.reader, name), step=step, name=expert)
    acknowledge(state, changed, _("已删除专家{name}。", name=changed.name), dry_run=dry_run)
