"""What a dry run would change, as a listing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pbcli.messages import _
from pbcli.output.result import Column, Result

if TYPE_CHECKING:
    from pbcli.db.journal import Change


def changes_as_result(changes: "Sequence[Change]") -> Result:
    """List the changed fields, one a row: table, row, field, before, after."""
    columns = [
        Column("table", _("表")),
        Column("id", _("编号"), "int"),
        Column("action", _("动作")),
        Column("field", _("字段")),
        Column("before", _("原值")),
        Column("after", _("新值")),
    ]
    rows = [
        {
            "table": change.table,
            "id": change.row_id,
            "action": change.action,
            "field": field,
            "before": _text((change.before or {}).get(field)),
            "after": _text((change.after or {}).get(field)),
        }
        for change in changes
        for field in (change.after or change.before or {})
        if field != "id" and (change.before or {}).get(field) != (change.after or {}).get(field)
    ]
    return Result(columns, rows, title=_("将会改动"))


def _text(value: object) -> str:
    return "" if value is None else str(value)
