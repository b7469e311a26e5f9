"""Taking the rows of recognised sheets, one by one, into the records in memory; and saying what became of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pbcli.intake.headers import catalogue
from pbcli.intake.kinds.assignments import Assignments
from pbcli.intake.kinds.base import Context, Kind, branch_in, find_branch
from pbcli.intake.kinds.branches import Branches
from pbcli.intake.kinds.brands import Brands
from pbcli.intake.kinds.calendars import Calendars
from pbcli.intake.kinds.checklist import Checklist
from pbcli.intake.kinds.classes import Classes
from pbcli.intake.kinds.contacts import Contacts
from pbcli.intake.kinds.dues import Dues
from pbcli.intake.kinds.events import Events
from pbcli.intake.kinds.evidence import EvidenceLedgers
from pbcli.intake.kinds.line import Line, RowFault
from pbcli.intake.kinds.members import Members
from pbcli.intake.kinds.offices import Offices
from pbcli.intake.kinds.plain_contacts import PlainContacts
from pbcli.intake.kinds.posts import PostKeeper
from pbcli.intake.kinds.projects import Projects
from pbcli.intake.kinds.study import Studies
from pbcli.intake.kinds.talks import Talks
from pbcli.intake.plan import SheetPlan
from pbcli.intake.texts import plain_text
from pbcli.messages import _
from pbcli.services.importing_sheets import KnownSheet, in_order

if TYPE_CHECKING:
    from pbcli.intake.rows import PaperRow
    from pbcli.intake.store import Kept

Some = TypeVar("Some")

Place = tuple[Path, str, int]
"""Where a row stands, or the header of a table: file, sheet, line."""

Tick = Callable[[int], None]
"""Told how many rows more are being taken."""

_KINDS: Mapping[str, Callable[[Context, PostKeeper], Kind]] = {
    "branches": Branches,
    "members": Members,
    "classes": lambda context, _keeper: Classes(context),
    "assignments": lambda context, _keeper: Assignments(context),
    "contacts": lambda context, _keeper: Contacts(context),
    "events": lambda context, _keeper: Events(context),
    "offices": lambda context, _keeper: Offices(context),
    "projects": lambda context, _keeper: Projects(context),
    "dues": lambda context, _keeper: Dues(context),
    "checklist": lambda context, _keeper: Checklist(context),
    "brands": lambda context, _keeper: Brands(context),
    "study": lambda context, _keeper: Studies(context),
    "talks": lambda context, _keeper: Talks(context),
    "terms": lambda context, _keeper: Calendars(context),
    "evidence": lambda context, _keeper: EvidenceLedgers(context),
}
_NAMING = frozenset({"branches", "members", "classes"})
"""Kinds whose rows are what other rows name."""

_DELIMITED = frozenset({".csv", ".tsv", ".txt"})


def take_sheets(
    context: Context, sheets: Sequence[KnownSheet], without: Collection[Place], tick: Tick
) -> dict[Place, SheetPlan]:
    """Take all rows but those to be left out; return each table's plan by the place of its header.

    The posts are settled once all members are there, before papers that ask who was on a committee.
    """
    keeper = PostKeeper(context)
    kinds = {name: make(context, keeper) for name, make in _KINDS.items()}
    plans: dict[Place, SheetPlan] = {}
    lines: dict[Place, list[Line]] = {}
    settled = False
    for sheet in in_order(sheets):
        if not settled and sheet.table.kind not in {"branches", "members"}:
            keeper.settle()
            settled = True
        kind = kinds[sheet.table.kind]
        key = sheet.place
        branch = sheet_branch(context, sheet)
        plans[key] = _plan(sheet, kind, branch)
        if isinstance(kind, Contacts):
            kind.begin(sheet.path)
            _take_contacts(context, sheet, kind, plans[key], branch, without, tick)
        else:
            lines[key] = _take(context, sheet, kind, plans[key], branch, without, tick)
    if not settled:
        keeper.settle()
    for kind in kinds.values():
        kind.finish()
    for key, taken in lines.items():
        plans[key].counts.update(line.outcome for line in taken)
    return plans


def _take(
    context: Context,
    sheet: KnownSheet,
    kind: Kind,
    plan: SheetPlan,
    branch: Kept | None,
    without: Collection[Place],
    tick: Tick,
) -> list[Line]:
    """Take the rows of a sheet. What becomes of a row may change until all are taken."""
    taken: list[Line] = []
    for row in sheet.table.rows:
        tick(1)
        if without and (sheet.path, sheet.table.sheet_name, row.number) in without:
            continue
        line = _line(sheet, row, plan, branch)
        taken.append(line)
        _take_line(context, sheet, row, kind, line)
    return taken


def _take_contacts(
    context: Context,
    sheet: KnownSheet,
    kind: Contacts,
    plan: SheetPlan,
    branch: Kept | None,
    without: Collection[Place],
    tick: Tick,
) -> None:
    """Take the rows of a ledger, which may be very long: the plain ones at a glance, none is remembered."""

    def take_one(row: PaperRow) -> None:
        line = _line(sheet, row, plan, branch)
        _take_line(context, sheet, row, kind, line)
        plan.counts[line.outcome] += 1

    def is_wanted(number: int) -> bool:
        return (sheet.path, sheet.table.sheet_name, number) not in without

    rows = sheet.table.rows
    if rows.is_told:
        for row in rows:
            tick(1)
            if is_wanted(row.number):
                take_one(row)
        return
    plain = PlainContacts(kind, sheet.table, plan, branch, sheet.time)
    for numbers, lines in rows.blocks():
        tick(len(numbers))
        wanted = list(map(is_wanted, numbers)) if without else [True]
        chosen = (numbers, lines) if all(wanted) else (_chosen(numbers, wanted), _chosen(lines, wanted))
        plain.take(*chosen, lambda number, cells: take_one(rows.row(number, cells)))


def _chosen(some: Sequence[Some], wanted: Sequence[bool]) -> Sequence[Some]:
    return tuple(compress(some, wanted))


def _line(sheet: KnownSheet, row: PaperRow, plan: SheetPlan, branch: Kept | None) -> Line:
    found = Line(plan, row.number, row.values, row.raw, branch=branch, time=sheet.time, years=sheet.header_years)
    found.told = row.told
    return found


def _take_line(context: Context, sheet: KnownSheet, row: PaperRow, kind: Kind, line: Line) -> None:
    try:
        _refuse_slipped(sheet, row)
        kind.take(line)
    except RowFault as fault:
        line.fail(fault)
        if sheet.table.kind in _NAMING:
            place = _("{file} 第 {row} 行", file=sheet.path.name, row=row.number)
            context.left_out.setdefault(_bare_name(line), place)


def _bare_name(line: Line) -> str:
    return re.sub(r"\s", "", plain_text(line.values.get("name")))


def _refuse_slipped(sheet: KnownSheet, row: PaperRow) -> None:
    """Refuse a row of a text file that has more cells than the header. Raises RowFault."""
    if row.overflow and sheet.path.suffix.lower() in _DELIMITED:
        raise RowFault("", _("这一行的格比表头多，可能有没加引号的分隔符。"))


def _plan(sheet: KnownSheet, kind: Kind, branch: Kept | None) -> SheetPlan:
    table = sheet.table
    unused = [column.header for column in table.columns if column.ignored or column.field in kind.unused]
    return SheetPlan(
        sheet.path,
        table.sheet_name,
        kind=table.kind,
        header_row=table.header_row,
        headers={
            column.field: column.header
            for column in table.columns
            if not column.ignored and column.field not in kind.unused
        }
        | {field: told.label for field, told in table.told.items()},
        told=table.told,
        unknown_headers=table.unknown_headers,
        unused_headers=(*unused, *table.duplicate_headers),
        header_cells=table.headers,
        heading=(*table.heading, table.sheet_name, sheet.path.stem),
        told_elsewhere=tuple(_told_elsewhere(sheet, branch)),
    )


def _told_elsewhere(sheet: KnownSheet, branch: Kept | None) -> Iterator[str]:
    """Give the fields that the rows of a sheet don't give themselves."""
    fields = catalogue()[sheet.table.kind].fields
    given = {column.field for column in sheet.table.columns}
    told = [field for field in fields if field not in given and sheet.table.rows.tells(field)]
    yield from told
    if "branch" in fields.keys() - given - set(told) and branch is not None:
        yield "branch"
    if sheet.table.kind == "dues":
        is_yearly = any(field.startswith("month_") for field in given)
        for field in ("year",) if is_yearly else ("year", "month"):
            if field not in {*given, *told} and getattr(sheet.time, field) is not None:
                yield field


def sheet_branch(context: Context, sheet: KnownSheet) -> Kept | None:
    """Return the branch that a sheet is named after, else the one that its title or its file's name names.

    What `export` wrote says itself which rows belong to no branch, whatever its file is called.
    """
    if any(column.header == column.field == "branch" for column in sheet.table.columns):
        return None
    exact = find_branch(context, "".join(sheet.table.sheet_name.split()))
    if exact is not None:
        return exact
    for text in (sheet.table.sheet_name, *sheet.table.heading, sheet.path.stem):
        named = branch_in(context, text)
        if named is not None:
            return named
    return None
