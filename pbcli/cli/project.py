"""`pbcli project`: research projects. What happens to them is in `project_course`, under the same command."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli import project_expert, project_material, project_money, project_office, project_outcome
from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, OnOpt, TermParameter, YesOpt, with_view
from pbcli.cli.project_change import app as change
from pbcli.cli.project_course import app as course
from pbcli.cli.project_options import (
    ForceOpt,
    LeaderOpt,
    MainOpt,
    OtherOpt,
    ProjectArg,
    columns,
    people_typed,
    with_particulars,
)
from pbcli.cli.state import State
from pbcli.domain.enums import ProjectState
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("党建课题：申报、立项、结题各环节，人员，延期。"), no_args_is_help=True)

BranchOpt = Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("所属支部"))]


@app.command(
    "add",
    help=_("登记课题；已经完成的环节一并写上日期。"),
    epilog=_("例：pbcli project add 党建品牌建设研究 --branch 第一党支部 --leader 张三 --applied-on 2026-03-01"),
)
@with_particulars
def add(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="TITLE", help=_("课题名称"))] = None,
    branch: BranchOpt = None,
    leader: LeaderOpt = None,
    main: MainOpt = None,
    other: OtherOpt = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Add a project of a branch."""
    from pbcli.services.lookup import find_branch
    from pbcli.services.projects import add_project

    state: State = ctx.obj
    title = state.ask(_("课题名称"), title, option="TITLE")
    branch = state.ask(_("所属支部"), branch, option="--branch")
    with state.change(dry_run=dry_run) as work:
        changed = add_project(
            work,
            title=title,
            branch_id=find_branch(work.reader, branch)["id"],
            today=state.today,
            people=people_typed(**given(leader=leader, main=main, other=other)),
            force=force,
            **columns(given(**particulars)),
        )
    acknowledge(state, changed, _("已登记课题“{title}”。", title=changed.name), dry_run=dry_run)


@app.command(
    "edit",
    help=_("修改课题的基本情况，更正登错的日期。"),
    epilog=_("例：pbcli project edit KT2026-03 --level 区级 --opened-on 2026-06-10"),
)
@with_particulars
def edit(
    ctx: typer.Context,
    name: ProjectArg,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help=_("改课题名称"))] = None,
    branch: BranchOpt = None,
    withdrawn_on: Annotated[date | None, day_option("--withdrawn-on", help=_("更正撤项日期"))] = None,
    withdrawal_reason: Annotated[
        str | None, typer.Option("--withdrawal-reason", click_type=TEXT, metavar="TEXT", help=_("撤项原因"))
    ] = None,
    clear: ClearOpt = None,
    force: ForceOpt = None,
    dry_run: DryRunOpt = False,
    *,
    particulars: dict[str, Any],
) -> None:
    """Change a project's particulars, or mend a day."""
    from pbcli.services.lookup import find_branch, find_project
    from pbcli.services.projects import edit_project

    state: State = ctx.obj
    mended = edits(
        clear,
        required=("title", "branch"),
        title=title,
        branch=branch,
        **particulars,
        withdrawn_on=withdrawn_on,
        withdrawal_reason=withdrawal_reason,
    )
    with state.change(dry_run=dry_run) as work:
        if branch is not None:
            mended["branch_id"] = find_branch(work.reader, mended.pop("branch"))["id"]
        project_id = find_project(work.reader, name)["id"]
        changed = edit_project(work, project_id, today=state.today, force=force, **columns(mended))
    acknowledge(state, changed, _("已修改课题“{title}”。", title=changed.name), dry_run=dry_run)


@app.command(
    "list", help=_("列出课题：状态、下一环节、是否延期。"), epilog=_("例：pbcli project list --state 研究中 -f csv")
)
@with_view
def list_(
    ctx: typer.Context,
    on: Annotated[date | None, day_option("--on", "--as-of", help=_("按哪天的情况，默认今天"))] = None,
    branch: Annotated[str | None, typer.Option("--branch", metavar="BRANCH", help=_("只列这个党支部"))] = None,
    standing: Annotated[
        ProjectState | None,
        typer.Option("--state", click_type=TermParameter(ProjectState), metavar="STATE", help="、".join(ProjectState)),
    ] = None,
    leader: Annotated[str | None, typer.Option("--leader", metavar="MEMBER", help=_("只列这位负责人的"))] = None,
    *,
    view: View,
) -> None:
    """List the projects as they stand on a day."""
    from pbcli.services.lookup import branch_id_of, member_id_of
    from pbcli.services.projects import list_projects

    state: State = ctx.obj
    day = on or state.today
    with state.read() as reader:
        rows = list_projects(
            reader,
            day=day,
            branch_id=branch_id_of(reader, branch),
            state=standing,
            leader_id=member_id_of(reader, leader),
        )
    state.show(Result(_columns(), rows, title=_("课题一览表（{day}）", day=day)), view)


def _columns() -> list[Column]:
    return [
        Column("id", _("编号"), "int", hidden=True),
        Column("number", _("课题编号")),
        Column("title", _("课题名称")),
        Column("level", _("级别")),
        Column("category", _("类别"), hidden=True),
        Column("office", _("立项单位"), hidden=True),
        Column("notice_number", _("立项文号"), hidden=True),
        Column("branch", _("所属支部")),
        Column("leader", _("负责人")),
        Column("main_researchers", _("主研人员"), "terms", hidden=True),
        Column("other_researchers", _("参研人员"), "terms", hidden=True),
        Column("state", _("状态")),
        Column("next", _("下一环节")),
        Column("extended", _("延期"), "flag"),
        Column("next_step", _("环节"), hidden=True),
        Column("next_on", _("计划日期"), "day", hidden=True),
        Column("days_overdue", _("逾期天数"), "int", hidden=True),
        Column("times_extended", _("延期次数"), "int", hidden=True),
        Column("extended_to", _("延期至"), "day", hidden=True),
        Column("starts_on", _("开始日期"), "day", hidden=True),
        Column("ends_on", _("计划结束日期"), "day", hidden=True),
        Column("planned_application_on", _("计划申报"), "day", hidden=True),
        Column("applied_on", _("申报日期"), "day", hidden=True),
        Column("planned_review_on", _("计划评审"), "day", hidden=True),
        Column("planned_notice_on", _("计划公示"), "day", hidden=True),
        Column("planned_approval_on", _("计划立项"), "day", hidden=True),
        Column("reviewed_on", _("评审日期"), "day", hidden=True),
        Column("noticed_on", _("公示日期"), "day", hidden=True),
        Column("approved_on", _("立项日期"), "day", hidden=True),
        Column("planned_opening_on", _("计划开题"), "day", hidden=True),
        Column("opened_on", _("开题日期"), "day", hidden=True),
        Column("planned_midterm_on", _("计划中期检查"), "day", hidden=True),
        Column("midterm_on", _("中期检查日期"), "day", hidden=True),
        Column("midterm_result", _("中期结论"), hidden=True),
        Column("planned_closing_application_on", _("计划结题申请"), "day", hidden=True),
        Column("closing_applied_on", _("结题申请日期"), "day", hidden=True),
        Column("planned_appraisal_on", _("计划鉴定"), "day", hidden=True),
        Column("appraised_on", _("鉴定日期"), "day", hidden=True),
        Column("planned_closing_on", _("计划结题"), "day", hidden=True),
        Column("closed_on", _("结题日期"), "day", hidden=True),
        Column("planned_certificate_on", _("计划发证"), "day", hidden=True),
        Column("certified_on", _("发证日期"), "day", hidden=True),
        Column("planned_promotion_on", _("计划推广"), "day", hidden=True),
        Column("promoted_on", _("推广日期"), "day", hidden=True),
        Column("withdrawn_on", _("撤项日期"), "day", hidden=True),
        Column("withdrawal_reason", _("撤项原因"), hidden=True),
        Column("appraisal_mode", _("鉴定方式"), hidden=True),
        Column("grade", _("鉴定等级"), hidden=True),
        Column("certificate_number", _("证书编号"), hidden=True),
        Column("outcomes", _("成果形式及数量"), hidden=True),
        Column("funds", _("经费(元)"), "money", hidden=True),
        Column("changes", _("变更事项"), hidden=True),
        Column("note", _("备注"), hidden=True),
    ]


@app.command("show", help=_("显示一个课题的全部情况。"), epilog=_("例：pbcli project show KT2026-03"))
@with_view
def show(ctx: typer.Context, name: ProjectArg, on: OnOpt = None, *, view: View) -> None:
    """Show a project: people, steps as planned and as done, extensions."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_page import project_page

    state: State = ctx.obj
    with state.read() as reader:
        page = project_page(reader, find_project(reader, name)["id"], day=on or state.today)
    state.show(page, view)


@app.command(
    "remove", help=_("删除录错的课题；没有做成的课题用 withdraw。"), epilog=_("例：pbcli project remove KT2026-03")
)
def remove(ctx: typer.Context, name: ProjectArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove a project with its people, steps and extensions."""
    from pbcli.services.lookup import find_project
    from pbcli.services.projects import remove_project

    state: State = ctx.obj
    with state.read() as reader:
        found = find_project(reader, name)
    state.confirm(_("删除课题“{title}”，连同人员、环节、延期？", title=found["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_project(work, found["id"])
    acknowledge(state, changed, _("已删除课题“{title}”。", title=changed.name), dry_run=dry_run)


app.registered_commands += course.registered_commands + change.registered_commands
for name, part in (
    ("office", project_office),
    ("expert", project_expert),
    ("outcome", project_outcome),
    ("money", project_money),
    ("material", project_material),
):
    app.add_typer(part.app, name=name)
