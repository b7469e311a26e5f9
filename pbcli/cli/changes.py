"""What a dry run would change, as a listing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Result

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.output.result import Row


def changed_fields(work: "Work") -> "Sequence[Row]":
    """Give the fields that a unit of work has changed so far, as people read them."""
    from pbcli.services.history import field_rows

    return field_rows(work.connection, work.changes())


def changes_as_result(rows: "Sequence[Row]") -> Result:
    """List the changed fields, one a row: record, field, before, after."""
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
    return Result(columns, rows, title=_("将会改动"))
