"""A member's dues: month by month, the single payments, and the bases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.money import yuan
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.dues_listing import member_ledger
from pbcli.services.lateness import late_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pbcli.db.read import Reader, Row
    from pbcli.domain.periods import Period

_MONEY = frozenset({"base", "owed", "paid", "amount"})


def dues_page(reader: Reader, member: Row, period: Period, *, today: date, unmasked: bool = False) -> Report:
    """Return a member's dues in a period, up to today; the base hidden unless asked for. Raises UsageFault."""
    ledger = member_ledger(reader, member, period, today=today, unmasked=unmasked)
    head = {"id": member["id"], "member": member["name"], "branch": member["branch"], "period": period.label}
    return Report(
        name="dues",
        title=_("{member}的党费（{period}）", member=member["name"], period=period.label),
        subtitle=_("截至 {day}", day=today),
        data=head | {key: [_in_yuan(row) for row in rows] for key, rows in ledger.items()},
        sections=[
            _months_section(ledger["months"], unmasked=unmasked),
            _payments_section(ledger["payments"]),
            _bases_section(ledger["bases"], unmasked=unmasked),
        ],
    )


def _in_yuan(row: Row) -> dict[str, Any]:
    return {key: yuan(value) if key in _MONEY and isinstance(value, int) else value for key, value in row.items()}


def base_column(*, unmasked: bool) -> Column:
    """Return the column of the base: in yuan, or hidden marks that only machine formats show."""
    return Column("base", _("缴纳基数(元)"), "money" if unmasked else "text", hidden=not unmasked)


def _months_section(rows: Sequence[Row], *, unmasked: bool) -> Section:
    columns = [
        Column("month", _("月份")),
        Column("payer_group", _("人员类别")),
        base_column(unmasked=unmasked),
        Column("rate", _("比例")),
        Column("owed", _("应缴"), "money"),
        Column("paid", _("实缴"), "money"),
        Column("state", _("状态")),
        Column("paid_on", _("缴纳日期"), "day"),
    ]
    totals = {"month": _("合计"), **{key: sum(row[key] or 0 for row in rows) for key in ("owed", "paid")}}
    empty = _("这段时间不是本单位的党员。")
    return Section("months", _("各月"), columns, rows, totals if len(rows) > 1 else None, empty=empty)


def _payments_section(rows: Sequence[Row]) -> Section:
    columns = [
        Column("id", _("编号"), "int"),
        Column("month", _("月份")),
        Column("amount", _("实缴"), "money"),
        Column("paid_on", _("缴纳日期"), "day"),
        Column("method", _("方式")),
        Column("collector", _("经办人")),
        Column("note", _("备注")),
        *late_columns(rows),
    ]
    return Section("payments", _("缴纳记录"), columns, rows, empty=_("没有缴纳记录。"))


def _bases_section(rows: Sequence[Row], *, unmasked: bool) -> Section:
    columns = [
        Column("from_month", _("起始月份")),
        Column("payer_group", _("人员类别")),
        base_column(unmasked=unmasked),
    ]
    return Section("bases", _("缴纳基数"), columns, rows, empty=_("没有缴纳基数。"))
