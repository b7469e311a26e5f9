"""`pbcli export`: the records of a kind, whole, under headers that `import` takes back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import with_view
from pbcli.cli.small_groups import tell_small_groups
from pbcli.cli.state import State
from pbcli.messages import _
from pbcli.output.result import Stream, View

if TYPE_CHECKING:
    from pbcli.db.read import Reader

app = typer.Typer()

KindArg = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=_(
            "种类：branches members classes assignments contacts events offices projects dues checklist brands study "
            "talks terms evidence"
        ),
    ),
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
    from pbcli.services.privacy_groups import SmallGroups

    state: State = ctx.obj
    wanted = known_kind(kind)
    small = SmallGroups()

    def listing(reader: "Reader") -> Stream:
        coming = export_kind(reader, wanted, unmasked=unmask)
        return replace(coming, rows=small.watched(coming.rows)) if kind == "contacts" else coming

    if unmask:
        with state.read() as reader:
            result = listing(reader).collected()
        with state.change() as work:
            work.annotate(_("导出了未遮盖的 {kind}，{n} 条。", kind=kind, n=len(result.rows)))
        state.show(result, view)
    else:
        state.show_reading(listing, view)
    tell_small_groups(state, small, view)
