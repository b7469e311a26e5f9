"""`pbcli export`: the records of a kind, whole, under headers that `import` takes back."""

from typing import Annotated

import typer

from pbcli.cli.params import with_view
from pbcli.cli.small_groups import tell_small_groups
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import View

app = typer.Typer()

KindArg = Annotated[
    str,
    typer.Argument(metavar="KIND", help=_("种类：branches members classes assignments contacts events projects dues")),
]
UnmaskOpt = Annotated[
    bool, typer.Option("--unmask", help=_("写出完整的电话、身份证号（如有保存）和缴纳基数，并记入操作历史"))
]


@app.command(
    "export",
    help=_("导出一类记录的全部字段和历史，可以再导入；电话、身份证号和缴纳基数默认不写全。"),
    epilog=_("例：pbcli export members -o members.xlsx"),
)
@with_view
def export(ctx: typer.Context, kind: KindArg, unmask: UnmaskOpt = False, *, view: View) -> None:
    """Export the records of a kind; what is written unmasked is journalled before it is written."""
    from pbcli.services.exporting import export_kind, known_kind

    state: State = ctx.obj
    wanted = known_kind(kind)
    with state.read() as reader:
        result = export_kind(reader, wanted, unmasked=unmask)
    if unmask:
        with state.change() as work:
            work.annotate(_("导出了未遮盖的 {kind}，{n} 条。", kind=kind, n=len(result.rows)))
    state.show(result, view)
    if kind == "contacts":
        tell_small_groups(state, result.rows, view)
