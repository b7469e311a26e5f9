"""`pbcli project office`: the offices that issue projects, with the limits that they set."""

from typing import Annotated, Any

import typer

from pbcli.cli.acknowledge import acknowledge, given
from pbcli.cli.edits import ClearOpt, edits
from pbcli.cli.inputs import TEXT
from pbcli.cli.option_set import option_set
from pbcli.cli.params import DryRunOpt, YesOpt, with_view
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("立项单位：延期、期限、人数的限制。"), no_args_is_help=True)

OfficeArg = Annotated[str, typer.Argument(metavar="OFFICE", help=_("立项单位：名称、唯一的开头或编号"))]


def _limit(option: str, title: str, *, least: int = 0) -> tuple[Any, Any]:
    return int | None, typer.Option(option, min=least, metavar="N", help=title)


with_limits = option_set(
    "limits",
    {
        "extensions_most": _limit("--extensions-most", _("最多延期几次")),
        "extension_months_most": _limit("--extension-months-most", _("每次最多延期几个月"), least=1),
        "extension_notice_months": _limit("--extension-notice-months", _("期满前几个月以上申请延期")),
        "term_months_most": _limit("--term-months-most", _("研究期限最长几个月"), least=1),
        "opening_months_most": _limit("--opening-months-most", _("立项后几个月内开题"), least=1),
        "midterm_percent": _limit("--midterm-percent", _("没有计划的，研究期过百分之几中期检查；0 是不检查")),
        "main_most": _limit("--main-most", _("主研最多几人"), least=1),
        "others_most": _limit("--others-most", _("参研最多几人")),
        "note": (str | None, typer.Option("--note", click_type=TEXT, metavar="TEXT", help=_("备注"))),
    },
)


@app.command(
    "add",
    help=_("登记立项单位和它的限制；没有写的按规则 PR-02 至 PR-06。"),
    epilog=_("例：pbcli project office add 区教科所 --extensions-most 2 --extension-months-most 6"),
)
@with_limits
def add(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("立项单位，与课题里写的一样"))] = None,
    dry_run: DryRunOpt = False,
    *,
    limits: dict[str, Any],
) -> None:
    """Add an office."""
    from pbcli.services.project_offices import add_office

    state: State = ctx.obj
    name = state.ask(_("立项单位"), name, option="NAME")
    with state.change(dry_run=dry_run) as work:
        changed = add_office(work, name=name, **given(**limits))
    acknowledge(state, changed, _("已登记立项单位“{name}”。", name=changed.name), dry_run=dry_run)


@app.command(
    "edit", help=_("修改立项单位的限制或名称。"), epilog=_("例：pbcli project office edit 区教科所 --main-most 8")
)
@with_limits
def edit(
    ctx: typer.Context,
    office: OfficeArg,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("新名称"))] = None,
    clear: ClearOpt = None,
    dry_run: DryRunOpt = False,
    *,
    limits: dict[str, Any],
) -> None:
    """Change an office."""
    from pbcli.services import project_offices

    state: State = ctx.obj
    changes = edits(clear, name=new_name, **limits)
    with state.change(dry_run=dry_run) as work:
        changed = project_offices.edit_office(work, project_offices.find_office(work.reader, office), **changes)
    acknowledge(state, changed, _("已修改立项单位“{name}”。", name=changed.name), dry_run=dry_run)


@app.command("list", help=_("列出立项单位和现行的限制。"), epilog=_("例：pbcli project office list -f csv"))
@with_view
def list_(ctx: typer.Context, *, view: View) -> None:
    """List the offices with the limits that count for their projects."""
    from pbcli.services.project_offices import list_offices

    state: State = ctx.obj
    with state.read() as reader:
        rows = list_offices(reader)
    columns = [
        Column("id", _("编号"), "int", hidden=True),
        Column("name", _("立项单位")),
        Column("projects", _("课题"), "int"),
        Column("extensions_most", _("延期次数"), "int"),
        Column("extension_months_most", _("每次(月)"), "int"),
        Column("extension_notice_months", _("提前(月)"), "int"),
        Column("term_months_most", _("期限(月)"), "int"),
        Column("opening_months_most", _("开题(月)"), "int"),
        Column("midterm_percent", _("中期(%)"), "int", hidden=True),
        Column("main_most", _("主研"), "int"),
        Column("others_most", _("参研"), "int"),
        Column("own", _("单位自定的"), "terms", hidden=True),
        Column("note", _("备注"), hidden=True),
    ]
    state.show(Result(columns, rows, title=_("立项单位")), view)


@app.command("remove", help=_("删除立项单位的限制；课题不变。"), epilog=_("例：pbcli project office remove 区教科所"))
def remove(ctx: typer.Context, office: OfficeArg, yes: YesOpt = False, dry_run: DryRunOpt = False) -> None:
    """Remove an office."""
    from pbcli.services import project_offices

    state: State = ctx.obj
    with state.read() as reader:
        found = project_offices.find_office(reader, office)
    state.confirm(_("删除立项单位“{name}”？", name=found["name"]), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = project_offices.remove_office(work, found)
    acknowledge(state, changed, _("已删除立项单位“{name}”。", name=changed.name), dry_run=dry_run)
