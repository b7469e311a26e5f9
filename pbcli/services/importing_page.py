"""The plan of an import as a report: for a person what each sheet is and what becomes of it, for a script all of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pbcli.domain.errors import BadRows, PartlyImported
from pbcli.domain.idnumber import cover_numbers
from pbcli.intake.headers import catalogue
from pbcli.intake.plan import BadRow, Outcome, Plan, Remark, SheetPlan
from pbcli.intake.texts import plain_text
from pbcli.intake.told import Told
from pbcli.messages import _
from pbcli.output.result import Column, Report, Section

_FILLS = re.compile(r"pbcli import \w+ FILE")
"""The command in a reason that fills what is empty still."""

MOST_RUNS = 8
"""So many runs of lines that share a remark are named; of more the number of lines is told."""


def plan_report(plan: Plan, *, dry_run: bool) -> Report:
    """Return the plan: its sheets and columns, its remarks, its bad rows."""
    sheets = [_sheet(sheet) for sheet in plan.sheets]
    remarks = [_remark(remark) for remark in plan.remarks]
    bad = [_bad(row) for row in plan.bad]
    data = {
        "report": "import",
        "dry_run": dry_run,
        "operation": plan.operation,
        **{outcome.value: sum(sheet.counts[outcome] for sheet in plan.sheets) for outcome in Outcome},
        "sheets": sheets,
        "remarks": remarks,
        "bad_rows": bad,
    }
    return Report(
        name="import",
        title=_("导入计划") if dry_run else _("导入结果"),
        subtitle=_("预演：什么也没有写入") if dry_run else "",
        data=data,
        sections=[
            _sheets_section(plan),
            _columns_section(plan),
            *_remarks_section(plan),
            *_bad_section(plan),
        ],
    )


def _sheet(sheet: SheetPlan) -> dict[str, Any]:
    fields = catalogue()[sheet.kind].fields if sheet.kind else {}
    columns = [
        {"header": header, "field": name, "title": _(fields[name].title)}
        for name, header in sheet.headers.items()
        if name not in sheet.told
    ]
    told = [
        {
            "label": told.label,
            "field": name,
            "title": _(fields[name].title),
            "row": told.row or None,
            "value": _value(told),
        }
        for name, told in sheet.told.items()
    ]
    return {
        "file": sheet.path.name,
        "sheet": sheet.sheet,
        "kind": sheet.kind or None,
        "header_row": sheet.header_row or None,
        "columns": columns,
        "told": told,
        "unknown": list(sheet.unknown_headers),
        "unused": list(sheet.unused_headers),
        "skipped": sheet.skipped or None,
        **{outcome.value: sheet.counts[outcome] for outcome in Outcome},
    }


def _value(told: Told) -> str:
    return cover_numbers(plain_text(told.cell).strip())


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "file": remark.path.name,
        "sheet": remark.sheet,
        "row": remark.row,
        "column": remark.header,
        "suspect": remark.is_suspect,
        "remark": remark.sentence,
    }


def _bad(row: BadRow) -> dict[str, Any]:
    return {
        "file": row.path.name,
        "sheet": row.sheet,
        "row": row.row,
        "column": row.header,
        "reason": row.reason,
    }


def _where(path: Path, sheet: str, plan: Plan) -> str:
    """Name a sheet by its file; by its own name too where the file has several."""
    several = len({one.sheet for one in plan.sheets if one.path == path}) > 1
    return f"{path.name}/{sheet}" if several and sheet else path.name


def _table(sheet: SheetPlan, plan: Plan) -> str:
    """Name a table by its sheet; by the line of its header too where the sheet has several."""
    several = sum((one.path, one.sheet) == (sheet.path, sheet.sheet) for one in plan.sheets) > 1
    where = _where(sheet.path, sheet.sheet, plan)
    return _("{place}（第 {row} 行起）", place=where, row=sheet.header_row) if several and sheet.kind else where


def _sheets_section(plan: Plan) -> Section:
    titles = {name: _(kind.title) for name, kind in catalogue().items()}
    rows = [
        {"place": _table(sheet, plan), "kind": titles.get(sheet.kind, sheet.skipped)}
        | ({outcome.value: sheet.counts[outcome] for outcome in Outcome} if sheet.kind else {})
        for sheet in plan.sheets
    ]
    return Section(
        key="sheets",
        title=_("工作表"),
        columns=[Column("place", _("表格")), Column("kind", _("内容")), *_outcomes()],
        rows=rows,
        totals={outcome.value: sum(sheet.counts[outcome] for sheet in plan.sheets) for outcome in Outcome},
    )


def _outcomes() -> list[Column]:
    titles = {Outcome.NEW: _("新增"), Outcome.CHANGED: _("改动"), Outcome.SAME: _("相同"), Outcome.BAD: _("有误")}
    return [Column(outcome.value, title, "int") for outcome, title in titles.items()]


def _columns_section(plan: Plan) -> Section:
    rows = [
        {
            "place": _table(sheet, plan),
            "row": sheet.header_row,
            "columns": _("、").join(_pairs(sheet)),
            "unused": _("、").join(sheet.unused_headers),
            "unknown": _("、").join(sheet.unknown_headers),
        }
        for sheet in plan.sheets
        if sheet.kind
    ]
    return Section(
        key="columns",
        title=_("列：表头 → 字段"),
        columns=[
            Column("place", _("表格")),
            Column("row", _("表头行"), "int"),
            Column("columns", _("读入")),
            Column("unused", _("不用")),
            Column("unknown", _("不认识")),
        ],
        rows=rows,
    )


def _pairs(sheet: SheetPlan) -> list[str]:
    """Name the headers with the fields that they stand for, and the lines above that tell a field, with the value."""
    fields = catalogue()[sheet.kind].fields
    pairs = []
    for name, header in sheet.headers.items():
        title, told = _(fields[name].title), sheet.told.get(name)
        pair = header if header == title else f"{header} → {title}"
        if told is not None:
            where = _("（第 {row} 行：{value}）") if told.row else _("（{value}）")
            pair += where.format(row=told.row, value=_value(told))
        pairs.append(pair)
    return pairs


def _remarks_section(plan: Plan) -> list[Section]:
    groups = plan.grouped_remarks
    if not groups:
        return []
    rows = [
        {
            "place": _where(remark.path, remark.sheet, plan),
            "rows": line_numbers(numbers),
            "column": remark.header,
            "remark": remark.sentence,
        }
        for remark, numbers in groups
    ]
    columns = [
        Column("place", _("表格")),
        Column("rows", _("行")),
        Column("column", _("列")),
        Column("remark", _("说明")),
    ]
    return [Section(key="remarks", title=_("请看一看（照样导入）"), columns=columns, rows=rows)]


def line_numbers(numbers: Sequence[int]) -> str:
    """Write the numbers of lines, those in a row as a span: 4–100; of many spans the first, and how many lines."""
    spans: list[str] = []
    first = last = count = 0
    for number in sorted(numbers):
        if number == last:
            continue
        count += 1
        if number != last + 1 or not last:
            if last and len(spans) <= MOST_RUNS:
                spans.append(_span(first, last))
            first = number
        last = number
    if len(spans) < MOST_RUNS:
        return _("、").join([*spans, _span(first, last)])
    return _("{numbers} 等 {n}", numbers=_("、").join(spans[:MOST_RUNS]), n=count)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _bad_section(plan: Plan) -> list[Section]:
    if not plan.bad:
        return []
    rows = [
        {"place": _where(row.path, row.sheet, plan), "row": row.row, "column": row.header, "reason": row.reason}
        for row in plan.bad
    ]
    columns = [
        Column("place", _("表格")),
        Column("row", _("行"), "int"),
        Column("column", _("列")),
        Column("reason", _("原因")),
    ]
    return [Section(key="bad_rows", title=_("有误的行"), columns=columns, rows=rows)]


def bad_row_sentences(plan: Plan) -> list[str]:
    """Return a sentence for each bad row: file, sheet, line, column, reason."""
    return [
        _(
            "{place}第 {row} 行{column}：{reason}",
            place=_sheet_of(row),
            row=row.row,
            column=_column(row),
            reason=row.reason,
        )
        for row in plan.bad
    ]


def _sheet_of(row: BadRow) -> str:
    """Name the file, and the sheet of one that has sheets."""
    is_sheet = row.sheet not in {"", row.path.stem}  # a text file is called as its only sheet
    return row.path.name + (_(" 工作表“{sheet}”", sheet=row.sheet) if is_sheet else " ")


def _column(found: BadRow | Remark) -> str:
    return _("“{column}”列", column=found.header) if found.header else ""


def remark_sentences(plan: Plan) -> list[str]:
    """Return a sentence for each remark and each sheet that was passed over, those that say the same together."""
    passed = [f"{_where(sheet.path, sheet.sheet, plan)}：{sheet.skipped}" for sheet in plan.sheets if sheet.skipped]
    return passed + [
        _(
            "{place}{column}第 {rows} 行：{reason}",
            place=_where(remark.path, remark.sheet, plan),
            column=_column(remark) or " ",
            rows=line_numbers(numbers),
            reason=remark.sentence,
        )
        for remark, numbers in plan.grouped_remarks
    ]


def summary(plan: Plan) -> str:
    """Say in one line what was new, changed and the same, kind by kind."""
    titles = {name: _(kind.title) for name, kind in catalogue().items()}
    words: Mapping[Outcome, str] = {
        Outcome.NEW: _("新增"),
        Outcome.CHANGED: _("改动"),
        Outcome.SAME: _("相同"),
        Outcome.BAD: _("未导入"),
    }
    counts = plan.counts()
    parts = [
        f"{title} "
        + _("、").join(f"{words[outcome]} {counts[kind][outcome]}" for outcome in words if counts[kind][outcome])
        for kind, title in titles.items()
        if kind in counts and counts[kind].total()
    ]
    return _("；").join(parts)


def refusal(plan: Plan) -> BadRows:
    """Return the error that says how many rows can't be taken, and what to do: first what the papers rest on."""
    first = next((found[0] for row in plan.bad if (found := _FILLS.search(row.reason))), "pbcli import … --skip-bad")
    return BadRows("有 {n} 行不能导入，什么也没有写入。", n=len(plan.bad), hint=first)


def partly(plan: Plan) -> PartlyImported:
    """Return the error that says where the rows lie that were left out."""
    if not plan.rejected:
        return PartlyImported("有 {n} 行不能导入，会另存到表格旁边。", n=len(plan.bad))
    files = "、".join(str(path) for path in plan.rejected)
    return PartlyImported(
        "有 {n} 行没有导入，放在 {files}。", n=len(plan.bad), files=files, hint=_("改好后再导入这个文件")
    )
