"""What --fields, --sort and --limit ask for: the same listing or report with fewer columns, in another order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pbcli.output.faults import OutputFault
from pbcli.output.result import Column, Report, Result, Row, Section, View
from pbcli.output.values import weight


def select_rows(result: Result, view: View, *, machine: bool) -> Result:
    """Return the listing as the view wants it. Hidden columns stay for machines, and where --fields names them.

    Totals are left out where --limit cut rows off, since they'd be those of other rows.
    """
    columns = select_columns(result.columns, view.fields, machine=machine)
    order = _order(result.columns, result.rows, view.sort)
    rows = [result.rows[place] for place in order][: view.limit]
    totals = result.totals if len(rows) == len(result.rows) else None
    return replace(result, columns=columns, rows=rows, totals=totals)


def select_sections(report: Report, view: View, *, machine: bool) -> Report:
    """Return the report with only the sections that --fields names, in this order, its data cut likewise."""
    sections = list(report.sections)
    keys = [section.key for section in sections]
    if view.fields:
        sections = [sections[_place(keys, field)] for field in dict.fromkeys(view.fields)]
    elif not machine:
        sections = [section for section in sections if section.rows or not section.is_optional]
    if view.sort:
        known = [column.key for section in sections for column in section.columns]
        for key in view.sort:
            _place(known, key.removeprefix("-"))
    data = {key: value for key, value in report.data.items() if key not in keys}
    cut = []
    for section in sections:
        order = _section_order(section, view)
        if section.key in report.data:
            data[section.key] = _reorder(report.data[section.key], order, len(section.rows))
        cut.append(_cut(section, order, machine=machine))
    if not (view.fields or view.sort or view.limit is not None):
        data = dict(report.data)
    return replace(report, sections=cut, data=data)


def _cut(section: Section, order: Sequence[int], *, machine: bool) -> Section:
    columns = select_columns(section.columns, (), machine=machine)
    totals = section.totals if len(order) == len(section.rows) else None
    return replace(section, columns=columns, rows=[section.rows[place] for place in order], totals=totals)


def _section_order(section: Section, view: View) -> list[int]:
    known = {column.key for column in section.columns}
    sort = [key for key in view.sort if key.removeprefix("-") in known]
    return _order(section.columns, section.rows, sort)[: view.limit]


def _reorder(value: Any, order: Sequence[int], rows: int) -> Any:
    """Put the report's data into the order of its section, where the two are lists of the same things."""
    if isinstance(value, list | tuple) and len(value) == rows:
        return [value[place] for place in order]
    return value


def select_columns(columns: Sequence[Column], fields: Sequence[str], *, machine: bool) -> list[Column]:
    """Return the columns that are named, or all that the format is to have. Raises OutputFault."""
    if not fields:
        return [column for column in columns if machine or not column.hidden]
    keys = [column.key for column in columns]
    return [replace(columns[_place(keys, field)], spare=False) for field in dict.fromkeys(fields)]


def _order(columns: Sequence[Column], rows: Sequence[Row], sort: Sequence[str]) -> list[int]:
    """Give the rows' places in the order wanted; what is missing comes last, up or down."""
    order = list(range(len(rows)))
    keys = [column.key for column in columns]
    for key in reversed(sort):
        column = columns[_place(keys, key.removeprefix("-"))]
        present = [place for place in order if rows[place].get(column.key) is not None]
        absent = [place for place in order if rows[place].get(column.key) is None]
        present.sort(key=lambda place, of=column: _sort_key(of, rows[place][of.key]), reverse=key.startswith("-"))  # type: ignore[misc]
        order = present + absent
    return order


def _sort_key(column: Column, value: Any) -> Any:
    """Give what sorting compares: figures as numbers, texts by code point."""
    if column.kind in {"text", "day", "moment"}:
        return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value))
    if column.kind == "terms":
        return "、".join(value)
    return weight(column, value)


def _place(keys: Sequence[str], key: str) -> int:
    try:
        return list(keys).index(key)
    except ValueError:
        raise OutputFault("没有字段“{field}”，可用：{keys}。", field=key, keys=" ".join(dict.fromkeys(keys))) from None
