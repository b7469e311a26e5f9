"""`pbcli history`: the operations, what one of them changed, and what became of a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import with_view
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View

if TYPE_CHECKING:
    from pbcli.db.read import Reader

app = typer.Typer()

WhatArg = Annotated[
    str | None, typer.Argument(metavar="ID|TABLE/NAME", help=_("操作编号，或一条记录，如 member/张三、contact/12"))
]


@app.command("history", help=_("查看操作历史，或一条记录的来历。"), epilog=_("例：pbcli history member/张三"))
@with_view
def history(ctx: typer.Context, what: WhatArg = None, *, view: View) -> None:
    """List the operations, the changes of one of them, or those of a record."""
    state: State = ctx.obj
    with state.read() as reader:
        if what is None:
            result = _operations(reader)
        elif what.isdecimal():
            result = _operation(reader, int(what))
        else:
            result = _record(reader, what)
    state.show(result, view)


def _operations(reader: "Reader") -> Result:
    from pbcli.services.history import list_operations

    columns = [
        Column("id", _("操作"), "int"),
        Column("at", _("时间"), "moment"),
        Column("actor", _("操作人")),
        Column("command", _("命令")),
        Column("tables", _("涉及"), "terms"),
        Column("changes", _("改动"), "int"),
        Column("undoes_id", _("撤销了"), "int"),
        Column("undone_by", _("被撤销于"), "int"),
        Column("note", _("说明")),
    ]
    return Result(columns, list_operations(reader), title=_("操作历史"))


def _operation(reader: "Reader", operation_id: int) -> Result:
    from pbcli.services.history import operation_fields

    operation, rows = operation_fields(reader, operation_id)
    title = _("操作 {id}：{command}", id=operation_id, command=operation["command"])
    notes = [_("{at}，{actor}", at=operation["at"], actor=operation["actor"])]
    columns = [
        Column("record", _("记录")),
        Column("id", _("编号"), "int"),
        Column("name", _("名称")),
        Column("action", _("动作")),
        Column("title", _("字段")),
        Column("before", _("原值")),
        Column("after", _("新值")),
        Column("table", _("表"), hidden=True),
        Column("field", _("字段名"), hidden=True),
    ]
    return Result(columns, rows, title=title, notes=notes)


def _record(reader: "Reader", what: str) -> Result:
    from pbcli.services.history import find_record, record_fields

    table, slash, name = what.partition("/")
    if not slash or not name:
        raise UsageFault("“{what}”不是操作编号，也不是“表/记录”。", what=what, hint="pbcli history member/张三")
    found = find_record(reader, table, name)
    columns = [
        Column("operation", _("操作"), "int"),
        Column("at", _("时间"), "moment"),
        Column("actor", _("操作人")),
        Column("action", _("动作")),
        Column("title", _("字段")),
        Column("before", _("原值")),
        Column("after", _("新值")),
        Column("command", _("命令"), hidden=True),
        Column("field", _("字段名"), hidden=True),
    ]
    return Result(columns, record_fields(reader, *found), title=_("{what}的来历", what=what))
