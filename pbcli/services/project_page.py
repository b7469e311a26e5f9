"""A project's page: its particulars, its people, its steps as planned and as done, its extensions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pbcli.domain.enums import ProjectStep
from pbcli.domain.money import yuan
from pbcli.domain.stages import OPTIONAL_STEPS, closing_due
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section
from pbcli.services.lateness import late_columns, lateness, said_of_lateness, with_lateness
from pbcli.services.particulars import particulars
from pbcli.services.project_checklist import checklist
from pbcli.services.project_page_parts import part_sections
from pbcli.services.project_parts import balance
from pbcli.services.projects import find_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pbcli.db.read import Reader, Row

_INTERNAL = frozenset({"branch_id", "funds_fen"})


def project_page(reader: Reader, project_id: int, *, day: date) -> Report:
    """Return everything that is known of a project as of a day. Raises UnknownName."""
    row = find_row(reader, project_id, day=day)
    parts = {
        "people": [_without_ids(each) for each in reader.rows("project_person_of", project_id=project_id)],
        "steps": _steps(row, reader.rows("project_step_of", project_id=project_id), day),
        "extensions": _rows(reader, "project_extension_of", project_id, "granted_on"),
        "change_log": _rows(reader, "project_change_of", project_id, "changed_on"),
        "experts": _rows(reader, "project_expert_of", project_id),
        "outcome_list": _rows(reader, "project_outcome_of", project_id, "published_on"),
        "materials": checklist(row, reader.rows("project_material_of", project_id=project_id), day=day),
    }
    money = reader.rows("project_money_of", project_id=project_id)
    sums = balance(money)
    parts["money"] = [with_lateness(_in_yuan(each), "occurred_on") for each in money]
    data = {key: value for key, value in row.items() if key not in _INTERNAL}
    data["funds"] = None if row["funds_fen"] is None else yuan(row["funds_fen"])
    data |= {name: yuan(fen) if money else None for name, fen in sums.items()}
    return Report(
        name="project",
        title=row["title"],
        subtitle=_("截至 {day}", day=day),
        data=data | parts,
        sections=[
            particulars(data | _spoken(row), _titles()),
            _people_section(parts["people"]),
            _steps_section(parts["steps"]),
            _extensions_section(parts["extensions"]),
            *part_sections(parts),
        ],
    )


def _rows(reader: Reader, query: str, project_id: int, day: str | None = None) -> list[dict[str, Any]]:
    """Return the rows of a part, with how late their day was written down, where they have one."""
    rows = [_without_ids(each) for each in reader.rows(query, project_id=project_id)]
    return rows if day is None else [with_lateness(each, day) for each in rows]


def _in_yuan(row: Row) -> dict[str, Any]:
    return {("amount" if key == "amount_fen" else key): value for key, value in _without_ids(row).items()} | {
        "amount": yuan(row["amount_fen"])
    }


def _without_ids(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in {"project_id", "place"}}


def _steps(project: Row, kept: Sequence[Row], day: date) -> list[dict[str, Any]]:
    """Give each step of the life cycle as planned and as done, those that an office may leave out only where they are.

    A step that is late says by how many days; a closing that was extended is late only after the extension.
    """
    rows = {row["step"]: row for row in kept}
    steps = []
    for step in (step for step in ProjectStep if step in rows or step not in OPTIONAL_STEPS):
        planned_on, actual_on = (rows.get(step, {}).get(name) for name in ("planned_on", "actual_on"))
        until = actual_on or (day.isoformat() if project["next_step"] is not None else None)
        due_on = planned_on
        if step is ProjectStep.CLOSING:
            term = {"extended_to": project["extended_to"], "ends_on": project["ends_on"]}
            due_on = closing_due(planned_on=planned_on, **term)
        late = (date.fromisoformat(until) - date.fromisoformat(due_on)).days if until and due_on else 0
        steps.append(
            {
                "step": step,
                "planned_on": planned_on,
                "actual_on": actual_on,
                "done": actual_on is not None and actual_on <= day.isoformat(),
                "days_late": late if late > 0 else None,
                "recorded_at": rows.get(step, {}).get("recorded_at"),
                **lateness(actual_on, rows.get(step, {}).get("recorded_at"), prefix="record_"),
            }
        )
    return steps


def _spoken(row: Row) -> dict[str, str | None]:
    """Write what takes more than one value to say."""
    term = " 至 ".join(row[key] or "?" for key in ("starts_on", "ends_on"))
    extended = _("{times} 次，至 {day}", times=row["times_extended"], day=row["extended_to"])
    return {
        "term": term if row["starts_on"] or row["ends_on"] else None,
        "extension": extended if row["times_extended"] else None,
        "withdrawal_entered": said_of_lateness(lateness(row["withdrawn_on"], row["withdrawn_recorded_at"])),
    }


def _titles() -> list[tuple[str, str]]:
    return [
        ("id", _("编号")),
        ("number", _("课题编号")),
        ("level", _("级别")),
        ("category", _("类别")),
        ("office", _("立项单位")),
        ("notice_number", _("立项文号")),
        ("branch", _("所属支部")),
        ("state", _("状态")),
        ("next", _("下一环节")),
        ("term", _("起止时间")),
        ("extension", _("延期")),
        ("midterm_result", _("中期结论")),
        ("appraisal_mode", _("鉴定方式")),
        ("grade", _("鉴定等级")),
        ("certificate_number", _("证书编号")),
        ("outcomes", _("成果形式及数量")),
        ("funds", _("经费(元)")),
        ("granted", _("已拨(元)")),
        ("spent", _("已支出(元)")),
        ("balance", _("结余(元)")),
        ("withdrawn_on", _("撤项日期")),
        ("withdrawal_reason", _("撤项原因")),
        ("withdrawal_entered", _("撤项晚记")),
        ("changes", _("变更事项")),
        ("note", _("备注")),
    ]


def _people_section(rows: Sequence[Row]) -> Section:
    columns = [Column("role", _("角色")), Column("member", _("姓名"))]
    return Section("people", _("课题组"), columns, rows, empty=_("没有登记人员。"))


def _steps_section(rows: Sequence[Row]) -> Section:
    columns = [
        Column("mark", ""),
        Column("step", _("环节")),
        Column("planned_on", _("计划日期"), "day"),
        Column("actual_on", _("完成日期"), "day"),
        Column("days_late", _("晚（天）"), "int"),
        *late_columns(rows, prefix="record_"),
    ]
    marked = [{**row, "mark": "✓" if row["done"] else "✗" if row["days_late"] else ""} for row in rows]
    return Section("steps", _("环节"), columns, marked)


def _extensions_section(rows: Sequence[Row]) -> Section:
    columns = [
        Column("granted_on", _("批准日期"), "day"),
        Column("extended_to", _("延期至"), "day"),
        Column("reason", _("原因")),
        *late_columns(rows),
    ]
    return Section("extensions", _("延期"), columns, rows, empty=_("没有延期。"))
