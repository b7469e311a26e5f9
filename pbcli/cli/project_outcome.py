"""`pbcli project outcome`: what came of a project, with where it was published."""

from datetime import date
from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, day_option, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import DryRunOpt, TermParameter, YesOpt, with_view
from pbcli.cli.project_options import ProjectArg
from pbcli.cli.state import State
from pbcli.domain.enums import OutcomeForm
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("课题的成果：形式、名称、发表情况。"), no_args_is_help=True)

FORM = TermParameter(OutcomeForm)
OutcomeArg = Annotated[int, typer.Argument(metavar="ID", help=_("成果的编号，见 project outcome list"))]


def _text(option: str, title: str) -> tuple[Any, Any]:
    return str | None, typer.Option(option, click_type=TEXT, metavar="TEXT", help=title)


with_publication = option_set(
    "publication",
    {
        "authors": _text("--authors", _("作者")),
        "publication": _text("--publication", _("刊物/出版社")),
        "issue": _text("--issue", _("刊期/书号")),
        "published_on": (date | None, day_option("--published-on", help=_("发表日期"))),
        "note": _text("--note", _("备注")),
    },
)


@app.command(
    "add",
    help=_("登记一项成果。"),
    epilog=_("例：pbcli project outcome add KT2026-03 论文 课程思政的路径 --publication 职教论坛 --issue 2026年第5期"),
)
@with_publication
def add(
    ctx: typer.Context,
    name: ProjectArg,
    form: Annotated[OutcomeForm, typer.Argument(click_type=FORM, metavar="FORM", help="、".join(OutcomeForm))],
    title: Annotated[str, typer.Argument(metavar="TITLE", help=_("成果名称"))],
    dry_run: DryRunOpt = False,
    *,
    publication: dict[str, Any],
) -> None:
    """Write down an outcome."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import add_outcome

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        project = find_project(work.reader, name)
        changed = add_outcome(work, project, form=form, title=title, **given(**publication))
    acknowledge(state, changed, _("已登记成果“{title}”。", title=changed.name), dry_run=dry_run)


@app.command("edit", help=_("修改一项成果。"), epilog=_("例：pbcli project outcome edit 3 --published-on 2026-10-15"))
@with_publication
def edit(
    ctx: typer.Context,
    outcome: OutcomeArg,
    form: Annotated[
        OutcomeForm | None, typer.Option("--form", click_type=FORM, metavar="FORM", help="、".join(OutcomeForm))
    ] = None,
    title: Annotated[str | None, typer.Option("--title", click_type=TEXT, metavar="TITLE", help=_("成果名称"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    publication: dict[str, Any],
) -> None:
    """Change an outcome."""
    from pbcli.services.project_parts import edit_outcome

    state: State = ctx.obj
    changes = edits(clear, required=("form", "title"), form=form, title=title, **publication)
    with state.change(dry_run=dry_run) as work:
        changed = edit_outcome(work, outcome, **changes)
    acknowledge(state, changed, _("已修改成果“{title}”。", title=changed.name), dry_run=dry_run)


@app.command(
    "list", help=_("列出成果，一个课题的或者全部的。"), epilog=_("例：pbcli project outcome list -o 成果一览.xlsx")
)
@with_view
def list_(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("课题；不写列全部"))] = None,
    *,
    view: View,
) -> None:
    """List the outcomes of one project or of all."""
    from pbcli.services.lateness import late_columns
    from pbcli.services.project_page_parts import outcome_columns
    from pbcli.services.project_parts import rows_of_parts

    state: State = ctx.obj
    with state.read() as reader:
        rows = rows_of_parts(reader, "project_outcome_of", name)
    columns = [
        Column("project", _("课题")),
        *outcome_columns(),
        Column("note", _("备注"), hidden=True),
        Column("recorded_at", _("记录时间"), "moment", hidden=True),
        *late_columns(rows),
    ]
    state.show(Result(columns, rows, title=_("课题成果")), view)


@app.command("remove", help=_("删除登错的成果。"), epilog=_("例：pbcli project outcome remove 3"))
def remove(ctx: typer.Context, outcome: OutcomeArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove an outcome."""
    from pbcli.services.project_parts import remove_outcome

    state: State = ctx.obj
    state.confirm(_("删除成果 {id}？", id=outcome), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_outcome(work, outcome)
    acknowledge(state, changed, _("已删除成果“{title}”。", title=changed.name), dry_run=dry_run)
