"""`pbcli project material`: the papers of a project's steps, and which are missing."""

from typing import Annotated

import typer

from pbcli.cli.acknowledge import acknowledge
from pbcli.cli.inputs import TEXT
from pbcli.cli.params import DryRunOpt, OnOpt, YesOpt, with_view
from pbcli.cli.project_options import ProjectArg
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

app = typer.Typer(help=_("课题材料：各环节要有的、已有的、还缺的。"), no_args_is_help=True)

MaterialArg = Annotated[str, typer.Argument(metavar="MATERIAL", help=_("材料：申报书、开题报告、中期报告…"))]


@app.command(
    "add",
    help=_("登记材料已收到，放在哪里。"),
    epilog=_("例：pbcli project material add KT2026-03 开题报告 --place 档案柜2"),
)
def add(
    ctx: typer.Context,
    name: ProjectArg,
    material: MaterialArg,
    on: OnOpt = None,
    place: Annotated[str | None, typer.Option("--place", click_type=TEXT, metavar="TEXT", help=_("存放处"))] = None,
    dry_run: DryRunOpt = False,
) -> None:
    """Write down that a paper is there."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import add_material

    state: State = ctx.obj
    with state.change(dry_run=dry_run) as work:
        changed = add_material(
            work, find_project(work.reader, name), name=material, on=on or state.today, today=state.today, place=place
        )
    acknowledge(state, changed, _("已登记材料“{name}”。", name=changed.name), dry_run=dry_run)


@app.command(
    "list",
    help=_("列出材料，一个课题的或者全部的；--missing 只列缺的。"),
    epilog=_("例：pbcli project material list --missing"),
)
@with_view
def list_(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("课题；不写列全部"))] = None,
    *,
    only_missing: Annotated[bool, typer.Option("--missing", help=_("只列缺的"))] = False,
    view: View,
) -> None:
    """List the papers of one project or of all."""
    from pbcli.services.lateness import late_columns
    from pbcli.services.lookup import find_project
    from pbcli.services.project_page_parts import material_columns
    from pbcli.services.project_parts import list_materials

    state: State = ctx.obj
    with state.read() as reader:
        project_id = find_project(reader, name)["id"] if name else None
        rows = list_materials(reader, day=state.today, project_id=project_id, only_missing=only_missing)
    state.show(
        Result([Column("project", _("课题")), *material_columns(), *late_columns(rows)], rows, title=_("课题材料")),
        view,
    )


@app.command("remove", help=_("删除登错的材料。"), epilog=_("例：pbcli project material remove KT2026-03 开题报告"))
def remove(
    ctx: typer.Context, name: ProjectArg, material: MaterialArg, yes: YesOpt = False, dry_run: DryRunOpt = False
) -> None:
    """Remove a paper that was written down by mistake."""
    from pbcli.services.lookup import find_project
    from pbcli.services.project_parts import remove_material

    state: State = ctx.obj
    state.confirm(_("删除材料“{name}”？", name=material), yes=yes or dry_run)
    with state.change(dry_run=dry_run) as work:
        changed = remove_material(work, find_project(work.reader, name), material)
    acknowledge(state, changed, _("已删除材料“{name}”。", name=changed.name), dry_run=dry_run)
