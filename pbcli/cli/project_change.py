"""`pbcli project change`: a change that the office consents to, made and written down with its day."""

from datetime import date
from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import day_option
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, OnOpt, TermParameter, YesOpt
from pbcli.cli.project_options import ForceOpt, MainOpt, OtherOpt, ProjectArg, people_typed
from pbcli.cli.state import State
from pbcli.domain.enums import ProjectChangeKind
from pbcli.domain.errors import UsageFault
from pbcli.messages import _

app = typer.Typer()

_KINDS = "、".join(ProjectChangeKind)


@app.command(
    "change",
    help=_("变更负责人、成员、名称、内容、期限，或者暂缓结题、免鉴定：照改，并记下前后、原因、批复。"),
    epilog=_(
        "例：pbcli project change KT2026-03 负责人 --to 李四 --reason 调离 --approval 渝教科〔2026〕9号；"
        "pbcli project change KT2026-03 期限 --until 2027-12-31"
    ),
)
def change(
    ctx: typer.Context,
    name: ProjectArg,
    kind: Annotated[
        ProjectChangeKind | None,
        typer.Argument(click_type=TermParameter(ProjectChangeKind), metavar="KIND", help=_KINDS, show_default=False),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", click_type=TEXT, metavar="VALUE", help=_("改成什么：负责人、名称、内容"))
    ] = None,
    until: Annotated[date | None, day_option("--until", help=_("改到哪天：期限、暂缓结题"))] = None,
    main: MainOpt = None,
    other: OtherOpt = None,
    on: OnOpt = None,
    before: Annotated[
        str | None, typer.Option("--before", click_type=TEXT, metavar="TEXT", help=_("变更前的内容"))
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", click_type=TEXT, metavar="TEXT", help=_("原因"))] = None,
    approval: Annotated[
        str | None, typer.Option("--approval", click_type=TEXT, metavar="TEXT", help=_("批复文号"))
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("删除最近一条变更记录，课题不变"))] = False,
    force: ForceOpt = None,
    yes: YesOpt = False,
    dry_run: DryRunOpt = False,
) -> None:
    """Make a change of a project and write it down."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_changes import Wish, record_change

    state: State = ctx.obj
    if remove:
        _remove(state, name, yes=yes, dry_run=dry_run)
        return
    if kind is None:
        raise UsageFault("要写变更什么：{kinds}。", kinds=_KINDS, hint="pbcli project change --help")
    wish = Wish(to, until, people_typed(**given(main=main, other=other)))
    facts = given(before=before, reason=reason, approval=approval)
    with state.change(dry_run=dry_run) as work:
        project_id = find_project(work.reader, name)["id"]
        changed = record_change(
            work, project_id, kind, wish, on=on or state.today, today=state.today, force=force, **facts
        )
    acknowledge(state, changed, _("已登记“{title}”的变更：{kind}。", title=changed.name, kind=kind), dry_run=dry_run)


def _remove(state: State, name: str, *, yes: bool, dry_run: bool) -> None:
    from pbcli.services.lookup import find_project
    from pbcli.services.project_changes import remove_change

    state.confirm(_("删除“{name}”最近一条变更记录？", name=name), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_change(work, find_project(work.reader, name)["id"])
    acknowledge(state, changed, _("已删除“{title}”的变更记录。", title=changed.name), dry_run=dry_run)
