"""`pbcli history`: the operations, what one of them changed, and what became of a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from pbcli.cli.params import with_view
from pbcli.cli.state import State
from pbcli.domain.errors import UsageFault
from pbcli.messages import _
from pbcli.output.result import Column, Result, View
from pbcli.output.show import reads_as_prose

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
        if reads_as_prose(view):
            result = _told(reader, what, view.limit)
        elif what is None:
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


def _told(reader: "Reader", what: str | None, limit: int | None) -> Result:
    """Tell the history in sentences, for a screen."""
    from pbcli.services import history_sentences as sentences

    columns = [Column("lead", _("操作"), "int"), Column("sentence", _("说明"))]
    if what is None:
        rows, title = sentences.tell_operations(reader, limit), _("操作历史")
        notes = [_("行首是操作编号，时间是北京时间。细看一步：pbcli history 编号；撤回：pbcli undo 编号")]
    elif what.isdecimal():
        (rows, is_all), title = sentences.tell_operation(reader, int(what)), ""
        notes = [] if is_all else [_("改动太多，没有逐条列出：pbcli history {id} -f csv", id=what)]
    else:
        rows, title = sentences.tell_record(reader, *_found(reader, what)), _("{what}的来历", what=what)
        notes = []
    return Result(columns, rows, title=title, notes=notes, is_prose=True)


def _found(reader: "Reader", what: str) -> tuple[str, int]:
    """Find the record that is meant by its table and its name or number."""
    from pbcli.services.history import find_record

    table, slash, name = what.partition("/")
    if not slash or not name:
        raise UsageFault("“{what}”不是操作编号，也不是“表/记录”。", what=what, hint="pbcli history member/张三")
    return find_record(reader, table, name)


def _record(reader: "Reader", what: str) -> Result:
    from pbcli.services.history import record_fields

    found = _found(reader, what)
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
