"""Which sheet of which paper is what: each is recognised, passed over with a word, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pbcli.domain.errors import UnusablePaper
from pbcli.intake import cells
from pbcli.intake.faults import CellFault
from pbcli.intake.headers import catalogue, month_header
from pbcli.intake.layout import NearMiss, Table, near_miss, recognise
from pbcli.intake.plan import SheetPlan
from pbcli.intake.years import PaperTime, paper_time
from pbcli.messages import _
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from pbcli.intake.paper import Cell, Paper, Sheet


@dataclass(frozen=True)
class KnownSheet:
    """A sheet whose table is of a known kind, with the time that it is about."""

    path: Path
    table: Table
    time: PaperTime
    header_years: Mapping[str, int]
    """The year that a month's column names itself, by field."""

    @property
    def place(self) -> tuple[Path, str, int]:
        """Where the header stands: file, sheet, line."""
        return self.path, self.table.sheet_name, self.table.header_row


def known_sheets(
    paper: Paper, *, kind: str | None, mapping: Mapping[str, str], year: int | None
) -> tuple[list[KnownSheet], list[SheetPlan]]:
    """Return the sheets to be taken, and the plans of those that are passed over. Raises UnusablePaper."""
    stem = paper.path.stem
    known: list[KnownSheet] = []
    strange: list[Sheet] = []
    passed = [SheetPlan(paper.path, name, skipped=_("隐藏的工作表，没有读")) for name in paper.hidden]
    for sheet in paper.sheets:
        if not any(cell is not None for row in sheet.rows for cell in row):
            passed.append(SheetPlan(paper.path, sheet.name, skipped=_("空的工作表")))
            continue
        tables = recognise(sheet, kind=kind, mapping=mapping, title=stem)
        if not tables:
            strange.append(sheet)
        for table in tables:
            if kind in {None, table.kind}:
                known.append(_known(paper, table, year))
            else:
                passed.append(_of_another_kind(paper, table))
    for sheet in strange:
        miss = near_miss(sheet, kind=kind, mapping=mapping)
        if not known or _is_one_of(miss, known):
            raise _unknown(paper, sheet, kind, miss)
        passed.append(SheetPlan(paper.path, sheet.name, skipped=_("没有认得的表头，没有读")))
    return known, passed


def _of_another_kind(paper: Paper, table: Table) -> SheetPlan:
    said = _("第 {row} 行起是“{kind}”，没有读", row=table.header_row, kind=_(catalogue()[table.kind].title))
    return SheetPlan(paper.path, table.sheet_name, skipped=said)


def _known(paper: Paper, table: Table, year: int | None) -> KnownSheet:
    if table.refused_headers:
        raise UnusablePaper(
            "{place}里有不能保存的内容：{columns}。请删去这些列再导入。",
            place=place(paper.path, table.sheet_name, several=len(paper.sheets) > 1),
            columns="、".join(f"“{header}”" for header in table.refused_headers),
        )
    if table.side_by_side:
        raise UnusablePaper(
            "{place}里左右并排有两张表：{columns}各有两列。请把右边的一张排到下面，再导入。",
            place=place(paper.path, table.sheet_name, several=len(paper.sheets) > 1),
            columns="、".join(f"“{header}”" for header in table.side_by_side),
        )
    if table.contradiction is not None:
        one, other = table.contradiction.one, table.contradiction.other
        raise UnusablePaper(
            "{place}第 {row} 行的“{label}”和第 {other_row} 行的“{other}”不一样，不知道下面的行是哪一个的。",
            place=place(paper.path, table.sheet_name, several=len(paper.sheets) > 1),
            row=one.row,
            label=one.label,
            other_row=other.row,
            other=other.label,
            hint=_("改成一样，或在表里加一列写明"),
        )
    time = paper_time(table.heading, table.sheet_name, paper.path.stem)
    header_years = {
        column.field: found.year
        for column in table.columns
        if (found := month_header(column.header)) is not None and found.year is not None
    }
    if year is not None and time.school_year is None:
        time = replace(time, year=time.year or year)
    sheet = KnownSheet(paper.path, table, time, header_years)
    if table.kind == "dues":
        _demand_year(sheet, several=len(paper.sheets) > 1)
    return sheet


def _demand_year(sheet: KnownSheet, *, several: bool) -> None:
    """Refuse a paper of dues that says nowhere of which year it is. Raises UnusablePaper."""
    fields = {column.field for column in sheet.table.columns} | sheet.table.told.keys()
    if sheet.time.year_in(1) is not None or fields & {"year", "payments"}:
        return
    months = {field for field in fields if field.startswith("month_")}
    if months and months <= sheet.header_years.keys():
        return
    if not months and all(_says_year(row.values.get("month")) for row in sheet.table.rows):
        return
    raise UnusablePaper(
        "看不出{place}是哪一年的：标题、工作表名和文件名里都没有年份。",
        place=place(sheet.path, sheet.table.sheet_name, several=several),
        file=sheet.path.name,
        hint="pbcli import {file} --year YYYY",
    )


def _says_year(cell: Cell) -> bool:
    try:
        found = cells.cell_month(cell)
    except CellFault:
        return True  # a row of its own that will be named as bad
    return found is not None and found[0] is not None


def _is_one_of(miss: NearMiss | None, known: Sequence[KnownSheet]) -> bool:
    """Tell whether a strange sheet was meant to be like the others of its paper, and lacks just one column."""
    return miss is not None and len(miss.missing) == 1 and any(sheet.table.kind == miss.kind for sheet in known)


def _unknown(paper: Paper, sheet: Sheet, kind: str | None, miss: NearMiss | None) -> UnusablePaper:
    where = place(paper.path, sheet.name, several=len(paper.sheets) > 1)
    titles = {name: found.title for name, found in catalogue().items()}
    if miss is not None and miss.missing:
        return UnusablePaper(
            "认不出{place}的表头：第 {row} 行最像“{kind}”，还缺“{missing}”一列。",
            place=where,
            row=miss.header_row,
            kind=titles[miss.kind],
            missing="”“".join(miss.missing),
            hint=_(
                "改表头，或在表头上面写一行“{field}：…”，或用 --column 表头=字段 说明是哪一列", field=miss.missing[0]
            )
            if miss.may_be_told
            else _("改表头，或用 --column 表头=字段 说明是哪一列"),
        )
    if kind is not None:
        return UnusablePaper("认不出{place}的表头：它不像“{kind}”。", place=where, kind=titles[kind])
    return UnusablePaper(
        "认不出{place}的表头：可以导入的有{kinds}。",
        place=where,
        kinds="、".join(f"“{one}”" for one in titles.values()),
    )


def place(path: Path, sheet: str, *, several: bool) -> str:
    """Name a sheet: the file alone where it has just one."""
    return f"“{path.name}”" + (f"的工作表“{sheet}”" if several and sheet else "")


def in_order(sheets: Sequence[KnownSheet]) -> Iterator[KnownSheet]:
    """Give the sheets in the order of what needs what, those of one kind as they were named."""
    for kind in catalogue():
        yield from (sheet for sheet in sheets if sheet.table.kind == kind)
