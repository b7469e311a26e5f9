"""Papers in: all of them or nothing, in one transaction and as one step that `undo` takes back.

The papers are read and recognised first, outside any transaction. Then their rows are compared with what is kept and
written, within one transaction; where a row is bad all of it is taken back, and either refused, or begun anew without
the bad ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pbcli.db.bulk import drop_indexes
from pbcli.db.evidence import keep
from pbcli.domain.errors import UsageFault
from pbcli.intake.headers import catalogue
from pbcli.intake.kinds.base import Context
from pbcli.intake.plan import BadRow, Outcome, Plan, SheetPlan
from pbcli.intake.reading import read_paper
from pbcli.intake.store import Store
from pbcli.services.importing_backup import LARGE, FirstCopy
from pbcli.services.importing_maps import keep_mapping, settled_mapping
from pbcli.services.importing_rejects import Rejects
from pbcli.services.importing_sheets import KnownSheet, known_sheets
from pbcli.services.importing_take import Place, take_sheets
from pbcli.services.project_limits import limits_in
from pbcli.values import dataclass

if TYPE_CHECKING:
    from pbcli.db.engine import Work
    from pbcli.db.read import Reader
    from pbcli.domain.project_rules import Limit
    from pbcli.intake.paper import Paper

MANY_CONTACTS = 50_000
"""From so many new contacts on, indexes are made again afterwards where fewer were there before."""
MOST_KNOWN = 50_000
"""So many kept contacts are known again without an index: all days of them are brought in at once."""

_CACHE = "PRAGMA cache_size = -16000"
"""Memory for what is written, in KiB: a large import may go through the database's indexes from end to end."""
_CACHE_OF_APPENDING = "PRAGMA cache_size = -4000"
"""Without indexes rows are only added at the end. As much again is what an index is sorted in."""


@dataclass(frozen=True)
class Order:
    """What is asked of an import besides the papers."""

    kind: str | None = None
    year: int | None = None
    map_name: str | None = None
    """Where a mapping of columns is kept, or is to be."""
    columns: Sequence[str] = ()
    """表头=字段, as the user types it."""
    encoding: str | None = None
    skip_bad: bool = False
    begin: Callable[[int], None] = lambda _rows: None
    """Told the number of rows to be taken."""
    tick: Callable[[int], None] = lambda _rows: None
    """Told how many rows more are being taken."""


@dataclass(frozen=True)
class Papers:
    """The papers, read: their sheets with a known header, and those that are passed over."""

    paths: Sequence[Path]
    sheets: Sequence[KnownSheet]
    passed: Sequence[SheetPlan]
    mapping: Mapping[str, str]
    rejects: Rejects = field(default_factory=Rejects)


def read_papers(reader: Reader, paths: Sequence[Path], order: Order) -> Papers:
    """Read the papers and recognise their sheets. Raises UsageFault, UnusablePaper, UnknownName."""
    _refuse_twice(paths)
    mapping = settled_mapping(reader, order.map_name, order.columns, order.kind)
    sheets: list[KnownSheet] = []
    passed: list[SheetPlan] = []
    for path in paths:
        paper: Paper = read_paper(path, encoding=order.encoding)
        known, strange = known_sheets(paper, kind=order.kind, mapping=mapping, year=order.year)
        sheets += known
        passed += strange
    return Papers(paths, sheets, passed, mapping)


def _refuse_twice(paths: Iterable[Path]) -> None:
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in seen:
            raise UsageFault("文件“{name}”写了两次。", name=path.name)
        seen.add(path.resolve())


def import_papers(work: Work, papers: Papers, order: Order, today: date, *, dry_run: bool = False) -> Plan:
    """Take the papers; write their records when all rows are good, or the bad ones are to be left out.

    A row that leans on a bad one is bad as well, so the rows are taken anew without the bad ones until all are good.
    """
    bad: list[BadRow] = []
    left_out: dict[str, str] = {}
    copy = FirstCopy(work, is_wanted=not dry_run)
    work.connection.execute(_CACHE)
    while True:
        work.connection.execute("SAVEPOINT papers")
        dropped: list[str] = []
        context = _context(work, papers, copy, today, left_out, dropped)
        plan = _attempt(context, papers, order, {(row.path, row.sheet, row.row) for row in bad})
        if not plan.bad:
            break
        work.connection.execute("ROLLBACK TO papers")
        bad += plan.bad
        if not order.skip_bad:
            copy.withdraw()
            work.void()
            return replace(plan, is_refused=True)
    _put_back(plan, bad)
    copy.before(_changes(plan))
    context.store.write(work.connection)
    if not dry_run:
        # Before the commit: what the records name must be there by then.
        for file in dict.fromkeys(context.files):
            keep(work.path, file)
    for statement in dropped:
        work.connection.execute(statement)
    if order.map_name is not None and order.columns:
        keep_mapping(work, order.map_name, papers.mapping)
    if bad and not dry_run:
        papers.rejects.put_aside(plan)
    changed = work.changed > 0 and not dry_run
    if not changed:
        copy.withdraw()
    return replace(
        plan, operation=work.operation_id if changed else None, rejected=papers.rejects.written, backup=copy.file
    )


def _changes(plan: Plan) -> int:
    """Count the rows that are new or changed something."""
    return sum(sheet.counts[Outcome.NEW] + sheet.counts[Outcome.CHANGED] for sheet in plan.sheets)


def _outgrows(papers: Papers, ever: int) -> bool:
    """Tell whether the papers bring more contacts than there ever were, and many."""
    coming = sum(sheet.table.length for sheet in papers.sheets if sheet.table.kind == "contacts")
    return coming >= MANY_CONTACTS and coming > ever


def _is_one_ledger(papers: Papers) -> bool:
    return len({sheet.path for sheet in papers.sheets if sheet.table.kind == "contacts"}) == 1


def _context(
    work: Work, papers: Papers, copy: FirstCopy, today: date, left_out: dict[str, str], dropped: list[str]
) -> Context:
    reader = work.reader
    unit = reader.rows("import_unit")[0]
    store = Store(reader, work.now)
    ever = int(reader.value("import_last_id", table_name="contact"))
    is_flood = _outgrows(papers, ever)
    needs_no_index = is_flood and ever <= MOST_KNOWN and _is_one_ledger(papers)

    def limits(office: str | None) -> Mapping[str, Limit]:
        rows = [] if office is None else store.where("issuing_office", "name", office)
        return limits_in(reader, office, rows[0].values if rows else None)

    def write(changes: int) -> None:
        copy.before(changes)
        if changes >= LARGE and not dropped and is_flood:
            dropped.extend(drop_indexes(work.connection, "contact", "" if needs_no_index else "ix_contact_occurred_on"))
            if needs_no_index:
                work.connection.execute(_CACHE_OF_APPENDING)
        store.write(work.connection)

    return Context(
        store=store,
        today=today.isoformat(),
        now=work.now,
        digest_key=unit["digest_key"],
        keeps_id_numbers=bool(unit["keeps_id_numbers"]),
        project_limits=limits,
        unit=unit["name"],
        path=work.path,
        left_out=left_out,
        brings_in_all_days=needs_no_index,
        write=write,
    )


def _attempt(context: Context, papers: Papers, order: Order, without: set[Place]) -> Plan:
    order.begin(sum(sheet.table.length for sheet in papers.sheets))
    plans = take_sheets(context, papers.sheets, without, order.tick)
    ordered = [plans[sheet.place] for sheet in papers.sheets]
    files = list(papers.paths)
    return Plan(sorted([*ordered, *papers.passed], key=lambda plan: files.index(plan.path)))


def _put_back(plan: Plan, bad: Sequence[BadRow]) -> None:
    """Add to the plan of the good rows those that were left out."""
    sheets = {(sheet.path, sheet.sheet, sheet.header_row): sheet for sheet in plan.sheets}
    for row in bad:
        sheet = sheets[row.path, row.sheet, row.header_row]
        sheet.bad.append(row)
        sheet.counts[Outcome.BAD] += 1


def known_kinds() -> dict[str, str]:
    """Return the kinds of paper that can be imported, each with its title."""
    return {name: kind.title for name, kind in catalogue().items()}
