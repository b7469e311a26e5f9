"""`pbcli import`: papers in, as offices keep them."""

from pathlib import Path
from typing import Annotated

import typer

from pbcli.cli.importing_words import parted, tell
from pbcli.cli.params import DryRunOpt, with_view
from pbcli.cli.progress import progress
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import View

app = typer.Typer()

WordsArg = Annotated[list[str], typer.Argument(metavar="[KIND] FILE…", help=_("种类（可省，按表头认），和表格文件"))]
YearOpt = Annotated[
    int | None,
    typer.Option("--year", min=1900, max=2199, metavar="YYYY", help=_("表格是哪一年的，标题和文件名里没写时用")),
]
EncodingOpt = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help=_("CSV 的编码，如 gb18030；默认自动辨认"))
]
MapOpt = Annotated[str | None, typer.Option("--map", metavar="NAME", help=_("用以前存下的列对照"))]
ColumnOpt = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="表头=字段", help=_("说明一列是哪个字段，可重复；同时写 --map NAME 就存下")),
]
SkipOpt = Annotated[bool, typer.Option("--skip-bad", help=_("只导入没问题的行，其余放进表格旁边的 .rejected.csv"))]


@app.command(
    "import",
    help=_(
        "导入表格：党支部、花名册、班级、联系安排、联系记录、三会一课、立项单位、课题、党费、整改清单、品牌、外来学时、谈心谈话。"
        "要么全部导入，要么一行也不导入；几个表一起导入也只是一步，可以一次撤销。"
    ),
    epilog=_("例：pbcli import *.xlsx *.csv --dry-run"),
)
@with_view
def import_(
    ctx: typer.Context,
    words: WordsArg,
    *,
    year: YearOpt = None,
    encoding: EncodingOpt = None,
    map_: MapOpt = None,
    column: ColumnOpt = None,
    skip_bad: SkipOpt = False,
    dry_run: DryRunOpt = False,
    view: View,
) -> None:
    """Import papers, all of them or nothing."""
    from pbcli.services.importing import Order, import_papers, read_papers

    state: State = ctx.obj
    kind, names = parted(words)
    with progress(state, _("导入")) as (begin, tick):
        order = Order(kind, year, map_, tuple(column or ()), encoding, skip_bad=skip_bad, begin=begin, tick=tick)
        with state.read() as reader:
            papers = read_papers(reader, [Path(name) for name in names], order)
        with papers.rejects, state.change(dry_run=dry_run, listed=False) as work:
            plan = import_papers(work, papers, order, state.today, dry_run=dry_run)
    tell(state, plan, view, dry_run=dry_run)
